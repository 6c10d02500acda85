#include "sfu/congestion/rate_control.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "sfu/congestion/limits.hpp"

namespace sfu::congestion {

namespace {

constexpr double kDecrease = 0.9;

double seconds(base::Duration d) { return std::chrono::duration<double>(d).count(); }

}  // namespace

void RateControl::on_feedback(LineUse use, std::optional<double> acknowledged, double sent,
                              base::Duration queue, base::Duration round_trip, base::Instant now) {
  constexpr base::Duration kLongest = std::chrono::seconds(1);
  const base::Duration dt = std::clamp(now - updated_, base::Duration{}, kLongest);
  updated_ = now;
  switch (use) {
    case LineUse::kOver:
      return decrease(acknowledged, sent, queue, round_trip, now);
    case LineUse::kUnder:
      state_ = State::kHold;  // the queue drains: let it
      return;
    case LineUse::kNormal:
      if (state_ == State::kIncrease) return increase(acknowledged, round_trip, dt);
      state_ = State::kIncrease;
  }
}

void RateControl::increase(std::optional<double> acknowledged, base::Duration round_trip,
                           base::Duration dt) {
  if (!acknowledged) return;
  if (capacity_bps_ && *acknowledged > 1.2 * *capacity_bps_) capacity_bps_.reset();  // another line
  double grown = 0;
  if (capacity_bps_ && bps_ > 0.8 * *capacity_bps_) {
    // Three packets of 1,200 bytes per response time: a round trip, and 100 ms to see over-use.
    constexpr double kPackets = 3, kMostGrowth = 0.2;  // a second
    const double response = seconds(round_trip) + 0.1;
    const double a_second = std::min(kPackets * 1'200 * 8 / response, kMostGrowth * bps_);
    grown = bps_ + std::max(4'000.0, a_second) * seconds(dt);
  } else {
    grown = bps_ * std::pow(1.08, seconds(dt));
  }
  bps_ = std::min(std::max(bps_, std::min(grown, 1.5 * *acknowledged + 10'000)), kMostBps);
}

void RateControl::decrease(std::optional<double> acknowledged, double sent, base::Duration queue,
                           base::Duration round_trip, base::Instant now) {
  state_ = State::kHold;
  // One decrease takes a round trip, and the tenth of a second between feedbacks, to show.
  const base::Duration pause = round_trip + std::chrono::milliseconds(100);
  const bool collapsed = acknowledged && *acknowledged < bps_ / 2 && *acknowledged < 0.8 * sent;
  if (now - decreased_ < pause && !collapsed) return;
  if (now - decreased_ < std::chrono::milliseconds(100)) return;
  decreased_ = now;
  if (!acknowledged) {  // after a silence: nothing to go by yet
    bps_ = std::max(kDecrease * bps_, kLeastBps);
    return;
  }
  const double arriving = *acknowledged;
  double next = kDecrease * arriving;
  // Everything sent arrives, and it is much less than the estimate: others fill the line, or it
  // jitters. What arrives then says nothing of its capacity. But where there is a queue, what has
  // not been used is not there: who holds on to it never leaves the others their share. (A
  // thumbnail gallery is nobody's.)
  constexpr base::Duration kQueue = std::chrono::milliseconds(15);
  const double left = queue >= kQueue ? std::max(1.2 * arriving, kStartBps) : kMostBps;
  if (arriving > 0.9 * sent && bps_ > 1.15 * arriving)
    next = std::max(next, std::min(kDecrease * bps_, left));
  else
    capacity_bps_ = capacity_bps_ && std::abs(*capacity_bps_ - arriving) < 0.3 * arriving
                        ? 0.95 * *capacity_bps_ + 0.05 * arriving
                        : arriving;
  bps_ = std::clamp(std::min(bps_, next), kLeastBps, kMostBps);
}

void RateControl::on_probe(double bps, bool is_capacity) {
  // Less than is known already: a busy receiver spreads a probe, and the delay would show the rest.
  if (bps <= bps_) return;
  if (is_capacity) capacity_bps_ = bps;
  bps_ = std::min(bps, kMostBps);
  if (!is_capacity && capacity_bps_ && *capacity_bps_ < bps) capacity_bps_.reset();
  state_ = State::kHold;
}

}  // namespace sfu::congestion
