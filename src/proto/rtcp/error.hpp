// Why bytes were refused as RTCP. A value, not a sentence: the caller counts it and drops the
// packet.
#pragma once

#include <string_view>

namespace rtcp {

enum class Error {
  kTruncated,  // ends before the part that its own counts and lengths announce
  kVersion,    // the two version bits are not 2
  kPadding,    // padding count is zero or reaches into the header
  kWrongType,  // another packet type or format than the one asked for
  kEmpty,      // no entry where the format needs one
  kReserved,   // a value that the format keeps free
  kRange,      // a number that does not fit what it counts
};

constexpr std::string_view to_text(Error error) {
  switch (error) {
    case Error::kTruncated:
      return "truncated";
    case Error::kVersion:
      return "version";
    case Error::kPadding:
      return "padding";
    case Error::kWrongType:
      return "wrong_type";
    case Error::kEmpty:
      return "empty";
    case Error::kReserved:
      return "reserved";
    case Error::kRange:
      return "range";
  }
  return "unknown";
}

}  // namespace rtcp
