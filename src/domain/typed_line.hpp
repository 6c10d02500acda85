// Real-time text (EN 301 549 clause 6.2; the idea of ITU-T T.140 and XEP-0301): the line that
// somebody is typing, seen by the others while it grows. Edits, not whole lines, travel; a client
// that is not sure what the others see sends the line whole. Of each seat the room keeps the one
// line that grows at present, for those who come in meanwhile, and nothing of those that are done.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "domain/ids.hpp"
#include "domain/refusal.hpp"

namespace domain {

// Code points. A line that is longer is ended by the client, which begins another.
inline constexpr size_t kLongestLine = 500;

struct TypedEdit {
  uint32_t line = 0;  // counts the lines of the seat, from 1
  // Counts the edits of the line, without a gap. 0: `insert` is the whole line, whatever was there.
  uint32_t step = 0;
  uint32_t at = 0;     // code points of the line that stay before `insert`
  uint32_t erase = 0;  // code points that `insert` replaces
  std::string insert{};
  bool finished = false;  // the line is done
  friend bool operator==(const TypedEdit&, const TypedEdit&) = default;
};

// A seat's line as it stands. A finished one keeps its number only, by which those who were away
// learn that they have missed something.
struct TypedLine {
  PersonId person{};
  uint32_t line = 0;
  uint32_t step = 0;
  std::string text{};
  bool finished = true;
  friend bool operator==(const TypedLine&, const TypedLine&) = default;
};

// What the edit makes of the line. Refused: wrong_state when it does not follow on what is there
// (send the line whole), bad_message for what cannot stand in a line.
std::expected<TypedLine, Refusal> edited(const TypedLine& before, const TypedEdit& edit);

}  // namespace domain
