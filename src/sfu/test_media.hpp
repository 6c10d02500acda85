// For the tests, fuzzers and benches of this folder: a peer's setup, VP8 payloads as a browser
// would send them, Packets as ingress would make them, and the reading end of a slot.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/assert.hpp"
#include "base/packet_batch.hpp"
#include "proto/codec/payload.hpp"
#include "proto/rtp/header_extension.hpp"
#include "proto/rtp/header_writer.hpp"
#include "proto/rtp/packet.hpp"
#include "proto/srtp/receive_context.hpp"
#include "proto/srtp/send_context.hpp"
#include "sfu/packet.hpp"
#include "sfu/peer_setup.hpp"
#include "sfu/slot_assignment.hpp"

namespace sfu {

using namespace std::chrono_literals;

inline base::Instant at(base::Duration since_start) { return base::Instant(1h + since_start); }

inline constexpr uint8_t kOpusType = 111, kVp8Type = 96, kRtxType = 97;

inline const CodecBinding kOpus{.payload_type = kOpusType,
                                .rtx_payload_type = std::nullopt,
                                .kind = codec::CodecKind::kOpus,
                                .clock_rate = 48'000};
// Opus of a client that has RED, too.
inline constexpr uint8_t kRedType = 63;
inline const CodecBinding kRedundantOpus{.payload_type = kOpusType,
                                         .rtx_payload_type = std::nullopt,
                                         .red_payload_type = kRedType,
                                         .kind = codec::CodecKind::kOpus,
                                         .clock_rate = 48'000};
inline const CodecBinding kVp8{.payload_type = kVp8Type,
                               .rtx_payload_type = kRtxType,
                               .kind = codec::CodecKind::kVp8,
                               .nack = true};

inline constexpr uint8_t kVp9Type = 98, kAv1Type = 100;
inline const CodecBinding kVp9{.payload_type = kVp9Type,
                               .rtx_payload_type = kVp9Type + 1,
                               .kind = codec::CodecKind::kVp9,
                               .nack = true};
inline const CodecBinding kAv1{.payload_type = kAv1Type,
                               .rtx_payload_type = kAv1Type + 1,
                               .kind = codec::CodecKind::kAv1,
                               .nack = true};

// The ids under which test peers send and receive header extensions.
inline rtp::ExtensionMap test_extensions() {
  using enum rtp::ExtensionKind;
  rtp::ExtensionMap map;
  uint8_t id = 1;
  for (const rtp::ExtensionKind kind :
       {kMid, kRid, kRepairedRid, kAudioLevel, kTransportSequenceNumber, kVideoOrientation,
        kDependencyDescriptor})
    map.bind(id++, kind);
  return map;
}

// Person n is peer n; microphone 10 n, camera 10 n + 1 with three encodings.
inline SourceId microphone_of(uint64_t person) { return {person * 10}; }
inline SourceId camera_of(uint64_t person) { return {person * 10 + 1}; }
inline SourceInfo microphone_info(uint64_t person) {
  return {microphone_of(person), {person}, SourceKind::kMicrophone};
}
inline SourceInfo camera_info(uint64_t person) {
  return {camera_of(person), {person}, SourceKind::kCamera};
}

inline constexpr uint32_t kVideoSlotSsrc = 10'000, kSoundSlotSsrc = 20'000;

inline PeerSetup test_setup(uint64_t person, size_t video_slots, size_t sound_slots,
                            RoomId room = {1}) {
  PeerSetup setup;
  setup.peer = {person};
  setup.room = room;
  setup.person = {person};
  setup.cname = "cname";
  setup.extensions = test_extensions();
  setup.sending = {{.mid = "a",
                    .source = microphone_of(person),
                    .kind = SourceKind::kMicrophone,
                    .codecs = {kOpus},
                    .rids = {},
                    .announced = {}},
                   {.mid = "v",
                    .source = camera_of(person),
                    .kind = SourceKind::kCamera,
                    .codecs = {kVp8},
                    .rids = {"q", "h", "f"},
                    .announced = {}}};
  for (uint32_t k = 0; k < video_slots; ++k)
    setup.video_slots.push_back({.mid = "sv" + std::to_string(k),
                                 .ssrc = kVideoSlotSsrc + 2 * k,
                                 .rtx_ssrc = kVideoSlotSsrc + 2 * k + 1,
                                 .codecs = {kVp8}});
  for (uint32_t k = 0; k < sound_slots; ++k)
    setup.sound_slots.push_back({.mid = "sa" + std::to_string(k),
                                 .ssrc = kSoundSlotSsrc + k,
                                 .rtx_ssrc = 0,
                                 .codecs = {kOpus}});
  return setup;
}

inline srtp::MasterKey test_key(srtp::Profile profile = srtp::Profile::kAeadAes128Gcm,
                                uint8_t first = 1) {
  srtp::MasterKey master;
  master.profile = profile;
  for (size_t i = 0; i < srtp::key_size(profile); ++i)
    master.key[i] = static_cast<uint8_t>(first + i);
  return master;
}

inline base::Path test_path(uint16_t port) {
  return {{base::IpAddress::v4(192, 0, 2, 1), port}, base::IpAddress::v4(198, 51, 100, 1)};
}

// RFC 7741: descriptor with picture id, TL0PICIDX and TID, then on the first packet the frame tag.
struct Vp8Picture {
  bool key_frame = false;
  bool start = true;
  uint16_t picture_id = 0;
  uint8_t tl0 = 0;
  uint16_t height = 180;
  size_t size = 100;
};
inline base::Bytes vp8_payload(const Vp8Picture& picture) {
  base::Bytes payload(std::max<size_t>(picture.size, 16), 0x55);
  payload[0] = picture.start ? 0x90 : 0x80;  // X, S
  payload[1] = 0xe0;                         // I, L, T
  base::store_u16(&payload[2], picture.picture_id | 0x8000);
  payload[4] = picture.tl0;
  payload[5] = 0x00;
  if (!picture.start) return payload;
  payload[6] = picture.key_frame ? 0x10 : 0x11;  // P
  if (!picture.key_frame) return payload;
  constexpr uint8_t kStartCode[] = {0x9d, 0x01, 0x2a};
  std::ranges::copy(kStartCode, &payload[9]);
  const auto width = static_cast<uint16_t>(picture.height * 16 / 9);
  payload[12] = static_cast<uint8_t>(width);
  payload[13] = static_cast<uint8_t>(width >> 8);
  payload[14] = static_cast<uint8_t>(picture.height);
  payload[15] = static_cast<uint8_t>(picture.height >> 8);
  return payload;
}

// RFC 9628, non-flexible mode: one spatial layer of one picture, in one packet.
struct Vp9Frame {
  bool key_picture = false;
  uint8_t spatial = 0, temporal = 0;
  bool needed_above = true;  // and predicted from below
  bool switch_up = false;
  uint16_t picture_id = 0;
  uint8_t layers = 3;  // of the stream: 180p, 360p, 720p
};
inline base::Bytes vp9_payload(const Vp9Frame& frame) {
  const bool structure = frame.key_picture && frame.spatial == 0;
  base::Bytes payload;
  base::ByteWriter out(payload);
  out.u8(static_cast<uint8_t>(0x80 | (frame.key_picture ? 0 : 0x40) | 0x20 | 0x0c |
                              (structure ? 0x02 : 0) | (frame.needed_above ? 0 : 0x01)));
  out.u16(static_cast<uint16_t>(0x8000 | frame.picture_id));
  const bool inter_layer = frame.spatial > 0 && (frame.key_picture || frame.needed_above);
  out.u8(static_cast<uint8_t>(frame.temporal << 5 | (frame.switch_up ? 0x10 : 0) |
                              frame.spatial << 1 | (inter_layer ? 1 : 0)));
  out.u8(static_cast<uint8_t>(frame.picture_id / 4));  // TL0PICIDX
  if (structure) {
    out.u8(static_cast<uint8_t>((frame.layers - 1) << 5 | 0x10));
    for (uint8_t layer = 0; layer < frame.layers; ++layer) {
      out.u16(static_cast<uint16_t>(320 << layer));
      out.u16(static_cast<uint16_t>(180 << layer));
    }
  }
  payload.resize(payload.size() + 50, 0x66);
  return payload;
}

// Packets as ingress hands them on.
class PacketMaker {
 public:
  PacketRef sound(const SourceInfo& source, int64_t sequence, uint8_t level, base::Instant now) {
    PacketRef reference = make(source, sequence, now, 48'000, base::Bytes(40, 0x77));
    reference.mutable_packet().codec = codec::CodecKind::kOpus;
    reference.mutable_packet().audio_level = level;
    reference.mutable_packet().voice = level < 60;
    return reference;
  }
  PacketRef picture(const SourceInfo& source, LayerIndex layer, int64_t sequence, bool marker,
                    const Vp8Picture& picture, base::Instant now) {
    PacketRef reference = make(source, sequence, now, 90'000, vp8_payload(picture));
    Packet& packet = reference.mutable_packet();
    packet.codec = codec::CodecKind::kVp8;
    packet.layer = layer;
    packet.marker = marker;
    packet.frame = *codec::inspect(packet.codec, packet.payload(), marker);
    return reference;
  }
  // A spatial layer of the only stream of a source.
  PacketRef spatial(const SourceInfo& source, int64_t sequence, bool marker, const Vp9Frame& frame,
                    base::Instant now) {
    PacketRef reference = make(source, sequence, now, 90'000, vp9_payload(frame));
    Packet& packet = reference.mutable_packet();
    packet.codec = codec::CodecKind::kVp9;
    packet.svc = true;
    packet.layer = frame.spatial;
    packet.marker = marker;
    packet.frame = *codec::inspect(packet.codec, packet.payload(), marker);
    return reference;
  }
  // Padding alone, as senders without a retransmission stream probe.
  PacketRef probe(const SourceInfo& source, LayerIndex layer, int64_t sequence, base::Instant now) {
    PacketRef reference = make(source, sequence, now, 90'000, {});
    reference.mutable_packet().codec = codec::CodecKind::kVp8;
    reference.mutable_packet().layer = layer;
    return reference;
  }

 private:
  PacketRef make(const SourceInfo& source, int64_t sequence, base::Instant now, int64_t rate,
                 base::BytesView payload) {
    PacketRef reference = pool_.acquire();
    ASSERT(reference);
    Packet& packet = reference.mutable_packet();
    packet.source = source.source;
    packet.kind = source.kind;
    packet.layer = 0;
    packet.codec_variant = 0;
    packet.marker = false;
    packet.sequence = sequence;
    packet.line_time = base::to_us(now) / 1000 * rate / 1000;
    packet.arrival = now;
    packet.payload_offset = 0;
    packet.payload_size = static_cast<uint16_t>(payload.size());
    std::ranges::copy(payload, packet.buffer);
    return reference;
  }

  PacketPool pool_{4096};
};

// One RTP packet as a peer sends it.
struct SentByPeer {
  uint32_t ssrc = 0;
  uint8_t payload_type = kVp8Type;
  bool marker = false;
  uint16_t sequence_number = 0;
  uint32_t timestamp = 0;
  std::string mid = {}, rid = {}, repaired_rid = {};
  std::optional<uint16_t> transport_number = {};
  std::optional<uint8_t> audio_level = {};
  base::Bytes descriptor = {};  // the dependency descriptor
  base::Bytes payload = {};
  uint8_t padding = 0;
};

// The sending end of a peer whose keys are known.
class PeerMouth {
 public:
  explicit PeerMouth(const srtp::MasterKey& key = test_key()) : srtp_(key) {}

  base::Bytes write(const SentByPeer& packet) {
    using enum rtp::ExtensionKind;
    base::Bytes bytes(256 + packet.payload.size() + packet.padding + srtp::kMaxRtpOverhead);
    rtp::HeaderWriter writer(bytes,
                             {.payload_type = packet.payload_type,
                              .marker = packet.marker,
                              .sequence_number = packet.sequence_number,
                              .timestamp = packet.timestamp,
                              .ssrc = packet.ssrc},
                             rtp::TwoByteForm::kAllowed);
    const auto add = [&](rtp::ExtensionKind kind, base::BytesView data) {
      writer.extensions().add(extensions_.id_of(kind), data);
    };
    if (!packet.mid.empty()) add(kMid, base::as_bytes(packet.mid));
    if (!packet.rid.empty()) add(kRid, base::as_bytes(packet.rid));
    if (!packet.repaired_rid.empty()) add(kRepairedRid, base::as_bytes(packet.repaired_rid));
    if (packet.transport_number) {
      uint8_t number[2];
      base::store_u16(number, *packet.transport_number);
      add(kTransportSequenceNumber, number);
    }
    if (packet.audio_level) add(kAudioLevel, base::BytesView(&*packet.audio_level, 1));
    if (!packet.descriptor.empty()) add(kDependencyDescriptor, packet.descriptor);
    const size_t header_size = writer.finish();
    std::ranges::copy(packet.payload, bytes.begin() + static_cast<ptrdiff_t>(header_size));
    size_t size = header_size + packet.payload.size();
    if (packet.padding != 0) size = rtp::add_padding(bytes, size, packet.padding);
    const auto sealed = srtp_.stream(packet.ssrc).protect(bytes, header_size, size - header_size);
    ASSERT(sealed.has_value());
    bytes.resize(*sealed);
    return bytes;
  }
  // A compound packet, in the clear before.
  base::Bytes write_rtcp(base::Bytes bytes) {
    const size_t size = bytes.size();
    bytes.resize(size + srtp::kMaxRtcpOverhead);
    bytes.resize(*srtp_.protect_rtcp(bytes, size));
    return bytes;
  }

 private:
  const rtp::ExtensionMap extensions_ = test_extensions();
  srtp::SendContext srtp_;
};

// One RTP packet that a peer received, decrypted.
struct SentToPeer {
  uint32_t ssrc = 0;
  uint8_t payload_type = 0;
  bool marker = false;
  uint16_t sequence_number = 0;
  uint32_t timestamp = 0;
  base::Bytes payload;
  base::Bytes descriptor;

  codec::FrameInfo vp9() const { return *codec::inspect(codec::CodecKind::kVp9, payload, marker); }
  codec::FrameInfo vp8() const { return *codec::inspect(codec::CodecKind::kVp8, payload, marker); }
};

// The receiving end of a peer whose keys are known.
class PeerEars {
 public:
  explicit PeerEars(const srtp::MasterKey& key = test_key()) : srtp_(key) {}

  // Everything in the batch, which is emptied.
  std::vector<SentToPeer> take(base::PacketBatch& batch) {
    std::vector<SentToPeer> result;
    for (const auto& [path, bytes] : batch)
      if (auto packet = read(bytes)) result.push_back(std::move(*packet));
    batch.clear();
    return result;
  }
  std::optional<SentToPeer> read(base::BytesView datagram) {
    base::Bytes bytes = base::to_bytes(datagram);
    const auto header = rtp::parse_header(bytes);
    if (!header) return std::nullopt;
    const auto size = srtp_.unprotect_rtp(bytes, header->header_size);
    if (!size) return std::nullopt;
    const auto bounds = rtp::payload_bounds(*header, base::BytesView(bytes).first(*size));
    ASSERT(bounds.has_value());
    if (bounds->size == 0) return std::nullopt;  // a probe
    return SentToPeer{
        .ssrc = header->ssrc,
        .payload_type = header->payload_type,
        .marker = header->marker,
        .sequence_number = header->sequence_number,
        .timestamp = header->timestamp,
        .payload = base::to_bytes(bounds->of(bytes)),
        .descriptor = base::to_bytes(rtp::ExtensionViews(*header, extensions_)
                                         .get(rtp::ExtensionKind::kDependencyDescriptor))};
  }
  // A compound RTCP packet in the clear; empty when the datagram is none.
  base::Bytes read_rtcp(base::BytesView datagram) {
    base::Bytes bytes = base::to_bytes(datagram);
    const auto size = srtp_.unprotect_rtcp(bytes);
    bytes.resize(size.value_or(0));
    return bytes;
  }

 private:
  const rtp::ExtensionMap extensions_ = test_extensions();
  srtp::ReceiveContext srtp_;
};

}  // namespace sfu
