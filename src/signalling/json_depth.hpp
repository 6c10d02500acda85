// How deep a JSON text nests, before a parser that recurses gets to see it.
#pragma once

#include <cstddef>
#include <string_view>

namespace signalling {

// False when arrays and objects nest deeper than `limit`. Not a validator: brackets inside strings do
// not count, nothing else is looked at.
constexpr bool is_within_depth(std::string_view json, size_t limit) {
  size_t depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > limit) return false;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return true;
}

}  // namespace signalling
