// A room script as lines of words. The language itself is described in README.md; what the words
// do, is in world.hpp.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"

namespace scenario {

struct Line {
  size_t number = 0;                 // in the file, from 1
  std::vector<std::string> words;    // quoted text is one word; commas and colons are left out
  std::vector<std::string> outcome;  // the words after "->"
};

// Every line that is not empty or a comment. The error names the line.
std::expected<std::vector<Line>, std::string> parse(std::string_view text);

// "30s", "10m", "12h", "7d"
std::expected<base::Duration, std::string> parse_time(std::string_view text);

}  // namespace scenario
