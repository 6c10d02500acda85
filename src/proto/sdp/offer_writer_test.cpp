#include "proto/sdp/offer_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proto/sdp/answer.hpp"
#include "proto/sdp/parser.hpp"
#include "proto/sdp/test_support.hpp"
#include "proto/sdp/writer.hpp"

namespace sdp {
namespace {

using codec::CodecKind;
using ::testing::ElementsAre;

OfferPlan full_plan() {
  OfferPlan plan;
  plan.ice_ufrag = "cLnt";
  plan.ice_pwd = "abcdefghijklmnopqrstuv";
  plan.fingerprint = "AA:BB:CC";
  plan.video_codecs = {CodecKind::kAv1, CodecKind::kVp9, CodecKind::kVp8, CodecKind::kH264};
  plan.microphone = plan.camera = plan.screen = plan.screen_sound = true;
  plan.camera_rids = {"q", "h", "f"};
  plan.slots = {{.video = 9, .audio = 12}};
  return plan;
}

TEST(Offer, WrittenAndParsedIsEqual) {
  const SessionDescription offer = make_offer(full_plan());
  EXPECT_EQ(offer.sections.size(), 4u + 9 + 12);
  const auto parsed = parse(write(offer));
  ASSERT_TRUE(parsed) << to_text(parsed.error().code) << " in line " << parsed.error().line;
  EXPECT_EQ(*parsed, offer);
}

TEST(Offer, IsAnsweredInFull) {
  base::SeededRandom random(1);
  const auto reply = answer(make_offer(full_plan()), testing::server_parameters(), random);
  ASSERT_TRUE(reply);
  const auto& sections = reply->negotiated.sections;
  ASSERT_EQ(sections.size(), 25u);
  EXPECT_THAT(sections[1].rids, ElementsAre("q", "h", "f"));
  EXPECT_THAT(sections[2].streams, ElementsAre(OfferedStream{1004, 1005}));
  EXPECT_EQ(sections[1].codecs.size(), 4u);
  for (const Codec& codec : sections[1].codecs) {
    EXPECT_EQ(codec.payload_type, payload_type_of(codec.kind));
    EXPECT_EQ(codec.rtx_payload_type, payload_type_of(codec.kind) + 1);
  }
  for (size_t i = 4; i < sections.size(); ++i) EXPECT_TRUE(sections[i].slot.has_value());
}

TEST(Offer, OfACameraWithoutLayersAnnouncesItsSource) {
  OfferPlan plan = full_plan();
  plan.camera_rids.clear();
  const SessionDescription offer = make_offer(plan);
  EXPECT_TRUE(offer.sections[1].simulcast.empty());
  EXPECT_THAT(offer.sections[1].source_groups, ElementsAre(SourceGroup{"FID", {1002, 1003}}));
}

TEST(Offer, GrowsWithoutMovingASection) {
  OfferPlan plan = full_plan();
  const SessionDescription before = make_offer(plan);
  plan.slots.push_back({.video = 7, .audio = 7});
  const SessionDescription after = make_offer(plan);
  EXPECT_EQ(after.sections.size(), before.sections.size() + 14);
  EXPECT_TRUE(
      std::ranges::equal(before.sections, std::span(after.sections).first(before.sections.size())));
}

}  // namespace
}  // namespace sdp
