// UTF-8 (RFC 3629): strict decoding and encoding of what people type. Overlong forms, surrogates,
// values above U+10FFFF and truncated sequences are errors, never repaired.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace domain {

std::optional<std::u32string> decode_utf8(std::string_view bytes);
void append_utf8(std::string& out, char32_t code_point);
inline bool is_utf8(std::string_view bytes) { return decode_utf8(bytes).has_value(); }

}  // namespace domain
