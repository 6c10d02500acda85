#include "sfu/svc_selector.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace sfu {
namespace {

enum class Scheme { kFull, kKeyFramesOnly };  // L3T3 and L3T3_KEY

struct Stream {
  explicit Stream(Scheme its_scheme, LayerIndex layer) : scheme(its_scheme) {
    selector.begin(layer);
  }
  // The layers of the next picture that pass; dots for the others. M: the marker, which the sender
  // puts on its last.
  std::string picture(bool key_frame = false) {
    time += 3000;
    std::string result;
    for (uint8_t layer = 0; layer < layers; ++layer) {
      const auto packet = std::make_unique<Packet>();
      packet->svc = true;
      packet->line_time = time;
      packet->frame.start_of_frame = packet->frame.end_of_frame = true;
      packet->frame.key_frame = key_frame && layer == 0;
      packet->frame.spatial_id = layer;
      packet->frame.begins_layer = layer > 0 && (key_frame || adds_layers);
      packet->frame.needed_above = key_frame || scheme == Scheme::kFull;
      packet->frame.spatial_layers = packet->frame.key_frame ? layers : uint8_t{0};
      const bool passes = selector.passes(*packet);
      result += passes ? static_cast<char>('0' + layer) : '.';
      if (passes && (layer + 1 == layers || selector.ends_picture(*packet))) result += 'M';
    }
    return result;
  }
  Scheme scheme;
  SvcSelector selector;
  uint8_t layers = 3;
  bool adds_layers = false;
  int64_t time = 0;
};

TEST(SvcSelector, InFullSvcALayerTakesAllThatAreBelow) {
  Stream stream(Scheme::kFull, 1);
  EXPECT_EQ(stream.picture(true), "01M.");
  EXPECT_EQ(stream.picture(), "01M.");
  EXPECT_EQ(stream.picture(), "01M.");
}

TEST(SvcSelector, InKeySvcALayerTakesThoseBelowWithKeyFramesOnly) {
  Stream stream(Scheme::kKeyFramesOnly, 2);
  EXPECT_EQ(stream.picture(true), "012M");
  EXPECT_EQ(stream.picture(), "..2M");
  EXPECT_EQ(stream.picture(true), "012M");
  Stream middle(Scheme::kKeyFramesOnly, 1);
  EXPECT_EQ(middle.picture(true), "01M.");
  EXPECT_EQ(middle.picture(), ".1M.");
}

TEST(SvcSelector, ALowerLayerFollowsAtOnceWhereAllOfItHasPassed) {
  Stream stream(Scheme::kFull, 2);
  stream.picture(true);
  stream.picture();
  EXPECT_TRUE(stream.selector.can_lower_to(1));
  EXPECT_TRUE(stream.selector.can_lower_to(0));
  EXPECT_FALSE(stream.selector.can_lower_to(2)) << "it is shown";
  stream.selector.begin(1);
  EXPECT_EQ(stream.picture(), "01M.");
  stream.selector.begin(0);
  EXPECT_EQ(stream.picture(), "0M..");
}

TEST(SvcSelector, InKeySvcALowerLayerNeedsItsKeyFrame) {
  Stream stream(Scheme::kKeyFramesOnly, 2);
  stream.picture(true);
  EXPECT_TRUE(stream.selector.can_lower_to(1)) << "right after a key frame none has been left out";
  stream.picture();
  EXPECT_FALSE(stream.selector.can_lower_to(1));
  EXPECT_FALSE(stream.selector.can_lower_to(0));
  stream.picture(true);
  EXPECT_TRUE(stream.selector.can_lower_to(0));
}

TEST(SvcSelector, BeforeTheFirstKeyFrameNothingIsKnownToBeWhole) {
  Stream stream(Scheme::kFull, 2);
  stream.picture();
  EXPECT_FALSE(stream.selector.can_lower_to(1));
}

TEST(SvcSelector, ASenderWithFewerLayersShowsItsHighest) {
  Stream stream(Scheme::kKeyFramesOnly, 2);
  stream.picture(true);
  stream.layers = 2;
  EXPECT_EQ(stream.picture(true), "01M");
  EXPECT_EQ(stream.picture(), ".1M");
  stream.layers = 1;
  EXPECT_EQ(stream.picture(true), "0M");
  stream.layers = 3;
  EXPECT_EQ(stream.picture(true), "012M");
}

TEST(SvcSelector, ALayerThatTheSenderAddsIsShownToWhoWantsIt) {
  Stream high(Scheme::kFull, 2), low(Scheme::kFull, 0);
  for (Stream* stream : {&high, &low}) {
    stream->layers = 1;
    stream->picture(true);
    stream->layers = 2;
  }
  EXPECT_EQ(high.picture(), "0.") << "predicted from frames that nobody has";
  high.adds_layers = low.adds_layers = true;
  EXPECT_EQ(high.picture(), "01M");
  EXPECT_EQ(low.picture(), "0M.");
  high.adds_layers = false;
  EXPECT_EQ(high.picture(), "01M");
}

TEST(SvcSelector, AChangeBeginsWithANewPicture) {
  Stream stream(Scheme::kFull, 1);
  stream.picture(true);
  Packet packet;
  packet.line_time = stream.time;
  EXPECT_FALSE(stream.selector.is_newest(packet));
  packet.line_time += 3000;
  EXPECT_TRUE(stream.selector.is_newest(packet));
}

}  // namespace
}  // namespace sfu
