#include "proto/sdp/offer_writer.hpp"

#include <string_view>
#include <utility>

namespace sdp {
namespace {

using codec::CodecKind;

Extension extension(uint16_t id, std::string_view uri) {
  return {id, std::nullopt, std::string(uri)};
}

Payload retransmission_of(uint8_t payload_type) {
  return {.type = static_cast<uint8_t>(payload_type + 1),
          .encoding = "rtx",
          .clock_rate = 90'000,
          .channels = 1,
          .fmtp = {"apt=" + std::to_string(payload_type)},
          .feedback = {}};
}

Payload video_payload(CodecKind kind) {
  Payload payload{.type = payload_type_of(kind),
                  .encoding = std::string(codec::name(kind)),
                  .clock_rate = codec::clock_rate(kind),
                  .channels = 1,
                  .fmtp = {},
                  .feedback = {"transport-cc", "ccm fir", "nack", "nack pli"}};
  if (kind == CodecKind::kVp9) payload.fmtp.text = "profile-id=0";
  if (kind == CodecKind::kAv1) payload.fmtp.text = "level-idx=5;profile=0;tier=0";
  if (kind == CodecKind::kH264)
    payload.fmtp.text = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f";
  return payload;
}

class OfferMaker {
 public:
  explicit OfferMaker(const OfferPlan& plan) : plan_(plan) {}

  SessionDescription make() {
    offer_.origin = "- " + std::to_string(plan_.session_id) + " " +
                    std::to_string(plan_.session_version) + " IN IP4 127.0.0.1";
    offer_.extmap_allow_mixed = true;
    offer_.msid_semantic = "WMS *";
    if (plan_.microphone) send(add_audio(), "camera", plan_.microphone_ssrc);
    if (plan_.camera) add_camera();
    if (plan_.screen) send(add_video(), "screen", plan_.screen_ssrc);
    if (plan_.screen_sound) send(add_audio(), "screen", plan_.screen_sound_ssrc);
    for (const SlotBatch& batch : plan_.slots) {
      for (size_t i = 0; i < batch.video; ++i) add_video().direction = Direction::kRecvOnly;
      for (size_t i = 0; i < batch.audio; ++i) add_audio().direction = Direction::kRecvOnly;
    }
    return std::move(offer_);
  }

 private:
  MediaSection& add_section(MediaKind kind) {
    MediaSection& section = offer_.sections.emplace_back();
    section.kind = kind;
    section.mid = std::to_string(offer_.sections.size() - 1);
    section.transport = {.ice_ufrag = plan_.ice_ufrag,
                         .ice_pwd = plan_.ice_pwd,
                         .ice_options = {},
                         .fingerprints = {{"sha-256", plan_.fingerprint}},
                         .setup = Setup::kActpass};
    section.rtcp_mux = true;
    section.rtcp_rsize = true;
    offer_.bundle.push_back(section.mid);
    return section;
  }

  MediaSection& add_audio() {
    MediaSection& section = add_section(MediaKind::kAudio);
    section.extensions = {
        extension(1, "urn:ietf:params:rtp-hdrext:ssrc-audio-level"),
        extension(3, "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"),
        extension(4, "urn:ietf:params:rtp-hdrext:sdes:mid"),
    };
    section.payloads.push_back({.type = payload_type_of(CodecKind::kOpus),
                                .encoding = "opus",
                                .clock_rate = 48'000,
                                .channels = 2,
                                .fmtp = {"minptime=10;useinbandfec=1"},
                                .feedback = {"transport-cc"}});
    if (plan_.redundant_sound)
      section.payloads.push_back({.type = kRedPayloadType,
                                  .encoding = "red",
                                  .clock_rate = 48'000,
                                  .channels = 2,
                                  .fmtp = {"111/111"},
                                  .feedback = {}});
    return section;
  }

  MediaSection& add_video() {
    MediaSection& section = add_section(MediaKind::kVideo);
    section.extensions = {
        extension(3, "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"),
        extension(4, "urn:ietf:params:rtp-hdrext:sdes:mid"),
        extension(10, "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"),
        extension(11, "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"),
        extension(12,
                  "https://aomediacodec.github.io/av1-rtp-spec/"
                  "#dependency-descriptor-rtp-header-extension"),
    };
    for (const CodecKind kind : plan_.video_codecs) {
      section.payloads.push_back(video_payload(kind));
      section.payloads.push_back(retransmission_of(payload_type_of(kind)));
    }
    return section;
  }

  void add_camera() {
    MediaSection& section = add_video();
    if (plan_.camera_rids.empty()) return send(section, "camera", plan_.camera_ssrc);
    section.direction = Direction::kSendOnly;
    section.msid = Msid{"camera", section.mid};
    for (const std::string& rid : plan_.camera_rids) {
      section.rids.push_back({rid, /*send=*/true, {}});
      section.simulcast.send.push_back({rid, /*paused=*/false});
    }
  }

  void send(MediaSection& section, std::string_view stream, uint32_t ssrc) {
    section.direction = Direction::kSendOnly;
    section.msid = Msid{std::string(stream), section.mid};
    section.sources.push_back({ssrc, plan_.cname});
    if (section.kind != MediaKind::kVideo) return;
    section.source_groups.push_back({"FID", {ssrc, ssrc + 1}});
    section.sources.push_back({ssrc + 1, plan_.cname});
  }

  const OfferPlan& plan_;
  SessionDescription offer_;
};

}  // namespace

uint8_t payload_type_of(CodecKind kind) {
  switch (kind) {
    case CodecKind::kOpus:
      return 111;
    case CodecKind::kVp8:
      return 96;
    case CodecKind::kVp9:
      return 98;
    case CodecKind::kH264:
      return 102;
    case CodecKind::kAv1:
      return 45;
  }
  return 0;
}

SessionDescription make_offer(const OfferPlan& plan) { return OfferMaker(plan).make(); }

}  // namespace sdp
