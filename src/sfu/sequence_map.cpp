#include "sfu/sequence_map.hpp"

#include <algorithm>
#include <limits>

namespace sfu {

void SequenceMap::open(int64_t first_input) {
  if (count_ == kSegments) {
    head_ = (head_ + 1) % kSegments;
    --count_;
  }
  at(count_++) = {first_input, std::numeric_limits<int64_t>::max(), next_output_ - first_input};
}

void SequenceMap::shorten_gap_before(int64_t input) {
  if (input - newest_ <= kMaxGap) return;
  at(count_ - 1).end = newest_ + 1;
  next_output_ += kMaxGap;
  open(input);
  newest_ = input - 1;
}

// media path: 21. the slot's sequence number
std::optional<uint16_t> SequenceMap::map(int64_t input) {
  if (count_ == 0) switch_input(input);
  shorten_gap_before(input);
  for (size_t i = count_; i-- > 0;) {
    const Segment& segment = at(i);
    if (input < segment.first) continue;
    if (input >= segment.end) return std::nullopt;  // dropped on purpose
    newest_ = std::max(newest_, input);
    const int64_t output = input + segment.delta;
    next_output_ = std::max(next_output_, output + 1);
    return static_cast<uint16_t>(output);
  }
  return std::nullopt;
}

void SequenceMap::drop(int64_t input) {
  if (count_ == 0 || input <= newest_) return;
  shorten_gap_before(input);
  Segment& last = at(count_ - 1);
  // Inputs between newest_ and this one are missing: they keep their numbers.
  next_output_ = std::max(next_output_, input + last.delta);
  if (last.first == input) {
    // Nothing was mapped since the drop before: move the open segment along.
    last.first = input + 1;
    last.delta -= 1;
  } else {
    last.end = input;
    open(input + 1);
  }
  newest_ = input;
}

}  // namespace sfu
