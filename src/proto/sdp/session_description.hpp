// SessionDescription: the part of SDP (RFC 8866) that WebRTC uses (RFC 8829), as plain structs.
// parser.hpp reads it, writer.hpp writes it, answer.hpp decides what to answer. Not here: what a
// codec's parameters mean (codec_format.hpp) and what a candidate line says (proto/ice): candidates
// stay text, and header extensions are a number and a URI, nothing more.
//
// Invariants of a description that parse() returned: at most kMaxSections sections, payload types
// unique within a section and mids unique within the description, every text free of line breaks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/sdp/fmtp.hpp"

namespace sdp {

enum class MediaKind : uint8_t { kAudio, kVideo, kApplication, kOther };

// Always from the view of whoever wrote the description.
enum class Direction : uint8_t { kSendRecv, kSendOnly, kRecvOnly, kInactive };

constexpr bool sends(Direction d) { return d == Direction::kSendRecv || d == Direction::kSendOnly; }
constexpr bool receives(Direction d) {
  return d == Direction::kSendRecv || d == Direction::kRecvOnly;
}
constexpr Direction direction_of(bool sending, bool receiving) {
  if (sending) return receiving ? Direction::kSendRecv : Direction::kSendOnly;
  return receiving ? Direction::kRecvOnly : Direction::kInactive;
}
// The same stream as the other side sees it.
constexpr Direction reversed(Direction d) { return direction_of(receives(d), sends(d)); }

// RFC 4145, section 4.
enum class Setup : uint8_t { kActive, kPassive, kActpass, kHoldconn };

// RFC 8122: "sha-256" and the digest in hexadecimal pairs with colons, both as they came.
struct Fingerprint {
  std::string algorithm;
  std::string value;
  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

// What belongs to the transport rather than the media. May stand at session level, where it is the
// default for every section that does not say otherwise.
struct TransportAttributes {
  std::string ice_ufrag;  // RFC 8839; empty: not said
  std::string ice_pwd;
  std::string ice_options;
  std::vector<Fingerprint> fingerprints;
  std::optional<Setup> setup;
  friend bool operator==(const TransportAttributes&, const TransportAttributes&) = default;
};

// One payload type of an audio or video section. `encoding` is empty if there was no rtpmap line,
// as is usual for the static types 0 to 34 (RFC 3551).
struct Payload {
  uint8_t type = 0;
  std::string encoding;
  uint32_t clock_rate = 0;
  uint8_t channels = 1;
  Fmtp fmtp = {};
  std::vector<std::string> feedback = {};  // RFC 4585: "nack", "nack pli", "transport-cc", ...
  friend bool operator==(const Payload&, const Payload&) = default;
};

// a=extmap (RFC 8285, section 5). `direction` is empty where the line has none.
struct Extension {
  uint16_t id = 0;
  std::optional<Direction> direction;
  std::string uri;
  friend bool operator==(const Extension&, const Extension&) = default;
};

// a=rid (RFC 8851). `restrictions` is the text after the direction.
struct Rid {
  std::string id;
  bool send = true;
  std::string restrictions;
  friend bool operator==(const Rid&, const Rid&) = default;
};

// One stream of a=simulcast (RFC 8853). Of alternatives ("a,b") only the first is kept.
struct SimulcastStream {
  std::string rid;
  bool paused = false;
  friend bool operator==(const SimulcastStream&, const SimulcastStream&) = default;
};

struct Simulcast {
  std::vector<SimulcastStream> send;
  std::vector<SimulcastStream> receive;
  bool empty() const { return send.empty() && receive.empty(); }
  friend bool operator==(const Simulcast&, const Simulcast&) = default;
};

// a=ssrc (RFC 5576): the source and its cname; other source attributes are not kept.
struct Source {
  uint32_t ssrc = 0;
  std::string cname;
  friend bool operator==(const Source&, const Source&) = default;
};

// a=ssrc-group: "FID" pairs a stream with its retransmissions, "SIM" lists simulcast layers.
struct SourceGroup {
  std::string semantics;
  std::vector<uint32_t> ssrcs;
  friend bool operator==(const SourceGroup&, const SourceGroup&) = default;
};

// a=msid (RFC 8830). The stream "-" means none.
struct Msid {
  std::string stream;
  std::string track;
  friend bool operator==(const Msid&, const Msid&) = default;
};

struct MediaSection {
  MediaKind kind = MediaKind::kAudio;
  std::string other_kind;  // the media word of a kOther section: "text", "image"
  uint16_t port = 9;
  std::string protocol = "UDP/TLS/RTP/SAVPF";
  std::vector<Payload> payloads;  // audio and video, most wanted first
  std::string formats;            // the rest of the m= line of every other kind

  std::string mid;  // RFC 5888; empty: none
  Direction direction = Direction::kSendRecv;
  TransportAttributes transport;
  std::vector<std::string> wildcard_feedback;  // a=rtcp-fb:*
  std::vector<Extension> extensions;
  bool extmap_allow_mixed = false;
  bool bundle_only = false;
  bool rtcp_mux = false;
  bool rtcp_rsize = false;
  std::optional<uint16_t> ptime;  // milliseconds
  std::vector<Rid> rids;
  Simulcast simulcast;
  std::optional<Msid> msid;
  std::vector<Source> sources;
  std::vector<SourceGroup> source_groups;
  std::vector<std::string> candidates;  // "candidate:..." without the "a="
  bool end_of_candidates = false;

  // Port 0 refuses a section, except in the offer of a section that must be bundled (RFC 9143).
  bool rejected() const { return port == 0 && !bundle_only; }
  friend bool operator==(const MediaSection&, const MediaSection&) = default;
};

struct SessionDescription {
  std::string origin = "- 0 0 IN IP4 127.0.0.1";  // the value of the o= line
  bool ice_lite = false;
  bool extmap_allow_mixed = false;
  std::string msid_semantic;
  std::vector<std::string> bundle;  // mids of the first BUNDLE group, tagged section first
  TransportAttributes transport;
  std::vector<MediaSection> sections;
  friend bool operator==(const SessionDescription&, const SessionDescription&) = default;
};

}  // namespace sdp
