// Transport-wide feedback, "TWCC" (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1,
// as libwebrtc speaks it): which packets of a transport arrived, and when. Reading and writing one
// packet. Not here: choosing what goes into one (transport_feedback_builder.hpp), recording
// arrivals and estimating bandwidth (sfu), the number in the RTP packet (proto/rtp).
//
// Invariant of the parsed form: it is bounded by the bytes of the packet. Arrivals are listed, at a
// byte of delta each; losses, of which two bytes can announce 8191, are implied.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "base/sequence_number.hpp"
#include "proto/rtcp/common_header.hpp"

namespace rtcp {

struct TransportFeedback {
  static constexpr uint8_t kFormat = 15;
  static constexpr base::Duration kTick{250};                  // unit of a delta
  static constexpr base::Duration kReferenceTimeUnit{64'000};  // 256 ticks
  static constexpr uint32_t kReferenceTimeMask = 0xFF'FFFF;    // wraps after 12.4 days

  struct Arrival {
    uint16_t index = 0;       // sequence number, counted from base_sequence_number
    int16_t delta_ticks = 0;  // since the arrival before it, the first since the reference time
    friend bool operator==(const Arrival&, const Arrival&) = default;
  };

  uint32_t sender_ssrc = 0;
  uint32_t media_ssrc = 0;  // a stream of the transport; libwebrtc wants one that it sends
  uint16_t base_sequence_number = 0;  // of index 0
  uint16_t status_count = 0;          // packets spoken of, received or not; never 0
  uint32_t reference_time = 0;        // 24 bits
  uint8_t feedback_count = 0;         // counts the feedback packets of a transport
  std::vector<Arrival> arrivals;      // by ascending index, each below status_count

  static std::expected<TransportFeedback, Error> parse(const PacketView& packet);
  void append(base::Bytes& out) const;

  // Calls visit(sequence number, time since reference_time or nothing when it did not arrive) for
  // each of the status_count packets. A hostile packet of 40 bytes can ask for 65535 calls; who
  // remembers what was sent walks `arrivals` against that instead.
  template <typename Visit>
  void for_each_status(Visit visit) const {
    auto arrival = arrivals.begin();
    base::Duration since_reference{};
    for (uint32_t index = 0; index < status_count; ++index) {
      std::optional<base::Duration> at;
      if (arrival != arrivals.end() && arrival->index == index) {
        since_reference += arrival->delta_ticks * kTick;
        at = since_reference;
        ++arrival;
      }
      visit(static_cast<uint16_t>(base_sequence_number + index), at);
    }
  }

  friend bool operator==(const TransportFeedback&, const TransportFeedback&) = default;
};

// Turns the reference times of successive feedback into one line of time that never wraps. Its zero
// is arbitrary: only differences mean anything.
class ReferenceTimeUnwrapper {
 public:
  base::Duration unwrap(uint32_t reference_time) {
    // Into the top 24 bits of 32, so that it wraps where the type does.
    return unwrapper_.unwrap(reference_time << 8) / 256 * TransportFeedback::kReferenceTimeUnit;
  }

 private:
  base::Unwrapper<uint32_t> unwrapper_;
};

}  // namespace rtcp
