#include "sfu/subscription.hpp"

#include <algorithm>

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
  begun_ = false;
  base_only_ = false;
  highest_temporal_ = kAllTemporal;
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

void Subscription::set_base_only(bool base_only) {
  base_only_ = base_only;
  if (base_only) highest_temporal_ = 0;
}

void Subscription::interrupt() {
  current_.reset();
  pending_.clear();
  stream_.mend();
}

// Upwards one at a time, with a frame from which on the layer can be added.
bool Subscription::passes_temporal(const Packet& packet) {
  if (highest_temporal_ == kAllTemporal) return true;
  const codec::FrameInfo& frame = packet.frame;
  if (!base_only_ && frame.start_of_frame) {
    if (frame.key_frame) highest_temporal_ = kAllTemporal;
    if (frame.temporal_id == highest_temporal_ + 1 && (frame.switch_up_point || frame.discardable))
      ++highest_temporal_;
    if (frame.temporal_id == highest_temporal_ && frame.switch_up_after)
      highest_temporal_ = kAllTemporal;
  }
  return frame.temporal_id <= highest_temporal_;
}

LayerMask Subscription::interest() const {
  LayerMask layers = 0;
  if (current_) layers |= static_cast<LayerMask>(1u << *current_);
  if (target_) layers |= static_cast<LayerMask>(1u << *target_);
  return layers;
}

std::optional<LayerIndex> Subscription::awaits_key_frame() const {
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
    send(packet, now, out);
    replay_pending(*packet, now, out);
    return true;
  }
  if (target_ != current_ && packet->layer == target_) keep_pending(packet);
  if (current_ && packet->layer == *current_)
    forward_current(packet, now, out);
  else
    drops_.count(current_ ? DropReason::kNotSelected : DropReason::kBeforeKeyFrame);
  return false;
}

void Subscription::forward_current(const PacketRef& packet, base::Instant now,
                                   base::PacketBatch& out) {
  if (passes_temporal(*packet)) return send(packet, now, out);
  sequence_.drop(packet->sequence);
  counters_.drop(*packet);
  drops_.count(DropReason::kNotSelected);
}

bool Subscription::begins_target(const Packet& packet) const {
  return target_ != current_ && packet.layer == target_ && packet.frame.key_frame &&
         packet.frame.start_of_frame;
}

void Subscription::switch_to(const Packet& key_frame) {
  current_ = target_;
  highest_temporal_ = base_only_ ? 0 : kAllTemporal;
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
  // it would not (its clock was placed a little late), it is moved just past what was sent.
  shift_ = last_line_ >= first.line_time ? last_line_ + 1 - first.line_time : 0;
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

void Subscription::send(const PacketRef& packet, base::Instant now, base::PacketBatch& out) {
  if (packet->payload_size == 0) return sequence_.drop(packet->sequence);  // a bandwidth probe
  const std::optional<uint16_t> sequence_number = sequence_.map(packet->sequence);
  if (!sequence_number) return drops_.count(DropReason::kTooOldForSlot);
  RewrittenPacket fields;
  fields.payload_type = binding_->payload_type;
  fields.marker = packet->marker;
  fields.sequence_number = *sequence_number;
  const int64_t line = packet->line_time + shift_;
  fields.timestamp = stream_.timestamp_of(line);
  last_line_ = std::max(last_line_, line);
  if (!is_sound(packet->kind) && !counters_.rewrite(*packet, fields))
    return drops_.count(DropReason::kTooOldForSlot);
  egress_.send(stream_, *binding_, packet, fields, now, out);
}

}  // namespace sfu
