#include "proto/codec/counter_rewriter.hpp"

#include <gtest/gtest.h>

namespace codec {
namespace {

FrameInfo frame(uint16_t picture_id, uint8_t tl0, unsigned bits = 15) {
  FrameInfo info;
  info.picture_id_bits = static_cast<uint8_t>(bits);
  info.counters = {.picture_id = picture_id, .tl0_pic_idx = tl0};
  return info;
}
FrameInfo key_frame(uint16_t picture_id, uint8_t tl0) {
  FrameInfo info = frame(picture_id, tl0);
  info.key_frame = true;
  return info;
}
std::optional<uint16_t> id(const std::optional<PictureCounters>& counters) {
  return counters ? counters->picture_id : std::nullopt;
}

TEST(Vp8Rewriter, TheFirstSourceKeepsItsNumbers) {
  Vp8Rewriter rewriter;
  EXPECT_EQ(rewriter.rewrite(frame(0x7fff, 255)),
            (PictureCounters{.picture_id = 0x7fff, .tl0_pic_idx = 255}));
  EXPECT_EQ(rewriter.rewrite(frame(0, 0)), (PictureCounters{.picture_id = 0, .tl0_pic_idx = 0}));
}

TEST(Vp8Rewriter, ANewSourceContinuesBothCounters) {
  Vp8Rewriter rewriter;
  rewriter.rewrite(frame(0x7ffe, 254));
  rewriter.rewrite(frame(0x7fff, 255));
  rewriter.switch_source();
  EXPECT_EQ(rewriter.rewrite(key_frame(500, 77)),
            (PictureCounters{.picture_id = 0, .tl0_pic_idx = 0}));
  EXPECT_EQ(rewriter.rewrite(frame(499, 76)), std::nullopt) << "from before the switch";
  EXPECT_EQ(id(rewriter.rewrite(frame(501, 78))), 1);
}

TEST(Vp8Rewriter, FramesLeftOutLeaveNoGapAndStayOut) {
  Vp8Rewriter rewriter;
  EXPECT_EQ(id(rewriter.rewrite(frame(10, 1))), 10);
  rewriter.drop(frame(11, 1));
  rewriter.drop(frame(11, 1));
  EXPECT_EQ(id(rewriter.rewrite(frame(12, 1))), 11);
  EXPECT_EQ(id(rewriter.rewrite(frame(11, 1))), std::nullopt);
  EXPECT_EQ(id(rewriter.rewrite(frame(12, 1))), 11) << "its second packet";
}

TEST(Vp8Rewriter, ALostFrameKeepsItsNumberForARetransmission) {
  Vp8Rewriter rewriter;
  rewriter.rewrite(frame(10, 1));
  EXPECT_EQ(id(rewriter.rewrite(frame(13, 2))), 13);
  EXPECT_EQ(id(rewriter.rewrite(frame(11, 1))), 11);
  rewriter.drop(frame(12, 1));
  EXPECT_EQ(id(rewriter.rewrite(frame(14, 2))), 14) << "13 was sent already";
}

TEST(Vp8Rewriter, AFrameForwardedInPartIsNotTakenBack) {
  Vp8Rewriter rewriter;
  EXPECT_EQ(id(rewriter.rewrite(frame(10, 1))), 10);
  rewriter.drop(frame(10, 1));
  EXPECT_EQ(id(rewriter.rewrite(frame(10, 1))), 10);
  EXPECT_EQ(id(rewriter.rewrite(frame(11, 1))), 11);
}

TEST(Vp8Rewriter, FramesOlderThanTheHistoryAreRefused) {
  Vp8Rewriter rewriter;
  rewriter.rewrite(frame(100, 1));
  rewriter.rewrite(frame(200, 1));
  EXPECT_EQ(id(rewriter.rewrite(frame(137, 1))), 137);
  EXPECT_EQ(id(rewriter.rewrite(frame(136, 1))), std::nullopt);
}

TEST(Vp8Rewriter, AKeyFrameFarAwayIsANewBeginning) {
  Vp8Rewriter rewriter;
  rewriter.rewrite(frame(10'000, 5));
  EXPECT_EQ(id(rewriter.rewrite(frame(3, 9))), std::nullopt);
  EXPECT_EQ(rewriter.rewrite(key_frame(3, 200)),
            (PictureCounters{.picture_id = 10'001, .tl0_pic_idx = 6}));
}

TEST(Vp8Rewriter, SevenBitNumbersContinueInFifteenBits) {
  Vp8Rewriter rewriter;
  for (unsigned i = 0; i < 1000; ++i)
    EXPECT_EQ(id(rewriter.rewrite(frame(i & 0x7f, 0, 7))), i) << "unwrapped";
}

TEST(Vp8Rewriter, ASourceWithoutCountersPassesAndTheNextContinues) {
  Vp8Rewriter rewriter;
  rewriter.rewrite(frame(10, 1));
  rewriter.switch_source();
  EXPECT_EQ(rewriter.rewrite(FrameInfo{}), PictureCounters{});
  rewriter.switch_source();
  EXPECT_EQ(rewriter.rewrite(key_frame(900, 90)),
            (PictureCounters{.picture_id = 11, .tl0_pic_idx = 2}));
}

TEST(Vp8Rewriter, FramesDroppedBeforeTheFirstOfASourceDoNotCount) {
  Vp8Rewriter rewriter;
  rewriter.rewrite(frame(10, 1));
  rewriter.switch_source();
  rewriter.drop(frame(498, 1));
  EXPECT_EQ(id(rewriter.rewrite(key_frame(500, 1))), 11);
}

TEST(Vp9Rewriter, PicturesLeftOutLeaveAGapSoThatReferencesHold) {
  Vp9Rewriter rewriter;
  rewriter.rewrite(key_frame(10, 1));
  EXPECT_EQ(id(rewriter.rewrite(frame(14, 2))), 14);
  rewriter.switch_source();
  EXPECT_EQ(rewriter.rewrite(key_frame(300, 50)),
            (PictureCounters{.picture_id = 15, .tl0_pic_idx = 3}));
  EXPECT_EQ(id(rewriter.rewrite(frame(304, 51))), 19);
  EXPECT_EQ(id(rewriter.rewrite(frame(299, 49))), std::nullopt) << "from before the switch";
}

TEST(Vp9Rewriter, AKeyFrameFarAwayIsANewBeginning) {
  Vp9Rewriter rewriter;
  rewriter.rewrite(key_frame(10'000, 5));
  EXPECT_EQ(id(rewriter.rewrite(key_frame(3, 200))), 10'001);
}

TEST(FrameNumberRewriter, ContinuesOverTheWrapAndKeepsGaps) {
  FrameNumberRewriter rewriter;
  EXPECT_EQ(rewriter.rewrite(65'535, true), 65'535);
  rewriter.switch_source();
  EXPECT_EQ(rewriter.rewrite(40'000, true), 0);
  EXPECT_EQ(rewriter.rewrite(40'003, false), 3);
  EXPECT_EQ(rewriter.rewrite(40'001, false), 1);
  EXPECT_EQ(rewriter.rewrite(39'999, false), std::nullopt);
}

}  // namespace
}  // namespace codec
