#include "proto/sdp/answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>

#include "proto/sdp/offer_writer.hpp"
#include "proto/sdp/parser.hpp"
#include "proto/sdp/slot_table.hpp"
#include "proto/sdp/test_support.hpp"

namespace sdp {
namespace {

using codec::CodecKind;
using testing::accepted;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::read_fixture;
using testing::server_parameters;

SessionDescription fixture(const std::string& name) {
  auto offer = parse(read_fixture(name));
  EXPECT_TRUE(offer) << name;
  return offer.value_or(SessionDescription());
}

OfferPlan plan() {
  OfferPlan plan;
  plan.ice_ufrag = "cLnt";
  plan.ice_pwd = "abcdefghijklmnopqrstuv";
  plan.fingerprint = "AA:BB";
  plan.video_codecs = {CodecKind::kVp8, CodecKind::kH264};
  plan.microphone = true;
  plan.camera = true;
  plan.camera_rids = {"q", "h", "f"};
  plan.slots = {{.video = 2, .audio = 3}};
  return plan;
}

// What becomes of the plan's offer after this change.
AnswerError refused(const std::function<void(SessionDescription&)>& change) {
  SessionDescription offer = make_offer(plan());
  change(offer);
  base::SeededRandom random(1);
  const auto reply = answer(offer, server_parameters(), random);
  EXPECT_FALSE(reply.has_value());
  return reply ? AnswerError{} : reply.error();
}

std::vector<std::string> formats(const NegotiatedSection& section) {
  std::vector<std::string> texts;
  for (const Codec& codec : section.codecs) {
    std::string text(codec::name(codec.kind));
    text += " " + std::to_string(codec.payload_type);
    if (codec.rtx_payload_type) text += "+" + std::to_string(*codec.rtx_payload_type);
    if (codec.red_payload_type) text += " in RED " + std::to_string(*codec.red_payload_type);
    texts.push_back(text);
  }
  return texts;
}

const Payload& payload(const MediaSection& section, uint8_t type) {
  return *std::ranges::find(section.payloads, type, &Payload::type);
}

TEST(Answer, IsIceLitePassiveBundledAndComplete) {
  const auto [negotiated, sdp] = accepted(fixture("chromium_phone"));
  EXPECT_TRUE(sdp.ice_lite);
  EXPECT_EQ(sdp.bundle.size(), sdp.sections.size());
  EXPECT_EQ(sdp.sections[0].candidates, server_parameters().candidates);
  EXPECT_TRUE(sdp.sections[0].end_of_candidates);
  EXPECT_THAT(sdp.sections[1].candidates, IsEmpty());
  for (const MediaSection& section : sdp.sections) {
    EXPECT_EQ(section.transport.setup, sdp::Setup::kPassive);
    EXPECT_EQ(section.transport.ice_ufrag, "SrVu");
    EXPECT_TRUE(section.rtcp_mux);
    EXPECT_EQ(section.port, 9);
  }
}

TEST(Answer, TakesTheTransportFromTheSectionOrTheSession) {
  const auto chromium = accepted(fixture("chromium_mic")).negotiated;
  const auto firefox = accepted(fixture("firefox_mic")).negotiated;
  for (const Negotiated& negotiated : {chromium, firefox}) {
    EXPECT_GE(negotiated.remote_ufrag.size(), 4u);
    EXPECT_GE(negotiated.remote_pwd.size(), 22u);
    EXPECT_EQ(negotiated.remote_fingerprint.algorithm, "sha-256");
    EXPECT_EQ(negotiated.remote_fingerprint.value.size(), 32u * 3 - 1);
  }
}

TEST(Answer, KeepsEveryCommonCodecUnderItsOfferedNumber) {
  const auto chromium = accepted(fixture("chromium_full")).negotiated;
  EXPECT_THAT(formats(chromium.sections[0]), ElementsAre("opus 111 in RED 63"));
  EXPECT_THAT(formats(chromium.sections[1]),
              ElementsAre("VP8 96+97", "H264 108+109", "H264 102+103", "AV1 45+46", "VP9 98+99"));
  const NegotiatedSection& slot = chromium.sections[4];
  EXPECT_THAT(formats(slot),
              ElementsAre("VP8 96+97", "VP9 98+99", "H264 108+109", "H264 102+103", "AV1 45+46"));
  const auto firefox = accepted(fixture("firefox_full")).negotiated;
  EXPECT_THAT(formats(firefox.sections[1]),
              ElementsAre("VP8 120+124", "VP9 121+125", "AV1 99+100"));
  EXPECT_THAT(formats(firefox.sections[0]), ElementsAre("opus 109"));
}

TEST(Answer, PutsThePreferredCodecFirst) {
  AnswerParameters parameters = server_parameters();
  parameters.preferred_video = CodecKind::kAv1;
  const auto [negotiated, sdp] = accepted(fixture("chromium_full"), parameters);
  EXPECT_THAT(formats(negotiated.sections[1]),
              ElementsAre("AV1 45+46", "VP8 96+97", "H264 108+109", "H264 102+103", "VP9 98+99"));
  EXPECT_EQ(sdp.sections[1].payloads[0].type, 45);
  EXPECT_EQ(sdp.sections[1].payloads[1].type, 46);
}

TEST(Answer, LeavesOutCodecsThatTheServerDoesNotForward) {
  AnswerParameters parameters = server_parameters();
  parameters.codecs = {CodecKind::kOpus, CodecKind::kVp8};
  const auto negotiated = accepted(fixture("chromium_full"), parameters).negotiated;
  EXPECT_THAT(formats(negotiated.sections[1]), ElementsAre("VP8 96+97"));
}

TEST(Answer, SaysWhatItWantsOfEachFormat) {
  AnswerParameters parameters = server_parameters();
  parameters.opus_dtx = true;
  parameters.opus_max_average_bitrate = 64'000;
  const auto [negotiated, sdp] = accepted(fixture("chromium_full"), parameters);
  EXPECT_EQ(payload(sdp.sections[0], 111).fmtp.text,
            "minptime=10;useinbandfec=1;usedtx=1;maxaveragebitrate=64000");
  const MediaSection& camera = sdp.sections[1];
  EXPECT_EQ(payload(camera, 96).fmtp.text, "");
  EXPECT_EQ(payload(camera, 97).fmtp.text, "apt=96");
  EXPECT_EQ(payload(camera, 98).fmtp.text, "profile-id=0");
  EXPECT_EQ(payload(camera, 45).fmtp.text, "level-idx=5;profile=0;tier=0");
  EXPECT_EQ(payload(camera, 108).fmtp.text,
            "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f");
  EXPECT_EQ(negotiated.sections[1].codecs[1].h264.profile(), H264Profile::kConstrainedBaseline);
  EXPECT_TRUE(negotiated.sections[0].codecs[0].opus.in_band_fec);
}

TEST(Answer, WantsStereoFromWhomItIsLikelyToCome) {
  SessionDescription offer = fixture("chromium_full");
  Payload& opus = offer.sections[0].payloads[0];
  opus.fmtp.text += ";sprop-stereo=1";
  EXPECT_EQ(payload(accepted(offer).sdp.sections[0], opus.type).fmtp.text,
            "minptime=10;useinbandfec=1;stereo=1");
  // What the client likes to hear says nothing of what it sends.
  opus.fmtp.text = "minptime=10;useinbandfec=1;stereo=1";
  EXPECT_EQ(payload(accepted(offer).sdp.sections[0], opus.type).fmtp.text,
            "minptime=10;useinbandfec=1");
}

TEST(Answer, KeepsPacketizationModeZeroWhereThereIsNothingElse) {
  SessionDescription offer = make_offer(plan());
  for (MediaSection& section : offer.sections)
    for (Payload& entry : section.payloads)
      if (entry.encoding == "H264") entry.fmtp.text = "profile-level-id=42E01F";
  const auto [negotiated, sdp] = accepted(offer);
  EXPECT_EQ(negotiated.sections[1].codecs[1].h264.packetization_mode, 0);
  EXPECT_EQ(payload(sdp.sections[1], 102).fmtp.text,
            "level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f");
}

TEST(Answer, KeepsTheFeedbackBothHaveAndRembOnlyWithoutTransportFeedback) {
  AnswerParameters parameters = server_parameters();
  const FeedbackKinds with =
      accepted(fixture("chromium_full"), parameters).negotiated.sections[1].codecs[0].feedback;
  EXPECT_EQ(with, (FeedbackKinds{.nack = true, .pli = true, .fir = true, .transport_cc = true}));
  std::erase(parameters.video_extensions, testing::kTransportCc);
  const FeedbackKinds without =
      accepted(fixture("chromium_full"), parameters).negotiated.sections[1].codecs[0].feedback;
  EXPECT_EQ(without, (FeedbackKinds{.nack = true, .pli = true, .fir = true, .remb = true}));
}

TEST(Answer, TakesWildcardFeedback) {
  SessionDescription offer = make_offer(plan());
  for (Payload& entry : offer.sections[1].payloads) entry.feedback.clear();
  offer.sections[1].wildcard_feedback = {"nack", "nack pli"};
  const auto negotiated = accepted(offer).negotiated;
  EXPECT_EQ(negotiated.sections[1].codecs[0].feedback, (FeedbackKinds{.nack = true, .pli = true}));
}

TEST(Answer, DropsPayloadTypesThatRtcpMultiplexingCannotTellApart) {
  SessionDescription offer = make_offer(plan());
  offer.sections[1].payloads[0].type = 72;
  EXPECT_THAT(formats(accepted(offer).negotiated.sections[1]), ElementsAre("H264 102+103"));
}

TEST(Answer, AsksForTheSimulcastLayersInTheirOrder) {
  for (const char* name : {"chromium_full", "firefox_full"}) {
    SCOPED_TRACE(name);
    const auto [negotiated, sdp] = accepted(fixture(name));
    EXPECT_THAT(negotiated.sections[1].rids, ElementsAre("q", "h", "f"));
    EXPECT_THAT(sdp.sections[1].rids,
                ElementsAre(Rid{"q", false, ""}, Rid{"h", false, ""}, Rid{"f", false, ""}));
    EXPECT_THAT(sdp.sections[1].simulcast.receive,
                ElementsAre(SimulcastStream{"q"}, SimulcastStream{"h"}, SimulcastStream{"f"}));
    EXPECT_THAT(sdp.sections[1].simulcast.send, IsEmpty());
    EXPECT_THAT(negotiated.sections[2].rids, IsEmpty());
  }
}

TEST(Answer, PairsAnnouncedSourcesWithTheirRetransmissions) {
  const auto screen = accepted(fixture("chromium_full")).negotiated.sections[2];
  ASSERT_EQ(screen.streams.size(), 1u);
  EXPECT_EQ(screen.streams[0].ssrc, 321660169u);
  EXPECT_EQ(screen.streams[0].rtx_ssrc, 269991009u);

  SessionDescription offer = make_offer(plan());
  MediaSection& camera = offer.sections[1];
  for (const uint32_t ssrc : {9u, 1u, 2u, 3u, 11u, 12u}) camera.sources.push_back({ssrc, "c"});
  camera.source_groups = {{"FID", {1, 11}}, {"FID", {2, 12}}, {"SIM", {1, 2, 3}}};
  EXPECT_THAT(accepted(offer).negotiated.sections[1].streams,
              ElementsAre(OfferedStream{1, 11}, OfferedStream{2, 12}, OfferedStream{3, {}},
                          OfferedStream{9, {}}));
}

TEST(Answer, HasOneExtensionMapForTheGroupAndSaysWhatEachSectionUses) {
  const auto [negotiated, sdp] = accepted(fixture("firefox_full"));
  const auto id_of = [&](std::string_view uri) {
    const auto found = std::ranges::find(negotiated.extensions, uri, &ExtensionId::uri);
    return found == negotiated.extensions.end() ? 0 : found->id;
  };
  EXPECT_EQ(id_of(testing::kMid), 3);
  EXPECT_EQ(id_of(testing::kTransportCc), 7);
  EXPECT_EQ(id_of(testing::kDependencyDescriptor), 8);
  EXPECT_TRUE(negotiated.two_byte_extensions);
  // Firefox sends the dependency descriptor, but does not take it on what it receives.
  EXPECT_EQ(std::ranges::count(negotiated.sections[1].extension_ids, 8), 1);
  EXPECT_EQ(std::ranges::count(negotiated.sections[4].extension_ids, 8), 0);
  const auto extension = std::ranges::find(sdp.sections[1].extensions, 8, &Extension::id);
  EXPECT_EQ(extension->direction, Direction::kRecvOnly);
}

TEST(Answer, ReversesDirections) {
  const auto [negotiated, sdp] = accepted(fixture("chromium_full"));
  EXPECT_EQ(negotiated.sections[0].direction, Direction::kRecvOnly);
  EXPECT_EQ(negotiated.sections[4].direction, Direction::kSendOnly);
  EXPECT_EQ(sdp.sections[4].direction, Direction::kSendOnly);
  EXPECT_FALSE(negotiated.sections[0].slot);
  EXPECT_TRUE(negotiated.sections[4].slot);
}

TEST(Answer, MakesASendRecvSectionSourceAndSlotOrSourceOnly) {
  AnswerParameters parameters = server_parameters();
  const auto both = accepted(fixture("chromium_sendrecv"), parameters).negotiated.sections[1];
  EXPECT_EQ(both.direction, Direction::kSendRecv);
  EXPECT_TRUE(both.slot);
  EXPECT_EQ(both.streams.size(), 1u);
  parameters.sendrecv = SendRecvPolicy::kSourceOnly;
  const auto source = accepted(fixture("chromium_sendrecv"), parameters).negotiated.sections[1];
  EXPECT_EQ(source.direction, Direction::kRecvOnly);
  EXPECT_FALSE(source.slot);
}

TEST(Answer, PutsSoundAndPictureOfOneSlotIntoOneStream) {
  const auto sdp = accepted(fixture("chromium_grown")).sdp;
  const auto stream = [&](size_t section) { return sdp.sections.at(section).msid->stream; };
  constexpr size_t kVideo = 4;
  constexpr size_t kSound = 4 + 49;
  EXPECT_EQ(stream(kVideo), "slot-0");
  EXPECT_EQ(stream(kSound), "slot-0");
  EXPECT_EQ(stream(kVideo + 24), stream(kSound + 24));
  EXPECT_NE(stream(kVideo + 25), stream(kSound + 25));
  std::set<std::string> tracks;
  for (const MediaSection& section : sdp.sections)
    if (section.msid) tracks.insert(section.msid->track);
  EXPECT_EQ(tracks.size(), 49u + 28u);
}

TEST(Answer, AnnouncesTheSlotsSources) {
  const auto [negotiated, sdp] = accepted(make_offer(plan()));
  const Slot& slot = *negotiated.sections[2].slot;
  EXPECT_THAT(sdp.sections[2].sources,
              ElementsAre(Source{slot.ssrc, "plenum"}, Source{slot.rtx_ssrc, "plenum"}));
  EXPECT_THAT(sdp.sections[2].source_groups,
              ElementsAre(SourceGroup{"FID", {slot.ssrc, slot.rtx_ssrc}}));
  const Slot& sound = *negotiated.sections[4].slot;
  EXPECT_EQ(sound.rtx_ssrc, 0u);
  EXPECT_THAT(sdp.sections[4].sources, ElementsAre(Source{sound.ssrc, "plenum"}));
}

TEST(Answer, KeepsOldSectionsUnchangedWhenTheOfferGrows) {
  OfferPlan growing = plan();
  AnswerParameters parameters = server_parameters();
  const auto first = accepted(make_offer(growing), parameters);
  parameters.slots = first.negotiated.slots;
  growing.slots.push_back({.video = 7, .audio = 7});
  const auto second = accepted(make_offer(growing), parameters);
  ASSERT_GT(second.sdp.sections.size(), first.sdp.sections.size());
  for (size_t i = 0; i < first.sdp.sections.size(); ++i)
    EXPECT_EQ(second.sdp.sections[i], first.sdp.sections[i]);
  EXPECT_EQ(second.negotiated.sections[7].slot->index, 2u);
  EXPECT_EQ(msid_of(*second.negotiated.sections[7].slot), (Msid{"slot-2", "video-2"}));
}

TEST(Answer, KeepsTheSlotOfAnInactiveSectionAndReusesTheIndexOfAStoppedOne) {
  AnswerParameters parameters = server_parameters();
  SessionDescription offer = make_offer(plan());
  const Negotiated first = accepted(offer, parameters).negotiated;
  parameters.slots = first.slots;
  offer.sections[2].direction = Direction::kInactive;
  offer.sections[3].port = 0;
  std::erase(offer.bundle, "3");
  const Negotiated second = accepted(offer, parameters).negotiated;
  EXPECT_EQ(second.sections[2].direction, Direction::kInactive);
  EXPECT_FALSE(second.sections[2].slot);
  EXPECT_EQ(std::ranges::count(second.slots, first.slots[0]), 1);
  EXPECT_EQ(std::ranges::count(second.slots, "3", &Slot::mid), 0);

  parameters.slots = second.slots;
  offer.sections[2].direction = Direction::kRecvOnly;
  offer.sections[3].port = 9;  // recycled under a new mid (RFC 8829, section 5.2.2)
  offer.sections[3].mid = "9";
  offer.bundle.emplace_back("9");
  const Negotiated third = accepted(offer, parameters).negotiated;
  EXPECT_EQ(third.sections[2].slot, first.sections[2].slot);
  EXPECT_EQ(third.sections[3].slot->index, 1u);
}

TEST(Answer, RefusesDataChannelsAndLeavesThemOutOfTheGroup) {
  for (const char* name : {"chromium_datachannel", "firefox_datachannel"}) {
    SCOPED_TRACE(name);
    const auto [negotiated, sdp] = accepted(fixture(name));
    const auto channel =
        std::ranges::find(sdp.sections, MediaKind::kApplication, &MediaSection::kind);
    ASSERT_NE(channel, sdp.sections.end());
    EXPECT_TRUE(channel->rejected());
    EXPECT_EQ(channel->formats, "webrtc-datachannel");
    EXPECT_EQ(std::ranges::count(sdp.bundle, channel->mid), 0);
    EXPECT_EQ(negotiated.sections.size(), sdp.sections.size() - 1);
  }
}

TEST(Answer, RefusesASectionWithoutACommonCodecUnlessItCarriesTheTransport) {
  SessionDescription offer = make_offer(plan());
  offer.sections[1].payloads = {{.type = 100, .encoding = "H265", .clock_rate = 90'000}};
  const auto refused_camera = accepted(offer);
  EXPECT_TRUE(refused_camera.sdp.sections[1].rejected());
  EXPECT_EQ(std::ranges::count(refused_camera.sdp.bundle, "1"), 0);

  const auto first = accepted(fixture("chromium_pcmu_first"));
  EXPECT_FALSE(first.sdp.sections[0].rejected());
  EXPECT_EQ(first.sdp.sections[0].direction, Direction::kInactive);
  EXPECT_EQ(first.sdp.bundle.front(), first.sdp.sections[0].mid);
  EXPECT_FALSE(first.sdp.sections[0].candidates.empty());
  EXPECT_EQ(first.negotiated.sections.size(), first.sdp.sections.size() - 1);
}

TEST(Answer, RefusesSectionsOutsideTheGroupAndOtherTransports) {
  SessionDescription offer = make_offer(plan());
  std::erase(offer.bundle, "1");
  offer.sections[2].protocol = "RTP/AVP";
  const auto sdp = accepted(offer).sdp;
  EXPECT_TRUE(sdp.sections[1].rejected());
  EXPECT_TRUE(sdp.sections[2].rejected());
}

TEST(Answer, TakesASingleSectionWithoutAGroup) {
  SessionDescription offer = make_offer(plan());
  offer.sections.resize(1);
  offer.bundle.clear();
  offer.sections[0].mid.clear();
  const auto [negotiated, sdp] = accepted(offer);
  EXPECT_EQ(negotiated.sections.size(), 1u);
  EXPECT_THAT(sdp.bundle, IsEmpty());
}

TEST(Answer, SaysWhyItRefusesAnOffer) {
  using enum AnswerErrorCode;
  EXPECT_EQ(refused([](auto& offer) { offer.sections.clear(); }).code, kNothingAccepted);
  EXPECT_EQ(refused([](auto& offer) {
              for (MediaSection& section : offer.sections) section.payloads.resize(0);
            }).code,
            kNothingAccepted);
  EXPECT_EQ(refused([](auto& offer) { offer.bundle.clear(); }).code, kNotBundled);
  EXPECT_EQ(refused([](auto& offer) { offer.sections[1].rtcp_mux = false; }),
            (AnswerError{kNoRtcpMux, "1"}));
  EXPECT_EQ(refused([](auto& offer) { offer.sections[0].transport.ice_pwd.clear(); }),
            (AnswerError{kNoIceCredentials, "0"}));
  EXPECT_EQ(
      refused([](auto& offer) { offer.sections[0].transport.fingerprints = {{"sha-1", "AA"}}; }),
      (AnswerError{kNoFingerprint, "0"}));
  for (const auto setup : {sdp::Setup::kPassive, sdp::Setup::kHoldconn})
    EXPECT_EQ(refused([&](auto& offer) { offer.sections[0].transport.setup = setup; }),
              (AnswerError{kSetupNotActive, "0"}));
}

TEST(Answer, RefusesNumbersThatMeanTwoThingsWithinTheGroup) {
  using enum AnswerErrorCode;
  EXPECT_EQ(refused([](auto& offer) { offer.sections[1].extensions[0].id = 1; }),
            (AnswerError{kExtensionConflict, "1"}));
  EXPECT_EQ(refused([](auto& offer) { offer.sections[1].extensions[0].id = 9; }),
            (AnswerError{kExtensionConflict, "1"}));
  EXPECT_EQ(refused([](auto& offer) { offer.sections[1].payloads[0].type = 111; }),
            (AnswerError{kPayloadTypeConflict, "1"}));
  EXPECT_EQ(refused([](auto& offer) {
              std::swap(offer.sections[2].payloads[0].type, offer.sections[2].payloads[1].type);
              offer.sections[2].payloads[1].fmtp.text = "apt=97";
            }),
            (AnswerError{kPayloadTypeConflict, "2"}));
}

TEST(Answer, TakesActiveOffersAndThoseThatDoNotSay) {
  SessionDescription offer = make_offer(plan());
  offer.sections[0].transport.setup = sdp::Setup::kActive;
  accepted(offer);
  offer.sections[0].transport.setup.reset();
  accepted(offer);
}

}  // namespace
}  // namespace sdp
