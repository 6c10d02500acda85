// Does the queue of the bottleneck grow? The delay-gradient estimator of Google congestion control
// (draft-ietf-rmcat-gcc-02 section 5, with the line fit of its later versions): packets sent
// together form a group; how much later each group arrives than its spacing when sent says, added
// up and smoothed, how the queue moves; the slope of a line through the last groups, against a
// threshold that adapts to the jitter of the line, says whether that is over-use.
//
// Beside the gradient it watches the queue itself: the delay above the smallest of the last half
// minute. A gradient that is zero at the top of a full queue is no comfort. It is the smallest of
// what *arrives* within a tenth of a second: a queue delays all of it, while a receiver that stood
// still (its processor was busy) reads a backlog of which the end is not late at all. A full queue
// that does not become shorter within two seconds is others' or another route: from then on its
// delay is the smallest.
//
// What was sent as a probe is left out, and a little after it: a probe makes a queue on purpose.
// Only the smallest delay is learned from it, too: on a narrow line the queue may be full before
// anything else has arrived, and is never seen again if that is taken for the line's own delay.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/instant.hpp"

namespace sfu::congestion {

enum class LineUse : uint8_t { kNormal, kUnder, kOver };

class DelayTrend {
 public:
  // A packet that arrived, in the order of sending. Arrival is on the receiver's clock.
  void on_packet(base::Instant sent, base::Duration arrival);
  // The same of a packet of a probe, or after one.
  void on_disturbed_packet(base::Instant sent, base::Duration arrival) {
    note_smallest(sent, arrival - sent.time_since_epoch());
  }
  // By the gradient alone.
  LineUse use() const { return use_; }
  // Delay above the smallest seen lately: what waits in the queue of the line.
  base::Duration queue() const { return queue_; }
  // More of it than a call should feel.
  bool is_queue_full() const { return queue_ > kFullQueue; }
  // The line has been silent, or is another: no slope across that.
  void begin_anew();

 private:
  // A group: what was sent within this time. As the tick of the pacer, which sends in bursts.
  static constexpr base::Duration kGroup = std::chrono::milliseconds(5);
  // What arrives this close together left a queue together, whenever it was sent.
  static constexpr base::Duration kBurst = std::chrono::milliseconds(5);
  static constexpr base::Duration kLongestBurst = std::chrono::milliseconds(100);
  static constexpr size_t kWindow = 20;  // groups under the line
  // Above what jitter makes, below what a call feels.
  static constexpr base::Duration kFullQueue = std::chrono::milliseconds(120);
  // Without becoming clearly shorter for so long it is not ours.
  static constexpr base::Duration kNotOurs = std::chrono::seconds(2);
  static constexpr base::Duration kBaseInterval = std::chrono::seconds(3);
  static constexpr size_t kBaseIntervals = 10;

  struct Group {
    base::Instant first_sent{};
    base::Instant last_sent{};
    base::Duration first_arrival{};
    base::Duration last_arrival{};
  };
  struct Point {
    double at_ms = 0;
    double delay_ms = 0;
  };

  bool belongs(base::Instant sent, base::Duration arrival) const;
  void close_group();
  void detect(double send_delta_ms, base::Duration arrival);
  std::optional<double> slope() const;
  void adapt_threshold(double trend, base::Duration arrival);
  void note_delay(base::Instant sent, base::Duration arrival);
  void note_smallest(base::Instant sent, base::Duration delay);
  void watch_full_queue(base::Duration arrival);

  std::optional<Group> group_;
  std::optional<Group> before_;
  std::array<Point, kWindow> points_{};
  size_t count_ = 0;  // points ever
  double accumulated_ms_ = 0;
  double smoothed_ms_ = 0;
  double threshold_ms_ = 12.5;
  std::optional<base::Duration> adapted_;
  double over_for_ms_ = -1;  // below zero: not over
  size_t over_count_ = 0;
  double last_slope_ = 0;
  LineUse use_ = LineUse::kNormal;

  // Delays: the smallest of each of the last intervals, and of the tenth of a second that runs.
  std::array<base::Duration, kBaseIntervals> smallest_{};
  size_t intervals_ = 0;
  base::Instant interval_began_{};
  base::Duration recent_began_{};  // by arrival
  base::Duration recent_smallest_ = base::Duration::max();
  base::Duration queue_{};
  // While the queue is full, by arrival.
  struct Full {
    base::Duration since{};   // when it became full, or was last seen to have become shorter
    base::Duration length{};  // then
  };
  std::optional<Full> full_;
};

}  // namespace sfu::congestion
