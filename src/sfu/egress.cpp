#include "sfu/egress.hpp"

#include <algorithm>
#include <cstring>

#include "proto/rtcp/sdes.hpp"
#include "proto/rtcp/sender_report.hpp"
#include "proto/rtp/abs_send_time.hpp"
#include "proto/rtp/audio_level.hpp"
#include "proto/rtp/header_writer.hpp"
#include "proto/rtp/rtx.hpp"
#include "proto/rtp/transport_sequence_number.hpp"
#include "sfu/descriptor_writer.hpp"
#include "sfu/server_clock.hpp"

namespace sfu {

using rtp::ExtensionKind;

Egress::Egress(const PeerSetup& setup, base::Random& random, DropCounters& drops)
    : setup_(setup), random_(random), drops_(drops), feedback_ssrc_(random.u32()) {
  add_slots();
}

void Egress::add_slots() {
  for (size_t k = video_.size(); k < setup_.video_slots.size(); ++k)
    video_.emplace_back(setup_.video_slots[k], 90'000, random_);
  for (size_t k = sound_.size(); k < setup_.sound_slots.size(); ++k)
    sound_.emplace_back(setup_.sound_slots[k], 48'000, random_);
  if (!srtp_) return;
  each_stream([this](SlotStream& stream) {
    stream.srtp_ = &srtp_->stream(stream.ssrc_);
    if (stream.rtx_ssrc_ != 0) stream.rtx_srtp_ = &srtp_->stream(stream.rtx_ssrc_);
  });
}

void Egress::set_keys(const srtp::MasterKey& key) {
  srtp_ = std::make_unique<srtp::SendContext>(key);
  add_slots();
  if (!is_controlled()) return;
  next_tick_ = {};
  control_.start();
}

template <typename Visit>
void Egress::each_stream(Visit visit) {
  for (SlotStream& stream : video_) visit(stream);
  for (SlotStream& stream : sound_) visit(stream);
}

SlotStream* Egress::find(uint32_t ssrc) {
  for (SlotStream& stream : video_)
    if (stream.ssrc_ == ssrc) return &stream;
  for (SlotStream& stream : sound_)
    if (stream.ssrc_ == ssrc) return &stream;
  return nullptr;
}

void Egress::send(SlotStream& stream, const CodecBinding& codec, const PacketRef& packet,
                  const RewrittenPacket& fields, base::Instant now, base::PacketBatch& out) {
  if (!path_ || !stream.srtp_) return drops_.count(DropReason::kSinkGone);
  if (pacing_.is_on() && !is_sound(packet->kind)) {
    if (stream.broken_) return drops_.count(DropReason::kLineFull);
    if (!pictures_.empty() || !pacing_.may_send(now)) return wait(stream, codec, packet, fields);
  }
  transmit(stream, codec, packet, fields, now, out);
}

void Egress::transmit(SlotStream& stream, const CodecBinding& codec, const PacketRef& packet,
                      const RewrittenPacket& fields, base::Instant now, base::PacketBatch& out) {
  // 1. The header of this receiver.
  uint8_t header[kMaxHeader];
  const size_t header_size = write_header(header, stream,
                                          {.payload_type = fields.payload_type,
                                           .marker = fields.marker,
                                           .sequence_number = fields.sequence_number,
                                           .timestamp = fields.timestamp,
                                           .ssrc = stream.ssrc_},
                                          &*packet, &fields, now);
  // 2. Header, rewritten descriptor and the shared payload, encrypted straight into the batch.
  const base::BytesView rest = fields.with_copy ? packet->copy_and_payload()
                                                : packet->payload().subspan(fields.patch.replaced);
  const base::MutableBytes room =
      out.reserve(header_size + fields.patch.size + rest.size() + srtp::kMaxRtpOverhead);
  if (room.empty()) return drops_.count(DropReason::kOutOfPackets);
  const auto size =
      stream.srtp_->protect(base::BytesView(header, header_size), fields.patch.view(), rest, room);
  if (!size) return drops_.count(DropReason::kTooOldForSlot);
  out.commit(*path_, *size);
  // 3. Remembered for feedback and for NACKs.
  note_sent(*size, now);
  rtx_budget_.on_sent(*size, now);
  nack_trust_.on_sent(*size);
  if (!stream.has_news()) next_report_ = std::min(next_report_, stream.report_due_);
  ++stream.statistics_.packets;
  stream.statistics_.payload_bytes += fields.patch.size + rest.size();
  if (is_sound(packet->kind)) sound_sent_.add(*size, now);
  if (!codec.nack || !codec.rtx_payload_type) return;
  stream.sent_packets_.add(packet, fields, control_.last_sent(), now);
  newest_ = &stream;
  newest_number_ = fields.sequence_number;
}

bool Egress::is_controlled() const {
  return setup_.congestion_control &&
         setup_.extensions.id_of(ExtensionKind::kTransportSequenceNumber) != 0;
}

void Egress::note_sent(size_t size, base::Instant now) {
  pacing_.spend(size);
  all_sent_.add(size, now);
  if (is_controlled()) control_.on_sent(size, now);
}

size_t Egress::write_header(base::MutableBytes out, const SlotStream& stream,
                            const rtp::HeaderFields& header, const Packet* packet,
                            const RewrittenPacket* fields, base::Instant now) {
  rtp::HeaderWriter writer(out, header, rtp::TwoByteForm::kAllowed);
  rtp::ExtensionWriter& extensions = writer.extensions();
  const rtp::ExtensionMap& ids = setup_.extensions;
  const auto add = [&](ExtensionKind kind, base::BytesView data) {
    if (const uint8_t id = ids.id_of(kind); id != 0) extensions.add(id, data);
  };
  if (is_controlled()) {
    uint8_t number[2];
    base::store_u16(number, control_.next_number());
    add(ExtensionKind::kTransportSequenceNumber, number);
  } else if (ids.id_of(ExtensionKind::kAbsSendTime) != 0) {
    uint8_t time[3];
    base::store_u24(time, rtp::AbsSendTime::from(now).value);
    add(ExtensionKind::kAbsSendTime, time);
  }
  add(ExtensionKind::kMid, stream.mid_.bytes());
  if (!packet) return writer.finish();
  if (is_sound(packet->kind)) {
    const uint8_t level =
        rtp::AudioLevel{.minus_dbov = packet->audio_level, .voice = packet->voice}.to_byte();
    add(ExtensionKind::kAudioLevel, base::BytesView(&level, 1));
  }
  if (packet->video_orientation)
    add(ExtensionKind::kVideoOrientation, base::BytesView(&*packet->video_orientation, 1));
  if (fields->frame_number) {
    DescriptorBuffer descriptor;
    const size_t size = write_descriptor(*packet, *fields, descriptor);
    add(ExtensionKind::kDependencyDescriptor, base::BytesView(descriptor).first(size));
  }
  return writer.finish();
}

void Egress::send_rtcp(base::BytesView compound, base::PacketBatch& out) {
  ASSERT(compound.size() <= kMaxRtcpSize);
  if (!path_ || !srtp_) return drops_.count(DropReason::kSinkGone);
  const base::MutableBytes room = out.reserve(compound.size() + srtp::kMaxRtcpOverhead);
  if (room.empty()) return drops_.count(DropReason::kOutOfPackets);
  std::memcpy(room.data(), compound.data(), compound.size());
  if (const auto size = srtp_->protect_rtcp(room, compound.size())) out.commit(*path_, *size);
}

void Egress::on_nack(uint32_t ssrc, std::span<const uint16_t> sequence_numbers, base::Instant now,
                     base::PacketBatch& out) {
  SlotStream* stream = find(ssrc);
  if (!stream) return;
  for (const uint16_t sequence_number : sequence_numbers) {
    SentPacket* sent = stream->sent_packets_.find(sequence_number);
    if (!sent || sent->retransmissions >= kMaxRetransmissions) continue;
    // Once per round trip: a repair on its way is not sent twice. Nor does a NACK that comes sooner
    // mean the packet itself: it means the gap before it, which the publisher's repair has filled.
    const bool has_copies = sent->retransmissions > 0 || sent->retransmitted > sent->sent;
    using enum congestion::SentFate;
    const bool lost = is_controlled() && control_.fate(sent->transport_number) == kLost;
    const base::Duration pause = std::max(round_trip_, kLeastRoundTrip) * 3 / 4;
    const bool waits = has_copies || (is_controlled() && !lost && round_trip_measured_);
    if (waits && now - sent->retransmitted < pause) continue;
    if (!believes(*sent)) continue;
    if (!rtx_budget_.take(sent->packet->payload_size, now, line_bytes())) {
      drops_.count(DropReason::kOverRtxBudget);
      continue;
    }
    if (repairs_.empty() && pacing_.may_send(now)) {
      if (repeat(*stream, *sent, now, out) == 0) continue;
      sent->transport_number = control_.last_sent();
      drops_.count(PacketEvent::kSentAgain);
    } else if (!repairs_.push({stream, sequence_number})) {
      drops_.count(DropReason::kOverRtxBudget);
      continue;
    }
    ++sent->retransmissions;
    sent->retransmitted = now;
    plan_second_copy(*stream, *sent, now);
  }
}

// What the receiver's other feedback says of the newest copy decides (nack_trust.hpp).
bool Egress::believes(const SentPacket& sent) {
  if (!is_controlled()) return true;
  using enum congestion::SentFate;
  const congestion::SentFate fate = control_.fate(sent.transport_number);
  if (fate == kLost || fate == kUnknown) return true;
  if (fate == kReceived || fate == kForgotten) {
    drops_.count(DropReason::kNotLost);
    return false;
  }
  if (!nack_trust_.has_credit()) {
    drops_.count(DropReason::kNotBelieved);
    return false;
  }
  control_.ask_for(sent.transport_number);
  return true;
}

size_t Egress::repeat(SlotStream& stream, const SentPacket& sent, base::Instant now,
                      base::PacketBatch& out) {
  const CodecBinding* codec = binding_of(stream, sent.fields.payload_type);
  if (!codec || !stream.rtx_srtp_ || !path_) return 0;
  uint8_t header[kMaxHeader];
  const size_t header_size = write_header(header, stream,
                                          {.payload_type = *codec->rtx_payload_type,
                                           .marker = sent.fields.marker,
                                           .sequence_number = stream.next_rtx_,
                                           .timestamp = sent.fields.timestamp,
                                           .ssrc = stream.rtx_ssrc_},
                                          &*sent.packet, &sent.fields, now);
  // The original sequence number and the rewritten descriptor stand in front of the shared payload.
  std::array<uint8_t, rtp::RtxPayload::kHeadSize + sizeof(codec::PayloadPatch::bytes)> head;
  rtp::RtxPayload::write_head(head, sent.fields.sequence_number);
  const base::BytesView patch = sent.fields.patch.view();
  std::ranges::copy(patch, head.begin() + rtp::RtxPayload::kHeadSize);
  const size_t head_size = rtp::RtxPayload::kHeadSize + patch.size();
  const base::BytesView rest = sent.packet->payload().subspan(sent.fields.patch.replaced);
  const base::MutableBytes room =
      out.reserve(header_size + head_size + rest.size() + srtp::kMaxRtpOverhead);
  if (room.empty()) {
    drops_.count(DropReason::kOutOfPackets);
    return 0;
  }
  const auto size = stream.rtx_srtp_->protect(base::BytesView(header, header_size),
                                              base::BytesView(head).first(head_size), rest, room);
  if (!size) return 0;
  out.commit(*path_, *size);
  note_sent(*size, now);
  ++stream.next_rtx_;
  return *size;
}

const CodecBinding* Egress::binding_of(const SlotStream& stream, uint8_t payload_type) const {
  for (const SlotSection& slot : setup_.video_slots) {
    if (slot.ssrc != stream.ssrc_) continue;
    for (const CodecBinding& codec : slot.codecs)
      if (codec.payload_type == payload_type && codec.rtx_payload_type) return &codec;
  }
  return nullptr;
}

void Egress::on_report_block(const rtcp::ReportBlock& block, base::Instant now) {
  SlotStream* stream = find(block.ssrc);
  if (!stream) return;
  const auto measured =
      rtcp::round_trip_time(to_ntp(now).compact(), block.last_sr, block.delay_since_last_sr);
  if (!measured) return;
  // RFC 6298's gain of one eighth.
  round_trip_ = round_trip_measured_ ? (round_trip_ * 7 + *measured) / 8 : *measured;
  round_trip_measured_ = true;
}

void Egress::on_timeout(base::Instant now, base::PacketBatch& out) {
  if (!can_send()) return;
  if (next_tick_ <= now) on_line_tick(now, out);
  if (next_report_ <= now) append_reports(now, out);
}

void Egress::append_reports(base::Instant now, base::PacketBatch& out) {
  next_report_ = base::kNever;
  const rtcp::Sdes names{.chunks = {{.ssrc = feedback_ssrc_, .cname = setup_.cname}}};
  constexpr size_t kNamesRoom = 64;
  base::Bytes compound;
  const auto flush = [&] {
    if (compound.empty()) return;
    names.append(compound);
    send_rtcp(compound, out);
    compound.clear();
  };
  each_stream([&](SlotStream& stream) {
    if (!stream.has_news()) return;
    if (stream.report_due_ > now) {
      next_report_ = std::min(next_report_, stream.report_due_);
      return;
    }
    stream.reported_packets_ = stream.statistics_.packets;
    stream.report_due_ = now + kReportInterval;
    const rtcp::SenderReport report{
        .sender_ssrc = stream.ssrc_,
        .ntp = to_ntp(now),
        .rtp_timestamp = stream.timestamp_at(now),
        .packet_count = static_cast<uint32_t>(stream.statistics_.packets),
        .octet_count = static_cast<uint32_t>(stream.statistics_.payload_bytes),
        .reports = {}};
    report.append(compound);
    constexpr size_t kReportSize = 28;
    if (compound.size() + kReportSize + kNamesRoom > kMaxRtcpSize) flush();
  });
  flush();
}

}  // namespace sfu
