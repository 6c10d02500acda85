#include "sfu/congestion/loss_model.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include "sfu/congestion/limits.hpp"

namespace sfu::congestion {

void LossModel::on_packet(const PacketReport& report) {
  if (report.was_reported_lost) {
    open_.lost = std::max(0.0, open_.lost - 1);
    return;
  }
  if (!report.received) {
    run_lost_ += 1;
    run_bytes_ += report.size;
    return;
  }
  const bool outage = last_received_ != base::Instant{} && report.sent - last_received_ > kOutage;
  if (!outage) {
    open_.lost += run_lost_;
    open_.packets += run_lost_;
    open_.bytes += run_bytes_;
  }
  run_lost_ = run_bytes_ = 0;
  last_received_ = std::max(last_received_, report.sent);
  if (open_.packets == 0 || outage) open_began_ = report.sent;
  open_.packets += 1;
  open_.bytes += report.size;
  constexpr double kLeastPackets = 10;
  if (const base::Duration length = report.sent - open_began_;
      length >= kWindow && open_.packets >= kLeastPackets)
    close_window(length);
}

void LossModel::close_window(base::Duration length) {
  open_.bps = open_.bytes * 8 / std::chrono::duration<double>(length).count();
  windows_[closed_++ % kWindows] = open_;
  open_ = {};
}

double LossModel::loss() const {
  double packets = 0, lost = 0;
  for (size_t k = 0; k < known(); ++k) {
    packets += windows_[k].packets;
    lost += windows_[k].lost;
  }
  return packets == 0 ? 0 : lost / packets;
}

void LossModel::on_feedback(base::Instant now) {
  if (now - fitted_ < kFit) return;
  const base::Duration elapsed = std::min<base::Duration>(now - fitted_, std::chrono::seconds(1));
  fitted_ = now;
  update_limit(elapsed);
}

// The best `inherent` for one capacity.
LossModel::Fit LossModel::fit(double capacity) const {
  // Beyond 15 % no picture survives on a line, whoever is to blame.
  constexpr std::array kInherent = {0.0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.12, 0.15};
  constexpr double kBurst = 3;
  Fit best{-std::numeric_limits<double>::infinity(), capacity};
  for (const double inherent : kInherent) {
    double sum = 0;
    for (size_t k = 0; k < known(); ++k) {
      const Observation& seen = windows_[k];
      const double excess = std::max(0.0, 1 - capacity / std::max(seen.bps, 1.0));
      const double p = std::clamp(inherent + (1 - inherent) * excess, 0.001, 0.999);
      sum += (seen.lost * std::log(p) + (seen.packets - seen.lost) * std::log(1 - p)) / kBurst;
    }
    best.log_likelihood = std::max(best.log_likelihood, sum);
  }
  return best;
}

void LossModel::update_limit(base::Duration elapsed) {
  constexpr double kLittle = 0.02;  // nothing to explain
  constexpr double kClearly = 3;    // e^3: twenty times as likely
  double highest = 0;
  for (size_t k = 0; k < known(); ++k) highest = std::max(highest, windows_[k].bps);
  if (loss() > kLittle && known() >= 4) {
    constexpr double kUnlimited = 1e12;
    const Fit none = fit(kUnlimited);
    Fit best = none;
    for (double share = 0.3; share < 1; share += 0.1)
      if (const Fit one = fit(share * highest); one.log_likelihood > best.log_likelihood)
        best = one;
    if (best.log_likelihood > none.log_likelihood + kClearly) {
      limit_bps_ = std::clamp(best.capacity_bps, kLeastBps, kMostBps);
      return;
    }
  }
  // No sign of it now: feel upwards, until it limits nothing.
  if (!limit_bps_) return;
  constexpr double kGrowth = 1.1;  // a second
  *limit_bps_ *= std::pow(kGrowth, std::chrono::duration<double>(elapsed).count());
  if (*limit_bps_ > 2 * highest) limit_bps_.reset();
}

}  // namespace sfu::congestion
