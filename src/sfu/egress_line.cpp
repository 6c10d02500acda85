// Egress and the receiver's line: the pacer, probes, and what is left for pictures.
#include <algorithm>
#include <array>

#include "proto/rtp/header_writer.hpp"
#include "sfu/egress.hpp"

namespace sfu {

namespace {
// Share of the line that repairs may take from the pictures.
constexpr double kMostRepaired = 0.3;
// Nobody waits longer for a packet: a key frame has been asked for.
constexpr base::Duration kRepairable = std::chrono::seconds(1);
}  // namespace

void Egress::on_feedback(const rtcp::TransportFeedback& feedback, base::Instant now) {
  if (!setup_.congestion_control) return;
  control_.on_feedback(feedback, round_trip_, now);
  nack_trust_.on_reports(control_.reports());
  for (const congestion::PacketReport& report : control_.reports())
    if (!report.received) drops_.count(PacketEvent::kReportedLost);
  update_budget(now);
}

void Egress::on_remb(uint64_t bps) {
  if (!setup_.congestion_control) return;
  control_.on_remb(static_cast<double>(bps));
  next_tick_ = {};
}

void Egress::wait(SlotStream& stream, const CodecBinding& codec, const PacketRef& packet,
                  const RewrittenPacket& fields) {
  const size_t size = packet->payload_size;
  if (!pictures_.push({&stream, &codec, packet, fields}))
    return drops_.count(DropReason::kLineFull);
  stream.waiting_bytes_ += size;
  waiting_bytes_ += size;
  next_tick_ = {};
  const double longest = pacing_.bps() / 8e6 * static_cast<double>(kLongestQueue.count());
  if (static_cast<double>(waiting_bytes_) > std::max(longest, 20'000.0)) make_room();
}

// The stream that has most waiting gives it up.
void Egress::make_room() {
  const auto fullest = std::ranges::max_element(video_, {}, &SlotStream::waiting_bytes_);
  if (fullest == video_.end() || fullest->waiting_bytes_ == 0) return;
  SlotStream& stream = *fullest;
  pictures_.erase_if([&](const WaitingPicture& waiting) {
    if (waiting.stream != &stream) return false;
    drops_.count(DropReason::kLineFull);
    return true;
  });
  waiting_bytes_ -= stream.waiting_bytes_;
  stream.waiting_bytes_ = 0;
  stream.broken_ = true;
  line_news_ = true;
}

// On a line that loses much by itself a repair is lost as often as anything else, and asking again
// takes a round trip in which the picture stands: a second copy is cheaper, while there is room.
void Egress::plan_second_copy(SlotStream& stream, const SentPacket& sent, base::Instant now) {
  constexpr double kMuch = 0.02;
  // A picture that is being paced is no full line: it has left when the copy is due, or soon after.
  constexpr double kSoon = 0.03;  // seconds
  const bool leaves_soon = static_cast<double>(waiting_bytes_) <= kSoon * pacing_.bps() / 8;
  const bool has_room =
      control_.use() != congestion::LineUse::kOver && !control_.is_queue_full() && leaves_soon;
  if (control_.loss() < kMuch || !has_room || !nack_trust_.has_credit()) return;
  if (!rtx_budget_.take(sent.packet->payload_size, now, line_bytes())) return;
  const base::Instant due = now + kSecondCopyAfter;
  second_copies_.push({&stream, sent.fields.sequence_number, due});
  next_tick_ = std::min(next_tick_, due);
}

void Egress::drain(base::Instant now, base::PacketBatch& out) {
  while (!second_copies_.empty() && second_copies_.front().due <= now)
    repairs_.push(second_copies_.pop());
  while (!repairs_.empty() && pacing_.may_send(now)) {
    const WaitingRepair waiting = repairs_.pop();
    SentPacket* sent = waiting.stream->sent_packets_.find(waiting.sequence_number);
    if (!sent || now - sent->sent > kRepairable) continue;
    if (repeat(*waiting.stream, *sent, now, out) == 0) continue;
    sent->transport_number = control_.last_sent();
    sent->retransmitted = now;
    drops_.count(PacketEvent::kSentAgain);
  }
  while (!pictures_.empty() && pacing_.may_send(now)) {
    const WaitingPicture waiting = pictures_.pop();
    waiting.stream->waiting_bytes_ -= waiting.packet->payload_size;
    waiting_bytes_ -= waiting.packet->payload_size;
    transmit(*waiting.stream, *waiting.codec, waiting.packet, waiting.fields, now, out);
  }
}

void Egress::on_line_tick(base::Instant now, base::PacketBatch& out) {
  const double sound = 8 * static_cast<double>(sound_sent_.at(now));
  // A little more than the layers' average, or the last of them would never fit.
  constexpr double kMargin = 1.15;
  const double lost = std::min(control_.loss(), kMostRepaired);
  control_.set_wanted((kMargin * demand_.wanted_bps + sound) / (1 - lost));
  control_.on_tick(round_trip_, now);
  update_budget(now);
  drain(now, out);
  send_probes(now, out);
  const bool busy =
      control_.is_probing() || !pictures_.empty() || !repairs_.empty() || !second_copies_.empty();
  next_tick_ = now + (busy ? kBusyTick : kIdleTick);
}

// What the estimate leaves when sound and repairs have had their share.
void Egress::update_budget(base::Instant now) {
  const auto estimate = control_.estimate_bps();
  // A probe takes the place of what waits: it leaves at its own rate.
  const double factor = control_.is_queue_full() ? congestion::kDrainingShare : kPacingFactor;
  pacing_.set_rate(estimate ? factor * *estimate : 0);
  const double sound = 8 * static_cast<double>(sound_sent_.at(now));
  update_copies(estimate, sound);
  std::optional<double> bps;
  if (estimate) {
    const double lost = std::min(control_.loss(), kMostRepaired);
    bps = std::max(0.0, *estimate * (1 - lost) - sound);
    if (control_.is_starved()) bps = 0;
  }
  const double before = budget_.bps.value_or(1e12);
  const double after = bps.value_or(1e12);
  constexpr double kLess = 0.97, kMore = 1.05;
  constexpr base::Duration kPause = std::chrono::milliseconds(200);
  const bool fell = after < before * kLess;
  if (fell && budget_.bps) fell_at_ = now;  // what was not known has not fallen
  const bool may_rise = now - fell_at_ >= hold_after_fall();
  const bool rose = after > before * kMore && now - budget_updated_ >= kPause;
  if (!fell && !rose && may_rise == budget_.may_rise) return;
  budget_ = {bps, may_rise};
  budget_updated_ = now;
  line_news_ = true;
}

base::Duration Egress::hold_after_fall() const {
  constexpr double kMuch = 0.5;  // of what the tiles could show
  if (demand_.granted_bps >= kMuch * demand_.wanted_bps) return kLongestHold;
  const double share = demand_.granted_bps / (kMuch * demand_.wanted_bps);
  return std::chrono::duration_cast<base::Duration>(share * kLongestHold);
}

// Copies double what sound takes. They stay while sound with them takes less than a third of the
// line, and come back when it would take less than a quarter.
void Egress::update_copies(std::optional<double> estimate, double sound) {
  constexpr double kMost = 1.0 / 3, kAgain = 1.0 / 4;
  copies_ = !estimate || (copies_ ? sound < kMost * *estimate : 2 * sound < kAgain * *estimate);
}

void Egress::send_probes(base::Instant now, base::PacketBatch& out) {
  size_t missing = control_.probe_bytes(now);
  // What was sent last again, largest first: it repairs what it can, but is no answer to a NACK,
  // which may be under way for the packet itself. Else padding.
  constexpr uint16_t kRepeated = 32;
  for (uint16_t back = 0; newest_ && back < kRepeated && missing > 300; ++back) {
    const SentPacket* sent =
        newest_->sent_packets_.find(static_cast<uint16_t>(newest_number_ - back));
    if (!sent || sent->packet->payload_size < 300) continue;
    const size_t size = repeat(*newest_, *sent, now, out);
    if (size == 0) break;
    missing -= std::min(missing, size);
  }
  for (SlotStream& stream : video_) {
    if (!stream.rtx_srtp_) continue;
    while (missing > 0) {
      const size_t size = send_padding(stream, now, out);
      if (size == 0) return;
      missing -= std::min(missing, size);
    }
    return;
  }
}

size_t Egress::send_padding(SlotStream& stream, base::Instant now, base::PacketBatch& out) {
  // Any retransmission format will do; a slot without one cannot be padded.
  std::optional<uint8_t> payload_type;
  for (const SlotSection& slot : setup_.video_slots)
    if (slot.ssrc == stream.ssrc_)
      for (const CodecBinding& codec : slot.codecs)
        if (!payload_type) payload_type = codec.rtx_payload_type;
  if (!payload_type || !path_) return 0;
  uint8_t header[kMaxHeader];
  const size_t header_size = write_header(header, stream,
                                          {.payload_type = *payload_type,
                                           .marker = false,
                                           .sequence_number = stream.next_rtx_,
                                           .timestamp = stream.timestamp_at(now),
                                           .ssrc = stream.rtx_ssrc_},
                                          nullptr, nullptr, now);
  header[0] |= rtp::kPaddingBit;
  std::array<uint8_t, 255> padding{};
  padding.back() = padding.size();
  const base::MutableBytes room = out.reserve(header_size + padding.size() + srtp::kMaxRtpOverhead);
  if (room.empty()) return 0;
  const auto size =
      stream.rtx_srtp_->protect(base::BytesView(header, header_size), {}, padding, room);
  if (!size) return 0;
  out.commit(*path_, *size);
  note_sent(*size, now);
  ++stream.next_rtx_;
  return *size;
}

void Egress::add_to(LineReport& sum, base::Instant now) {
  const auto estimate = control_.estimate_bps();
  ++sum.receivers;
  sum.estimated += estimate ? 1 : 0;
  sum.estimate_bps += estimate.value_or(0);
  sum.sent_bps += 8 * static_cast<double>(all_sent_.at(now));
  sum.granted_bps += demand_.granted_bps;
  sum.paused += demand_.paused;
  for (size_t layer = 0; layer < kMaxLayers; ++layer) sum.layers[layer] += demand_.layers[layer];
  sum.waiting_bytes += waiting_bytes_;
  sum.lost += control_.loss();
  sum.round_trip += round_trip_;
}

}  // namespace sfu
