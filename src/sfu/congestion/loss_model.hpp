// Is the line losing because it is full, or because it loses? Loss that comes whatever the rate is
// (radio, a satellite) is inherent, and sending less does not help. So a model with two unknowns is
// fitted to the last seconds: a share `inherent` of all packets is lost anyway, and of a rate above
// the capacity B the excess is lost too:
//
//     p(rate) = inherent + (1 - inherent) * max(0, 1 - B / rate)
//
// by maximum likelihood over a grid of both. A finite B must explain what was seen clearly better
// than none. Loss comes in bursts of about three, so three packets count as one observation.
//
// Packets lost in a row over kOutage belong to a line that was away, and say nothing of its rate.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "base/instant.hpp"
#include "sfu/congestion/sent_history.hpp"

namespace sfu::congestion {

class LossModel {
 public:
  void on_packet(const PacketReport& report);
  // After the packets of a feedback.
  void on_feedback(base::Instant now);

  // What the line can carry, where loss shows it.
  std::optional<double> limit_bps() const { return limit_bps_; }
  // Share of packets lost in the last seconds.
  double loss() const;

 private:
  static constexpr base::Duration kOutage = std::chrono::milliseconds(400);
  static constexpr base::Duration kWindow = std::chrono::milliseconds(250);
  static constexpr size_t kWindows = 24;  // six seconds
  static constexpr base::Duration kFit = std::chrono::milliseconds(500);

  struct Observation {
    double packets = 0;
    double lost = 0;
    double bytes = 0;
    double bps = 0;
  };
  struct Fit {
    double log_likelihood = 0;
    double capacity_bps = 0;
  };

  void count(size_t size, bool lost, base::Instant sent);
  void close_window(base::Duration length);
  Fit fit(double capacity_bps) const;
  void update_limit(base::Duration elapsed);
  size_t known() const { return closed_ < kWindows ? closed_ : kWindows; }

  std::array<Observation, kWindows> windows_{};
  size_t closed_ = 0;
  Observation open_;
  base::Instant open_began_{};
  base::Instant last_received_{};
  double run_lost_ = 0;  // since the last packet received
  double run_bytes_ = 0;
  base::Instant fitted_{};
  std::optional<double> limit_bps_;
};

}  // namespace sfu::congestion
