// The sending half of one peer: builds, protects and appends to the outgoing batch every packet
// that the peer gets, and answers what it says about them (NACK, receiver reports).
//
// One SRTP context, one number line of transport-wide sequence numbers (given at send time, so that
// the order on the wire is the order of the numbers).
//
// Congestion control (congestion/sender_control.hpp) says what the line can carry; the pacer here
// keeps to it (egress_line.cpp): sound leaves at once, then retransmissions, then pictures, in
// bursts of at most 5 ms of the pacing rate. Invariant: what waits, waits less than kLongestQueue;
// beyond, the fullest stream loses what it has waiting, and is_broken() until its subscription has
// begun anew with a key frame. Nothing waits before the receiver's first feedback.
#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "base/packet_batch.hpp"
#include "proto/rtcp/report_block.hpp"
#include "proto/rtp/header_writer.hpp"
#include "sfu/congestion/sender_control.hpp"
#include "sfu/drop_reason.hpp"
#include "sfu/nack_trust.hpp"
#include "sfu/pacing_budget.hpp"
#include "sfu/packet_queue.hpp"
#include "sfu/rtx_budget.hpp"
#include "sfu/slot_stream.hpp"

namespace sfu {

// What the line of a receiver has for pictures.
struct LineBudget {
  std::optional<double> bps;  // none: not known, nothing is held back
  bool may_rise = true;       // no layer goes up right after the line has become worse
};

// What its slots would take, and what they have been given of it.
struct LineDemand {
  double wanted_bps = 0;  // if the line were endless
  double granted_bps = 0;
  size_t paused = 0;                        // slots
  std::array<size_t, kMaxLayers> layers{};  // slots, by the layer that they are given
};

// For /metrics, summed over receivers.
struct LineReport {
  size_t receivers = 0;
  size_t estimated = 0;  // receivers whose line is known
  double estimate_bps = 0;
  double sent_bps = 0;
  double granted_bps = 0;
  size_t paused = 0;
  std::array<size_t, kMaxLayers> layers{};
  size_t waiting_bytes = 0;
  double lost = 0;  // shares of 1
  base::Duration round_trip{};

  LineReport& operator+=(const LineReport& other) {
    receivers += other.receivers;
    estimated += other.estimated;
    estimate_bps += other.estimate_bps;
    sent_bps += other.sent_bps;
    granted_bps += other.granted_bps;
    paused += other.paused;
    for (size_t layer = 0; layer < kMaxLayers; ++layer) layers[layer] += other.layers[layer];
    waiting_bytes += other.waiting_bytes;
    lost += other.lost;
    round_trip += other.round_trip;
    return *this;
  }
};

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

  // What the receiver says of its line.
  void on_feedback(const rtcp::TransportFeedback& feedback, base::Instant now);
  void on_remb(uint64_t bps);
  void set_demand(const LineDemand& demand) { demand_ = demand; }
  const LineBudget& budget() const { return budget_; }
  // Sound may take a copy of the packet before along.
  bool has_room_for_copies() const { return copies_; }
  // The budget is another, or a stream is broken: layers are to be chosen anew. Once each time.
  bool take_line_news() { return std::exchange(line_news_, false); }
  void add_to(LineReport& sum, base::Instant now);

  // What waits and may leave, probes, and sender reports that are due.
  void on_timeout(base::Instant now, base::PacketBatch& out);
  base::Instant next_timeout() const {
    return can_send() ? std::min(next_report_, next_tick_) : base::kNever;
  }

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

  static constexpr base::Duration kBusyTick = PacingBudget::kBurst;
  static constexpr base::Duration kIdleTick = std::chrono::milliseconds(25);
  // A key frame of a large picture takes a third of a second at a modest rate, and one that is
  // given up only costs another.
  static constexpr base::Duration kLongestQueue = std::chrono::milliseconds(600);
  // Frames come in bursts that may leave faster than the line's average; much faster, and the queue
  // that a key frame makes looks like a full line.
  static constexpr double kPacingFactor = 1.25;
  // After a fall no layer goes up for so long. Whoever shows little of what it could waits less: of
  // two behind one line the poorer is the first to take what both have left.
  static constexpr base::Duration kLongestHold = std::chrono::seconds(2);
  base::Duration hold_after_fall() const;
  // Losses come in bursts of a few packets: the second copy of a repair leaves when one is over.
  static constexpr base::Duration kSecondCopyAfter = std::chrono::milliseconds(15);

  struct WaitingPicture {
    SlotStream* stream = nullptr;
    const CodecBinding* codec = nullptr;
    PacketRef packet;
    RewrittenPacket fields;
  };
  struct WaitingRepair {
    SlotStream* stream = nullptr;
    uint16_t sequence_number = 0;
    base::Instant due{};
  };

  SlotStream* find(uint32_t ssrc);
  // Of the line, per second.
  size_t line_bytes() const { return static_cast<size_t>(budget_.bps.value_or(1e9) / 8); }
  // `packet` is null for padding, which is none.
  size_t write_header(base::MutableBytes out, const SlotStream& stream,
                      const rtp::HeaderFields& header, const Packet* packet,
                      const RewrittenPacket* fields, base::Instant now);
  void transmit(SlotStream& stream, const CodecBinding& codec, const PacketRef& packet,
                const RewrittenPacket& fields, base::Instant now, base::PacketBatch& out);
  // Under the stream of retransmissions. Bytes sent.
  size_t repeat(SlotStream& stream, const SentPacket& sent, base::Instant now,
                base::PacketBatch& out);
  bool believes(const SentPacket& sent);
  void note_sent(size_t size, base::Instant now);
  void append_reports(base::Instant now, base::PacketBatch& out);

  // egress_line.cpp
  void plan_second_copy(SlotStream& stream, const SentPacket& sent, base::Instant now);
  void wait(SlotStream& stream, const CodecBinding& codec, const PacketRef& packet,
            const RewrittenPacket& fields);
  void make_room();
  void drain(base::Instant now, base::PacketBatch& out);
  bool is_controlled() const;
  void on_line_tick(base::Instant now, base::PacketBatch& out);
  void update_budget(base::Instant now);
  void update_copies(std::optional<double> estimate, double sound);
  void send_probes(base::Instant now, base::PacketBatch& out);
  size_t send_padding(SlotStream& stream, base::Instant now, base::PacketBatch& out);
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
  base::Duration round_trip_ = std::chrono::milliseconds(100);
  bool round_trip_measured_ = false;
  RtxBudget rtx_budget_;
  NackTrust nack_trust_;

  congestion::SenderControl control_;
  PacingBudget pacing_;
  PacketQueue<WaitingRepair, 512> repairs_;
  PacketQueue<WaitingRepair, 512> second_copies_;  // of repairs; by when they are due
  PacketQueue<WaitingPicture, 4096> pictures_;
  size_t waiting_bytes_ = 0;  // of pictures_
  BytesOfLastSecond sound_sent_;
  BytesOfLastSecond all_sent_;
  SlotStream* newest_ = nullptr;  // that sent a picture last: what probes repeat
  uint16_t newest_number_ = 0;
  LineDemand demand_;
  LineBudget budget_;
  bool line_news_ = false;
  bool copies_ = true;
  base::Instant fell_at_{};
  base::Instant budget_updated_{};
  base::Instant next_tick_ = base::kNever;
  uint32_t feedback_ssrc_;
};

}  // namespace sfu
