// A slot that shows a stream with spatial layers (VP9 SVC).
#include <gtest/gtest.h>

#include "sfu/subscription.hpp"
#include "sfu/test_media.hpp"

namespace sfu {
namespace {

const SourceInfo kAnna = camera_info(1);

class SvcSlot : public ::testing::Test {
 protected:
  SvcSlot() : setup_(with_vp9()), egress_(setup_, random_, drops_) {
    egress_.set_keys(test_key());
    egress_.set_path(test_path(1));
    slot_.emplace(egress_, egress_.video_stream(0), setup_.video_slots[0], drops_);
    slot_->start(kAnna);
  }
  static PeerSetup with_vp9() {
    PeerSetup setup = test_setup(9, 1, 1);
    setup.video_slots[0].codecs = {kVp8, kVp9};
    return setup;
  }
  // The spatial layers that the peer gets of the next picture.
  std::vector<SentToPeer> picture(bool key = false, uint8_t temporal = 0) {
    now_ += 33ms;
    picture_id_ = (picture_id_ + 1) & 0x7fff;
    for (const uint8_t layer : {0, 1, 2}) {
      const PacketRef packet = make_.spatial(kAnna, sequence_++, layer == 2,
                                             {.key_picture = key,
                                              .spatial = layer,
                                              .temporal = temporal,
                                              .needed_above = key || full_,
                                              .picture_id = picture_id_},
                                             now_);
      slot_->forward(packet, now_, batch_);
    }
    std::vector<SentToPeer> sent = ears_.take(batch_);
    for (const SentToPeer& packet : sent) expect_to_follow(packet);
    return sent;
  }
  // The stream begins with one layer, as of a sender that does not know its line yet.
  void begin_with_one_layer() {
    now_ += 33ms;
    PacketRef packet =
        make_.spatial(kAnna, sequence_++, true,
                      {.key_picture = true, .picture_id = ++picture_id_, .layers = 1}, now_);
    packet.mutable_packet().svc = false;
    slot_->forward(packet, now_, batch_);
    EXPECT_EQ(layers(ears_.take(batch_)), "0");
  }
  // Of a picture: which layers, and that the last of them ends it.
  std::string layers(const std::vector<SentToPeer>& picture) {
    std::string result;
    for (const SentToPeer& packet : picture) {
      result += std::to_string(packet.vp9().spatial_id);
      EXPECT_EQ(packet.marker, &packet == &picture.back());
    }
    return result;
  }
  void expect_to_follow(const SentToPeer& packet) {
    if (last_) {
      EXPECT_EQ(static_cast<uint16_t>(packet.sequence_number - last_->sequence_number), 1);
      EXPECT_GE(static_cast<int32_t>(packet.timestamp - last_->timestamp), 0);
    }
    last_ = packet;
  }

  PacketMaker make_;  // outlives its packets
  base::SeededRandom random_{1};
  DropCounters drops_;
  PeerSetup setup_;
  Egress egress_;
  std::optional<Subscription> slot_;
  base::PacketBatch batch_;
  PeerEars ears_;
  base::Instant now_ = at(0ms);
  int64_t sequence_ = 65'600;
  uint16_t picture_id_ = 500;
  bool full_ = true;
  std::optional<SentToPeer> last_;
};

TEST_F(SvcSlot, TheLayersUpToTheTargetGoOnInOneLineFromAKeyFrameOn) {
  slot_->set_target(LayerIndex{1});
  EXPECT_EQ(slot_->awaits_key_frame(), LayerIndex{1});
  EXPECT_TRUE(picture().empty());
  EXPECT_EQ(layers(picture(true)), "01");
  EXPECT_EQ(slot_->awaits_key_frame(), std::nullopt);
  for (int n = 0; n < 200; ++n) EXPECT_EQ(layers(picture()), "01");
  EXPECT_EQ(slot_->interest(), 0b010);
}

TEST_F(SvcSlot, OfKeySvcOnlyTheTargetGoesOnBetweenKeyFrames) {
  full_ = false;
  slot_->set_target(LayerIndex{2});
  EXPECT_EQ(layers(picture(true)), "012");
  for (int n = 0; n < 200; ++n) EXPECT_EQ(layers(picture()), "2");
}

TEST_F(SvcSlot, LayersThatComeLaterAreLeftOutOfTheLowest) {
  full_ = false;
  slot_->set_target(LayerIndex{0});
  begin_with_one_layer();
  EXPECT_EQ(layers(picture(true)), "0");
  EXPECT_EQ(layers(picture()), "0");
  slot_->set_target(LayerIndex{2});
  EXPECT_EQ(layers(picture()), "0");
  EXPECT_EQ(layers(picture(true)), "012");
}

TEST_F(SvcSlot, UpNeedsAKeyFrame) {
  slot_->set_target(LayerIndex{0});
  EXPECT_EQ(layers(picture(true)), "0");
  slot_->set_target(LayerIndex{2});
  EXPECT_EQ(slot_->awaits_key_frame(), LayerIndex{2});
  EXPECT_EQ(layers(picture()), "0");
  EXPECT_EQ(slot_->interest(), 0b101);
  EXPECT_EQ(layers(picture(true)), "012");
  EXPECT_EQ(slot_->shown(), LayerIndex{2});
  EXPECT_EQ(slot_->interest(), 0b100);
}

TEST_F(SvcSlot, DownNeedsNoneWhereTheLowerLayerHasCome) {
  slot_->set_target(LayerIndex{2});
  EXPECT_EQ(layers(picture(true)), "012");
  EXPECT_EQ(layers(picture()), "012");
  slot_->set_target(LayerIndex{0});
  EXPECT_EQ(slot_->awaits_key_frame(), std::nullopt);
  EXPECT_EQ(layers(picture()), "0");
  EXPECT_EQ(slot_->shown(), LayerIndex{0});
}

TEST_F(SvcSlot, DownInKeySvcNeedsOneAndTheOldLayerGoesOnUntilThen) {
  full_ = false;
  slot_->set_target(LayerIndex{2});
  EXPECT_EQ(layers(picture(true)), "012");
  EXPECT_EQ(layers(picture()), "2");
  slot_->set_target(LayerIndex{1});
  EXPECT_EQ(slot_->awaits_key_frame(), LayerIndex{1});
  EXPECT_EQ(layers(picture()), "2");
  EXPECT_EQ(layers(picture(true)), "01");
  EXPECT_EQ(layers(picture()), "1");
}

TEST_F(SvcSlot, UpperTemporalLayersAreLeftOutOfAllSpatialOnes) {
  slot_->set_target(LayerIndex{1});
  EXPECT_EQ(layers(picture(true)), "01");
  EXPECT_EQ(layers(picture(false, 2)), "01");
  slot_->set_temporal(0);
  EXPECT_EQ(layers(picture(false, 1)), "");
  EXPECT_EQ(layers(picture(false, 2)), "");
  EXPECT_EQ(layers(picture(false, 0)), "01");
}

TEST_F(SvcSlot, AfterAnInterruptionNothingComesBeforeTheKeyFrame) {
  slot_->set_target(LayerIndex{1});
  EXPECT_EQ(layers(picture(true)), "01");
  slot_->interrupt();
  EXPECT_EQ(layers(picture()), "");
  EXPECT_EQ(layers(picture(true)), "01");
  EXPECT_EQ(layers(picture()), "01");
}

TEST_F(SvcSlot, ALateBeginningOfAKeyFrameChangesNoLayer) {
  slot_->set_target(LayerIndex{0});
  EXPECT_EQ(layers(picture(true)), "0");
  slot_->set_target(LayerIndex{2});
  now_ += 33ms;
  const auto part = [&](uint8_t layer, int64_t sequence) {
    slot_->forward(make_.spatial(kAnna, sequence, layer == 2,
                                 {.key_picture = true, .spatial = layer, .picture_id = 600}, now_),
                   now_, batch_);
  };
  part(1, sequence_ + 1);
  part(2, sequence_ + 2);
  part(0, sequence_);
  sequence_ += 3;
  ears_.take(batch_);
  last_.reset();
  EXPECT_EQ(slot_->awaits_key_frame(), LayerIndex{2});
  EXPECT_EQ(layers(picture(true)), "012");
}

}  // namespace
}  // namespace sfu
