// The sending half of one peer: builds, protects and appends to the outgoing batch every packet
// that the peer gets, and answers what it says about them (NACK, receiver reports).
//
// One SRTP context, one number line of transport-wide sequence numbers (given at send time, so that
// the order on the wire is the order of the numbers).
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <span>

#include "base/packet_batch.hpp"
#include "proto/rtcp/report_block.hpp"
#include "sfu/drop_reason.hpp"
#include "sfu/rtx_budget.hpp"
#include "sfu/slot_stream.hpp"

namespace sfu {

class Egress {
 public:
  // `setup` outlives the egress.
  Egress(const PeerSetup& setup, base::Random& random, DropCounters& drops);

  void add_slots();
  void set_keys(const srtp::MasterKey& key);
  // Where to send; nothing while no path is usable.
  void set_path(std::optional<base::Path> path) { path_ = path; }
  // A path and the keys are there.
  bool can_send() const { return path_ && srtp_; }

  SlotStream& video_stream(size_t slot) { return video_[slot]; }
  SlotStream& sound_stream(size_t slot) { return sound_[slot]; }

  // media path: 23. one packet to one receiver: header, cipher, batch
  void send(SlotStream& stream, const CodecBinding& codec, const PacketRef& packet,
            const RewrittenPacket& fields, base::Instant now, base::PacketBatch& out);

  // Protects a compound RTCP packet (at most kMaxRtcpSize bytes) and appends it.
  static constexpr size_t kMaxRtcpSize = 1200;
  void send_rtcp(base::BytesView compound, base::PacketBatch& out);

  // From the receiver of our streams.
  void on_nack(uint32_t ssrc, std::span<const uint16_t> sequence_numbers, base::Instant now,
               base::PacketBatch& out);
  void on_report_block(const rtcp::ReportBlock& block, base::Instant now);

  // Sender reports that are due.
  void on_timeout(base::Instant now, base::PacketBatch& out);
  base::Instant next_timeout() const { return can_send() ? next_report_ : base::kNever; }

  // Smoothed; 100 ms before the first measurement.
  base::Duration round_trip() const { return round_trip_; }
  // The SSRC that our feedback messages carry as sender.
  uint32_t feedback_ssrc() const { return feedback_ssrc_; }

 private:
  static constexpr base::Duration kReportInterval = std::chrono::seconds(1);
  static constexpr size_t kMaxHeader = 12 + 4 + 255;
  static constexpr uint8_t kMaxRetransmissions = 8;
  // A peer that reports no round trip at all must not have everything at once eight times.
  static constexpr base::Duration kLeastRoundTrip = std::chrono::milliseconds(20);

  SlotStream* find(uint32_t ssrc);
  size_t write_header(base::MutableBytes out, const SlotStream& stream, uint32_t ssrc,
                      uint8_t payload_type, uint16_t sequence_number, const Packet& packet,
                      const RewrittenPacket& fields, base::Instant now);
  void retransmit(SlotStream& stream, SentPacket& sent, base::Instant now, base::PacketBatch& out);
  const CodecBinding* binding_of(const SlotStream& stream, uint8_t payload_type) const;
  template <typename Visit>
  void each_stream(Visit visit);

  const PeerSetup& setup_;
  base::Random& random_;
  DropCounters& drops_;
  std::optional<base::Path> path_;
  std::unique_ptr<srtp::SendContext> srtp_;
  std::deque<SlotStream> video_;
  std::deque<SlotStream> sound_;
  base::Instant next_report_ = base::kNever;  // of any slot: nobody walks through all to find out
  uint16_t transport_sequence_number_ = 0;
  base::Duration round_trip_ = std::chrono::milliseconds(100);
  bool round_trip_measured_ = false;
  RtxBudget rtx_budget_;
  uint32_t feedback_ssrc_;
};

}  // namespace sfu
