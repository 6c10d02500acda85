// What ingress says of the layers of VP9 and AV1 streams.
#include <gtest/gtest.h>

#include "proto/codec/test_structures.hpp"
#include "sfu/egress.hpp"
#include "sfu/ingress.hpp"
#include "sfu/test_media.hpp"

namespace sfu {
namespace {

class IngressLayers : public ::testing::Test {
 protected:
  explicit IngressLayers(std::vector<std::string> rids = {}) : setup_(test_setup(1, 0, 0)) {
    setup_.sending[1].codecs = {kVp8, kVp9, kAv1};
    setup_.sending[1].rids = std::move(rids);
    ingress_.set_keys(test_key());
  }
  PacketRef vp9(const Vp9Frame& frame) { return receive(kVp9Type, vp9_payload(frame)); }
  // A frame of AV1 in one packet; its first OBU says nothing of layers.
  PacketRef av1(const codec::test::TestDescriptor& descriptor) {
    base::Bytes bytes = codec::test::write_descriptor(descriptor);
    return receive(kAv1Type, {0x10, 0x30, 1, 2, 3, 4}, std::move(bytes));
  }
  PacketRef receive(uint8_t type, base::Bytes payload, base::Bytes descriptor = {}) {
    const bool has_rids = !setup_.sending[1].rids.empty();
    ++number_;
    return ingress_.receive_rtp(mouth_.write({.ssrc = 100,
                                              .payload_type = type,
                                              .sequence_number = number_,
                                              .timestamp = number_ * 3000u,
                                              .mid = "v",
                                              .rid = has_rids ? "h" : "",
                                              .descriptor = std::move(descriptor),
                                              .payload = std::move(payload)}),
                                at(0ms));
  }

  PacketPool pool_{4096};
  DropCounters drops_;
  PeerSetup setup_;
  Ingress ingress_{setup_, pool_, drops_};
  PeerMouth mouth_;
  uint16_t number_ = 100;
  codec::test::TestStructure l2t2_ = codec::test::l2t2();
};

TEST_F(IngressLayers, TheSpatialLayersOfAnOnlyStreamAreTheLayersOfItsSource) {
  const PacketRef key = vp9({.key_picture = true});
  ASSERT_TRUE(key);
  EXPECT_TRUE(key->svc);
  EXPECT_EQ(key->layer, 0);
  EXPECT_EQ(key->frame.spatial_layers, 3);
  EXPECT_EQ(key->frame.heights, (std::array<uint16_t, 4>{180, 360, 720, 0}));
  const PacketRef top = vp9({.spatial = 2, .temporal = 1, .needed_above = false});
  EXPECT_TRUE(top->svc);
  EXPECT_EQ(top->layer, 2);
  EXPECT_EQ(top->frame.temporal_id, 1);
  EXPECT_FALSE(top->frame.needed_above);
  EXPECT_FALSE(top->frame.begins_layer);
  EXPECT_TRUE(vp9({.key_picture = true, .spatial = 1})->frame.begins_layer);
}

TEST_F(IngressLayers, AStreamWithOneSpatialLayerIsNone) {
  EXPECT_FALSE(vp9({.key_picture = true, .layers = 1})->svc);
  EXPECT_FALSE(vp9({.temporal = 2})->svc);
}

TEST_F(IngressLayers, ADescriptorSaysWhatThePayloadDoesNot) {
  const PacketRef key = av1({.template_id = 60, .frame_number = 5, .structure = &l2t2_});
  ASSERT_TRUE(key);
  EXPECT_TRUE(key->svc);
  EXPECT_TRUE(key->frame.key_frame);
  EXPECT_TRUE(key->descriptor.tells_targets);
  EXPECT_EQ(key->descriptor.active_targets, 0b1111u);
  EXPECT_EQ(key->frame.heights[1], 360);
  const PacketRef upper = av1({.template_id = 1, .frame_number = 9});  // S1T1
  ASSERT_TRUE(upper);
  EXPECT_EQ(upper->layer, 1);
  EXPECT_EQ(upper->frame.temporal_id, 1);
  EXPECT_TRUE(upper->frame.discardable);
  EXPECT_FALSE(upper->descriptor.tells_targets);
  EXPECT_EQ(upper->descriptor.structure, key->descriptor.structure) << "shared until the next one";
  const PacketRef base = av1({.template_id = 61, .frame_number = 10});  // S0T0
  EXPECT_TRUE(base->frame.needed_above);
  EXPECT_TRUE(base->frame.switch_up_after);
}

TEST_F(IngressLayers, ANewStructureLeavesEarlierPacketsTheirs) {
  const PacketRef first = av1({.template_id = 60, .frame_number = 5, .structure = &l2t2_});
  const PacketRef second = av1({.template_id = 60, .frame_number = 6, .structure = &l2t2_});
  EXPECT_NE(first->descriptor.structure, second->descriptor.structure);
  EXPECT_EQ(*first->descriptor.structure, *second->descriptor.structure);
}

TEST_F(IngressLayers, WithoutItsStructureADescriptorIsPassedOnUnread) {
  const PacketRef packet = av1({.template_id = 3, .frame_number = 9});
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->frame.frame_number, 9);
  EXPECT_EQ(packet->descriptor.structure, nullptr);
  EXPECT_FALSE(packet->svc);
}

TEST_F(IngressLayers, AKeyFrameIsAskedOfTheStreamThatHasTheLayer) {
  vp9({.key_picture = true});
  base::SeededRandom random(1);
  Egress egress(setup_, random, drops_);
  egress.set_keys(test_key());
  egress.set_path(test_path(1));
  ingress_.set_wanted_layers(camera_of(1), 0b100);
  ingress_.want_key_frame(camera_of(1), 2, at(0ms));
  base::PacketBatch batch;
  ingress_.on_timeout(at(5ms), egress, batch);
  EXPECT_GE(batch.size(), 1u);
}

// As Chromium and Firefox send VP8 where they may send the descriptor: in the payload's own there
// is neither a temporal layer nor a picture id.
TEST_F(IngressLayers, OfVp8TheDescriptorTellsTheTemporalLayer) {
  const base::Bytes key_payload{0x10, 0x30, 0x48, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01};
  const PacketRef key = receive(
      kVp8Type, key_payload,
      codec::test::write_descriptor({.template_id = 60, .frame_number = 5, .structure = &l2t2_}));
  ASSERT_TRUE(key);
  EXPECT_TRUE(key->frame.key_frame);
  EXPECT_FALSE(key->svc);
  const PacketRef upper =
      receive(kVp8Type, {0x10, 0x51, 0x00, 0x00},
              codec::test::write_descriptor({.template_id = 62, .frame_number = 6}));  // S0T1
  ASSERT_TRUE(upper);
  EXPECT_EQ(upper->frame.temporal_id, 1);
}

TEST_F(IngressLayers, ASenderThatBeginsWithOneOfItsLayersIsKnownByItsStructure) {
  const PacketRef key = av1({.template_id = 60,
                             .frame_number = 5,
                             .structure = &l2t2_,
                             .active_targets = 0b0011,
                             .target_count = 4});
  ASSERT_TRUE(key);
  EXPECT_EQ(key->frame.spatial_layers, 1);
  EXPECT_TRUE(key->svc);
}

class IngressEncodings : public IngressLayers {
 protected:
  IngressEncodings() : IngressLayers({"q", "h", "f"}) {}
};

TEST_F(IngressEncodings, OfSeveralStreamsEachIsALayer) {
  const PacketRef key = vp9({.key_picture = true});
  ASSERT_TRUE(key);
  EXPECT_FALSE(key->svc);
  EXPECT_EQ(key->layer, 1);
}

}  // namespace
}  // namespace sfu
