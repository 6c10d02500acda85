#include "server/negotiation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "proto/sdp/offer_writer.hpp"
#include "proto/sdp/parser.hpp"
#include "proto/sdp/writer.hpp"
#include "server/test_conference.hpp"

namespace server {
namespace {

using signalling::SourceKind;
using testing::read_offer;

class Negotiation : public ::testing::Test {
 protected:
  Negotiation() {
    settings.candidates = {{base::IpAddress::v4(192, 0, 2, 1), 10000},
                           {*base::IpAddress::parse("2001:db8::1"), 10000}};
    settings.fingerprint.sha256.fill(0xAB);
  }
  std::expected<std::string, NegotiationError> offer(std::string_view sdp,
                                                     const SectionKinds& kinds = {}) {
    return negotiate(sdp, kinds, settings, 20, source_ids, random, state);
  }
  // The answer, parsed; a refused offer fails the test.
  sdp::SessionDescription answer(std::string_view sdp, const SectionKinds& kinds = {}) {
    const auto text = offer(sdp, kinds);
    EXPECT_TRUE(text) << (text ? "" : text.error().detail);
    if (!text) return {};
    const auto parsed = sdp::parse(*text);
    EXPECT_TRUE(parsed);
    return parsed ? *parsed : sdp::SessionDescription{};
  }
  // By mid, what the answer announces to send.
  static std::map<std::string, uint32_t> ssrcs(const sdp::SessionDescription& description) {
    std::map<std::string, uint32_t> found;
    for (const sdp::MediaSection& section : description.sections)
      if (!section.sources.empty()) found[section.mid] = section.sources.front().ssrc;
    return found;
  }
  static sdp::OfferPlan plan() {
    sdp::OfferPlan plan;
    plan.ice_ufrag = "abcd";
    plan.ice_pwd = "0123456789abcdefghijkl";
    plan.fingerprint = dtls::Fingerprint{}.to_string();
    plan.microphone = plan.camera = true;
    plan.camera_rids = {"q", "h", "f"};
    plan.slots = {{2, 3}};
    return plan;
  }
  static std::string text_of(const sdp::OfferPlan& plan) {
    return sdp::write(sdp::make_offer(plan));
  }

  NegotiationSettings settings;
  SourceIds source_ids;
  base::SeededRandom random{3};
  NegotiationState state;
};

TEST_F(Negotiation, NewSectionsInEveryOfferComeToAnEndAndTheConnectionGoesOn) {
  sdp::SessionDescription many = sdp::make_offer(plan());
  size_t accepted = 0;
  for (int round = 0; round < 40; ++round) {
    sdp::SessionDescription next = many;
    for (sdp::MediaSection& section : next.sections)
      section.mid = std::to_string(round) + section.mid;
    next.bundle.clear();
    for (const sdp::MediaSection& section : next.sections) next.bundle.push_back(section.mid);
    accepted += offer(sdp::write(next)).has_value();
  }
  EXPECT_GT(accepted, 5u);
  EXPECT_LT(accepted, 40u);
  EXPECT_LE(state.setup.video_slots.size(), kMostSlots);
  EXPECT_LE(state.setup.sending.size(), kMostSending);
}

TEST_F(Negotiation, TheFirstOfferFillsInTheSetupOfThePeer) {
  const auto description = answer(read_offer("chromium_phone"),
                                  {{"0", SourceKind::kMicrophone}, {"1", SourceKind::kCamera}});
  const sfu::PeerSetup& setup = state.setup;
  EXPECT_EQ(setup.remote_ice.ufrag, "2yHg");
  EXPECT_TRUE(setup.remote_fingerprint.to_string().starts_with("BC:64:A5:29"));
  EXPECT_EQ(ice::worker_of_ufrag(setup.local_ice.ufrag), 20u) << "who owns the peer";
  ASSERT_EQ(setup.sending.size(), 2u);
  EXPECT_EQ(setup.sending[0].kind, sfu::SourceKind::kMicrophone);
  EXPECT_EQ(setup.sending[0].codecs.at(0).kind, codec::CodecKind::kOpus);
  EXPECT_EQ(setup.sending[1].kind, sfu::SourceKind::kCamera);
  EXPECT_EQ(setup.sending[1].codecs.at(0).kind, codec::CodecKind::kVp8) << "preferred";
  EXPECT_NE(setup.sending[0].source, setup.sending[1].source);
  EXPECT_EQ(setup.video_slots.size(), 4u);
  EXPECT_EQ(setup.sound_slots.size(), 7u);
  EXPECT_FALSE(setup.cname.empty());
  ASSERT_EQ(description.sections.size(), 13u);
  EXPECT_EQ(description.sections[1].direction, sdp::Direction::kRecvOnly);
  EXPECT_EQ(description.sections[2].direction, sdp::Direction::kSendOnly);
}

TEST_F(Negotiation, TheAnswerHoldsEveryCandidateTheBestFirst) {
  const auto text = offer(read_offer("firefox_phone"));
  ASSERT_TRUE(text);
  const size_t v4 = text->find(" 192.0.2.1 10000 typ host"), v6 = text->find(" 2001:db8::1 10000");
  EXPECT_NE(v4, std::string::npos);
  EXPECT_LT(v4, v6);
  EXPECT_NE(text->find("a=ice-lite"), std::string::npos);
  EXPECT_NE(text->find("AB:AB:AB"), std::string::npos);
}

TEST_F(Negotiation, EveryRecordedOfferIsAnsweredOrRefusedInOneLine) {
  for (const auto& entry : std::filesystem::directory_iterator("src/proto/sdp/testdata")) {
    state = {};
    const auto text = offer(read_offer(entry.path().stem()));
    const std::string detail = text ? "" : text.error().detail;
    EXPECT_EQ(detail.find('\n'), std::string::npos) << entry.path();
    EXPECT_NE(detail.empty(), !sdp::parse(text.value_or("")).has_value()) << entry.path();
  }
}

TEST_F(Negotiation, MoreSlotsKeepTheOldOnesAsTheyWere) {
  sdp::OfferPlan growing = plan();
  const auto before = answer(text_of(growing));
  const sfu::PeerSetup first = state.setup;
  growing.slots.push_back({7, 9});
  ++growing.session_version;
  const auto after = answer(text_of(growing));
  // 1. In the answer.
  const auto old_ssrcs = ssrcs(before), new_ssrcs = ssrcs(after);
  EXPECT_EQ(old_ssrcs.size(), 5u);
  EXPECT_EQ(new_ssrcs.size(), 21u);
  for (const auto& [mid, ssrc] : old_ssrcs) EXPECT_EQ(new_ssrcs.at(mid), ssrc) << mid;
  // 2. For the worker, which only ever appends.
  ASSERT_EQ(state.setup.video_slots.size(), 9u);
  ASSERT_EQ(state.setup.sound_slots.size(), 12u);
  for (size_t k = 0; k < first.video_slots.size(); ++k)
    EXPECT_EQ(state.setup.video_slots[k].ssrc, first.video_slots[k].ssrc);
  EXPECT_EQ(state.setup.sending.size(), 2u);
  EXPECT_EQ(state.setup.sending[1].source, first.sending[1].source);
  EXPECT_EQ(state.setup.local_ice, first.local_ice);
  EXPECT_EQ(state.setup.cname, first.cname);
}

TEST_F(Negotiation, TheSessionStaysAndItsVersionGrows) {
  EXPECT_EQ(state.session_version, 0u);
  answer(text_of(plan()));
  const uint64_t session = state.session_id;
  EXPECT_EQ(state.session_version, 1u);
  const auto text = offer(text_of(plan()));
  EXPECT_EQ(state.session_version, 2u);
  EXPECT_TRUE(text->find("o=- " + std::to_string(session) + " 2 ") != std::string::npos) << *text;
}

TEST_F(Negotiation, ARecordedSessionKeepsItsSlotsWhenSectionsAreRecycled) {
  answer(read_offer("chromium_screen_stopped"));
  const auto first = state.setup.video_slots;
  answer(read_offer("chromium_sections_recycled"), {{"8", SourceKind::kScreen}});
  ASSERT_GT(state.setup.video_slots.size(), first.size());
  for (size_t k = 0; k < first.size(); ++k) {
    EXPECT_EQ(state.setup.video_slots[k].mid, first[k].mid);
    EXPECT_EQ(state.setup.video_slots[k].ssrc, first[k].ssrc);
  }
  EXPECT_EQ(state.setup.sending.back().kind, sfu::SourceKind::kScreen);
}

TEST_F(Negotiation, AnIceRestartGetsNewCredentialsAndNothingElseNew) {
  sdp::OfferPlan restarting = plan();
  answer(text_of(restarting));
  const sfu::PeerSetup before = state.setup;
  restarting.ice_ufrag = "efgh";
  restarting.ice_pwd = "lkjihgfedcba9876543210";
  const auto description = answer(text_of(restarting));
  EXPECT_NE(state.setup.local_ice.ufrag, before.local_ice.ufrag);
  EXPECT_NE(state.setup.local_ice.pwd, before.local_ice.pwd);
  EXPECT_EQ(ice::worker_of_ufrag(state.setup.local_ice.ufrag), 20u);
  EXPECT_EQ(state.setup.remote_ice.ufrag, "efgh");
  EXPECT_EQ(state.setup.video_slots[0].ssrc, before.video_slots[0].ssrc);
  EXPECT_EQ(state.setup.sending[0].source, before.sending[0].source);
}

TEST_F(Negotiation, WithoutARestartTheCredentialsStay) {
  answer(read_offer("firefox_phone"));
  const ice::Credentials before = state.setup.local_ice;
  answer(read_offer("firefox_phone"));
  EXPECT_EQ(state.setup.local_ice, before);
}

TEST_F(Negotiation, AnotherCertificateOnTheSameConnectionIsRefused) {
  sdp::OfferPlan other = plan();
  answer(text_of(other));
  const uint64_t version = state.session_version;
  dtls::Fingerprint fingerprint;
  fingerprint.sha256[0] = 1;
  other.fingerprint = fingerprint.to_string();
  other.ice_ufrag = "efgh";
  const auto refused = offer(text_of(other));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().detail, "another certificate on the same connection");
  EXPECT_EQ(state.session_version, version) << "nothing has changed";
  EXPECT_EQ(state.setup.remote_ice.ufrag, "abcd");
}

TEST_F(Negotiation, SoundIsRedundantBothWaysWhereTheBrowserHasIt) {
  answer(read_offer("chromium_phone"));
  EXPECT_EQ(state.setup.sending.at(0).codecs.at(0).red_payload_type, 63);
  for (const sfu::SlotSection& slot : state.setup.sound_slots)
    EXPECT_EQ(slot.codecs.at(0).red_payload_type, 63);
  state = {};
  answer(read_offer("firefox_phone"));
  EXPECT_EQ(state.setup.sending.at(0).codecs.at(0).red_payload_type, std::nullopt);
  for (const sfu::SlotSection& slot : state.setup.sound_slots)
    EXPECT_EQ(slot.codecs.at(0).red_payload_type, std::nullopt);
}

TEST_F(Negotiation, LayersKeepTheOrderOfTheOffer) {
  answer(text_of(plan()));
  EXPECT_EQ(state.setup.sending.at(1).rids, (std::vector<std::string>{"q", "h", "f"}));
  for (const std::string_view browser : {"chromium", "firefox"}) {
    state = {};
    answer(read_offer(std::string(browser) + "_phone"));
    EXPECT_EQ(state.setup.sending.at(1).rids, (std::vector<std::string>{"q", "h", "f"})) << browser;
  }
}

TEST_F(Negotiation, SectionsWithoutANameAreMicrophoneAndCamera) {
  answer(read_offer("chromium_whip"));
  ASSERT_EQ(state.setup.sending.size(), 2u);
  EXPECT_EQ(state.setup.sending[0].kind, sfu::SourceKind::kMicrophone);
  EXPECT_EQ(state.setup.sending[1].kind, sfu::SourceKind::kCamera);
}

TEST_F(Negotiation, ThereIsOneSourceOfEachKindAndOfTheRightMedium) {
  sdp::OfferPlan everything = plan();
  everything.screen = everything.screen_sound = true;
  // Mids count from 0: microphone, camera, screen, screen sound. The third claims to be a second
  // camera, the fourth a picture.
  answer(text_of(everything), {{"2", SourceKind::kCamera}, {"3", SourceKind::kScreen}});
  ASSERT_EQ(state.setup.sending.size(), 2u);
  state = {};
  answer(text_of(everything), {{"2", SourceKind::kScreen}, {"3", SourceKind::kScreenSound}});
  ASSERT_EQ(state.setup.sending.size(), 4u);
  EXPECT_EQ(state.setup.sending[3].kind, sfu::SourceKind::kScreenSound);
}

TEST_F(Negotiation, WhatCannotBeReadIsRefusedWithItsPlace) {
  EXPECT_TRUE(offer("v=0\r\nnonsense\r\n").error().detail.ends_with(" in line 2"));
  EXPECT_FALSE(offer(""));
  EXPECT_FALSE(offer(read_offer("chromium_phone").substr(0, 300)));
  sdp::OfferPlan short_password = plan();
  short_password.ice_pwd = "short";
  EXPECT_TRUE(offer(text_of(short_password)).error().detail.starts_with("malformed attribute in "));
  EXPECT_EQ(state.session_version, 0u);
}

}  // namespace
}  // namespace server
