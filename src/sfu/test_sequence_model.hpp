// For the tests of SequenceMap: the same rules without segments or bounds, slow and obvious. Every
// input that has been passed has an entry: its number, or none because it was left out.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "sfu/sequence_map.hpp"

namespace sfu {

class SequenceModel {
 public:
  explicit SequenceModel(uint16_t start) : next_(start) {}

  void switch_input(int64_t first_input) {
    numbers_.clear();
    newest_ = first_input - 1;
    begun_ = true;
  }

  std::optional<int64_t> map(int64_t input) {
    if (!begun_) switch_input(input);
    shorten_gap_before(input);
    pass_until(input);
    const auto found = numbers_.find(input);
    return found == numbers_.end() ? std::nullopt : found->second;
  }

  void drop(int64_t input) {
    if (!begun_ || input <= newest_) return;
    shorten_gap_before(input);
    pass_until(input - 1);
    numbers_[input] = std::nullopt;
    newest_ = input;
    ++holes_;
  }

  int64_t newest() const { return newest_; }
  // Drops and jumps so far: each may cost the map a segment, and it keeps the last 128.
  uint64_t holes() const { return holes_; }

 private:
  void shorten_gap_before(int64_t input) {
    if (input - newest_ <= SequenceMap::kMaxGap) return;
    next_ += SequenceMap::kMaxGap;
    newest_ = input - 1;
    ++holes_;
  }
  void pass_until(int64_t input) {
    while (newest_ < input) numbers_[++newest_] = next_++;
  }

  bool begun_ = false;
  int64_t newest_ = 0;
  int64_t next_;
  uint64_t holes_ = 0;
  std::map<int64_t, std::optional<int64_t>> numbers_;
};

}  // namespace sfu
