// make_offer: the client's half, for the simulator, native test peers and load generators. Makes
// the kind of offer that a browser makes for our web client, in as few lines as possible; the
// answer is read with parse(). Not for the server, which never offers.
//
// Sections come in the order microphone, camera, screen, screen sound, then the slot batches, each
// with its video slots before its sound slots; mids count from 0. So an offer that grows is the
// same plan with one more batch, and every section keeps its place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "proto/codec/codec_kind.hpp"
#include "proto/sdp/session_description.hpp"

namespace sdp {

struct SlotBatch {
  size_t video = 0;
  size_t audio = 0;
};

struct OfferPlan {
  uint64_t session_id = 1;
  uint64_t session_version = 1;
  std::string ice_ufrag;
  std::string ice_pwd;
  std::string fingerprint;  // SHA-256, "AB:CD:..."
  std::string cname = "client";

  std::vector<codec::CodecKind> video_codecs = {codec::CodecKind::kVp8};  // most wanted first
  bool redundant_sound = false;  // also RED (RFC 2198), after Opus
  bool microphone = false;
  bool camera = false;
  std::vector<std::string> camera_rids;  // layers from small to large; empty: one stream by SSRC
  bool screen = false;
  bool screen_sound = false;
  std::vector<SlotBatch> slots;

  // SSRCs of what is sent without rids; the one after each video SSRC is for retransmissions.
  uint32_t microphone_ssrc = 1001;
  uint32_t camera_ssrc = 1002;
  uint32_t screen_ssrc = 1004;
  uint32_t screen_sound_ssrc = 1006;
};

// The payload types of every offer made here; retransmissions use the number above.
uint8_t payload_type_of(codec::CodecKind kind);
inline constexpr uint8_t kRedPayloadType = 63;  // of Opus

SessionDescription make_offer(const OfferPlan& plan);

}  // namespace sdp
