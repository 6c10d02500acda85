// Maps the RTP timestamps of incoming streams onto one line in the server's clock, so that a slot's
// RTP time and NTP time stay in a fixed relation whoever fills it, and sound and picture of one
// person stay in step.
//
// A line time is in ticks of the stream's clock rate since the server clock's epoch. Each sender
// has an NTP clock of its own; SenderClock estimates its distance from ours as the smallest
// (arrival - NTP time) of recent sender reports: the one that waited least on the way. Before the
// first report a stream is placed by the arrival of its first packet.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/instant.hpp"
#include "base/sequence_number.hpp"

namespace sfu {

// One per peer: all its streams stamp their reports from one clock.
class SenderClock {
 public:
  // `ntp_us`: the report's NTP time in microseconds since 1900.
  void on_sender_report(int64_t ntp_us, base::Instant arrival);
  // Server time of an instant in the sender's clock, in microseconds.
  std::optional<int64_t> to_server_us(int64_t ntp_us) const;

 private:
  static constexpr size_t kSamples =
      16;  // at one report a second and stream: some five to ten seconds
  std::array<int64_t, kSamples> distances_{};
  size_t count_ = 0;
};

// One per incoming SSRC.
class SourceClock {
 public:
  explicit SourceClock(uint32_t clock_rate, bool sound) : rate_(clock_rate), sound_(sound) {}

  // Line time of a packet. All packets of one timestamp get the same line time.
  int64_t line_time(uint32_t timestamp, base::Instant arrival);
  void on_sender_report(uint32_t timestamp, int64_t ntp_us, const SenderClock& sender);

 private:
  int64_t ticks(int64_t us) const;

  const uint32_t rate_;
  const bool sound_;
  base::Unwrapper<uint32_t> unwrapper_;
  std::optional<int64_t> offset_;  // line time = unwrapped timestamp + offset
  std::optional<int64_t> better_;  // from the newest report; taken over at the next frame
  int64_t previous_offset_ = 0;    // for late packets of frames before `changed_at_`
  int64_t changed_at_ = 0;
  bool anchored_ = false;  // a report has been used
};

}  // namespace sfu
