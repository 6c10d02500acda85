#include "mail/mime.hpp"

#include <algorithm>

namespace mail {

namespace {

constexpr std::string_view kWordStart = "=?UTF-8?Q?";
constexpr std::string_view kWordEnd = "?=";
constexpr size_t kLongestWord = 75;  // RFC 2047, section 2

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }
bool is_printable(char c) { return c >= ' ' && c <= '~'; }
bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool continues_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

void append_hex(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '=';
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

std::string without_controls(std::string_view text) {
  std::string out(text);
  std::ranges::replace_if(out, is_control, ' ');
  return out;
}

// A word may not end within a code point (section 5, rule 3): so many bytes belong together.
size_t code_point_length(std::string_view text) {
  size_t length = 1;
  while (length < 4 && length < text.size() && continues_code_point(text[length])) ++length;
  return length;
}

// One after another, folded; the first one is shorter by what stands before it.
std::string encoded_words(std::string_view text, size_t used) {
  std::string out(kWordStart);
  size_t room = std::min(kLongestWord, kLongestLine - std::min(used, kLongestLine - 40)) -
                kWordStart.size() - kWordEnd.size();
  while (!text.empty()) {
    const size_t length = code_point_length(text);
    std::string piece;
    for (const char c : text.substr(0, length)) {
      if (is_letter_or_digit(c)) {
        piece += c;
      } else if (c == ' ') {
        piece += '_';
      } else {
        append_hex(piece, c);
      }
    }
    if (piece.size() > room) {
      out.append(kWordEnd).append("\r\n ").append(kWordStart);
      room = kLongestWord - kWordStart.size() - kWordEnd.size();
    }
    out += piece;
    room -= piece.size();
    text.remove_prefix(length);
  }
  return out.append(kWordEnd);
}

}  // namespace

std::string header_text(std::string_view text, size_t used) {
  const std::string line = without_controls(text);
  const bool plain = std::ranges::all_of(line, is_printable) &&
                     used + line.size() <= kLongestLine && line.find("=?") == std::string::npos &&
                     !line.starts_with(' ') && !line.ends_with(' ');
  return plain ? line : encoded_words(line, used);
}

std::string header_phrase(std::string_view text, size_t used) {
  const std::string line = without_controls(text);
  const bool plain = used + line.size() <= kLongestLine && std::ranges::all_of(line, [](char c) {
                       return is_letter_or_digit(c) || c == ' ' || c == '-';
                     });
  return plain ? line : encoded_words(line, used);
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  size_t column = 0;
  const auto append = [&](std::string_view piece) {
    // One column is kept for the "=" of a soft line break.
    if (column + piece.size() > kLongestLine - 1) {
      out += "=\r\n";
      column = 0;
    }
    out += piece;
    column += piece.size();
  };
  const auto break_line = [&] {
    out += "\r\n";
    column = 0;
  };
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\n';
    if (c == '\r' || c == '\n') {
      if (c == '\r' && next == '\n' && i + 1 < text.size()) ++i;
      break_line();
      continue;
    }
    if (is_control(c) && c != '\t') continue;
    // White space at the end of a line would be lost on the way; before a control character that is
    // left out it is encoded too, which hurts nobody.
    const bool blank = c == ' ' || c == '\t';
    const bool as_it_is = blank ? !is_control(next) : is_printable(c) && c != '=';
    std::string piece;
    if (as_it_is) {
      piece = c;
    } else {
      append_hex(piece, c);
    }
    append(piece);
  }
  if (column > 0) break_line();
  return out;
}

}  // namespace mail
