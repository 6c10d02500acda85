// From "the queue grows" to a rate: additive increase, multiplicative decrease (draft-ietf-rmcat-
// gcc-02 section 5.5). Far from any known capacity the rate grows by 8 % a second, near the
// capacity at which over-use was seen last by three packets per response time, a fifth a second at
// most; at over-use it becomes nine tenths of what arrives. It never grows beyond one and a half
// times what arrives, since nothing is known of a line that is not used: larger steps are the
// probes' (probing.hpp).
//
// The draft has one packet and 85 %. Pictures are given out in layers, so that two receivers behind
// one line leave some of it unused between two of its steps: of 4 Mbit/s they use 3.59 with these
// numbers and 3.46 with the draft's, in the mean of a hundred calls of
// CongestedCall.TwoReceiversBehindOneLineShareIt. That they use it evenly is the work of
// Egress::hold_after_fall.
#pragma once

#include <optional>

#include "base/instant.hpp"
#include "sfu/congestion/delay_trend.hpp"

namespace sfu::congestion {

class RateControl {
 public:
  explicit RateControl(double start_bps) : bps_(start_bps) {}

  double bps() const { return bps_; }

  // After each feedback. `sent_bps` is what was sent in the time in which `acknowledged_bps`
  // arrived; `queue` is what stands in the line's.
  void on_feedback(LineUse use, std::optional<double> acknowledged_bps, double sent_bps,
                   base::Duration queue, base::Duration round_trip, base::Instant now);
  // A probe has measured this. `is_capacity`: the line gave no more.
  void on_probe(double bps, bool is_capacity);
  void set(double bps) { bps_ = bps; }

 private:
  enum class State : uint8_t { kHold, kIncrease };

  void increase(std::optional<double> acknowledged, base::Duration round_trip, base::Duration dt);
  void decrease(std::optional<double> acknowledged, double sent, base::Duration queue,
                base::Duration round_trip, base::Instant now);

  double bps_;
  State state_ = State::kHold;
  std::optional<double> capacity_bps_;  // average of what arrived at over-use
  base::Instant updated_{};
  base::Instant decreased_{};
};

}  // namespace sfu::congestion
