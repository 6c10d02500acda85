// When to ask a publisher for a key frame (PLI, RFC 4585 section 6.3.1), per SSRC. The first
// request goes out at once; while no key frame has come it is repeated (the request or the frame
// may be lost), but never more than twice a second on average: a key frame costs ten ordinary ones,
// and many receivers ask at once.
#pragma once

#include <algorithm>

#include "base/instant.hpp"

namespace sfu {

class KeyFrameRequest {
 public:
  // Some receiver needs a key frame.
  void want(base::Instant now) {
    if (!wanted_) wanted_since_ = now;
    wanted_ = true;
  }
  void on_key_frame() { wanted_ = false; }
  // Nobody needs it any more. What was sent still counts.
  void withdraw() { wanted_ = false; }

  // True when a request is to be sent now; notes that it was.
  bool take_due(base::Instant now) {
    if (next_timeout() > now) return false;
    second_to_last_sent_ = last_sent_;
    last_sent_ = now;
    return true;
  }
  base::Instant next_timeout() const {
    if (!wanted_) return base::kNever;
    return std::max({wanted_since_, last_sent_ + kRepeat, second_to_last_sent_ + kWindow});
  }

 private:
  // Two in any window of a second; the repeat leaves 200 ms for request and frame to travel.
  static constexpr base::Duration kRepeat = std::chrono::milliseconds(200);
  static constexpr base::Duration kWindow = std::chrono::seconds(1);
  static constexpr base::Instant kLongAgo = base::Instant::min() + std::chrono::hours(1);

  bool wanted_ = false;
  base::Instant wanted_since_{};
  base::Instant last_sent_ = kLongAgo;
  base::Instant second_to_last_sent_ = kLongAgo;
};

}  // namespace sfu
