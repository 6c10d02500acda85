// Numbers and bytes as lower-case hexadecimal text, for user names, passwords and nonces.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/bytes.hpp"

namespace turn {

inline std::string hex(base::BytesView bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const uint8_t byte : bytes) (text += kDigits[byte >> 4]) += kDigits[byte & 15];
  return text;
}

// At least `digits` long, filled with zeros.
inline std::string hex(uint64_t value, size_t digits) {
  uint8_t bytes[8];
  base::store_u64(bytes, value);
  const std::string text = hex(base::BytesView(bytes));
  const size_t zeros = std::min(text.find_first_not_of('0'), text.size());
  return text.substr(std::min(zeros, 16 - digits));
}

}  // namespace turn
