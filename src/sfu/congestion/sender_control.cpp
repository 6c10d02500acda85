#include "sfu/congestion/sender_control.hpp"

#include <algorithm>

namespace sfu::congestion {

void SenderControl::on_feedback(const rtcp::TransportFeedback& feedback, base::Duration round_trip,
                                base::Instant now) {
  reports_.clear();
  history_.match(feedback, reports_);
  const bool alive = std::ranges::any_of(reports_, &PacketReport::received);
  if (!alive) return;
  if (feedback_began_ == base::kNever) {
    feedback_began_ = now;
    remb_bps_.reset();
  }
  is_waiting_ = false;
  silence_ = {};
  if (starved_) return_from_starvation(now);
  const bool at_first = now - feedback_began_ < kExploring;
  for (const PacketReport& report : reports_) take(report, at_first);
  loss_.on_feedback(now);
  use_ = judge(now);
  const double before = rate_.bps();
  rate_.on_feedback(use_, acknowledged_.bps(), sent_.bps().value_or(0), delay_.queue(), round_trip,
                    now);
  if (rate_.bps() < before) probing_.on_decrease(now);
  if (exploring_) end_exploring(now);
}

LineUse SenderControl::judge(base::Instant now) {
  const LineUse gradient = delay_.use();
  if (delay_.is_queue_full()) {
    if (gradient != LineUse::kNormal) return gradient;
    if (queue_alarm_ && now - *queue_alarm_ < kQueueAlarm) return LineUse::kUnder;  // it drains
    queue_alarm_ = now;
    return LineUse::kOver;
  }
  queue_alarm_.reset();
  // A gradient without a queue, while little is sent: the receiver is busy, the line is not.
  constexpr base::Duration kQueue = std::chrono::milliseconds(15);
  const bool is_idle = 2 * acknowledged_.bps().value_or(0) < rate_.bps();
  const bool is_jitter =
      gradient == LineUse::kOver && is_idle && delay_.queue() < kQueue && !exploring_;
  return is_jitter ? LineUse::kNormal : gradient;
}

void SenderControl::take(const PacketReport& report, bool at_first) {
  loss_.on_packet(report);
  if (!report.was_reported_lost) sent_.on_packet(report.sent.time_since_epoch(), report.size);
  if (report.received) {
    acknowledged_.on_packet(report.arrival, report.size);
    // The first packets all are a probe's, or follow one: if the line is full by then, they say so.
    if (at_first || !probing_.disturbs(report))
      delay_.on_packet(report.sent, report.arrival);
    else
      delay_.on_disturbed_packet(report.sent, report.arrival);
  }
  if (const auto result = probing_.on_packet(report)) {
    // What a probe says holds below what loss has shown, and during over-use nothing does.
    if ((delay_.use() != LineUse::kOver && !delay_.is_queue_full()) || exploring_)
      rate_.on_probe(result->bps, result->is_capacity);
  }
}

void SenderControl::end_exploring(base::Instant now) {
  const bool over = use_ == LineUse::kOver;
  if (!over && probing_.is_exploring() && now - feedback_began_ < kExploring) return;
  exploring_ = false;
  if (!over) rate_.set(std::max(rate_.bps(), acknowledged_.bps().value_or(0)));
}

// Where what was sent meanwhile has arrived, the receiver stood still and its line is what it was.
// Else the line was away, and may be another now: half of what it was. A probe at once.
void SenderControl::return_from_starvation(base::Instant now) {
  starved_ = false;
  const auto received = std::ranges::count_if(reports_, &PacketReport::received);
  const bool stood_still = 2 * static_cast<size_t>(received) > reports_.size();
  delay_.begin_anew();
  use_ = LineUse::kNormal;
  acknowledged_ = {};
  sent_ = {};
  if (!stood_still) rate_.set(std::max(kLeastBps, rate_.bps() / 2));
  probing_.restart(now);
}

void SenderControl::on_tick(base::Duration round_trip, base::Instant now) {
  const bool controlled = feedback_began_ != base::kNever;
  if (is_waiting_) silence_ += std::min(now - ticked_, kLongestTick);
  ticked_ = now;
  if (controlled && silence_ > std::max(kStarved, 3 * round_trip)) starved_ = true;
  if (starved_) return;
  const bool calm = controlled && use_ == LineUse::kNormal;
  probing_.on_tick(estimate_bps().value_or(rate_.bps()), wanted_bps_, calm, now);
}

size_t SenderControl::probe_bytes(base::Instant now) const {
  if (starved_) return now - last_sent_ >= kSign ? kSignBytes : 0;
  return probing_.missing(now);
}

std::optional<double> SenderControl::estimate_bps() const {
  if (remb_bps_) return remb_bps_;
  if (feedback_began_ == base::kNever || exploring_) return std::nullopt;
  if (starved_) return kLeastBps;
  const auto limit = loss_.limit_bps();
  return limit ? std::min(*limit, rate_.bps()) : rate_.bps();
}

}  // namespace sfu::congestion
