// The outgoing RTP stream of one slot: one SSRC (and one more for retransmissions) for as long as
// the connection lives, whoever fills the slot. Its RTP time is a fixed line in the server's clock,
// so a sender report can be written at any moment.
#pragma once

#include <cstdint>
#include <string>

#include "base/instant.hpp"
#include "base/random.hpp"
#include "proto/rtp/stream_text.hpp"
#include "proto/srtp/send_context.hpp"
#include "sfu/peer_setup.hpp"
#include "sfu/sent_packets.hpp"

namespace sfu {

// For sender reports.
struct SlotStatistics {
  uint64_t packets = 0;
  uint64_t payload_bytes = 0;
};

class SlotStream {
 public:
  SlotStream(const SlotSection& slot, uint32_t clock_rate, base::Random& random)
      : ssrc_(slot.ssrc),
        rtx_ssrc_(slot.rtx_ssrc),
        clock_rate_(clock_rate),
        mid_(rtp::StreamText::from(slot.mid).value_or(rtp::StreamText{})),
        // Below 2^15, as RFC 3711 section 3.3.1 advises: a loss at the start must not look like a
        // wrap.
        first_sequence_number_(static_cast<uint16_t>(random.u16() & 0x7fff)),
        next_rtx_(static_cast<uint16_t>(random.u16() & 0x7fff)),
        timestamp_base_(random.u32()) {}

  uint32_t ssrc() const { return ssrc_; }
  uint32_t rtx_ssrc() const { return rtx_ssrc_; }
  uint16_t first_sequence_number() const { return first_sequence_number_; }

  // RTP time of a line time (source_clock.hpp).
  uint32_t timestamp_of(int64_t line_time) const {
    return static_cast<uint32_t>(line_time) + timestamp_base_;
  }
  // RTP time of this instant, for sender reports.
  uint32_t timestamp_at(base::Instant now) const {
    const int64_t us = base::to_us(now);
    return timestamp_of(us / 1'000'000 * clock_rate_ + us % 1'000'000 * clock_rate_ / 1'000'000);
  }

  // The pacer has dropped packets of this stream: nothing more is sent before a key frame.
  bool is_broken() const { return broken_; }
  void mend() { broken_ = false; }

  // Nothing fills the slot: no packet will be asked for again.
  void forget_sent_packets() { sent_packets_.clear(); }

 private:
  friend class Egress;

  // Packets were sent since the newest sender report.
  bool has_news() const { return statistics_.packets != reported_packets_; }

  const uint32_t ssrc_;
  const uint32_t rtx_ssrc_;
  const uint32_t clock_rate_;
  const rtp::StreamText mid_;
  const uint16_t first_sequence_number_;
  uint16_t next_rtx_;
  const uint32_t timestamp_base_;
  srtp::SendStream* srtp_ = nullptr;  // null until the keys are known
  srtp::SendStream* rtx_srtp_ = nullptr;
  SentPackets sent_packets_;
  SlotStatistics statistics_;
  size_t waiting_bytes_ = 0;  // in the pacer
  bool broken_ = false;
  uint64_t reported_packets_ = 0;  // of the newest sender report
  base::Instant report_due_{};
};

}  // namespace sfu
