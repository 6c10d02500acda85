#include "sfu/temporal_selector.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace sfu {
namespace {

// One frame of one packet for each character: its temporal layer; K: a key frame.
codec::FrameInfo frame(char c) {
  codec::FrameInfo info;
  info.start_of_frame = true;
  info.key_frame = c == 'K';
  info.switch_up_point = info.switch_up_after = info.key_frame;
  info.temporal_id = info.key_frame ? uint8_t{0} : static_cast<uint8_t>(c - '0');
  return info;
}
// As Chromium sends L1T3 in VP8: the first frame of layer 1 after each of layer 0 has the Y bit, as
// has the frame of layer 2 before it.
codec::FrameInfo synced(char c) {
  codec::FrameInfo info = frame(c);
  info.switch_up_point = info.temporal_id > 0 || info.key_frame;
  return info;
}
// What of these frames passes, each a picture of its own; the others are dots.
struct Selector : TemporalSelector {
  std::string passed(std::string_view frames, codec::FrameInfo (*make)(char) = frame) {
    std::string result;
    for (const char c : frames) result += passes(make(c), ++picture) ? c : '.';
    return result;
  }
  int64_t picture = 0;
};

TEST(TemporalSelector, FirstOfAllEverythingPasses) {
  Selector selector;
  EXPECT_EQ(selector.passed("K21202120212"), "K21202120212");
}

TEST(TemporalSelector, GoesDownWithTheNextFrameWhateverThatIs) {
  Selector selector;
  EXPECT_EQ(selector.passed("K2120"), "K2120");
  selector.set_wanted(1);
  EXPECT_EQ(selector.passed("21202120"), ".1.0.1.0");
  selector.set_wanted(0);
  EXPECT_EQ(selector.passed("2120"), "...0");
}

TEST(TemporalSelector, AFrameThatHasBegunGoesOnWhole) {
  Selector selector;
  EXPECT_TRUE(selector.passes(frame('K'), 1));
  EXPECT_TRUE(selector.passes(frame('2'), 2));
  selector.set_wanted(0);
  codec::FrameInfo rest = frame('2');
  rest.start_of_frame = false;
  EXPECT_TRUE(selector.passes(rest, 2));
  EXPECT_FALSE(selector.passes(frame('1'), 3));
}

TEST(TemporalSelector, TheSpatialLayersOfAPictureGoTogether) {
  Selector selector;
  EXPECT_EQ(selector.passed("K"), "K");
  EXPECT_TRUE(selector.passes(frame('2'), 2));
  selector.set_wanted(0);
  EXPECT_TRUE(selector.passes(frame('2'), 2)) << "the layer above";
  EXPECT_FALSE(selector.passes(frame('2'), 3));
  selector.set_wanted(kAllTemporal);
  EXPECT_FALSE(selector.passes(synced('1'), 3)) << "its lower layer was left out";
  EXPECT_TRUE(selector.passes(synced('1'), 4));
}

TEST(TemporalSelector, WithoutAFrameThatAllowsItNothingComesBackBeforeTheKeyFrame) {
  Selector selector;
  selector.set_wanted(0);
  EXPECT_EQ(selector.passed("K212021"), "K...0..");
  selector.set_wanted(kAllTemporal);
  EXPECT_EQ(selector.passed("2021202120K21202"), ".0...0...0K21202");
}

TEST(TemporalSelector, GoesUpALayerAtATimeWithItsFirstFrame) {
  Selector selector;
  selector.set_wanted(0);
  EXPECT_EQ(selector.passed("K2120", synced), "K...0");
  selector.set_wanted(kAllTemporal);
  EXPECT_EQ(selector.passed("2120", synced), ".120") << "2 before 1 begins nothing";
}

TEST(TemporalSelector, GoesUpNoFurtherThanWanted) {
  Selector selector;
  selector.set_wanted(0);
  EXPECT_EQ(selector.passed("K2120", synced), "K...0");
  selector.set_wanted(1);
  EXPECT_EQ(selector.passed("21202120K2120", synced), ".1.0.1.0K.1.0");
}

// VP9's U bit, or a frame of the lowest layer whose descriptor says "switch" for all targets.
TEST(TemporalSelector, AllComesBackAfterAFrameThatSaysSo) {
  const auto up = [](char c) {
    codec::FrameInfo info = frame(c);
    info.switch_up_after = info.temporal_id == 0;
    return info;
  };
  Selector selector;
  selector.set_wanted(0);
  EXPECT_EQ(selector.passed("K212", up), "K...");
  selector.set_wanted(kAllTemporal);
  EXPECT_EQ(selector.passed("212021202", up), "...021202");
}

TEST(TemporalSelector, AFrameThatIsLeftOutAllowsNothing) {
  const auto up = [](char c) {
    codec::FrameInfo info = frame(c);
    info.switch_up_after = info.temporal_id == 2;
    return info;
  };
  Selector selector;
  selector.set_wanted(0);
  EXPECT_EQ(selector.passed("K2", up), "K.");
  selector.set_wanted(kAllTemporal);
  EXPECT_EQ(selector.passed("1202120", up), "..0...0");
}

TEST(TemporalSelector, AFrameThatNoOtherNeedsMayNeedOthersOfItsLayer) {
  const auto discardable = [](char c) {
    codec::FrameInfo info = frame(c);
    info.discardable = info.temporal_id == 1;
    return info;
  };
  Selector selector;
  selector.set_wanted(0);
  EXPECT_EQ(selector.passed("K101", discardable), "K.0.");
  selector.set_wanted(kAllTemporal);
  EXPECT_EQ(selector.passed("0101K1", discardable), "0.0.K1");
}

TEST(TemporalSelector, AKeyFrameBeginsWithWhatIsWanted) {
  Selector selector;
  selector.set_wanted(0);
  EXPECT_EQ(selector.passed("K2", frame), "K.");
  selector.set_wanted(1);
  selector.begin();
  EXPECT_EQ(selector.passed("K212", frame), "K.1.");
}

}  // namespace
}  // namespace sfu
