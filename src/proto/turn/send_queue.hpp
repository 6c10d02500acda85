// What waits for a stream to take it: whole messages, and not many. A line that is too slow for the
// pictures must not hold up the sound (head of the line), nor show pictures of long ago.
//
// Invariants
// 1. Messages leave whole; one that was begun is finished before anything else.
// 2. What is urgent (answers, handshakes, sound, reports) leaves before pictures, in its order.
// 3. Pictures that wait are at most `limit` bytes: the oldest go first. What is urgent is little,
//    and bounded by kMaxUrgent; beyond it the stream is dead and the newest are dropped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "base/bytes.hpp"

namespace turn {

enum class Urgency : uint8_t { kUrgent, kPicture };

class SendQueue {
 public:
  // 100 ms at 4 Mbit/s, for as long as there is no estimate of the line.
  static constexpr size_t kDefaultLimit = 50'000;
  static constexpr size_t kMaxUrgent = 64 * 1024;

  // About 100 ms of what the line is believed to carry.
  void set_limit(size_t bytes) { limit_ = bytes; }

  void push(Urgency urgency, base::Bytes message);
  // Moves whole messages to the end of `out` while that is shorter than `size`.
  void take(size_t size, base::Bytes& out);

  bool empty() const { return urgent_.empty() && pictures_.empty(); }
  size_t bytes() const { return urgent_bytes_ + picture_bytes_; }
  uint64_t dropped() const { return dropped_; }

 private:
  std::deque<base::Bytes> urgent_;
  std::deque<base::Bytes> pictures_;
  size_t urgent_bytes_ = 0;
  size_t picture_bytes_ = 0;
  size_t limit_ = kDefaultLimit;
  uint64_t dropped_ = 0;
};

}  // namespace turn
