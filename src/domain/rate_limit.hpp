// RateLimit: how often somebody may do something in a row, as a token bucket. What may be tried a
// few times an hour is attempt_limits.hpp.
#pragma once

#include <algorithm>

#include "base/instant.hpp"

namespace domain {

class RateLimit {
 public:
  RateLimit(double per_second, double burst)
      : per_second_(per_second), burst_(burst), left_(burst) {}

  bool take(base::Instant now) {
    left_ = std::min(burst_, left_ + per_second_ * seconds(now - last_));
    last_ = now;
    if (left_ < 1) return false;
    left_ -= 1;
    return true;
  }

 private:
  static double seconds(base::Duration d) { return static_cast<double>(d.count()) / 1e6; }

  double per_second_;
  double burst_;
  double left_;
  base::Instant last_{};
};

}  // namespace domain
