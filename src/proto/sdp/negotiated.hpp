// Negotiated: what offer and answer agreed on, in the form the media plane works with. Plain
// structs without references, so that they can be written out and read back with a peer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/codec/codec_kind.hpp"
#include "proto/sdp/codec_format.hpp"
#include "proto/sdp/session_description.hpp"

namespace sdp {

struct FeedbackKinds {
  bool nack = false;          // RFC 4585
  bool pli = false;           // RFC 4585
  bool fir = false;           // RFC 5104
  bool transport_cc = false;  // draft-holmer-rmcat-transport-wide-cc-extensions
  bool remb = false;          // draft-alvestrand-rmcat-remb; only where transport_cc is missing
  friend bool operator==(const FeedbackKinds&, const FeedbackKinds&) = default;
};

struct Codec {
  codec::CodecKind kind = codec::CodecKind::kOpus;
  uint8_t payload_type = 0;
  std::optional<uint8_t> rtx_payload_type;  // RFC 4588
  std::optional<uint8_t> red_payload_type;  // RFC 2198, of this codec alone; Opus only
  uint32_t clock_rate = 0;
  uint8_t channels = 1;
  Fmtp fmtp;  // as offered: what the client wants to receive
  H264Format h264;
  OpusFormat opus;
  FeedbackKinds feedback;
  friend bool operator==(const Codec&, const Codec&) = default;
};

// A stream of the offer by SSRC. Simulcast by rid announces none: there the packets say it.
struct OfferedStream {
  uint32_t ssrc = 0;
  std::optional<uint32_t> rtx_ssrc;
  friend bool operator==(const OfferedStream&, const OfferedStream&) = default;
};

// A section that the client receives on, as one continuous stream whoever fills it. `index` counts
// from 0 per kind in the order of appearance. A slot keeps all this as long as its section lives,
// active or not; the index of a section that the client stopped goes to the next new one.
struct Slot {
  std::string mid;
  MediaKind kind = MediaKind::kAudio;
  uint32_t index = 0;
  uint32_t ssrc = 0;
  uint32_t rtx_ssrc = 0;  // 0 for sound
  friend bool operator==(const Slot&, const Slot&) = default;
};

// Sound slot k and video slot k share a media stream, because browsers synchronise only sound and
// picture of one stream; from here on each stands alone.
inline constexpr uint32_t kPairedSlots = 25;

struct NegotiatedSection {
  std::string mid;
  MediaKind kind = MediaKind::kAudio;
  Direction direction =
      Direction::kInactive;             // the server's: kRecvOnly is a camera, kSendOnly a slot
  std::vector<Codec> codecs;            // most wanted first, never empty
  std::vector<uint16_t> extension_ids;  // of Negotiated::extensions, agreed for this section
  std::vector<std::string> rids;        // the client's simulcast layers in its order
  std::vector<OfferedStream> streams;   // what the client announced to send
  std::optional<Slot> slot;             // where the server sends
  std::string client_stream;            // msid of what the client sends, may be empty
  bool reduced_size_rtcp = false;       // RFC 5506
  friend bool operator==(const NegotiatedSection&, const NegotiatedSection&) = default;
};

struct ExtensionId {
  uint16_t id = 0;
  std::string uri;
  friend bool operator==(const ExtensionId&, const ExtensionId&) = default;
};

struct Negotiated {
  std::string remote_ufrag;
  std::string remote_pwd;
  Fingerprint remote_fingerprint;
  std::vector<ExtensionId> extensions;  // one map for the whole BUNDLE group
  bool two_byte_extensions = false;     // the client takes mixed header forms (RFC 8285, section 6)
  std::vector<NegotiatedSection> sections;  // accepted ones, in the order of the offer
  std::vector<Slot> slots;                  // also of inactive sections; for the next answer
  friend bool operator==(const Negotiated&, const Negotiated&) = default;
};

}  // namespace sdp
