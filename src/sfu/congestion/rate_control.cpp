#include "sfu/congestion/rate_control.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "sfu/congestion/limits.hpp"

namespace sfu::congestion {

namespace {

constexpr double kDecrease = 0.85;

double seconds(base::Duration d) { return std::chrono::duration<double>(d).count(); }

}  // namespace

void RateControl::on_feedback(LineUse use, std::optional<double> acknowledged, double sent,
                              base::Duration round_trip, base::Instant now) {
  constexpr base::Duration kLongest = std::chrono::seconds(1);
  const base::Duration dt = std::clamp(now - updated_, base::Duration{}, kLongest);
  updated_ = now;
  switch (use) {
    case LineUse::kOver:
      return decrease(acknowledged, sent, round_trip, now);
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
    // One packet of 1,200 bytes per response time: a round trip, and 100 ms to see over-use.
    const double response = seconds(round_trip) + 0.1;
    grown = bps_ + std::max(4'000.0, 1'200 * 8 / response) * seconds(dt);
  } else {
    grown = bps_ * std::pow(1.08, seconds(dt));
  }
  bps_ = std::min(std::max(bps_, std::min(grown, 1.5 * *acknowledged + 10'000)), kMostBps);
}

void RateControl::decrease(std::optional<double> acknowledged, double sent,
                           base::Duration round_trip, base::Instant now) {
  state_ = State::kHold;
  // One decrease takes a round trip, and the tenth of a second between feedbacks, to show.
  const base::Duration pause = round_trip + std::chrono::milliseconds(100);
  const bool collapsed = acknowledged && *acknowledged < bps_ / 2 && *acknowledged < 0.8 * sent;
  if (now - decreased_ < pause && !collapsed) return;
  if (now - decreased_ < std::chrono::milliseconds(100)) return;
  decreased_ = now;
  const double arriving = acknowledged.value_or(bps_);
  double next = kDecrease * arriving;
  // Everything sent arrives, and it is much less than the estimate: others fill the line, or it
  // jitters. What arrives then says nothing of its capacity.
  if (arriving > 0.9 * sent && bps_ > 1.3 * arriving)
    next = std::max(next, kDecrease * bps_);
  else
    capacity_bps_ = capacity_bps_ && std::abs(*capacity_bps_ - arriving) < 0.3 * arriving
                        ? 0.95 * *capacity_bps_ + 0.05 * arriving
                        : arriving;
  bps_ = std::clamp(std::min(bps_, next), kLeastBps, kMostBps);
}

void RateControl::on_probe(double bps, bool is_capacity) {
  if (is_capacity) capacity_bps_ = bps;
  if (bps <= bps_) return;
  bps_ = std::min(bps, kMostBps);
  if (!is_capacity && capacity_bps_ && *capacity_bps_ < bps) capacity_bps_.reset();
  state_ = State::kHold;
}

}  // namespace sfu::congestion
