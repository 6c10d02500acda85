// Over every recorded offer of testdata/: what holds for all of them. What each says in particular
// is in answer_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "proto/sdp/parser.hpp"
#include "proto/sdp/test_support.hpp"
#include "proto/sdp/writer.hpp"

namespace sdp {
namespace {

using testing::fixture_names;
using testing::read_fixture;
using testing::server_parameters;

class Fixture : public ::testing::TestWithParam<std::string> {
 protected:
  std::string text_ = read_fixture(GetParam());
  base::SeededRandom random_{1};
};

// Damage is tried on those only; the large ones repeat the same lines for more slots.
class SmallFixture : public Fixture {};

std::vector<std::string> small_fixture_names() {
  constexpr size_t kSmall = 20'000;
  std::vector<std::string> names = fixture_names();
  std::erase_if(names, [](const std::string& name) { return read_fixture(name).size() > kSmall; });
  return names;
}

std::string name_of(const ::testing::TestParamInfo<std::string>& test) { return test.param; }

INSTANTIATE_TEST_SUITE_P(Recorded, Fixture, ::testing::ValuesIn(fixture_names()), name_of);
INSTANTIATE_TEST_SUITE_P(Recorded, SmallFixture, ::testing::ValuesIn(small_fixture_names()),
                         name_of);

// Whatever comes of it, it must not be worse than an error: used on damaged offers.
void parse_and_answer(std::string_view text) {
  base::SeededRandom random(1);
  const auto offer = parse(text);
  if (!offer) return;
  const auto reply = answer(*offer, server_parameters(), random);
  if (!reply) return;
  EXPECT_TRUE(parse(reply->sdp).has_value()) << reply->sdp;
}

TEST(Fixtures, AreThere) { EXPECT_GE(fixture_names().size(), 40u); }

TEST_P(Fixture, WrittenAndParsedAgainIsEqual) {
  const auto offer = parse(text_);
  ASSERT_TRUE(offer) << to_text(offer.error().code) << " in line " << offer.error().line;
  const std::string written = write(*offer);
  const auto again = parse(written);
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *offer);
  EXPECT_EQ(write(*again), written);
}

TEST_P(Fixture, IsAnsweredSectionBySection) {
  const auto offer = parse(text_);
  ASSERT_TRUE(offer);
  const auto reply = answer(*offer, server_parameters(), random_);
  ASSERT_TRUE(reply) << to_text(reply.error().code) << " " << reply.error().mid;
  const auto answered = parse(reply->sdp);
  ASSERT_TRUE(answered);
  EXPECT_EQ(write(*answered), reply->sdp);
  ASSERT_EQ(answered->sections.size(), offer->sections.size());
  for (size_t i = 0; i < offer->sections.size(); ++i) {
    const MediaSection& ours = answered->sections[i];
    const MediaSection& theirs = offer->sections[i];
    EXPECT_EQ(ours.kind, theirs.kind);
    EXPECT_EQ(ours.mid, theirs.mid);
    EXPECT_EQ(ours.protocol, theirs.protocol);
    EXPECT_EQ(std::ranges::count(answered->bundle, ours.mid) == 1, !ours.rejected());
    EXPECT_TRUE(ours.rejected() || !theirs.rejected());
    for (const Payload& payload : ours.payloads)
      EXPECT_NE(std::ranges::find(theirs.payloads, payload.type, &Payload::type),
                theirs.payloads.end());
  }
}

TEST_P(Fixture, GivesEverySlotItsOwnSsrcs) {
  const auto offer = parse(text_);
  ASSERT_TRUE(offer);
  const auto reply = answer(*offer, server_parameters(), random_);
  ASSERT_TRUE(reply);
  std::set<uint32_t> ssrcs;
  size_t count = 0;
  for (const MediaSection& section : offer->sections)
    for (const Source& source : section.sources) count += ssrcs.insert(source.ssrc).second;
  for (const Slot& slot : reply->negotiated.slots) {
    ssrcs.insert(slot.ssrc);
    ++count;
    if (slot.kind != MediaKind::kVideo) continue;
    ssrcs.insert(slot.rtx_ssrc);
    ++count;
  }
  EXPECT_EQ(ssrcs.size(), count);
}

TEST_P(Fixture, AnsweredAgainWithItsSlotsIsTheSameAnswer) {
  const auto offer = parse(text_);
  ASSERT_TRUE(offer);
  AnswerParameters parameters = server_parameters();
  const auto first = answer(*offer, parameters, random_);
  ASSERT_TRUE(first);
  parameters.slots = first->negotiated.slots;
  const auto second = answer(*offer, parameters, random_);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->sdp, first->sdp);
  EXPECT_EQ(second->negotiated, first->negotiated);
}

TEST_P(SmallFixture, TruncatedAnywhereIsHandled) {
  for (size_t size = 0; size < text_.size(); size += 97) parse_and_answer(text_.substr(0, size));
}

TEST_P(SmallFixture, WithoutAnyOneLineIsHandled) {
  size_t begin = 0;
  while (begin < text_.size()) {
    const size_t end = std::min(text_.find('\n', begin), text_.size() - 1) + 1;
    parse_and_answer(text_.substr(0, begin) + text_.substr(end));
    begin = end;
  }
}

TEST_P(Fixture, WithLineFeedsOnlyIsTheSame) {
  std::string unix = text_;
  std::erase(unix, '\r');
  EXPECT_EQ(parse(unix), parse(text_));
}

}  // namespace
}  // namespace sdp
