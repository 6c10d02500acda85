// A line of our own for the tests of congestion control: a rate, a delay, a queue of 500 ms, loss;
// a receiver that sends transport-wide feedback ten times a second; a sender that paces what the
// estimate allows, on the tick of 5 ms, padded by probes.
#pragma once

#include <algorithm>
#include <deque>
#include <map>

#include "base/random.hpp"
#include "proto/rtcp/transport_feedback_builder.hpp"
#include "sfu/congestion/sender_control.hpp"

namespace sfu::congestion {

using namespace std::chrono_literals;

struct LineConditions {
  double bps = 5e6;
  base::Duration delay = 25ms;  // each way
  base::Duration jitter{};
  double loss = 0;  // per packet, in bursts of `burst`
  double burst = 1;
  bool away = false;
  bool standstill = false;  // the receiver reads nothing; afterwards all at once
  base::Duration feedback_interval = 100ms;
  double demand_bps = 20e6;  // what there is to send
  size_t packet = 1200;
};

class TestLine : public LineConditions {
 public:
  explicit TestLine(LineConditions conditions) : LineConditions(conditions) {}

  SenderControl control;
  base::Instant now{std::chrono::hours(1)};
  base::Duration worst_queue{};
  uint64_t sent_bytes = 0;
  uint64_t delivered_bytes = 0;

  void run(base::Duration duration) {
    for (const base::Instant end = now + duration; now < end; now += 5ms) tick();
  }
  // Bits per second delivered over this time.
  double deliver(base::Duration duration) {
    const uint64_t before = delivered_bytes;
    worst_queue = {};
    run(duration);
    return static_cast<double>(delivered_bytes - before) * 8e6 /
           static_cast<double>(duration.count());
  }
  base::Duration round_trip() const { return 2 * delay; }

 private:
  void tick() {
    control.set_wanted(demand_bps);
    control.on_tick(round_trip(), now);
    // What the estimate allows, plus the probe.
    const double share = control.is_queue_full() ? kDrainingShare : 1;
    const double allowed =
        std::min(share * control.estimate_bps().value_or(demand_bps), demand_bps);
    credit_ += allowed * 0.005 / 8;
    for (; credit_ >= static_cast<double>(packet); credit_ -= static_cast<double>(packet))
      send(packet);
    for (size_t probe = control.probe_bytes(now); probe > 0;) {
      send(std::min<size_t>(probe, 1200));
      probe -= std::min<size_t>(probe, 1200);
    }
    receive();
  }

  void send(size_t size) {
    const auto number = numbers_++;
    control.on_sent(size, now);
    sent_bytes += size;
    const bool lost = is_lost();
    if (away) return;
    free_ = std::max(free_, now);
    if (free_ - now > 500ms) return;
    free_ += base::Duration(static_cast<int64_t>(static_cast<double>(size) * 8e6 / bps));
    worst_queue = std::max(worst_queue, free_ - now);
    if (lost) return;
    const auto shaken = static_cast<int64_t>(
        random_.below(static_cast<uint64_t>(std::max<int64_t>(1, jitter.count()))));
    last_ = std::max(last_, free_ + delay + base::Duration(shaken));
    on_the_way_.push_back({number, last_, size});
  }

  bool is_lost() {
    const double roll = random_.u32() / 4294967296.0;
    if (loss == 0) return false;
    bad_ = bad_ ? roll >= 1 / burst : roll < loss / burst / (1 - loss);
    return bad_;
  }

  void receive() {
    if (standstill) stood_still_until_ = now;
    if (standstill) return;
    for (; !on_the_way_.empty() && on_the_way_.front().when <= now; on_the_way_.pop_front()) {
      delivered_bytes += on_the_way_.front().size;
      builder_.add(on_the_way_.front().number,
                   std::max(on_the_way_.front().when, stood_still_until_));
      any_ = true;
    }
    if (any_ && now >= next_feedback_) {
      next_feedback_ = now + feedback_interval;
      any_ = false;
      for (auto& feedback : builder_.finish())
        if (!away) feedbacks_.push_back({now + delay, std::move(feedback)});
    }
    for (; !feedbacks_.empty() && feedbacks_.front().when <= now; feedbacks_.pop_front())
      control.on_feedback(feedbacks_.front().feedback, round_trip(), now);
  }

  struct Flying {
    int64_t number;
    base::Instant when;
    size_t size;
  };
  struct Told {
    base::Instant when;
    rtcp::TransportFeedback feedback;
  };
  base::SeededRandom random_{7};
  rtcp::TransportFeedbackBuilder builder_{1, 2};
  std::deque<Flying> on_the_way_;
  std::deque<Told> feedbacks_;
  base::Instant free_{};
  base::Instant last_{};
  base::Instant next_feedback_{};
  base::Instant stood_still_until_{};
  int64_t numbers_ = 0;
  double credit_ = 0;
  bool bad_ = false;
  bool any_ = false;
};

}  // namespace sfu::congestion
