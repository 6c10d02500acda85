// Why bytes were refused as RTP. A value, not a sentence: the caller counts it and drops the
// packet.
#pragma once

#include <string_view>

namespace rtp {

enum class Error {
  kTruncated,      // ends before the part that its own fields announce
  kVersion,        // the two version bits are not 2
  kPadding,        // padding count is zero or reaches into the header
  kTooManyBlocks,  // RED: more redundant blocks than anybody sends
};

constexpr std::string_view to_text(Error error) {
  switch (error) {
    case Error::kTruncated:
      return "truncated";
    case Error::kVersion:
      return "version";
    case Error::kPadding:
      return "padding";
    case Error::kTooManyBlocks:
      return "too_many_blocks";
  }
  return "unknown";
}

}  // namespace rtp
