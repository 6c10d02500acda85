#include "domain/name.hpp"

#include <algorithm>

#include "domain/utf8.hpp"

namespace domain {
namespace {

bool in(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool is_space(char32_t c) {
  return c == ' ' || in(c, 0x09, 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         in(c, 0x2000, 0x200A) || in(c, 0x2028, 0x2029) || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

bool is_line_break(char32_t c) { return in(c, 0x0A, 0x0D) || c == 0x85 || in(c, 0x2028, 0x2029); }

bool is_taken_out(char32_t c) {
  return c < 0x20 || in(c, 0x7F, 0x9F) ||                   // C0 and C1 controls
         c == 0x061C || in(c, 0x200E, 0x200F) ||            // direction marks
         in(c, 0x202A, 0x202E) || in(c, 0x2066, 0x2069) ||  // direction overrides and isolates
         c == 0x00AD || c == 0x200B || c == 0xFEFF ||       // soft hyphen, zero-width space, BOM
         in(c, 0x2060, 0x2064) || in(c, 0x206A, 0x206F) ||  // invisible operators
         in(c, 0xFFF9, 0xFFFB) || in(c, 0xFFFE, 0xFFFF) ||  // annotations, not characters
         in(c, 0xE0000, 0xE0FFF);                           // tags
}

// Shows nothing of its own, but Persian and emoji sequences need the joiners and selectors, and
// accents the combining marks.
bool is_only_joining(char32_t c) {
  return in(c, 0x200C, 0x200D) || in(c, 0xFE00, 0xFE0F) || in(c, 0x0300, 0x036F) || c == 0x034F ||
         c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800;
}

}  // namespace

std::optional<std::string> clean_name(std::string_view typed, size_t longest) {
  // A code point is at most four bytes, and typed spaces may be many; beyond that it is no name.
  if (typed.size() > 16 * longest) return std::nullopt;
  const auto decoded = decode_utf8(typed);
  if (!decoded) return std::nullopt;

  std::string out;
  size_t length = 0;
  bool space_due = false, visible = false;
  for (const char32_t c : *decoded) {
    if (is_space(c)) {
      space_due = length > 0;
      continue;
    }
    if (is_taken_out(c)) continue;
    if (space_due) {
      out.push_back(' ');
      ++length;
      space_due = false;
    }
    append_utf8(out, c);
    ++length;
    visible = visible || !is_only_joining(c);
  }
  if (!visible || length > longest) return std::nullopt;
  return out;
}

std::optional<std::string> clean_text(std::string_view typed, size_t longest) {
  if (typed.size() > 8 * longest) return std::nullopt;
  const auto decoded = decode_utf8(typed);
  if (!decoded) return std::nullopt;

  constexpr size_t kMostBreaks = 2;
  std::string out;
  size_t length = 0, spaces_due = 0, breaks_due = 0;
  char32_t before = 0;
  bool visible = false;
  for (const char32_t c : *decoded) {
    if (is_line_break(c)) {
      if (!(before == '\r' && c == '\n')) ++breaks_due;
      spaces_due = 0;
    } else if (is_space(c)) {
      ++spaces_due;
    } else if (!is_taken_out(c)) {
      // 1. What was due before it, unless it stands at the beginning.
      breaks_due = visible ? std::min(breaks_due, kMostBreaks) : 0;
      if (!visible) spaces_due = 0;
      out.append(breaks_due, '\n').append(spaces_due, ' ');
      length += breaks_due + spaces_due + 1;
      breaks_due = spaces_due = 0;
      // 2. Itself.
      append_utf8(out, c);
      visible = visible || !is_only_joining(c);
    }
    before = c;
  }
  if (!visible || length > longest) return std::nullopt;
  return out;
}

bool is_plain_line(std::u32string_view text) {
  return std::ranges::none_of(text, [](char32_t c) { return is_line_break(c) || is_taken_out(c); });
}

}  // namespace domain
