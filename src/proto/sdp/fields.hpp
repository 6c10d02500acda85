// Fields: one line of SDP cut into its parts. Internal to this folder: the grammar of RFC 8866,
// section 9, needs no more than "up to the next separator" and "a decimal number and nothing else".
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>

namespace sdp {

class Fields {
 public:
  explicit Fields(std::string_view text) : rest_(text) {}

  bool empty() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

  // What stands before the next separator, which is consumed too; the whole rest if there is none.
  std::string_view next(char separator = ' ') {
    const size_t end = rest_.find(separator);
    const std::string_view field = rest_.substr(0, end);
    rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
    return field;
  }

  // The next field that is not empty, so that runs of blanks count as one.
  std::string_view next_word() {
    std::string_view word;
    while (word.empty() && !rest_.empty()) word = next(' ');
    return word;
  }

 private:
  std::string_view rest_;
};

// The whole text as a decimal number that fits into T.
template <std::unsigned_integral T>
std::optional<T> parse_number(std::string_view text) {
  T value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
  return value;
}

inline std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool equal_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (to_lower(a[i]) != to_lower(b[i])) return false;
  return true;
}

constexpr bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (to_lower(c) >= 'a' && to_lower(c) <= 'z');
}

// A "token" of RFC 8866, section 9: visible ASCII without the characters that separate.
constexpr bool is_token(std::string_view text) {
  constexpr std::string_view kAllowed = "!#$%&'*+-.^_`{|}~";
  if (text.empty()) return false;
  for (const char c : text)
    if (!is_alphanumeric(c) && kAllowed.find(c) == std::string_view::npos) return false;
  return true;
}

}  // namespace sdp
