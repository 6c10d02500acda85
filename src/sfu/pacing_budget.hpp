// How many bytes may leave now: what has come in at the pacing rate since they last did, at most
// what fits into one tick of it. So a burst is 5 ms of the pacing rate and whole runs stay together
// for the kernel (UDP GSO), while the queue of a slow line never sees more at once.
#pragma once

#include <algorithm>
#include <cstddef>

#include "base/instant.hpp"

namespace sfu {

class PacingBudget {
 public:
  static constexpr base::Duration kBurst = std::chrono::milliseconds(5);

  // 0: no pacing, everything may leave.
  void set_rate(double bps) { bytes_per_us_ = bps / 8e6; }
  bool is_on() const { return bytes_per_us_ > 0; }
  double bps() const { return bytes_per_us_ * 8e6; }

  bool may_send(base::Instant now) {
    if (!is_on()) return true;
    if (now != refilled_) refill(now);
    return bytes_ > 0;
  }
  // Also for what does not wait: sound leaves at once, and the pictures after it later.
  void spend(size_t bytes) { bytes_ -= static_cast<double>(bytes); }

 private:
  static constexpr double kOnePacket = 1500;
  // Debt of what did not ask is forgotten beyond this, or a burst of sound would stop the pictures.
  static constexpr base::Duration kMostDebt = std::chrono::milliseconds(50);

  void refill(base::Instant now) {
    const auto elapsed = static_cast<double>((now - refilled_).count());
    refilled_ = now;
    const double most = std::max(kOnePacket, bytes_per_us_ * static_cast<double>(kBurst.count()));
    const double least =
        -std::max(kOnePacket, bytes_per_us_ * static_cast<double>(kMostDebt.count()));
    bytes_ = std::min(std::max(bytes_, least) + elapsed * bytes_per_us_, most);
  }

  double bytes_per_us_ = 0;
  double bytes_ = kOnePacket;
  base::Instant refilled_{};
};

}  // namespace sfu
