#include "domain/utf8.hpp"

#include <cstdint>

namespace domain {

//    Char. number range  |        UTF-8 octet sequence              (RFC 3629, section 3)
//    0000 0000-0000 007F | 0xxxxxxx
//    0000 0080-0000 07FF | 110xxxxx 10xxxxxx
//    0000 0800-0000 FFFF | 1110xxxx 10xxxxxx 10xxxxxx
//    0001 0000-0010 FFFF | 11110xxx 10xxxxxx 10xxxxxx 10xxxxxx
// https://www.rfc-editor.org/rfc/rfc3629
std::optional<std::u32string> decode_utf8(std::string_view bytes) {
  std::u32string out;
  out.reserve(bytes.size());
  for (size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<uint8_t>(bytes[i++]);
    int following = 0;
    char32_t value = lead;
    char32_t least = 0;
    if (lead >= 0xF0 && lead < 0xF8) {
      following = 3, value = lead & 0x07u, least = 0x10000;
    } else if (lead >= 0xE0 && lead < 0xF0) {
      following = 2, value = lead & 0x0Fu, least = 0x800;
    } else if (lead >= 0xC0 && lead < 0xE0) {
      following = 1, value = lead & 0x1Fu, least = 0x80;
    } else if (lead >= 0x80) {
      return std::nullopt;
    }
    for (; following > 0; --following) {
      if (i == bytes.size()) return std::nullopt;
      const auto next = static_cast<uint8_t>(bytes[i++]);
      if ((next & 0xC0) != 0x80) return std::nullopt;
      value = value << 6 | (next & 0x3Fu);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < least || surrogate || value > 0x10FFFF) return std::nullopt;
    out.push_back(value);
  }
  return out;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

}  // namespace domain
