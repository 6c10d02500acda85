// Congestion control towards one receiver: what its line can carry, from its transport-wide
// feedback, or from its REMB (draft-alvestrand-rmcat-remb-03) where it has no other. Puts together
// the parts of this folder; pacing, queues and the choice of layers are outside (sfu/pacer,
// sfu/allocator).
//
//   feedback → SentHistory ─┬─ DelayTrend, AcknowledgedRate → RateControl ─┐
//                           ├─ LossModel ──────────────────────────────────┴ min → estimate
//                           └─ Probing ──▶ RateControl
//
// States: silent (no feedback yet: no estimate, everything is sent as if there were none) →
// exploring (the first probes; no estimate) → in control → starved (packets go out and nothing
// comes back: no picture is sent) → in control.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/instant.hpp"
#include "sfu/congestion/acknowledged_rate.hpp"
#include "sfu/congestion/delay_trend.hpp"
#include "sfu/congestion/limits.hpp"
#include "sfu/congestion/loss_model.hpp"
#include "sfu/congestion/probing.hpp"
#include "sfu/congestion/rate_control.hpp"
#include "sfu/congestion/sent_history.hpp"

namespace sfu::congestion {

class SenderControl {
 public:
  // media path: per packet
  uint16_t next_number() const { return history_.next_number(); }
  void on_sent(size_t size, base::Instant now) {
    history_.add(size, probing_.running(), now);
    probing_.on_sent(size, now);
    last_sent_ = now;
    is_waiting_ = true;
  }

  // What the feedback has said of single packets, for those who answer NACKs.
  uint32_t last_sent() const { return history_.last_sent(); }
  SentFate fate(uint32_t number) const { return history_.fate(number); }
  void ask_for(uint32_t number) { history_.ask_for(number); }
  // News of the last feedback.
  std::span<const PacketReport> reports() const { return reports_; }

  // The receiver can be sent to.
  void start() { probing_.start(); }
  void on_feedback(const rtcp::TransportFeedback& feedback, base::Duration round_trip,
                   base::Instant now);
  void on_remb(double bps) {
    if (feedback_began_ == base::kNever) remb_bps_ = std::clamp(bps, kLeastRembBps, kMostBps);
  }
  // What the receiver would get if its line were endless.
  void set_wanted(double bps) { wanted_bps_ = bps; }

  // Every tick of the pacer.
  void on_tick(base::Duration round_trip, base::Instant now);
  // Bytes of probe packets to send now; also what keeps feedback coming while starved.
  size_t probe_bytes(base::Instant now) const;
  bool is_probing() const { return probing_.running() != 0; }

  // None: nothing is known, and nothing is held back.
  std::optional<double> estimate_bps() const;
  bool is_starved() const { return starved_; }
  // Share of packets lost in the last seconds.
  double loss() const { return loss_.loss(); }
  LineUse use() const { return use_; }
  bool is_queue_full() const { return delay_.is_queue_full(); }

 private:
  // Without feedback for so long, or three round trips, a line is away. Long enough for a receiver
  // whose processor is busy: to stop its pictures costs a key frame each.
  static constexpr base::Duration kStarved = std::chrono::milliseconds(1500);
  // Of a longer time between two ticks the server itself was away.
  static constexpr base::Duration kLongestTick = std::chrono::milliseconds(100);
  static constexpr base::Duration kSign = std::chrono::milliseconds(200);  // of life, while starved
  static constexpr size_t kSignBytes = 100;
  // A full queue is over-use once in this time: what is done about it has to show.
  static constexpr base::Duration kQueueAlarm = std::chrono::seconds(1);
  // The first probes have had their time.
  static constexpr base::Duration kExploring = std::chrono::milliseconds(700);

  void take(const PacketReport& report, bool at_first);
  LineUse judge(base::Instant now);
  void return_from_starvation(base::Instant now);
  void end_exploring(base::Instant now);

  SentHistory history_;
  AcknowledgedRate acknowledged_;
  AcknowledgedRate sent_;  // the same packets and those lost, by when they were sent
  DelayTrend delay_;
  LossModel loss_;
  RateControl rate_{kStartBps};
  Probing probing_;
  std::vector<PacketReport> reports_;  // keeps its memory

  double wanted_bps_ = 0;
  std::optional<double> remb_bps_;
  LineUse use_ = LineUse::kNormal;
  std::optional<base::Instant> queue_alarm_;  // the last for a queue that is still full
  bool exploring_ = true;
  bool starved_ = false;
  base::Instant feedback_began_ = base::kNever;
  bool is_waiting_ = false;   // sent, with no feedback since
  base::Duration silence_{};  // of the receiver since then, while the server was attentive
  base::Instant ticked_{};
  base::Instant last_sent_{};
};

}  // namespace sfu::congestion
