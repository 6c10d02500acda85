// Offer and answer of one peer connection, on the control thread: SDP in, SDP and the plain setup
// for the media worker out. Where proto/sdp meets sfu.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "base/endpoint.hpp"
#include "proto/dtls/fingerprint.hpp"
#include "proto/sdp/answer.hpp"
#include "sfu/peer_setup.hpp"
#include "signalling/message.hpp"

namespace server {

// The same for every answer of this server.
struct NegotiationSettings {
  std::vector<base::Endpoint>
      candidates;  // what answers announce, best first, an IPv4 one among them
  dtls::Fingerprint fingerprint;
  codec::CodecKind preferred_video = codec::CodecKind::kVp8;
  bool congestion_control = true;  // towards the receivers
};

// Over the life of one connection. What a page shows is at most 49 pictures; whoever offers new
// sections again and again must make a new connection.
inline constexpr size_t kMostSlots = 64;  // of pictures, and of sound
inline constexpr size_t kMostSending = 16;

// One connection between its first offer and its end: what a later offer needs of the earlier ones.
struct NegotiationState {
  uint32_t connection = 0;  // the client's number
  uint64_t session_id = 0;
  uint64_t session_version = 0;
  std::vector<sdp::Slot> slots;
  sfu::PeerSetup setup;
};

struct NegotiationError {
  std::string detail;  // which line or section, for developers
};

// What a section of the offer carries, by mid. Sections that are not named: the first sending audio
// section is a microphone, the first sending video section a camera (WHIP says nothing more).
using SectionKinds = std::vector<signalling::Section>;

// Gives out source ids.
class SourceIds {
 public:
  sfu::SourceId next() { return {++last_}; }

 private:
  uint64_t last_ = 0;
};

// command path: 23. answers the first offer of a connection (state.setup.peer, room and person are
// set, the rest is filled in) or a later one. `state` is changed only on success. Returns the SDP
// answer.
std::expected<std::string, NegotiationError> negotiate(
    std::string_view offer, const SectionKinds& kinds, const NegotiationSettings& settings,
    unsigned worker, SourceIds& source_ids, base::Random& random, NegotiationState& state);

}  // namespace server
