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

// One per incoming SSRC. The line of a stream is a row of pieces, each with an offset of its own: a
// report, a drifting clock or a stream that stood still begins a new piece with the next frame.
//
// Invariants: all packets of one timestamp get the same line time (for the last kPieces pieces); a
// newer frame gets a later one; and a new frame is at most kFar from its arrival, whatever a sender
// claims, since a slot's line goes on from there when somebody else fills it.
class SourceClock {
 public:
  // From frame to frame, where the line would have to go back. Slots may halve it.
  static constexpr int64_t kLeastStep = 4;

  explicit SourceClock(uint32_t clock_rate, bool sound) : rate_(clock_rate), sound_(sound) {}

  int64_t line_time(uint32_t timestamp, base::Instant arrival);
  void on_sender_report(uint32_t timestamp, int64_t ntp_us, const SenderClock& sender);

 private:
  struct Piece {
    int64_t first = 0;   // unwrapped timestamp
    int64_t offset = 0;  // line time = unwrapped timestamp + offset
  };
  static constexpr size_t kPieces = 8;
  // Longer than a line is ever congested. Browsers stop the timestamps of a microphone that is off,
  // and their next report may be five seconds away.
  static constexpr base::Duration kFar = std::chrono::seconds(3);

  int64_t ticks(base::Duration span) const;
  void begin_frame(int64_t timestamp, int64_t newest, int64_t offset_by_arrival);
  void begin_piece(const Piece& piece);

  const uint32_t rate_;
  const bool sound_;
  base::Unwrapper<uint32_t> unwrapper_;
  std::array<Piece, kPieces> pieces_{};  // newest first
  std::optional<int64_t> better_;        // offset by the newest report, not looked at yet
  int64_t goal_ = 0;  // offset wanted; differs from the newest piece's while that would go back
  bool anchored_ = false;  // a report has been used
};

}  // namespace sfu
