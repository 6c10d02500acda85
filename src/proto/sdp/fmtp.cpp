#include "proto/sdp/fmtp.hpp"

#include "proto/sdp/fields.hpp"

namespace sdp {

std::optional<std::string_view> Fmtp::find(std::string_view key) const {
  Fields pairs(text);
  while (!pairs.empty()) {
    Fields pair(pairs.next(';'));
    const std::string_view name = trimmed(pair.next('='));
    if (equal_ignoring_case(name, key)) return trimmed(pair.rest());
  }
  return std::nullopt;
}

std::optional<uint32_t> Fmtp::number(std::string_view key) const {
  const auto value = find(key);
  return value ? parse_number<uint32_t>(*value) : std::nullopt;
}

}  // namespace sdp
