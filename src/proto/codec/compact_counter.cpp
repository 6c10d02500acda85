#include "proto/codec/compact_counter.hpp"

#include <algorithm>

#include "proto/codec/offset_counter.hpp"

namespace codec {

bool CompactCounter::is_far(uint16_t input, unsigned bits) const {
  if (switching_) return false;
  const int64_t distance = unwrap_near(newest_input_, input, bits) - newest_input_;
  return distance > kHistory || distance < -kHistory;
}

std::optional<uint16_t> CompactCounter::forward(uint16_t input, unsigned bits) {
  if (switching_) start(input);
  const int64_t in = unwrap_near(newest_input_, input, bits);
  advance_to(in);
  Frame* frame = find(in);
  if (frame == nullptr || frame->fate == Fate::kDropped) return std::nullopt;
  frame->fate = Fate::kForwarded;
  return frame->output;
}

void CompactCounter::drop(uint16_t input, unsigned bits) {
  if (switching_) return;
  const int64_t in = unwrap_near(newest_input_, input, bits);
  if (in > newest_input_) {
    advance_to(in);
    slot(in).fate = Fate::kDropped;
    --next_output_;  // nothing later has a number yet, so this one is free again
    return;
  }
  Frame* frame = find(in);
  if (frame != nullptr && frame->fate == Fate::kNotSeen) frame->fate = Fate::kDropped;
}

// The first source of all keeps its numbers.
void CompactCounter::start(uint16_t input) {
  if (!started_) next_output_ = input;
  started_ = true;
  switching_ = false;
  first_input_ = input;
  newest_input_ = int64_t{input} - 1;
  advance_to(input);
}

// Gives a number to each frame up to `input`: those in between are late or lost.
void CompactCounter::advance_to(int64_t input) {
  if (input <= newest_input_) return;
  const int64_t beyond_history = std::max<int64_t>(0, input - newest_input_ - kHistory);
  newest_input_ += beyond_history;
  next_output_ = static_cast<uint16_t>(next_output_ + beyond_history);
  while (newest_input_ < input)
    slot(++newest_input_) = {.output = next_output_++, .fate = Fate::kNotSeen};
}

CompactCounter::Frame* CompactCounter::find(int64_t input) {
  if (input < first_input_ || input <= newest_input_ - kHistory) return nullptr;
  return &slot(input);
}

}  // namespace codec
