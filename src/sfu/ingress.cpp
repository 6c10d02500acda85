#include "sfu/ingress.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <ranges>

#include "proto/codec/dependency_descriptor.hpp"
#include "proto/codec/payload.hpp"
#include "proto/rtp/audio_level.hpp"
#include "proto/rtp/packet.hpp"
#include "proto/rtp/rtx.hpp"
#include "proto/rtp/stream_text.hpp"
#include "proto/rtp/transport_sequence_number.hpp"

namespace sfu {

using rtp::ExtensionKind;

namespace {
bool is_scalable(codec::CodecKind kind) {
  return kind == codec::CodecKind::kVp9 || kind == codec::CodecKind::kAv1;
}
}  // namespace

PacketRef Ingress::receive_rtp(base::BytesView datagram, base::Instant now) {
  const auto drop = [this](DropReason reason) {
    drops_.count(reason);
    return PacketRef{};
  };
  // 1. Header in the clear, then authentication.
  if (!srtp_) return drop(DropReason::kBeforeHandshake);
  if (datagram.size() > kMaxPacketSize) return drop(DropReason::kMalformed);
  PacketRef reference = pool_.acquire();
  if (!reference) return drop(DropReason::kOutOfPackets);
  Packet& packet = reference.mutable_packet();
  std::memcpy(packet.buffer, datagram.data(), datagram.size());
  const base::MutableBytes bytes(packet.buffer, datagram.size());
  const auto header = rtp::parse_header(bytes);
  if (!header) return drop(DropReason::kMalformed);
  const auto size = srtp_->unprotect_rtp(bytes, header->header_size);
  if (!size) {
    const bool replayed = size.error() == srtp::UnprotectError::kReplayed ||
                          size.error() == srtp::UnprotectError::kTooOld;
    return drop(replayed ? DropReason::kReplayed : DropReason::kAuthentication);
  }
  // 2. From here on the packet is the participant's own.
  const rtp::ExtensionViews extensions(*header, setup_.extensions);
  if (const auto number = rtp::TransportSequenceNumber::parse(
          extensions.get(ExtensionKind::kTransportSequenceNumber)))
    transport_feedback_.on_packet(number->value, header->ssrc, now);
  const auto bounds = rtp::payload_bounds(*header, bytes.first(*size));
  if (!bounds) return drop(DropReason::kMalformed);
  packet.payload_offset = static_cast<uint16_t>(bounds->offset);
  packet.payload_size = static_cast<uint16_t>(bounds->size);
  // 3. Whose stream is it?
  const Route* route = find_route(*header, extensions);
  if (!route) return drop(DropReason::kUnknownStream);
  IncomingStream& stream = *route->stream;
  stream.last_packet = now;
  uint8_t payload_type = header->payload_type;
  uint16_t sequence_number = header->sequence_number;
  if (route->is_rtx && packet.payload_size < rtp::RtxPayload::kHeadSize)
    return drop(DropReason::kProbe);
  if (route->is_rtx && !restore_original(*route, packet, payload_type, sequence_number))
    return drop(DropReason::kUnknownPayloadType);
  const CodecBinding* codec = codec_of(stream, payload_type);
  if (!codec) return drop(DropReason::kUnknownPayloadType);
  std::optional<rtp::RedBlock> copy;  // of the sound before
  if (payload_type == codec->red_payload_type && !unwrap_sound(*codec, packet, copy))
    return drop(DropReason::kMalformed);
  // 4. New, a repair, or a duplicate?
  const int64_t sequence = stream.sequence.unwrap(sequence_number);
  if (!route->is_rtx) stream.statistics.on_packet(sequence, header->timestamp, now);
  if (!stream.sound() && stream.nack.on_packet(sequence, now) == NackGenerator::Arrival::kDuplicate)
    return drop(DropReason::kDuplicate);
  packet.sequence = stream.line_sequence(sequence);
  if (stream.sound() && stream.history.was_restored(packet.sequence))
    return drop(DropReason::kDuplicate);
  // 5. What does it carry?
  packet.arrival = now;
  packet.marker = header->marker;
  packet.line_time = stream.clock.line_time(header->timestamp, now);
  if (!understand(stream, packet, *codec, *header, extensions)) return drop(DropReason::kMalformed);
  // 6. What of the sound before?
  if (copy) restore_sound(stream, packet, *copy, header->timestamp, now);
  if (stream.sound()) stream.history.add(reference);
  return reference;
}

bool Ingress::understand(IncomingStream& stream, Packet& packet, const CodecBinding& codec,
                         const rtp::HeaderView& header, const rtp::ExtensionViews& extensions) {
  packet.source = stream.section.source;
  packet.kind = stream.section.kind;
  packet.layer = stream.layer;
  packet.svc = stream.svc;
  packet.codec = codec.kind;
  packet.codec_variant = codec.variant;
  if (const auto level = rtp::AudioLevel::parse(extensions.get(ExtensionKind::kAudioLevel))) {
    packet.audio_level = level->minus_dbov;
    packet.voice = level->voice;
  }
  if (stream.sound() || packet.payload_size == 0) return true;

  const auto frame = codec::inspect(codec.kind, packet.payload(), header.marker);
  if (!frame) return false;
  packet.frame = *frame;
  if (const base::BytesView cvo = extensions.get(ExtensionKind::kVideoOrientation); cvo.size() == 1)
    packet.video_orientation = cvo[0];
  if (const base::BytesView descriptor = extensions.get(ExtensionKind::kDependencyDescriptor);
      descriptor.size() >= 3) {
    packet.descriptor_offset = static_cast<uint16_t>(descriptor.data() - packet.buffer);
    packet.descriptor_size = static_cast<uint16_t>(descriptor.size());
    packet.frame.frame_number = base::load_u16(descriptor.data() + 1);
  }
  // The descriptor is exact, where there is one that can be read; and browsers that send it leave
  // the temporal layer out of VP8's own.
  if (packet.descriptor_size > 0) read_descriptor(stream, packet);
  if (is_scalable(codec.kind)) understand_layers(stream, packet);
  if (packet.frame.key_frame) stream.key_frame.on_key_frame();
  return true;
}

void Ingress::understand_layers(IncomingStream& stream, Packet& packet) {
  // Spatial layers are this source's layers, unless it sends several streams.
  const codec::FrameInfo& frame = packet.frame;
  const bool has_layers = frame.spatial_layers > 1 || frame.spatial_id > 0 ||
                          (stream.structure && stream.structure->spatial_layers > 1);
  stream.svc |= has_layers && stream.is_only();
  if (!stream.svc) return;
  packet.svc = true;
  packet.layer = static_cast<LayerIndex>(std::min<size_t>(frame.spatial_id, kMaxLayers - 1));
}

void Ingress::read_descriptor(IncomingStream& stream, Packet& packet) {
  const base::BytesView bytes = packet.dependency_descriptor();
  // A new structure replaces the one that older packets still refer to.
  auto structure = std::const_pointer_cast<codec::DependencyStructure>(stream.structure);
  if (!structure || codec::has_structure(bytes))
    structure = structure ? std::make_shared<codec::DependencyStructure>(*structure)
                          : std::make_shared<codec::DependencyStructure>();
  const auto descriptor = codec::parse_dependency_descriptor(bytes, *structure);
  if (!descriptor) return;
  stream.structure = std::move(structure);
  if (descriptor->active_decode_targets) stream.active_targets = *descriptor->active_decode_targets;
  packet.descriptor = {stream.structure, stream.active_targets,
                       descriptor->active_decode_targets.has_value()};
  const codec::FrameInfo of_payload = packet.frame;
  packet.frame = codec::frame_info(*descriptor, *stream.structure);
  packet.frame.counters = of_payload.counters;
  packet.frame.picture_id_bits = of_payload.picture_id_bits;
  if (!packet.frame.resolution) packet.frame.resolution = of_payload.resolution;
}

bool Ingress::restore_original(const Route& route, Packet& packet, uint8_t& payload_type,
                               uint16_t& sequence_number) {
  const auto rtx = rtp::RtxPayload::parse(packet.payload());
  if (!rtx) return false;
  for (const CodecBinding& codec : route.stream->section.codecs) {
    if (codec.rtx_payload_type != payload_type) continue;
    payload_type = codec.payload_type;
    sequence_number = rtx->original_sequence_number;
    packet.payload_offset += rtp::RtxPayload::kHeadSize;
    packet.payload_size -= rtp::RtxPayload::kHeadSize;
    return true;
  }
  return false;
}

const CodecBinding* Ingress::codec_of(const IncomingStream& stream, uint8_t payload_type) const {
  for (const CodecBinding& codec : stream.section.codecs)
    if (codec.payload_type == payload_type || codec.red_payload_type == payload_type) return &codec;
  return nullptr;
}

const Ingress::Route* Ingress::find_route(const rtp::HeaderView& header,
                                          const rtp::ExtensionViews& extensions) {
  for (const Route& route : routes_)
    if (route.ssrc == header.ssrc) return &route;
  return bind(header, extensions);
}

const Ingress::Route* Ingress::bind(const rtp::HeaderView& header,
                                    const rtp::ExtensionViews& extensions) {
  const auto mid = rtp::StreamText::parse(extensions.get(ExtensionKind::kMid));
  if (!mid) return bind_announced(header.ssrc);
  const auto section = std::ranges::find(setup_.sending, mid->view(), &SendingSection::mid);
  if (section == setup_.sending.end()) return nullptr;
  // The retransmission stream of an encoding names it by its repaired rid, that of a section
  // without rids only by its payload type.
  const auto repaired = rtp::StreamText::parse(extensions.get(ExtensionKind::kRepairedRid));
  const auto rid = rtp::StreamText::parse(extensions.get(ExtensionKind::kRid));
  const bool is_rtx = repaired || std::ranges::any_of(section->codecs, [&](const auto& codec) {
                        return codec.rtx_payload_type == header.payload_type;
                      });
  LayerIndex layer = 0;
  if (const auto& text = repaired ? repaired : rid) {
    const auto found = std::ranges::find(section->rids, text->view());
    if (found == section->rids.end()) return nullptr;
    layer = static_cast<LayerIndex>(found - section->rids.begin());
  } else if (!section->rids.empty()) {
    return nullptr;  // which encoding? A later packet will say
  }
  IncomingStream* stream = find_stream(*section, layer);
  if (!is_rtx) return add_stream(*section, layer, header.ssrc);
  return stream ? bind_rtx(*stream, header.ssrc) : nullptr;
}

const Ingress::Route* Ingress::bind_announced(uint32_t ssrc) {
  for (const SendingSection& section : setup_.sending) {
    for (size_t i = 0; i < section.announced.size() && i < kMaxLayers; ++i) {
      const AnnouncedStream& announced = section.announced[i];
      const auto layer = static_cast<LayerIndex>(i);
      if (announced.ssrc == ssrc) return add_stream(section, layer, ssrc);
      if (announced.rtx_ssrc != ssrc) continue;
      IncomingStream* stream = find_stream(section, layer);
      return stream ? bind_rtx(*stream, ssrc) : nullptr;
    }
  }
  return nullptr;
}

const Ingress::Route* Ingress::bind_rtx(IncomingStream& stream, uint32_t ssrc) {
  std::erase_if(routes_,
                [&](const Route& route) { return route.is_rtx && route.stream == &stream; });
  stream.rtx_ssrc = ssrc;
  routes_.push_back({ssrc, &stream, true});
  return &routes_.back();
}

const Ingress::Route* Ingress::add_stream(const SendingSection& section, LayerIndex layer,
                                          uint32_t ssrc) {
  if (layer >= kMaxLayers) {
    drops_.count(DropReason::kTooManyStreams);
    return nullptr;
  }
  IncomingStream* before = find_stream(section, layer);
  IncomingStream& stream = streams_.emplace_back(section, layer, ssrc);
  if (before) stream.take_over(*before);
  if (streams_.size() > kMaxStreams) forget_most_silent();
  routes_.push_back({ssrc, &stream, false});
  return &routes_.back();
}

IncomingStream* Ingress::find_stream(const SendingSection& section, LayerIndex layer) {
  // The newest: a client that began a section anew uses a new SSRC.
  for (IncomingStream& stream : std::views::reverse(streams_))
    if (&stream.section == &section && stream.layer == layer) return &stream;
  return nullptr;
}

void Ingress::forget_most_silent() {
  // Never the newest: its first packet is on its way in.
  const auto last = std::prev(streams_.end());
  const auto silent =
      std::ranges::min_element(streams_.begin(), last, {}, &IncomingStream::last_packet);
  std::erase_if(routes_, [&](const Route& route) { return route.stream == &*silent; });
  streams_.erase(silent);
}

base::BytesView Ingress::receive_rtcp(base::MutableBytes datagram) {
  if (!srtp_) {
    drops_.count(DropReason::kBeforeHandshake);
    return {};
  }
  const auto size = srtp_->unprotect_rtcp(datagram);
  if (!size) {
    drops_.count(DropReason::kAuthentication);
    return {};
  }
  return datagram.first(*size);
}

void Ingress::on_sender_report(const rtcp::SenderReport& report, base::Instant now) {
  for (IncomingStream& stream : streams_) {
    if (stream.ssrc != report.sender_ssrc) continue;
    stream.statistics.on_sender_report(report.ntp, now);
    const int64_t ntp_us = static_cast<int64_t>(report.ntp.seconds()) * 1'000'000 +
                           (static_cast<int64_t>(report.ntp.fraction()) * 1'000'000 >> 32);
    sender_clock_.on_sender_report(ntp_us, now);
    stream.clock.on_sender_report(report.rtp_timestamp, ntp_us, sender_clock_);
  }
}

void Ingress::set_wanted_layers(SourceId source, LayerMask layers) {
  wanted_[source] = layers;
  for (IncomingStream& stream : streams_)
    if (stream.section.source == source && !stream.carries_any(layers)) stream.key_frame.withdraw();
}

void Ingress::want_key_frame(SourceId source, LayerIndex layer, base::Instant now) {
  for (const SendingSection& section : setup_.sending) {
    if (section.source != source) continue;
    // The spatial layers of one stream have their key frames together.
    IncomingStream* stream = find_stream(section, section.rids.size() > 1 ? layer : LayerIndex{0});
    if (stream) stream->key_frame.want(now);
  }
}

bool Ingress::is_wanted(const IncomingStream& stream) const {
  const auto layers = wanted_.find(stream.section.source);
  return layers != wanted_.end() && stream.carries_any(layers->second);
}

}  // namespace sfu
