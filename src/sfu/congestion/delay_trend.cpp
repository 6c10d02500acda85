#include "sfu/congestion/delay_trend.hpp"

#include <algorithm>
#include <cmath>

namespace sfu::congestion {

namespace {

double to_ms(base::Duration d) { return static_cast<double>(d.count()) / 1000; }

}  // namespace

void DelayTrend::on_packet(base::Instant sent, base::Duration arrival) {
  note_delay(sent, arrival);
  if (group_ && sent < group_->first_sent) return;  // reordered: it belongs to what has gone by
  if (group_ && belongs(sent, arrival)) {
    group_->last_sent = std::max(group_->last_sent, sent);
    group_->last_arrival = std::max(group_->last_arrival, arrival);
    return;
  }
  if (group_) close_group();
  group_ = Group{sent, sent, arrival, arrival};
}

bool DelayTrend::belongs(base::Instant sent, base::Duration arrival) const {
  if (sent - group_->first_sent <= kGroup) return true;
  const base::Duration apart = arrival - group_->last_arrival;
  return apart <= kBurst && apart < sent - group_->last_sent &&
         arrival - group_->first_arrival < kLongestBurst;
}

void DelayTrend::close_group() {
  if (before_) {
    const base::Duration send_delta = group_->last_sent - before_->last_sent;
    const base::Duration arrival_delta = group_->last_arrival - before_->last_arrival;
    accumulated_ms_ += to_ms(arrival_delta - send_delta);
    constexpr double kSmoothing = 0.9;
    smoothed_ms_ = count_ == 0 ? accumulated_ms_
                               : kSmoothing * smoothed_ms_ + (1 - kSmoothing) * accumulated_ms_;
    points_[count_++ % kWindow] = {to_ms(group_->last_arrival), smoothed_ms_};
    detect(to_ms(send_delta), group_->last_arrival);
  }
  before_ = group_;
}

void DelayTrend::detect(double send_delta_ms, base::Duration arrival) {
  const double steep = slope().value_or(last_slope_);
  // The slope weighs more the more of it has been seen, and is brought to the threshold's scale.
  constexpr double kGain = 4;
  const double trend = static_cast<double>(std::min<size_t>(count_, 60)) * steep * kGain;
  if (trend > threshold_ms_) {
    // Over-use has to last: 10 ms and two groups, and grow.
    constexpr double kLasts = 10;
    over_for_ms_ = over_for_ms_ < 0 ? send_delta_ms / 2 : over_for_ms_ + send_delta_ms;
    if (++over_count_ > 1 && over_for_ms_ > kLasts && steep >= last_slope_) {
      over_for_ms_ = 0;
      over_count_ = 0;
      use_ = LineUse::kOver;
    }
  } else {
    over_for_ms_ = -1;
    over_count_ = 0;
    use_ = trend < -threshold_ms_ ? LineUse::kUnder : LineUse::kNormal;
  }
  last_slope_ = steep;
  adapt_threshold(std::abs(trend), arrival);
}

// Least squares through the last kWindow points.
std::optional<double> DelayTrend::slope() const {
  if (count_ < kWindow) return std::nullopt;
  double mean_at = 0, mean_delay = 0;
  for (const Point& point : points_) {
    mean_at += point.at_ms / kWindow;
    mean_delay += point.delay_ms / kWindow;
  }
  double both = 0, squares = 0;
  for (const Point& point : points_) {
    both += (point.at_ms - mean_at) * (point.delay_ms - mean_delay);
    squares += (point.at_ms - mean_at) * (point.at_ms - mean_at);
  }
  if (squares == 0) return std::nullopt;
  return both / squares;
}

// Follows the jitter: up slowly, so that over-use shows, and down more slowly still, so that calls
// are not starved by others who fill queues. Spikes beyond 15 ms do not count.
void DelayTrend::adapt_threshold(double trend, base::Duration arrival) {
  const double elapsed = adapted_ ? std::min(to_ms(arrival - *adapted_), 100.0) : 0;
  adapted_ = arrival;
  constexpr double kSpike = 15, kUp = 0.0087, kDown = 0.039;
  if (trend > threshold_ms_ + kSpike) return;
  const double gain = trend < threshold_ms_ ? kDown : kUp;
  threshold_ms_ = std::clamp(threshold_ms_ + gain * (trend - threshold_ms_) * elapsed, 6.0, 600.0);
}

void DelayTrend::note_delay(base::Instant sent, base::Duration arrival) {
  const base::Duration delay = arrival - sent.time_since_epoch();
  note_smallest(sent, delay);
  constexpr base::Duration kRecent = std::chrono::milliseconds(100);
  if (arrival - recent_began_ >= kRecent) {
    const auto known = smallest_.begin() + static_cast<long>(std::min(intervals_, kBaseIntervals));
    if (recent_smallest_ != base::Duration::max()) {
      queue_ = recent_smallest_ - *std::min_element(smallest_.begin(), known);
      watch_full_queue(arrival);
    }
    recent_smallest_ = base::Duration::max();
    recent_began_ = arrival;
  }
  recent_smallest_ = std::min(recent_smallest_, delay);
}

void DelayTrend::watch_full_queue(base::Duration arrival) {
  constexpr double kShorter = 0.85;
  if (!is_queue_full()) {
    full_.reset();
  } else if (!full_ || to_ms(queue_) < kShorter * to_ms(full_->length)) {
    full_ = {arrival, queue_};
  } else if (arrival - full_->since > kNotOurs) {
    smallest_[0] = recent_smallest_;
    intervals_ = 1;
    queue_ = {};
    full_.reset();
  }
}

void DelayTrend::note_smallest(base::Instant sent, base::Duration delay) {
  if (intervals_ == 0 || sent - interval_began_ >= kBaseInterval) {
    smallest_[intervals_++ % kBaseIntervals] = delay;
    interval_began_ = sent;
  }
  base::Duration& current = smallest_[(intervals_ - 1) % kBaseIntervals];
  current = std::min(current, delay);
}

void DelayTrend::begin_anew() {
  group_.reset();
  before_.reset();
  count_ = 0;
  accumulated_ms_ = smoothed_ms_ = last_slope_ = 0;
  adapted_.reset();
  over_for_ms_ = -1;
  over_count_ = 0;
  use_ = LineUse::kNormal;
  queue_ = {};
  full_.reset();
  recent_smallest_ = base::Duration::max();
}

}  // namespace sfu::congestion
