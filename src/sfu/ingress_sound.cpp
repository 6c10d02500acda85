// Redundant sound (RED, RFC 2198) of a publisher, taken apart once: what leaves ingress is plain
// sound, and the packet before it where the network has lost that.
#include <cstring>

#include "sfu/ingress.hpp"

namespace sfu {

// The primary block becomes the payload. `copy` is of the packet before; senders put it last.
bool Ingress::unwrap_sound(const CodecBinding& codec, Packet& packet,
                           std::optional<rtp::RedBlock>& copy) {
  const auto red = rtp::RedPayload::parse(packet.payload());
  if (!red || red->primary().payload_type != codec.payload_type) return false;
  if (!red->redundant().empty()) {
    const rtp::RedBlock& nearest = red->redundant().back();
    if (nearest.payload_type == codec.payload_type && !nearest.data.empty()) copy = nearest;
  }
  const base::BytesView primary = red->primary().data;
  packet.payload_offset += static_cast<uint16_t>(packet.payload_size - primary.size());
  packet.payload_size = static_cast<uint16_t>(primary.size());
  return true;
}

// As if it had come a moment ago; its level is that of the packet that carried it. Where more than
// one is missing the copy is of the last.
void Ingress::restore_sound(IncomingStream& stream, const Packet& carrier,
                            const rtp::RedBlock& copy, uint32_t timestamp, base::Instant now) {
  const int64_t sequence = carrier.sequence - 1;
  const int64_t line_time = stream.clock.line_time(timestamp - copy.timestamp_offset, now);
  if (line_time >= carrier.line_time || !stream.history.lacks(sequence, line_time)) return;
  PacketRef reference = pool_.acquire();
  if (!reference) return drops_.count(DropReason::kOutOfPackets);
  Packet& packet = reference.mutable_packet();
  packet.source = carrier.source;
  packet.kind = carrier.kind;
  packet.layer = carrier.layer;
  packet.codec = carrier.codec;
  packet.codec_variant = carrier.codec_variant;
  packet.marker = false;
  packet.voice = carrier.voice;
  packet.audio_level = carrier.audio_level;
  packet.sequence = sequence;
  packet.line_time = line_time;
  packet.arrival = now;
  packet.payload_offset = 0;
  packet.payload_size = static_cast<uint16_t>(copy.data.size());
  std::memcpy(packet.buffer, copy.data.data(), copy.data.size());
  drops_.count(PacketEvent::kSoundRestored);
  stream.history.note_restored(sequence);
  stream.history.add(reference);
  restored_ = std::move(reference);
}

}  // namespace sfu
