// answer: the server's half of offer/answer (RFC 3264, RFC 8829 section 5.3), as a function. The
// client always offers; every section is either something it sends (microphone, camera, screen) or
// a slot it receives on. WHIP and WHEP (RFC 9725) are the same thing with other envelopes.
//
// The server is ICE-lite and the passive end of DTLS; media is bundled on one transport, RTCP
// multiplexed, and every candidate stands in the answer. Payload type numbers, extension ids, mids
// and rids are always the offer's. Refused, with port 0 and outside the BUNDLE group: sections
// without a codec in common, data channels, sections that the offer does not bundle.
//
// Deviation: trickled candidates of the client are not waited for nor used; an ICE-lite agent
// learns the client's address from its checks.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "proto/codec/codec_kind.hpp"
#include "proto/sdp/negotiated.hpp"
#include "proto/sdp/session_description.hpp"

namespace sdp {

// What a section that offers to both send and receive becomes: a source and a slot, or a source.
enum class SendRecvPolicy : uint8_t { kSourceAndSlot, kSourceOnly };

struct AnswerParameters {
  uint64_t session_id = 0;       // the same for every answer on one connection
  uint64_t session_version = 0;  // one more with each
  std::string ice_ufrag;
  std::string ice_pwd;
  std::string fingerprint;              // SHA-256 of the certificate, "AB:CD:..."
  std::vector<std::string> candidates;  // "candidate:..." lines, an IPv4 one among them

  std::vector<codec::CodecKind> codecs;             // what the server forwards
  std::optional<codec::CodecKind> preferred_video;  // moved to the front; else the client's order
  std::vector<std::string> audio_extensions;        // URIs that the server understands
  std::vector<std::string> video_extensions;
  bool opus_dtx = false;  // ask for silence to be left out
  // Take and ask for Opus with a copy of the packet before (RED), where the client has it. Not
  // where payloads are encrypted end to end: what is in them is nobody's business on the way.
  bool opus_red = false;
  std::optional<uint32_t> opus_max_average_bitrate;  // bit/s

  SendRecvPolicy sendrecv = SendRecvPolicy::kSourceAndSlot;
  std::string cname;        // of all slots
  std::vector<Slot> slots;  // Negotiated::slots of the answer before, empty at first
};

enum class AnswerErrorCode : uint8_t {
  kNothingAccepted,      // no section is left
  kNotBundled,           // several sections and no BUNDLE group
  kNoRtcpMux,            // a bundled section without rtcp-mux
  kNoIceCredentials,     // the bundled transport has no ice-ufrag or ice-pwd
  kNoFingerprint,        // no fingerprint of SHA-256, SHA-384 or SHA-512
  kSetupNotActive,       // the client insists on being the DTLS server
  kExtensionConflict,    // one id for two URIs or two ids for one URI within the group
  kPayloadTypeConflict,  // one payload type for two formats within the group
};

std::string_view to_text(AnswerErrorCode code);

struct AnswerError {
  AnswerErrorCode code;
  std::string mid;  // the section at fault, if it is one
  friend bool operator==(const AnswerError&, const AnswerError&) = default;
};

struct Answer {
  std::string sdp;
  Negotiated negotiated;
};

// `random` gives the SSRCs of new slots; they differ from every SSRC of the offer.
std::expected<Answer, AnswerError> answer(const SessionDescription& offer,
                                          const AnswerParameters& parameters, base::Random& random);

}  // namespace sdp
