// For the tests of this folder and of proto/ice: bytes from hexadecimal text.
#pragma once

#include <charconv>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace stun {

// Two digits make a byte; blanks and line ends are skipped.
inline base::Bytes from_hex(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != ' ' && c != '\n') digits += c;
  }
  base::Bytes bytes(digits.size() / 2);
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::from_chars(&digits[2 * i], &digits[2 * i] + 2, bytes[i], 16);
  }
  return bytes;
}

}  // namespace stun
