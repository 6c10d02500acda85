// How much of one peer's line repairs may take: half of what was sent to it in the last second, and
// always 100 kB/s (a quarter of the line where that is known and less), so that a still picture is
// repaired too. A peer that asks for everything again,
// be it by malice or because its line is full, so cannot make us send more than half as much again.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/instant.hpp"

namespace sfu {

// Bytes of the last second: those of this second and, of the one before, the part that has not gone
// by. Exact for a steady rate, and two numbers instead of a list.
class BytesOfLastSecond {
 public:
  void add(size_t bytes, base::Instant now) {
    roll(now);
    current_ += bytes;
  }
  size_t at(base::Instant now) {
    roll(now);
    const auto left = static_cast<uint64_t>((kSecond - (now - begin_)).count());
    return current_ + static_cast<size_t>(before_ * left / kTicks);
  }

 private:
  static constexpr base::Duration kSecond = std::chrono::seconds(1);
  static constexpr auto kTicks = static_cast<uint64_t>(kSecond.count());

  void roll(base::Instant now) {
    if (now - begin_ < kSecond) return;
    before_ = now - begin_ < 2 * kSecond ? current_ : 0;
    current_ = 0;
    begin_ = before_ > 0 ? begin_ + kSecond : now;
  }

  base::Instant begin_{};
  uint64_t current_ = 0;
  uint64_t before_ = 0;
};

class RtxBudget {
 public:
  void on_sent(size_t bytes, base::Instant now) { sent_.add(bytes, now); }
  // True when a repair of this size may go; it is counted then. `line`: bytes per second, if known.
  bool take(size_t bytes, base::Instant now, size_t line = 4 * kLeast) {
    const size_t always = std::min(kLeast, line / 4);
    if (repaired_.at(now) + bytes > std::max(always, sent_.at(now) / 2)) return false;
    repaired_.add(bytes, now);
    return true;
  }

 private:
  static constexpr size_t kLeast = 100'000;

  BytesOfLastSecond sent_;
  BytesOfLastSecond repaired_;
};

}  // namespace sfu
