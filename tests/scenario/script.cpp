#include "scenario/script.hpp"

#include <charconv>
#include <sstream>

namespace scenario {
namespace {

std::expected<Line, std::string> parse_line(std::string_view text) {
  Line line;
  bool after_arrow = false;
  size_t i = 0;
  while (i < text.size()) {
    const char c = text[i];
    if (c == '#') break;
    if (c == ' ' || c == '\t' || c == ',' || c == ':' || c == '\r') {
      ++i;
      continue;
    }
    std::string word;
    if (c == '"') {
      const size_t end = text.find('"', i + 1);
      if (end == std::string_view::npos) return std::unexpected("a quotation mark is missing");
      word = text.substr(i + 1, end - i - 1);
      i = end + 1;
    } else {
      const size_t end = std::min(text.find_first_of(" \t\r,:\"", i), text.size());
      word = text.substr(i, end - i);
      i = end;
      if (word == "->") {
        after_arrow = true;
        continue;
      }
    }
    (after_arrow ? line.outcome : line.words).push_back(word);
  }
  return line;
}

}  // namespace

std::expected<std::vector<Line>, std::string> parse(std::string_view text) {
  std::vector<Line> lines;
  std::istringstream stream{std::string(text)};
  std::string raw;
  for (size_t number = 1; std::getline(stream, raw); ++number) {
    auto line = parse_line(raw);
    if (!line) return std::unexpected("line " + std::to_string(number) + ": " + line.error());
    if (line->words.empty()) continue;
    line->number = number;
    lines.push_back(std::move(*line));
  }
  return lines;
}

std::expected<base::Duration, std::string> parse_time(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
  if (error == std::errc{} && number >= 0) {
    if (unit == "ms") return std::chrono::milliseconds(number);
    if (unit == "s") return std::chrono::seconds(number);
    if (unit == "m") return std::chrono::minutes(number);
    if (unit == "h") return std::chrono::hours(number);
    if (unit == "d") return std::chrono::days(number);
  }
  return std::unexpected("no time: " + std::string(text));
}

}  // namespace scenario
