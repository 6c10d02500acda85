#include "sim/receiver.hpp"

#include <algorithm>
#include <utility>

#include "proto/rtcp/compound.hpp"
#include "proto/rtcp/kind.hpp"
#include "proto/rtcp/nack.hpp"
#include "proto/rtcp/pli.hpp"
#include "proto/rtcp/receiver_report.hpp"
#include "proto/rtp/header_extension.hpp"
#include "proto/rtp/packet.hpp"
#include "proto/rtp/rtx.hpp"
#include "proto/rtp/transport_sequence_number.hpp"
#include "proto/sdp/offer_writer.hpp"

namespace sim {

using rtp::ExtensionKind;

void Receiver::set_slots(const std::vector<SlotSsrcs>& video, const std::vector<SlotSsrcs>& sound,
                         const rtp::ExtensionMap& extensions) {
  extensions_ = extensions;
  slots_.clear();
  rtx_of_.clear();
  for (size_t k = 0; k < video.size(); ++k) {
    Slot& slot = add_slot(video[k], 90'000);
    slot.video = std::make_unique<VideoSlot>(
        video[k].ssrc, name_ + ", picture " + std::to_string(k), faults_,
        [this, &slot](const DecodedPicture& picture) { on_picture(slot, picture); });
    rtx_of_[video[k].rtx_ssrc] = video[k].ssrc;
  }
  for (size_t k = 0; k < sound.size(); ++k) {
    Slot& slot = add_slot(sound[k], 48'000);
    slot.sound = std::make_unique<SoundSlot>(
        sound[k].ssrc, name_ + ", sound " + std::to_string(k), faults_,
        [this, &slot](const HeardSound& heard) { on_sound(slot, heard); });
  }
}

Receiver::Slot& Receiver::add_slot(const SlotSsrcs& ssrcs, uint32_t clock_rate) {
  return slots_
      .emplace(ssrcs.ssrc, Slot{.mid = ssrcs.mid,
                                .rtx_ssrc = ssrcs.rtx_ssrc,
                                .line = SlotLine(clock_rate),
                                .statistics = sfu::ReceiveStatistics(clock_rate),
                                .sequence = {},
                                .video = nullptr,
                                .sound = nullptr})
      .first->second;
}

void Receiver::receive_rtp(base::BytesView packet, base::Instant now) {
  now_ = now;
  ++counters_.packets;
  const auto header = rtp::parse_header(packet);
  if (!header) return fault("a malformed packet");
  const rtp::ExtensionViews extensions(*header, extensions_);
  const auto number =
      rtp::TransportSequenceNumber::parse(extensions.get(ExtensionKind::kTransportSequenceNumber));
  if (!number) return fault("a packet without transport-wide sequence number");
  const int64_t transport_number = transport_numbers_.unwrap(number->value);
  if (transport_number > feedback_sent_to_) arrivals_.emplace(transport_number, now);
  const auto bounds = rtp::payload_bounds(*header, packet);
  if (!bounds) return fault("malformed padding");
  base::BytesView payload = bounds->of(packet);

  const auto rtx = rtx_of_.find(header->ssrc);
  const bool is_repair = rtx != rtx_of_.end();
  const auto found = slots_.find(is_repair ? rtx->second : header->ssrc);
  if (found == slots_.end()) return fault("a packet of no slot");
  Slot& slot = found->second;
  if (base::as_text(extensions.get(ExtensionKind::kMid)) != slot.mid)
    fault("a packet under the wrong MID");
  uint16_t sequence_number = header->sequence_number;
  if (is_repair) {
    if (payload.empty()) return;  // a probe: padding alone
    const auto original = rtp::RtxPayload::parse(payload);
    if (!original) return fault("a malformed retransmission");
    payload = original->payload;
    sequence_number = original->original_sequence_number;
  } else {
    slot.statistics.on_packet(slot.sequence.unwrap(sequence_number), header->timestamp, now);
  }
  if (slot.sound && header->payload_type == sdp::kRedPayloadType)
    return slot.sound->receive_redundant(sequence_number, header->timestamp, payload, now);
  if (slot.sound) return slot.sound->receive(sequence_number, header->timestamp, payload, now);
  if (slot.video->receive(sequence_number, header->timestamp, header->marker, payload, now) &&
      is_repair)
    ++counters_.repairs;
}

void Receiver::on_picture(Slot& slot, const DecodedPicture& picture) {
  pictures_[picture.stamp.publisher].push_back(picture);
  LipSync& sync = lip_sync_of(picture.stamp, picture.when);
  const auto server_us = slot.line.to_us(picture.timestamp);
  if (!sync.sound_us || !server_us || picture.when - sync.first < kSettled) return;
  const int64_t picture_us = *server_us - base::to_us(picture.stamp.captured);
  counters_.worst_lip_sync =
      std::max(counters_.worst_lip_sync, base::Duration(std::abs(picture_us - *sync.sound_us)));
}

void Receiver::on_sound(Slot& slot, const HeardSound& sound) {
  sounds_[sound.stamp.publisher].push_back(sound);
  LipSync& sync = lip_sync_of(sound.stamp, sound.when);
  if (const auto server_us = slot.line.to_us(sound.timestamp))
    sync.sound_us = *server_us - base::to_us(sound.stamp.captured);
}

Receiver::LipSync& Receiver::lip_sync_of(const Stamp& stamp, base::Instant now) {
  return lip_sync_.try_emplace(stamp.publisher, LipSync{now, {}}).first->second;
}

void Receiver::receive(const rtcp::PacketView& packet, base::Instant now) {
  if (rtcp::kind_of(packet) != rtcp::Kind::kSenderReport) return;
  const auto report = rtcp::SenderReport::parse(packet);
  if (!report) return fault("a malformed sender report");
  const auto found = slots_.find(report->sender_ssrc);
  if (found == slots_.end()) return fault("a sender report of no slot");
  found->second.statistics.on_sender_report(report->ntp, now);
  counters_.worst_report = std::max(counters_.worst_report, found->second.line.on_report(*report));
}

std::vector<uint32_t> Receiver::video_ssrcs() const {
  std::vector<uint32_t> result;
  for (const auto& [ssrc, slot] : slots_)
    if (slot.video) result.push_back(ssrc);
  return result;
}

void Receiver::on_tick(base::Instant now, base::Duration round_trip) {
  send_requests(now, round_trip);
  if (feedback_due_ <= now) send_feedback(now);
  if (report_due_ <= now) send_reports(now);
}

void Receiver::send_requests(base::Instant now, base::Duration round_trip) {
  constexpr size_t kRoom = 600;
  base::Bytes compound;
  for (auto& [ssrc, slot] : slots_) {
    if (!slot.video) continue;
    if (const auto lost = slot.video->take_nacks(now, round_trip); !lost.empty()) {
      counters_.nacked += lost.size();
      rtcp::Nack nack{.sender_ssrc = feedback_ssrc_, .media_ssrc = ssrc, .items = {}};
      nack.add_lost(lost);
      nack.append(compound);
    }
    if (slot.video->take_key_frame_wanted(now)) {
      ++counters_.key_frame_requests;
      rtcp::Pli{.sender_ssrc = feedback_ssrc_, .media_ssrc = ssrc}.append(compound);
    }
    if (compound.size() > kRoom) send(std::exchange(compound, {}));
  }
  send(compound);
}

void Receiver::send_feedback(base::Instant now) {
  feedback_due_ = now + kFeedbackInterval;
  if (arrivals_.empty()) return;
  for (const auto& [number, arrival] : arrivals_) feedback_.add(number, arrival);
  feedback_sent_to_ = arrivals_.rbegin()->first;
  arrivals_.clear();
  for (const rtcp::TransportFeedback& feedback : feedback_.finish()) {
    base::Bytes bytes;
    feedback.append(bytes);
    send(bytes);
  }
}

void Receiver::send_reports(base::Instant now) {
  report_due_ = now + kReportInterval;
  rtcp::ReceiverReport report{.sender_ssrc = feedback_ssrc_, .reports = {}};
  for (auto& [ssrc, slot] : slots_)
    if (slot.statistics.has_news() && report.reports.size() < rtcp::kMaxCount)
      report.reports.push_back(slot.statistics.take_report(ssrc, now));
  base::Bytes compound;
  report.append(compound);
  send(compound);
}

const std::vector<DecodedPicture>& Receiver::pictures_of(uint32_t publisher) const {
  static const std::vector<DecodedPicture> kNone;
  const auto found = pictures_.find(publisher);
  return found == pictures_.end() ? kNone : found->second;
}

const std::vector<HeardSound>& Receiver::sounds_of(uint32_t publisher) const {
  static const std::vector<HeardSound> kNone;
  const auto found = sounds_.find(publisher);
  return found == sounds_.end() ? kNone : found->second;
}

size_t Receiver::voices(base::Instant from, base::Instant to) const {
  return static_cast<size_t>(std::ranges::count_if(sounds_, [&](const auto& entry) {
    return std::ranges::any_of(entry.second, [&](const HeardSound& sound) {
      return sound.when >= from && sound.when < to;
    });
  }));
}

}  // namespace sim
