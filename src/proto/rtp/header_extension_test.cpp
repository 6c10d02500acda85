#include "proto/rtp/header_extension.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "proto/rtp/abs_send_time.hpp"
#include "proto/rtp/audio_level.hpp"
#include "proto/rtp/stream_text.hpp"
#include "proto/rtp/transport_sequence_number.hpp"
#include "proto/rtp/video_orientation.hpp"

namespace rtp {
namespace {

using base::Bytes;
using base::BytesView;

std::vector<std::pair<int, Bytes>> elements(uint16_t profile, BytesView block) {
  std::vector<std::pair<int, Bytes>> result;
  ExtensionReader reader(profile, block);
  while (const auto element = reader.next()) {
    EXPECT_LE(element->offset + element->data.size(), block.size());
    result.emplace_back(element->id, base::to_bytes(element->data));
  }
  return result;
}

using List = std::vector<std::pair<int, Bytes>>;

TEST(ExtensionReader, WalksOneByteElementsAndSkipsPadding) {
  const Bytes block = {0x10, 0xaa, 0x00, 0x00, 0x21, 0xbb, 0xcc, 0x00, 0xe0, 0xdd, 0x00, 0x00};
  EXPECT_EQ(elements(0xbede, block), (List{{1, {0xaa}}, {2, {0xbb, 0xcc}}, {14, {0xdd}}}));
}

TEST(ExtensionReader, WalksTwoByteElementsWithoutDataAndWithLargeIds) {
  const Bytes block = {0x01, 0x00, 0x00, 0xfe, 0x02, 0xaa, 0xbb, 0x00, 0x0f, 0x01, 0xcc};
  const List expected = {{1, {}}, {254, {0xaa, 0xbb}}, {15, {0xcc}}};
  for (uint16_t bits = 0; bits < 16; ++bits)
    EXPECT_EQ(elements(static_cast<uint16_t>(0x1000 | bits), block), expected) << bits;
}

TEST(ExtensionReader, StopsAtId15AndAtId0WithALength) {
  EXPECT_EQ(elements(0xbede, Bytes{0x10, 0xaa, 0xf0, 0xbb, 0x20, 0xcc}), (List{{1, {0xaa}}}));
  EXPECT_EQ(elements(0xbede, Bytes{0x10, 0xaa, 0x01, 0xbb, 0x20, 0xcc}), (List{{1, {0xaa}}}));
}

TEST(ExtensionReader, KeepsWhatStandsBeforeAnElementThatDoesNotFit) {
  EXPECT_EQ(elements(0xbede, Bytes{0x10, 0xaa, 0x2f, 0xbb}), (List{{1, {0xaa}}}));
  EXPECT_EQ(elements(0x1000, Bytes{0x01, 0x01, 0xaa, 0x02, 0xff, 0x00}), (List{{1, {0xaa}}}));
  EXPECT_EQ(elements(0x1000, Bytes{0x01, 0x01, 0xaa, 0x02}), (List{{1, {0xaa}}}));
}

TEST(ExtensionReader, IgnoresAnUnknownProfile) {
  EXPECT_TRUE(elements(0xbedf, Bytes{0x10, 0xaa}).empty());
  EXPECT_TRUE(elements(0x1010, Bytes{0x01, 0x01, 0xaa}).empty());
}

TEST(ExtensionReader, StaysInsideForEveryLengthOfRandomBytes) {
  base::SeededRandom random(2);
  for (int round = 0; round < 500; ++round)
    for (size_t size = 0; size <= 64; ++size) {
      Bytes block(size);
      random.fill(block);
      for (const uint16_t profile : {0xbede, 0x1000})
        EXPECT_LE(elements(profile, block).size(), 64u);
    }
}

TEST(ExtensionMap, BindsAnIdAndAKindOnce) {
  ExtensionMap map;
  EXPECT_TRUE(map.bind(4, ExtensionKind::kMid));
  EXPECT_TRUE(map.bind(4, ExtensionKind::kMid)) << "each section repeats the map";
  EXPECT_FALSE(map.bind(4, ExtensionKind::kRid)) << "id taken";
  EXPECT_FALSE(map.bind(5, ExtensionKind::kMid)) << "kind taken";
  EXPECT_FALSE(map.bind(0, ExtensionKind::kRid));
  EXPECT_FALSE(map.bind(15, ExtensionKind::kRid));
  EXPECT_TRUE(map.bind(255, ExtensionKind::kRid));
  EXPECT_EQ(map.id_of(ExtensionKind::kMid), 4);
  EXPECT_EQ(map.kind_of_id(255), ExtensionKind::kRid);
  EXPECT_EQ(map.kind_of_id(5), ExtensionKind::kNone);
  EXPECT_EQ(map.id_of(ExtensionKind::kAudioLevel), 0);
}

TEST(ExtensionKind, EveryKindHasAUriOfItsOwn) {
  for (size_t i = 1; i < kExtensionKindCount; ++i) {
    const auto kind = static_cast<ExtensionKind>(i);
    EXPECT_FALSE(uri_of(kind).empty());
    EXPECT_EQ(kind_of(uri_of(kind)), kind);
  }
  EXPECT_EQ(kind_of("urn:ietf:params:rtp-hdrext:toffset"), ExtensionKind::kNone);
  EXPECT_EQ(kind_of(""), ExtensionKind::kNone);
}

TEST(ExtensionViews, FindsNegotiatedElementsAndTakesTheFirstOfTwo) {
  const Bytes packet = {0x90, 0x6f, 0,    1,    0,    0, 0,    2,    0,    0,
                        0,    3,    0xbe, 0xde, 0,    3, 0x10, 0x85, 0x20, 0x31,
                        0x10, 0x05, 0x51, 0x12, 0x34, 0, 0,    0x00, 0xaa};
  ExtensionMap map;
  ASSERT_TRUE(map.bind(1, ExtensionKind::kAudioLevel));
  ASSERT_TRUE(map.bind(5, ExtensionKind::kTransportSequenceNumber));
  const auto header = parse_header(packet);
  ASSERT_TRUE(header);
  const ExtensionViews views(*header, map);
  EXPECT_EQ(AudioLevel::parse(views.get(ExtensionKind::kAudioLevel)), (AudioLevel{5, true}));
  EXPECT_EQ(TransportSequenceNumber::parse(views.get(ExtensionKind::kTransportSequenceNumber)),
            TransportSequenceNumber{0x1234});
  EXPECT_FALSE(views.has(ExtensionKind::kMid));
  EXPECT_TRUE(views.get(ExtensionKind::kMid).empty());
  EXPECT_EQ(element_offset(*header, 5), 23u);
  EXPECT_EQ(element_offset(*header, 6), std::nullopt);
}

TEST(TypedExtensions, RefuseEveryOtherSizeThanTheirOwn) {
  for (size_t size = 0; size <= 64; ++size) {
    const Bytes data(size, 0x31);
    EXPECT_EQ(AudioLevel::parse(data).has_value(), size == 1);
    EXPECT_EQ(VideoOrientation::parse(data).has_value(), size == 1);
    EXPECT_EQ(TransportSequenceNumber::parse(data).has_value(), size == 2);
    EXPECT_EQ(AbsSendTime::parse(data).has_value(), size == 3);
    EXPECT_EQ(StreamText::parse(data).has_value(), size >= 1 && size <= 16);
  }
}

TEST(TypedExtensions, OneByteKindsKeepEveryValue) {
  for (unsigned byte = 0; byte < 256; ++byte) {
    const Bytes data = {static_cast<uint8_t>(byte)};
    EXPECT_EQ(AudioLevel::parse(data)->to_byte(), byte);
    EXPECT_EQ(VideoOrientation::parse(data)->to_byte(), byte & 0x0f);
  }
  EXPECT_TRUE(VideoOrientation::parse(Bytes{0x01})->is_on_its_side());
  EXPECT_FALSE(VideoOrientation::parse(Bytes{0x02})->is_on_its_side());
}

TEST(StreamText, RefusesCharactersThatCouldBreakALineOfSdp) {
  EXPECT_EQ(StreamText::from("hi-res_1")->view(), "hi-res_1");
  for (const char* bad : {"", "a b", "a;b", "a\r\n", "\xc3\xa4", "12345678901234567"})
    EXPECT_FALSE(StreamText::from(bad)) << bad;
  EXPECT_FALSE(StreamText::parse(Bytes{'a', 0}));
  EXPECT_NE(StreamText::from("a"), StreamText::from("b"));
}

TEST(AbsSendTime, CountsSecondsInSixPointEighteen) {
  using namespace std::chrono_literals;
  const base::Instant start{};
  EXPECT_EQ(AbsSendTime::from(start + 1s).value, 1u << 18);
  EXPECT_EQ(AbsSendTime::from(start + 500ms).value, 1u << 17);
  EXPECT_EQ(AbsSendTime::from(start + 64s).value, 0u);
  EXPECT_EQ(AbsSendTime::from(start + std::chrono::years(30) / 1s * 1s).value & 0x3ffff, 0u);
}

TEST(AbsSendTime, MeasuresAcrossItsWrapInBothDirections) {
  using namespace std::chrono_literals;
  const base::Instant start{};
  const auto before = AbsSendTime::from(start + 63s + 990ms);
  const auto after = AbsSendTime::from(start + 64s + 10ms);
  EXPECT_NEAR(static_cast<double>(AbsSendTime::between(before, after).count()), 20'000, 8);
  EXPECT_NEAR(static_cast<double>(AbsSendTime::between(after, before).count()), -20'000, 8);
}

}  // namespace
}  // namespace rtp
