// RTX and RED: payloads that wrap another payload.
#include <gtest/gtest.h>

#include "base/random.hpp"
#include "proto/rtp/red.hpp"
#include "proto/rtp/rtx.hpp"

namespace rtp {
namespace {

using base::Bytes;
using base::BytesView;

TEST(RtxPayload, SplitsTheOriginalSequenceNumberFromThePayload) {
  const Bytes payload = {0x12, 0x34, 0xaa, 0xbb};
  const auto rtx = RtxPayload::parse(payload);
  ASSERT_TRUE(rtx);
  EXPECT_EQ(rtx->original_sequence_number, 0x1234);
  EXPECT_EQ(base::to_bytes(rtx->payload), (Bytes{0xaa, 0xbb}));
  Bytes copy(4, 0);
  RtxPayload::write_head(copy, 0x1234);
  EXPECT_EQ(copy, (Bytes{0x12, 0x34, 0, 0}));
}

TEST(RtxPayload, RefusesAProbeOfPaddingAlone) {
  EXPECT_EQ(RtxPayload::parse({}).error(), Error::kTruncated);
  EXPECT_EQ(RtxPayload::parse(Bytes{1}).error(), Error::kTruncated);
  EXPECT_TRUE(RtxPayload::parse(Bytes{1, 2})->payload.empty());
}

// Opus (111) with one copy that is 960 samples older, as Chromium sends it.
const Bytes kOneCopy = {0xef, 0x0f, 0x00, 0x03, 0x6f, 0x01, 0x02, 0x03, 0x0a, 0x0b};

TEST(RedPayload, FindsThePrimaryBlockBehindTheCopies) {
  const auto red = RedPayload::parse(kOneCopy);
  ASSERT_TRUE(red);
  ASSERT_EQ(red->redundant().size(), 1u);
  EXPECT_EQ(red->redundant()[0].payload_type, 111);
  EXPECT_EQ(red->redundant()[0].timestamp_offset, 960);
  EXPECT_EQ(base::to_bytes(red->redundant()[0].data), (Bytes{1, 2, 3}));
  EXPECT_EQ(red->primary().payload_type, 111);
  EXPECT_EQ(base::to_bytes(red->primary().data), (Bytes{0x0a, 0x0b}));
}

TEST(RedPayload, ReadsAPrimaryBlockAlone) {
  const Bytes payload = {0x6f, 0x0a};
  const auto red = RedPayload::parse(payload);
  ASSERT_TRUE(red);
  EXPECT_TRUE(red->redundant().empty());
  EXPECT_EQ(base::to_bytes(red->primary().data), Bytes{0x0a});
}

TEST(RedPayload, RefusesWhatDoesNotFitIntoItsPayload) {
  const struct {
    const char* what;
    Bytes payload;
  } kMalformed[] = {
      {"nothing at all", {}},
      {"a head that announces another, and none", {0xef, 0, 0, 0}},
      {"half a head", {0xef, 0x0f, 0x00}},
      {"a copy longer than the rest", {0xef, 0x0f, 0x00, 0x03, 0x6f, 1, 2}},
      {"the longest copy, and two bytes", {0xef, 0x0f, 0x03, 0xff, 0x6f, 1, 2}},
      {"two copies of which the second is cut",
       {0xef, 0x0f, 0x00, 0x01, 0xef, 0x0f, 0x00, 0x02, 0x6f, 1, 2}},
  };
  for (const auto& [what, payload] : kMalformed)
    EXPECT_EQ(RedPayload::parse(payload).error(), Error::kTruncated) << what;
}

TEST(RedPayload, ReadsAgainWhatWasWritten) {
  for (const uint8_t payload_type : {0, 63, 111, 127})
    for (const uint16_t offset : {uint16_t{0}, uint16_t{960}, RedHead::kMaxTimestampOffset})
      for (const size_t copy_size : {size_t{0}, size_t{1}, size_t{80}, RedHead::kMaxCopy})
        for (const size_t size : {size_t{0}, size_t{1}, size_t{90}}) {
          Bytes payload(RedHead::kSize);
          RedHead{payload_type, offset, static_cast<uint16_t>(copy_size)}.write(payload);
          payload.insert(payload.end(), copy_size, 0xc0);
          payload.insert(payload.end(), size, 0x01);
          const auto red = RedPayload::parse(payload);
          ASSERT_TRUE(red);
          ASSERT_EQ(red->redundant().size(), 1u);
          EXPECT_EQ(red->redundant()[0].payload_type, payload_type);
          EXPECT_EQ(red->redundant()[0].timestamp_offset, offset);
          EXPECT_EQ(base::to_bytes(red->redundant()[0].data), Bytes(copy_size, 0xc0));
          EXPECT_EQ(red->primary().payload_type, payload_type);
          EXPECT_EQ(base::to_bytes(red->primary().data), Bytes(size, 0x01));
        }
}

TEST(RedPayload, RefusesAPayloadCutInAHeadOrInACopy) {
  for (size_t size = 0; size < 8; ++size)
    EXPECT_EQ(RedPayload::parse(BytesView(kOneCopy).first(size)).error(), Error::kTruncated)
        << size;
  EXPECT_TRUE(RedPayload::parse(BytesView(kOneCopy).first(8))->primary().data.empty());
}

TEST(RedPayload, RefusesMoreCopiesThanItHoldsInsteadOfCountingOn) {
  Bytes heads;
  for (size_t i = 0; i < RedPayload::kMaxRedundant; ++i) heads.insert(heads.end(), {0xef, 0, 0, 0});
  Bytes full = heads;
  full.push_back(0x6f);
  EXPECT_EQ(RedPayload::parse(full)->redundant().size(), RedPayload::kMaxRedundant);
  Bytes over = heads;
  over.insert(over.end(), {0xef, 0, 0, 0, 0x6f});
  EXPECT_EQ(RedPayload::parse(over).error(), Error::kTooManyBlocks);
}

TEST(RedPayload, StaysInsideForEveryLengthOfRandomBytes) {
  base::SeededRandom random(4);
  for (int round = 0; round < 2'000; ++round)
    for (size_t size = 0; size <= 64; ++size) {
      Bytes payload(size);
      random.fill(payload);
      const auto red = RedPayload::parse(payload);
      if (!red) continue;
      size_t total = 1 + red->primary().data.size();
      for (const RedBlock& block : red->redundant()) total += 4 + block.data.size();
      ASSERT_EQ(total, size) << "heads and blocks fill the payload";
    }
}

}  // namespace
}  // namespace rtp
