// Names that people type: their own and a room's. Any script is welcome; what is taken out is what
// could deceive or break the line it is shown on. Two people may have the same name.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace domain {

// Code points, after cleaning.
inline constexpr size_t kLongestPersonName = 60;
inline constexpr size_t kLongestRoomName = 100;

// The name as it is kept: white space of any kind becomes one space and is trimmed at both ends;
// control characters, direction overrides and invisible formatting are taken out. nullopt when it
// is not UTF-8, longer than `longest`, or nothing visible remains. Cleaning twice changes nothing.
std::optional<std::string> clean_name(std::string_view typed, size_t longest);

inline constexpr size_t kLongestChat = 2000;

// What somebody writes to others: cleaned like a name, but lines stay lines, at most two breaks in
// a row. nullopt when it is not UTF-8, longer than `longest` code points, or shows nothing.
std::optional<std::string> clean_text(std::string_view typed, size_t longest);

// Could this stand in one line as it is: no line break, nothing that cleaning takes out?
bool is_plain_line(std::u32string_view text);

}  // namespace domain
