// What one layer of a picture costs: its rate, smoothed over seconds, and how much of that its
// lower temporal layers make. Taken once a second by the router, where all layers arrive.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "base/instant.hpp"
#include "sfu/room_view.hpp"

namespace sfu {

class LayerMeter {
 public:
  void add(size_t bytes, TemporalIndex temporal) {
    bytes_[std::min<size_t>(temporal, kTop)] += bytes;
  }
  // What came in a time that is not measured.
  void forget() { bytes_ = {}; }

  // Takes what came since the last time. True when something worth telling has changed: the rate by
  // an eighth, or a share by six points.
  bool take(base::Duration elapsed, uint32_t& kbps, TemporalShares& shares) {
    uint64_t sum = 0;
    std::array<uint64_t, kTop + 1> up_to{};
    for (TemporalIndex t = 0; t <= kTop; ++t) {
      sum += bytes_[t];
      up_to[t] = sum;
    }
    forget();
    const double now = 8000 * static_cast<double>(sum) / static_cast<double>(elapsed.count());
    smoothed_ = smoothed_ == 0 ? now : (smoothed_ + now) / 2;
    bool changed = std::abs(smoothed_ - kbps) > kbps / 8.0;
    if (changed) kbps = static_cast<uint32_t>(smoothed_);
    if (sum == 0) return changed;
    for (TemporalIndex t = 0; t < std::min<size_t>(shares.top, shares.percent.size()); ++t) {
      const auto percent = static_cast<int>(100 * up_to[t] / sum);
      uint8_t& told = shares.percent[t];
      if (std::abs(percent - told) < 6) continue;
      told = static_cast<uint8_t>(told == 0 ? percent : (told + percent) / 2);
      changed = true;
    }
    return changed;
  }

 private:
  static constexpr TemporalIndex kTop = 3;  // VP8 has no more; higher ones count with it

  std::array<uint64_t, kTop + 1> bytes_{};
  double smoothed_ = 0;  // kbit/s
};

}  // namespace sfu
