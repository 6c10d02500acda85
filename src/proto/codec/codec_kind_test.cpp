#include "proto/codec/codec_kind.hpp"

#include <gtest/gtest.h>

#include "proto/codec/payload.hpp"
#include "proto/codec/test_sweep.hpp"

namespace codec {
namespace {

constexpr CodecKind kAll[] = {CodecKind::kOpus, CodecKind::kVp8, CodecKind::kVp9, CodecKind::kH264,
                              CodecKind::kAv1};

TEST(CodecKind, EachNameIsReadBackInAnyCase) {
  for (const CodecKind kind : kAll) EXPECT_EQ(codec_from_name(name(kind)), kind);
  EXPECT_EQ(codec_from_name("OPUS"), CodecKind::kOpus);
  EXPECT_EQ(codec_from_name("h264"), CodecKind::kH264);
  for (const char* other : {"", "VP", "VP80", "red", "rtx", "H265"})
    EXPECT_EQ(codec_from_name(other), std::nullopt) << other;
}

TEST(CodecKind, OpusCountsInFortyEightKilohertzAndVideoInNinety) {
  EXPECT_EQ(clock_rate(CodecKind::kOpus), 48'000u);
  EXPECT_EQ(clock_rate(CodecKind::kAv1), 90'000u);
  EXPECT_FALSE(is_video(CodecKind::kOpus));
}

TEST(Inspect, AnEmptyPayloadIsRefusedForEveryCodec) {
  for (const CodecKind kind : kAll)
    EXPECT_EQ(inspect(kind, {}, true).error(), PayloadError::kTruncated) << name(kind);
}

TEST(Inspect, AnOpusPacketIsAWholeKeyFrame) {
  const base::Bytes payload = {0x78};
  const auto info = inspect(CodecKind::kOpus, payload, false);
  ASSERT_TRUE(info);
  EXPECT_TRUE(info->start_of_frame && info->end_of_frame && info->key_frame);
}

TEST(Inspect, TakesAnyBytesOfAnyLength) {
  test::run_random_bytes_of_each_length([](base::BytesView bytes) {
    for (const CodecKind kind : kAll) {
      const auto info = inspect(kind, bytes, false);
      const PayloadPatch p = patch(kind, bytes, {.picture_id = 0x1234, .tl0_pic_idx = 7});
      EXPECT_LE(p.replaced, bytes.size());
      EXPECT_TRUE(info || p.size == 0);
    }
  });
}

}  // namespace
}  // namespace codec
