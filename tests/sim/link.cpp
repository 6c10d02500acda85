#include "sim/link.hpp"

#include <algorithm>

namespace sim {

// All random numbers of one datagram.
struct Link::Dice {
  explicit Dice(base::Random& random)
      : loss(roll(random)),
        burst(roll(random)),
        burst_loss(roll(random)),
        jitter(roll(random)),
        reordering(roll(random)),
        duplication(roll(random)),
        corruption(roll(random)),
        bit(random.u64()) {}
  static double roll(base::Random& random) { return random.u32() / 4294967296.0; }

  double loss, burst, burst_loss, jitter, reordering, duplication, corruption;
  uint64_t bit;
};

Fate Link::carry(base::Instant now, size_t bytes) {
  const Fate fate = decide(now, bytes);
  ++counters_.sent;
  if (!fate.intact()) ++counters_.lost;
  return fate;
}

Fate Link::decide(base::Instant now, size_t bytes) {
  const Dice dice(random_);
  const bool lost = is_lost(dice);
  // 1. The sender's queue, which a datagram passes even if it is lost behind it.
  if (conditions.blackout) return {};
  const auto departure = leave_queue(now, bytes);
  if (!departure || lost) return {};
  // 2. The way.
  const auto jitter = base::Duration(
      static_cast<int64_t>(dice.jitter * static_cast<double>(conditions.jitter.count())));
  base::Instant arrival = std::max(last_arrival_, *departure + conditions.delay + jitter);
  if (dice.reordering < conditions.reordering)
    arrival += conditions.held_back;
  else
    last_arrival_ = arrival;
  // 3. What arrives.
  Fate fate;
  fate.arrivals[fate.count++] = {arrival, {}};
  if (dice.corruption < conditions.corruption) fate.arrivals[0].flipped_bit = dice.bit;
  if (dice.duplication < conditions.duplication) fate.arrivals[fate.count++] = {arrival, {}};
  return fate;
}

std::optional<base::Instant> Link::leave_queue(base::Instant now, size_t bytes) {
  if (conditions.bits_per_second == 0) return now;
  const auto rate = static_cast<int64_t>(conditions.bits_per_second);
  line_free_ = std::max(line_free_, now);
  const int64_t waiting = (line_free_ - now).count() * rate / 8 / 1'000'000;
  if (waiting + static_cast<int64_t>(bytes) > static_cast<int64_t>(conditions.queue_bytes))
    return std::nullopt;
  line_free_ += base::Duration(static_cast<int64_t>(bytes) * 8 * 1'000'000 / rate);
  return line_free_;
}

bool Link::is_lost(const Dice& dice) {
  bool lost = dice.loss < conditions.loss;
  if (const auto& burst = conditions.burst_loss) {
    burst_ = burst_ ? dice.burst >= burst->end : dice.burst < burst->begin;
    lost = lost || (burst_ && dice.burst_loss < burst->loss);
  } else {
    burst_ = false;
  }
  return lost;
}

}  // namespace sim
