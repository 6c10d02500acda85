// The two encodings that make any text safe inside a mail: encoded words for header fields (RFC
// 2047) and quoted-printable for bodies (RFC 2045, section 6.7). Both are total: what comes out is
// ASCII, has no line longer than 76 characters, and holds no line break that was not put there by
// them. Bytes that are no UTF-8 stay what they are; the reader's program shows them as it likes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mail {

inline constexpr size_t kLongestLine = 76;  // without CRLF

// The value of an unstructured field (Subject). `used` characters stand on its line already.
// Control characters become spaces. Plain ASCII that fits stays as it is.
std::string header_text(std::string_view text, size_t used);
// The same for the name before "<address>": anything but letters, digits, spaces and "-" is
// encoded.
std::string header_phrase(std::string_view text, size_t used);

// A text body. Every line break becomes CRLF and the last line has one; other control characters
// but the tab are left out.
std::string quoted_printable(std::string_view text);

}  // namespace mail
