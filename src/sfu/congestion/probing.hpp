// Probes: for 25 ms packets leave at a rate above the estimate, as five bursts on the pacer's tick;
// how fast they arrive says what the line can carry at least, or, when it is slower, exactly. The
// only way to learn of a line that is not used, and the quick one: additive increase would take
// minutes from 1 to 5 Mbit/s.
//
// At the beginning 2 Mbit/s, then threefold until more than is wanted. Later only while more is
// wanted than the estimate, or the estimate is below kStartBps, twofold: at once after a success,
// else after a pause that grows. The pause ends where the estimate is enough: what is wanted beyond
// it later is something new, and whoever makes a picture large does not wait for it. A sender that
// has little to send so finds back up before it has more. No probe is slower than kLeastProbeBps:
// of one or two packets nothing can be measured, and 2 kB hurt no line.
#pragma once

#include <optional>

#include "base/instant.hpp"
#include "sfu/congestion/sent_history.hpp"

namespace sfu::congestion {

struct ProbeResult {
  double bps = 0;
  bool is_capacity = false;  // it arrived slower than it was sent
};

class Probing {
 public:
  // The receiver can be sent to: the first probe goes with the next tick.
  void start() { next_bps_ = kFirstBps; }
  // The line was away: look at once what it is now.
  void restart(base::Instant now);
  // The estimate has fallen: often too far, so how far is looked at soon.
  void on_decrease(base::Instant now);

  // Every tick. `calm`: nothing speaks against a probe.
  void on_tick(double estimate_bps, double wanted_bps, bool calm, base::Instant now);
  // Of the packets sent now; 0 when no probe is running.
  ProbeId running() const { return running_ ? id_ : ProbeId{0}; }
  // Bytes that the running probe should send now in addition to what it has had.
  size_t missing(base::Instant now) const;
  void on_sent(size_t size, base::Instant now);

  // What feedback says, of any packet.
  std::optional<ProbeResult> on_packet(const PacketReport& report);
  // The first probes have said what they can, or will not.
  bool is_exploring() const { return next_bps_.has_value() || (exploring_ && is_open()); }
  // Sent as a probe, or in the queue that it leaves: says nothing of how the line is used.
  bool disturbs(const PacketReport& report) const {
    return report.probe != 0 || (report.sent >= began_ && report.sent < began_ + kAftermath);
  }

 private:
  static constexpr double kFirstBps = 2'000'000;
  static constexpr double kLeastProbeBps = 600'000;
  static constexpr base::Duration kLength = std::chrono::milliseconds(20);  // first to last burst
  static constexpr base::Duration kTick = std::chrono::milliseconds(5);
  static constexpr base::Duration kAftermath = std::chrono::milliseconds(250);
  // Until then its packets have been reported or will not be.
  static constexpr base::Duration kPatience = std::chrono::seconds(2);
  static constexpr base::Duration kLeastPause = std::chrono::seconds(2);
  static constexpr base::Duration kLongestPause = std::chrono::seconds(8);
  // The queue that a probe has made drains first.
  static constexpr base::Duration kDraining = std::chrono::milliseconds(400);

  bool is_open() const { return id_ != 0 && !judged_; }
  void begin(double bps, base::Instant now);
  std::optional<ProbeResult> judge();
  void plan_next(const ProbeResult& result);

  bool exploring_ = true;
  std::optional<double> next_bps_;
  double estimate_bps_ = 0;
  double wanted_bps_ = 0;
  base::Duration pause_ = kLeastPause;
  base::Instant not_before_{};

  // The probe that runs or was the last.
  ProbeId id_ = 0;
  bool running_ = false;
  bool judged_ = true;
  double bps_ = 0;
  base::Instant began_{};
  base::Instant last_sent_{};
  size_t sent_bytes_ = 0;
  size_t sent_packets_ = 0;
  // What has arrived of it.
  size_t reported_packets_ = 0;
  size_t bytes_ = 0;
  base::Instant first_{};
  base::Instant last_{};
  size_t first_burst_ = 0;  // bytes
  size_t last_burst_ = 0;
  base::Duration first_burst_end_{};
  struct Arrival {
    base::Duration when{};
    size_t size = 0;
  };
  Arrival latest_;
  Arrival second_latest_;
};

}  // namespace sfu::congestion
