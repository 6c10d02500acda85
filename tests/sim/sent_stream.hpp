// One RTP stream that a client sends, with its retransmissions: headers, sequence numbers, the last
// packets for NACKs, and the counts of its sender reports.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/random.hpp"
#include "proto/rtcp/sender_report.hpp"
#include "proto/rtp/audio_level.hpp"
#include "proto/rtp/extension_map.hpp"

namespace sim {

struct StreamIdentity {
  std::string mid;
  std::string rid;  // empty: the section has one encoding
  uint32_t ssrc = 0;
  uint32_t rtx_ssrc = 0;  // 0: none
  uint8_t payload_type = 0;
  uint8_t rtx_payload_type = 0;
  uint32_t clock_rate = 90'000;
};

class SentStream {
 public:
  struct Frame {
    uint32_t timestamp = 0;
    bool marker = false;
    std::optional<rtp::AudioLevel> level;
    std::optional<uint8_t> payload_type = {};  // another than usual
  };

  SentStream(StreamIdentity identity, const rtp::ExtensionMap& extensions, base::Random& random);

  const StreamIdentity& identity() const { return identity_; }
  uint16_t next_sequence_number() const { return next_sequence_number_; }
  // The RTP time of a capture.
  uint32_t timestamp_at(base::Instant captured) const;

  // The next packet, unprotected.
  base::Bytes next(const Frame& frame, base::BytesView payload, uint16_t transport_number);
  // Nothing when the packet is no longer there.
  std::optional<base::Bytes> again(uint16_t sequence_number, uint16_t transport_number);
  rtcp::SenderReport report(rtcp::NtpTime ntp, base::Instant now) const;

  // The server has reported on this stream: it knows whose it is, MID and RID are not needed.
  void known() { is_known_ = true; }
  bool is_empty() const { return packets_ == 0; }

 private:
  static constexpr size_t kHistory = 600;

  struct Sent {
    uint16_t sequence_number;
    Frame frame;
    base::Bytes payload;
  };
  base::Bytes write(const Frame& frame, uint32_t ssrc, uint8_t payload_type,
                    uint16_t sequence_number, uint16_t transport_number, bool is_repair,
                    base::BytesView head, base::BytesView payload) const;

  const StreamIdentity identity_;
  const rtp::ExtensionMap& extensions_;
  uint16_t next_sequence_number_;
  uint16_t next_rtx_;
  const uint32_t timestamp_base_;
  std::deque<Sent> history_;
  bool is_known_ = false;
  uint32_t packets_ = 0;
  uint32_t payload_bytes_ = 0;
};

}  // namespace sim
