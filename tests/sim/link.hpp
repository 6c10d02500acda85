// One direction of a line with everything that lines do to datagrams. Decides the fate of each from
// the conditions of the moment, which may be changed at any time, and from its own random numbers.
//
// Every datagram takes the same number of random numbers whatever the conditions are and whatever
// is in it: making one condition worse leaves the dice of the others as they were. Of the bytes
// only their number counts.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/instant.hpp"
#include "base/random.hpp"

namespace sim {

// Gilbert-Elliott: the line goes from good to bad and back, and loses much while it is bad.
struct BurstLoss {
  double begin = 0;  // good → bad, per datagram
  double end = 1;    // bad → good, per datagram
  double loss = 1;   // while bad
};

struct LinkConditions {
  base::Duration delay{};
  base::Duration jitter{};  // evenly between none and this, in order
  double loss = 0;          // probabilities per datagram
  std::optional<BurstLoss> burst_loss{};
  double reordering = 0;  // held back by `held_back`, so that others overtake
  base::Duration held_back = std::chrono::milliseconds(20);
  double duplication = 0;
  double corruption = 0;         // of one bit
  uint64_t bits_per_second = 0;  // 0: as fast as one likes
  size_t queue_bytes = 64 * 1024;
  bool blackout = false;
};

struct Arrival {
  base::Instant when;
  std::optional<uint64_t> flipped_bit;  // modulo the number of bits
};

// What becomes of one datagram: lost, or arrived once or twice.
struct Fate {
  std::array<Arrival, 2> arrivals{};
  size_t count = 0;
  // Whether the other end gets it as it was sent.
  bool intact() const {
    for (size_t i = 0; i < count; ++i)
      if (!arrivals[i].flipped_bit) return true;
    return false;
  }
};

struct LinkCounters {
  uint64_t sent = 0;
  uint64_t lost = 0;  // no intact copy arrived
};

class Link {
 public:
  explicit Link(uint64_t seed) : random_(seed) {}

  LinkConditions conditions;

  Fate carry(base::Instant now, size_t bytes);
  const LinkCounters& counters() const { return counters_; }
  // How long a datagram of now waits before it is on the line.
  base::Duration queue(base::Instant now) const {
    return std::max(base::Duration{}, line_free_ - now);
  }

 private:
  struct Dice;
  std::optional<base::Instant> leave_queue(base::Instant now, size_t bytes);
  bool is_lost(const Dice& dice);
  Fate decide(base::Instant now, size_t bytes);

  base::SeededRandom random_;
  base::Instant line_free_{};     // when the last byte of the queue is on the line
  base::Instant last_arrival_{};  // of those that keep the order
  bool burst_ = false;
  LinkCounters counters_;
};

}  // namespace sim
