#include "sfu/congestion/probing.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "sfu/congestion/limits.hpp"

namespace sfu::congestion {

namespace {

double bps_of(size_t bytes, base::Duration time) {
  return static_cast<double>(bytes) * 8e6 / static_cast<double>(time.count());
}

}  // namespace

void Probing::restart(base::Instant now) {
  next_bps_.reset();
  exploring_ = false;
  running_ = false;
  judged_ = true;
  pause_ = kLeastPause;
  not_before_ = now;
}

void Probing::on_decrease(base::Instant now) {
  pause_ = kLeastPause;
  not_before_ = std::min(not_before_, now + kLeastPause);
}

void Probing::on_tick(double estimate, double wanted, bool calm, base::Instant now) {
  estimate_bps_ = estimate;
  wanted_bps_ = wanted;
  if (running_) {
    running_ = now - began_ <= kLength;
    return;
  }
  if (is_open()) {
    if (now - began_ < kPatience) return;
    judged_ = true;  // no feedback: it said nothing
    next_bps_.reset();
    not_before_ = now + pause_;
  }
  if (next_bps_) return begin(*std::exchange(next_bps_, std::nullopt), now);
  exploring_ = false;
  constexpr double kEnough = 1.05;
  const double goal = std::max(wanted, kStartBps);
  if (goal <= estimate * kEnough) {
    not_before_ = std::min(not_before_, began_ + kDraining);
    return;
  }
  if (!calm || now < not_before_) return;
  begin(std::clamp(std::min(2 * estimate, 1.3 * goal), kLeastProbeBps, kMostBps), now);
}

void Probing::begin(double bps, base::Instant now) {
  const ProbeId id = id_ == 255 ? 1 : id_ + 1;
  const bool exploring = exploring_;
  const auto pause = pause_;
  const auto estimate = estimate_bps_, wanted = wanted_bps_;
  *this = {};
  exploring_ = exploring;
  pause_ = pause;
  estimate_bps_ = estimate;
  wanted_bps_ = wanted;
  id_ = id;
  running_ = true;
  judged_ = false;
  bps_ = bps;
  began_ = now;
}

size_t Probing::missing(base::Instant now) const {
  if (!running_) return 0;
  const base::Duration due = std::min<base::Duration>(now - began_, kLength) + kTick;
  const auto bytes = static_cast<size_t>(bps_ * static_cast<double>(due.count()) / 8e6);
  return bytes - std::min(bytes, sent_bytes_);
}

void Probing::on_sent(size_t size, base::Instant now) {
  if (!running_) return;
  last_sent_ = now;
  sent_bytes_ += size;
  ++sent_packets_;
}

std::optional<ProbeResult> Probing::on_packet(const PacketReport& report) {
  if (!is_open()) return std::nullopt;
  if (report.probe != id_) return !running_ && report.sent > last_sent_ ? judge() : std::nullopt;
  reported_packets_ += report.was_reported_lost ? 0 : 1;
  if (report.received) {
    if (bytes_ == 0) first_ = report.sent;
    if (report.sent > last_) last_burst_ = 0;
    bytes_ += report.size;
    last_ = std::max(last_, report.sent);
    last_burst_ += report.size;
    if (report.sent == first_) {
      first_burst_ += report.size;
      first_burst_end_ = report.arrival;
    }
    if (report.arrival >= latest_.when)
      second_latest_ = std::exchange(latest_, {report.arrival, report.size});
    else if (report.arrival > second_latest_.when)
      second_latest_ = {report.arrival, report.size};
  }
  return !running_ && reported_packets_ >= sent_packets_ ? judge() : std::nullopt;
}

// Between the first burst and the last: bursts leave and arrive as one, so of one of the two ends
// only the instant counts, not the bytes.
std::optional<ProbeResult> Probing::judge() {
  judged_ = true;
  ProbeResult result;
  if (bytes_ > sent_bytes_ / 2 && last_ > first_ && latest_.when > first_burst_end_) {
    const double sent = bps_of(bytes_ - last_burst_, last_ - first_);
    const size_t after_first = bytes_ - first_burst_;
    double arrived = bps_of(after_first, latest_.when - first_burst_end_);
    if (second_latest_.when > first_burst_end_ && after_first > latest_.size)
      arrived = std::max(
          arrived, bps_of(after_first - latest_.size, second_latest_.when - first_burst_end_));
    constexpr double kAsSent = 0.9;
    constexpr double kBelowCapacity = 0.95;
    if (arrived < kAsSent * sent)
      result = {kBelowCapacity * arrived, true};
    else
      result = {std::min(sent, arrived), false};
  }
  plan_next(result);
  if (result.bps == 0) return std::nullopt;
  return result;
}

void Probing::plan_next(const ProbeResult& result) {
  const bool success = result.bps > 0.7 * bps_ && !result.is_capacity;
  constexpr double kMuch = 6'000'000;  // a gallery: no need to know more before it is wanted
  if (exploring_ && success && bps_ < std::max(kMuch, wanted_bps_)) {
    next_bps_ = std::min(3 * bps_, kMostBps);
    return;
  }
  exploring_ = false;
  // A jittery line spreads a probe. Where it has found much nonetheless, the next says how much.
  const bool progress = result.bps > 1.25 * estimate_bps_;
  pause_ =
      success || progress ? base::Duration{} : std::clamp(2 * pause_, kLeastPause, kLongestPause);
  // Its success shows in what is wanted.
  not_before_ = began_ + std::max(pause_, kDraining);
}

}  // namespace sfu::congestion
