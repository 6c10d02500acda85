// How deep a JSON text nests, before a parser that recurses gets to see it.
#pragma once

#include <cstddef>
#include <string_view>

namespace signalling {

// False when arrays and objects nest deeper than `limit`. Not a validator: brackets inside strings
// do not count, nothing else is looked at. Strings may stand in single quotes too: RFC 8259 does
// not know them, but protobuf's reader takes them, and both must agree on where a string ends.
constexpr bool is_within_depth(std::string_view json, size_t limit) {
  size_t depth = 0;
  char quote = 0;  // the one that ends the string we are in
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (quote != 0) {
      if (c == '\\')
        ++i;
      else if (c == quote)
        quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '{' || c == '[') {
      if (++depth > limit) return false;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return true;
}

}  // namespace signalling
