// What a media worker needs to know of one peer connection: the outcome of offer and answer as
// plain data. Made on the control thread (server/negotiation), so that no worker ever parses SDP.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "proto/codec/codec_kind.hpp"
#include "proto/dtls/fingerprint.hpp"
#include "proto/ice/credentials.hpp"
#include "proto/rtp/extension_map.hpp"
#include "proto/rtp/stream_text.hpp"
#include "sfu/ids.hpp"

namespace sfu {

// One payload type of a section. `variant` tells apart what two codecs of one kind cannot exchange:
// the VP9 or AV1 profile; for H.264 the packetization mode and profile (server/negotiation).
struct CodecBinding {
  uint8_t payload_type = 0;
  std::optional<uint8_t> rtx_payload_type;
  std::optional<uint8_t> red_payload_type{};  // RFC 2198, with this codec in all blocks
  codec::CodecKind kind = codec::CodecKind::kOpus;
  uint32_t variant = 0;
  uint32_t clock_rate = 90000;
  bool nack = false;
  friend bool operator==(const CodecBinding&, const CodecBinding&) = default;
};

// An SSRC that the offer announced, with its retransmission stream.
struct AnnouncedStream {
  uint32_t ssrc = 0;
  uint32_t rtx_ssrc = 0;  // 0: none
};

// A section in which the client sends.
struct SendingSection {  // seen from the client
  std::string mid;
  SourceId source;
  SourceKind kind = SourceKind::kMicrophone;
  std::vector<CodecBinding> codecs;
  std::vector<std::string> rids;           // lowest encoding first; empty: one encoding
  std::vector<AnnouncedStream> announced;  // may be empty: then mid and rid extensions tell
};

// A section in which the client receives: a slot.
struct SlotSection {
  std::string mid;
  uint32_t ssrc = 0;
  uint32_t rtx_ssrc = 0;  // 0 for sound
  std::vector<CodecBinding> codecs;
};

struct PeerSetup {
  PeerId peer;
  RoomId room;
  PersonId person;
  ice::Credentials local_ice;
  ice::Credentials remote_ice;
  dtls::Fingerprint remote_fingerprint;
  std::string cname;  // of our streams
  rtp::ExtensionMap extensions;
  // Deques: addresses stay while a new offer adds sections.
  std::deque<SendingSection> sending;
  std::deque<SlotSection> video_slots;
  std::deque<SlotSection> sound_slots;
  // A peer without a View (WHEP): its video slots show the current speaker first, then others.
  bool follows_speaker = false;
  // Off: everything that the view asks for is sent, whatever the line says of it.
  bool congestion_control = true;
};

}  // namespace sfu
