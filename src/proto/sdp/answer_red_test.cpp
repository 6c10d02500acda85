// What becomes of the RED formats of an offer (RFC 2198).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "proto/sdp/offer_writer.hpp"
#include "proto/sdp/parser.hpp"
#include "proto/sdp/test_support.hpp"

namespace sdp {
namespace {

using testing::accepted;
using ::testing::ElementsAre;
using testing::read_fixture;
using testing::server_parameters;

// Opus is 111 and its RED 63.
SessionDescription chromium() {
  return parse(read_fixture("chromium_full")).value_or(SessionDescription());
}

SessionDescription chromium_with_fmtp(std::string_view fmtp) {
  SessionDescription offer = chromium();
  for (MediaSection& section : offer.sections)
    for (Payload& payload : section.payloads)
      if (payload.encoding == "red" && section.kind == MediaKind::kAudio) payload.fmtp.text = fmtp;
  return offer;
}

std::vector<int> types(const MediaSection& section) {
  std::vector<int> types;
  types.reserve(section.payloads.size());
  for (const Payload& payload : section.payloads) types.push_back(payload.type);
  return types;
}

TEST(AnswerOfRed, AsksForItOfWhatIsSentAndOffersItInSlots) {
  const auto [negotiated, sdp] = accepted(chromium());
  EXPECT_THAT(types(sdp.sections[0]), ElementsAre(63, 111)) << "first: what the client is to send";
  const Payload& red = sdp.sections[0].payloads[0];
  EXPECT_EQ(red.encoding, "red");
  EXPECT_EQ(red.clock_rate, 48'000u);
  EXPECT_EQ(red.channels, 2);
  EXPECT_EQ(red.fmtp.text, "111/111");
  size_t slots = 0;
  for (const NegotiatedSection& section : negotiated.sections) {
    if (section.kind != MediaKind::kAudio) continue;
    ASSERT_EQ(section.codecs.size(), 1u);
    EXPECT_EQ(section.codecs[0].red_payload_type, 63);
    if (section.direction != Direction::kSendOnly) continue;
    ++slots;
    EXPECT_THAT(types(*std::ranges::find(sdp.sections, section.mid, &MediaSection::mid)),
                ElementsAre(111, 63));
  }
  EXPECT_GT(slots, 0u);
}

TEST(AnswerOfRed, LeavesItOutWhereItIsNotOfferedOrNotWanted) {
  const auto firefox =
      accepted(parse(read_fixture("firefox_full")).value_or(SessionDescription())).negotiated;
  EXPECT_EQ(firefox.sections[0].codecs[0].red_payload_type, std::nullopt);
  AnswerParameters parameters = server_parameters();
  parameters.opus_red = false;
  const auto [negotiated, sdp] = accepted(chromium(), parameters);
  EXPECT_EQ(negotiated.sections[0].codecs[0].red_payload_type, std::nullopt);
  EXPECT_THAT(types(sdp.sections[0]), ElementsAre(111));
}

TEST(AnswerOfRed, TakesBlocksOfOpusAndOfNothingElse) {
  for (const std::string_view fmtp : {"111/111", "111/111/111"})
    EXPECT_EQ(accepted(chromium_with_fmtp(fmtp)).negotiated.sections[0].codecs[0].red_payload_type,
              63)
        << fmtp;
  for (const std::string_view fmtp : {"", "111", "111/", "/111", "111/0", "0/111", "111/111/",
                                      "1111/1111", "111-111", "111/111 "})
    EXPECT_EQ(accepted(chromium_with_fmtp(fmtp)).negotiated.sections[0].codecs[0].red_payload_type,
              std::nullopt)
        << fmtp;
}

TEST(AnswerOfRed, RefusesATypeThatIsSomethingElseElsewhere) {
  OfferPlan plan;
  plan.ice_ufrag = "cLnt";
  plan.ice_pwd = "abcdefghijklmnopqrstuv";
  plan.fingerprint = "AA:BB";
  plan.redundant_sound = plan.microphone = plan.camera = true;
  SessionDescription offer = make_offer(plan);
  EXPECT_EQ(accepted(offer).negotiated.sections[0].codecs[0].red_payload_type, kRedPayloadType);
  for (const uint8_t taken :
       {payload_type_of(codec::CodecKind::kVp8), payload_type_of(codec::CodecKind::kOpus)}) {
    offer.sections[0].payloads[1].type = taken;
    base::SeededRandom random(1);
    const auto refused = answer(offer, server_parameters(), random);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, AnswerErrorCode::kPayloadTypeConflict);
  }
}

}  // namespace
}  // namespace sdp
