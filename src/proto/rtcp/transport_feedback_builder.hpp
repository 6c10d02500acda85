// Makes transport feedback from arrivals: opens a packet, fills it, and begins another where one
// cannot go on. Fed in the order of sequence numbers, not of arrival, so that reordered packets
// have negative deltas. Recording arrivals and deciding when to send is not here (sfu).
//
// A packet ends before an arrival that would
//   - make it longer than its limit,
//   - be more than 8.19 s before or after the one before it (16 signed bits of 250 us), or
//   - be more than 65534 numbers behind its base.
// The next one takes up at the first number that was not spoken of, so every gap is reported once,
// unless it is longer than kMaxGap: then the count begins anew behind it.
//
// Rounding: arrival times are cut to ticks of the server's clock and deltas are differences of
// ticks, so that errors do not add up along a packet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "proto/rtcp/status_chunk.hpp"
#include "proto/rtcp/transport_feedback.hpp"

namespace rtcp {

class TransportFeedbackBuilder {
 public:
  static constexpr size_t kDefaultLimit = 1200;  // as CompoundBuilder's
  static constexpr int64_t kMaxGap = 32'767;     // half of the number space: no longer unambiguous

  TransportFeedbackBuilder(uint32_t sender_ssrc, uint32_t media_ssrc, size_t limit = kDefaultLimit);

  // From which number on losses are reported; without it, from the first arrival on.
  void start_at(int64_t sequence_number) { next_ = sequence_number; }

  // `sequence_number` unwrapped, and greater than that of the call before.
  void add(int64_t sequence_number, base::Instant arrival);

  // The packets for everything added since the last call, none when nothing was. The last one ends
  // with the last arrival: what is missing behind it may still come.
  std::vector<TransportFeedback> finish();

 private:
  void open(int64_t sequence_number, int64_t ticks);
  bool extend(int64_t sequence_number, int64_t ticks);
  void close();

  const uint32_t sender_ssrc_;
  const uint32_t media_ssrc_;
  const size_t limit_;
  uint8_t feedback_count_ = 0;
  std::optional<int64_t> next_;  // the first number not yet spoken of

  std::vector<TransportFeedback> finished_;
  // The packet being filled, when there is one:
  std::optional<TransportFeedback> open_;
  StatusChunkPacker packer_;
  size_t delta_bytes_ = 0;
  int64_t base_ = 0;        // unwrapped base sequence number
  int64_t last_ticks_ = 0;  // arrival of the last packet, or the reference time
};

}  // namespace rtcp
