#include "sfu/subscription.hpp"

#include <algorithm>

#include "proto/rtp/red.hpp"

namespace sfu {

Subscription::Subscription(Egress& egress, SlotStream& stream, const SlotSection& slot,
                           DropCounters& drops)
    : egress_(egress),
      stream_(stream),
      slot_(slot),
      drops_(drops),
      sequence_(stream.first_sequence_number()) {}

void Subscription::start(const SourceInfo& source) {
  source_ = source;
  current_.reset();
  target_.reset();
  requested_.reset();
  begun_ = false;
  temporal_ = {};
  svc_.reset();
  newest_sound_ = kNoSound;
  pending_.clear();
  stream_.mend();
}

void Subscription::stop() {
  start({});
  stream_.forget_sent_packets();
}

void Subscription::set_target(std::optional<LayerIndex> layer) {
  if (target_ == layer) return;
  target_ = layer;
  pending_.clear();
}

void Subscription::interrupt() {
  current_.reset();
  pending_.clear();
  stream_.mend();
}

LayerMask Subscription::interest() const {
  LayerMask layers = 0;
  for (const std::optional<LayerIndex> layer : {current_, target_, requested_})
    if (layer) layers |= static_cast<LayerMask>(1u << *layer);
  return layers;
}

std::optional<LayerIndex> Subscription::awaits_key_frame() const {
  if (current_ && target_ && svc_ && svc_->can_lower_to(*target_)) return std::nullopt;
  return target_ != current_ ? target_ : std::nullopt;
}

bool Subscription::forward(const PacketRef& packet, base::Instant now, base::PacketBatch& out) {
  if (!egress_.can_send()) {
    drops_.count(DropReason::kSinkGone);
    return false;
  }
  if (!bind_codec(*packet)) {
    drops_.count(DropReason::kUnknownPayloadType);
    return false;
  }
  if (!is_sound(packet->kind)) return forward_picture(packet, now, out);
  forward_sound(packet, now, out);
  return false;
}

void Subscription::forward_sound(const PacketRef& packet, base::Instant now,
                                 base::PacketBatch& out) {
  if (!begun_) {
    sequence_.switch_input(packet->sequence);
    begin_line(*packet);
  }
  send(packet, now, out);
}

bool Subscription::forward_picture(const PacketRef& packet, base::Instant now,
                                   base::PacketBatch& out) {
  if (begins_target(*packet)) {
    switch_to(*packet);
    forward_current(packet, now, out);
    replay_pending(*packet, now, out);
    return true;
  }
  const auto before = current_;
  if (packet->svc && current_ && !svc_) {
    // Its sender began with one spatial layer, and has others by now: what is shown is the lowest.
    svc_.emplace();
    svc_->begin(*current_);
  }
  lower_at(*packet);
  const bool awaited = packet->svc ? target_ && !current_ : packet->layer == target_;
  if (target_ != current_ && awaited) keep_pending(packet);
  if (current_ && (packet->svc || packet->layer == *current_))
    forward_current(packet, now, out);
  else
    drops_.count(current_ ? DropReason::kNotSelected : DropReason::kBeforeKeyFrame);
  return current_ != before;
}

// A lower layer of the same stream, where that needs no key frame.
void Subscription::lower_at(const Packet& packet) {
  if (!packet.svc || !svc_ || !current_ || !target_ || target_ == current_) return;
  if (!packet.frame.start_of_frame || !svc_->is_newest(packet)) return;
  if (!svc_->can_lower_to(*target_)) return;
  current_ = target_;
  svc_->begin(*current_);
}

void Subscription::forward_current(const PacketRef& packet, base::Instant now,
                                   base::PacketBatch& out) {
  const bool spatial = !packet->svc || !svc_ || svc_->passes(*packet);
  if (spatial && temporal_.passes(packet->frame, packet->line_time)) return send(packet, now, out);
  sequence_.drop(packet->sequence);
  counters_.drop(*packet);
  drops_.count(DropReason::kNotSelected);
}

bool Subscription::begins_target(const Packet& packet) const {
  if (!target_ || target_ == current_) return false;
  if (!packet.frame.key_frame || !packet.frame.start_of_frame) return false;
  // A key frame of the stream that goes on already must be in its place: what came of it before its
  // first packet was sent for the old layer.
  return packet.svc ? !current_ || !svc_ || svc_->is_newest(packet) : packet.layer == *target_;
}

void Subscription::switch_to(const Packet& key_frame) {
  const bool same_stream = current_ && svc_ && key_frame.svc;
  current_ = target_;
  temporal_.begin();
  if (!key_frame.svc)
    svc_.reset();
  else if (!same_stream)
    svc_.emplace();
  if (svc_) svc_->begin(*current_);
  if (same_stream) return;
  targets_.forget();
  sequence_.switch_input(key_frame.sequence);
  counters_.switch_source();
  begin_line(key_frame);
}

void Subscription::keep_pending(const PacketRef& packet) {
  if (pending_.size() == kPending)
    pending_.erase(pending_.begin(), pending_.begin() + kPending / 2);
  pending_.push_back(packet);
}

void Subscription::replay_pending(const Packet& key_frame, base::Instant now,
                                  base::PacketBatch& out) {
  std::vector<PacketRef> kept = std::move(pending_);
  pending_.clear();
  std::ranges::sort(kept, {}, [](const PacketRef& packet) { return packet->sequence; });
  for (const PacketRef& packet : kept)
    if (packet->sequence > key_frame.sequence) forward_current(packet, now, out);
}

void Subscription::begin_line(const Packet& first) {
  begun_ = true;
  // The line is the server's clock, so another source normally goes on ahead of the last one. Where
  // it would not (the first packet of a key frame came by retransmission, or its clock was placed a
  // little late), it is moved just past what was sent.
  first_line_ = first.line_time;
  shift_ = last_line_ >= first.line_time ? last_line_ + 1 - first.line_time : 0;
}

// Back to the server's clock at half its speed, or sound and picture would stay apart for as long
// as the source fills the slot: two frames of 30 a second where the shift was one. The same packet
// always gets the same time, and later frames, which are SourceClock::kLeastStep apart, a later
// one. Sound skips what it is moved back by; a few milliseconds are not worth that.
int64_t Subscription::on_slot_line(int64_t line_time, SourceKind kind) const {
  const int64_t since = std::max<int64_t>(line_time - first_line_, 0);
  if (is_sound(kind) && shift_ <= kInaudible) return line_time + shift_;
  return line_time + std::max<int64_t>(shift_ - since / 2, 0);
}

bool Subscription::bind_codec(const Packet& packet) {
  if (binding_ && binding_->kind == packet.codec && binding_->variant == packet.codec_variant)
    return true;
  for (const CodecBinding& binding : slot_.codecs)
    if (binding.kind == packet.codec && binding.variant == packet.codec_variant) {
      binding_ = &binding;
      return true;
    }
  return false;
}

// With the copy of the packet before (RED), where the receiver has that format and was to get the
// packet itself through this slot: so nobody hears in a copy who was not heard, be it because the
// slot was somebody else's, or the microphone off.
void Subscription::add_copy(const Packet& packet, RewrittenPacket& fields) {
  const bool follows = newest_sound_ == packet.sequence - 1;
  newest_sound_ = std::max(newest_sound_, packet.sequence);
  if (!follows || packet.copy_size == 0) return;
  if (!binding_->red_payload_type || !egress_.has_room_for_copies()) return;
  fields.payload_type = *binding_->red_payload_type;
  fields.with_copy = true;
  fields.patch.size = rtp::RedHead::kSize;
  const int64_t before = on_slot_line(packet.line_time - packet.copy_age, packet.kind);
  const auto age = static_cast<uint16_t>(on_slot_line(packet.line_time, packet.kind) - before);
  rtp::RedHead{binding_->payload_type, age, packet.copy_size}.write(fields.patch.bytes);
}

void Subscription::send(const PacketRef& packet, base::Instant now, base::PacketBatch& out) {
  if (packet->payload_size == 0) return sequence_.drop(packet->sequence);  // a bandwidth probe
  const std::optional<uint16_t> sequence_number = sequence_.map(packet->sequence);
  if (!sequence_number) return drops_.count(DropReason::kTooOldForSlot);
  RewrittenPacket fields;
  fields.payload_type = binding_->payload_type;
  fields.marker = packet->marker || (packet->svc && svc_ && svc_->ends_picture(*packet));
  fields.sequence_number = *sequence_number;
  const int64_t line = on_slot_line(packet->line_time, packet->kind);
  fields.timestamp = stream_.timestamp_of(line);
  last_line_ = std::max(last_line_, line);
  if (is_sound(packet->kind))
    add_copy(*packet, fields);
  else if (!counters_.rewrite(*packet, fields))
    return drops_.count(DropReason::kTooOldForSlot);
  if (fields.frame_number)
    fields.decode_targets =
        targets_.due(*packet, svc_ ? svc_->shown() : LayerIndex{kMaxLayers}, temporal_.highest());
  egress_.send(stream_, *binding_, packet, fields, now, out);
}

}  // namespace sfu
