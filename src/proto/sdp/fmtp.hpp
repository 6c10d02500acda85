// Fmtp: the format parameters of one payload type, "key=value;key=value" (RFC 8866, section 6.15).
// The text is kept as it came, because some formats are no list of pairs at all ("0-15" of
// telephone-event, "111/111" of RED) and because some parameters are echoed in the answer letter
// for letter. What the parameters mean is codec_format.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sdp {

struct Fmtp {
  std::string text;

  bool empty() const { return text.empty(); }
  // The value of the first pair with this key, whose case does not matter (RFC 4855, section 3).
  // The view lives as long as `text`.
  std::optional<std::string_view> find(std::string_view key) const;
  // The same as a decimal number; nothing if it is absent or no number below 2^32.
  std::optional<uint32_t> number(std::string_view key) const;

  friend bool operator==(const Fmtp&, const Fmtp&) = default;
};

}  // namespace sdp
