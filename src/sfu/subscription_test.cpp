#include "sfu/subscription.hpp"

#include <gtest/gtest.h>

#include "sfu/test_media.hpp"

namespace sfu {
namespace {

const SourceInfo kAnna = camera_info(1), kBen = camera_info(2);

// One slot for pictures and one for sound of one peer, and what reaches the peer.
struct Slot {
  Slot() : setup(test_setup(9, 1, 1)), egress(setup, random, drops) {
    egress.set_keys(test_key());
    egress.set_path(test_path(1));
  }
  Subscription picture() { return {egress, egress.video_stream(0), setup.video_slots[0], drops}; }
  Subscription sound() { return {egress, egress.sound_stream(0), setup.sound_slots[0], drops}; }
  std::vector<SentToPeer> received() { return ears.take(batch); }

  PacketMaker make;  // outlives its packets
  base::SeededRandom random{1};
  DropCounters drops;
  PeerSetup setup;
  Egress egress;
  base::PacketBatch batch;
  PeerEars ears;
};

// A camera that sends a frame of one packet each 33 ms.
struct Camera {
  Slot& slot;
  SourceInfo source;
  LayerIndex layer = 0;
  int64_t sequence = 65'600;
  uint16_t picture_id = 100;

  PacketRef frame(base::Duration when, bool key_frame = false) {
    return slot.make.picture(source, layer, sequence++, true,
                             {.key_frame = key_frame, .picture_id = picture_id++}, at(when));
  }
};

TEST(Subscription, APictureWaitsForTheKeyFrameOfItsLayer) {
  Slot slot;
  Subscription subscription = slot.picture();
  Camera camera{.slot = slot, .source = kAnna};
  subscription.start(kAnna);
  subscription.set_target(LayerIndex{0});
  EXPECT_EQ(subscription.awaits_key_frame(), LayerIndex{0});
  EXPECT_EQ(subscription.interest(), 0b1);
  subscription.forward(camera.frame(0ms), at(0ms), slot.batch);
  EXPECT_TRUE(slot.received().empty());
  EXPECT_EQ(slot.drops.of(DropReason::kBeforeKeyFrame), 1u);
  subscription.forward(camera.frame(33ms, true), at(33ms), slot.batch);
  subscription.forward(camera.frame(66ms), at(66ms), slot.batch);
  EXPECT_EQ(subscription.awaits_key_frame(), std::nullopt);
  const auto received = slot.received();
  ASSERT_EQ(received.size(), 2u);
  EXPECT_TRUE(received[0].vp8().key_frame);
  EXPECT_EQ(received[0].ssrc, kVideoSlotSsrc);
  EXPECT_EQ(received[0].payload_type, kVp8Type);
  EXPECT_TRUE(received[0].marker);
  EXPECT_EQ(static_cast<uint16_t>(received[1].sequence_number - received[0].sequence_number), 1);
  EXPECT_EQ(received[1].timestamp - received[0].timestamp, 33u * 90);
}

TEST(Subscription, AKeyFrameThatCannotBeSentBeginsNothing) {
  Slot slot;
  Subscription picture = slot.picture();
  Camera camera{.slot = slot, .source = kAnna};
  picture.start(kAnna);
  picture.set_target(LayerIndex{0});
  slot.egress.set_path(std::nullopt);
  EXPECT_FALSE(picture.forward(camera.frame(0ms, true), at(0ms), slot.batch));
  EXPECT_EQ(picture.awaits_key_frame(), LayerIndex{0});
  EXPECT_EQ(slot.drops.of(DropReason::kSinkGone), 1u);
  slot.egress.set_path(test_path(1));
  picture.forward(camera.frame(33ms), at(33ms), slot.batch);
  EXPECT_TRUE(slot.received().empty());
  EXPECT_TRUE(picture.forward(camera.frame(66ms, true), at(66ms), slot.batch));
  EXPECT_EQ(slot.received().size(), 1u);
}

TEST(Subscription, TheOldLayerGoesOnUntilTheKeyFrameOfTheNewOne) {
  Slot slot;
  Subscription subscription = slot.picture();
  Camera low{.slot = slot, .source = kAnna};
  Camera high{.slot = slot, .source = kAnna, .layer = 2, .sequence = 90'000, .picture_id = 9000};
  subscription.start(kAnna);
  subscription.set_target(LayerIndex{0});
  subscription.forward(low.frame(0ms, true), at(0ms), slot.batch);
  subscription.set_target(LayerIndex{2});
  EXPECT_EQ(subscription.interest(), 0b101);
  subscription.forward(low.frame(33ms), at(33ms), slot.batch);
  subscription.forward(high.frame(33ms), at(33ms), slot.batch);
  subscription.forward(high.frame(66ms, true), at(66ms), slot.batch);
  subscription.forward(low.frame(66ms), at(66ms), slot.batch);  // the same instant, too late
  subscription.forward(high.frame(99ms), at(99ms), slot.batch);
  EXPECT_EQ(subscription.interest(), 0b100);
  const auto received = slot.received();
  ASSERT_EQ(received.size(), 4u);
  for (size_t i = 1; i < received.size(); ++i) {
    EXPECT_EQ(static_cast<uint16_t>(received[i].sequence_number - received[i - 1].sequence_number),
              1);
    EXPECT_GT(static_cast<int32_t>(received[i].timestamp - received[i - 1].timestamp), 0);
    EXPECT_EQ(*received[i].vp8().counters.picture_id,
              *received[i - 1].vp8().counters.picture_id + 1);
  }
  EXPECT_TRUE(received[2].vp8().key_frame);
}

TEST(Subscription, AnotherSourceGoesOnWhereTheLastOneStopped) {
  Slot slot;
  Subscription subscription = slot.picture();
  Camera anna{.slot = slot, .source = kAnna};
  // His clock was placed half a second behind hers.
  Camera ben{.slot = slot, .source = kBen, .sequence = 70'000, .picture_id = 5};
  subscription.start(kAnna);
  subscription.set_target(LayerIndex{0});
  subscription.forward(anna.frame(600ms, true), at(600ms), slot.batch);
  subscription.start(kBen);
  subscription.set_target(LayerIndex{0});
  subscription.forward(anna.frame(633ms), at(633ms), slot.batch);
  subscription.forward(ben.frame(100ms, true), at(640ms), slot.batch);
  subscription.forward(ben.frame(133ms), at(673ms), slot.batch);
  const auto received = slot.received();
  ASSERT_EQ(received.size(), 3u);
  EXPECT_EQ(static_cast<uint16_t>(received[1].sequence_number - received[0].sequence_number), 1);
  EXPECT_EQ(received[1].timestamp - received[0].timestamp, 1u);
  EXPECT_EQ(received[2].timestamp - received[1].timestamp, 33u * 90 / 2);
}

// Else sound and picture of one person would stay apart for as long as they fill the slot.
TEST(Subscription, ASlotThatHadToGoAheadIsBackOnTheServersClockSoon) {
  Slot slot;
  Subscription subscription = slot.picture();
  subscription.start(kAnna);
  Camera low{.slot = slot, .source = kAnna};
  Camera high{.slot = slot, .source = kAnna, .layer = 1, .sequence = 90'000, .picture_id = 9000};
  subscription.set_target(LayerIndex{0});
  subscription.forward(low.frame(0ms, true), at(0ms), slot.batch);
  subscription.forward(low.frame(33ms), at(33ms), slot.batch);
  // The key frame of the larger layer was repaired: its time is that of a picture sent before.
  subscription.set_target(LayerIndex{1});
  subscription.forward(high.frame(0ms, true), at(40ms), slot.batch);
  for (const base::Duration t : {33ms, 66ms, 99ms, 132ms})
    subscription.forward(high.frame(t), at(t), slot.batch);
  const auto received = slot.received();
  ASSERT_EQ(received.size(), 7u);
  for (size_t i = 1; i < received.size(); ++i)
    EXPECT_GT(static_cast<int32_t>(received[i].timestamp - received[i - 1].timestamp), 0);
  EXPECT_EQ(received[5].timestamp - received[0].timestamp, 99u * 90);
  EXPECT_EQ(received[6].timestamp - received[0].timestamp, 132u * 90);
}

TEST(Subscription, AllPacketsOfAPictureHaveOneTimeAlsoWhileTheSlotGoesBack) {
  Slot slot;
  Subscription subscription = slot.picture();
  subscription.start(kAnna);
  subscription.set_target(LayerIndex{0});
  subscription.forward(Camera{.slot = slot, .source = kAnna}.frame(500ms, true), at(500ms),
                       slot.batch);
  subscription.start(kBen);
  subscription.set_target(LayerIndex{0});
  const auto part = [&](int64_t sequence, bool start, base::Duration captured) {
    const bool first = captured == 0ms;
    subscription.forward(
        slot.make.picture(kBen, 0, sequence, !start,
                          {.key_frame = first, .start = start, .picture_id = 7}, at(captured)),
        at(600ms), slot.batch);
  };
  part(70'000, true, 0ms);
  part(70'002, true, 33ms);
  part(70'001, false, 0ms);  // late
  part(70'003, false, 33ms);
  const auto received = slot.received();
  ASSERT_EQ(received.size(), 5u);
  EXPECT_EQ(received[1].timestamp, received[3].timestamp);
  EXPECT_EQ(received[2].timestamp, received[4].timestamp);
}

TEST(Subscription, SoundIsMovedBackOnlyWhereItIsWorthASkip) {
  for (const auto& [late, end] : {std::pair{4ms, 1ms * 4}, std::pair{40ms, 0ms}}) {
    Slot slot;
    Subscription subscription = slot.sound();
    const SourceInfo anna = microphone_info(1), ben = microphone_info(2);
    subscription.start(anna);
    subscription.forward(slot.make.sound(anna, 70'000, 20, at(0ms)), at(0ms), slot.batch);
    subscription.start(ben);
    for (int k = 0; k < 10; ++k)
      subscription.forward(slot.make.sound(ben, 65'600 + k, 20, at(k * 20ms - late)), at(k * 20ms),
                           slot.batch);
    const auto received = slot.received();
    ASSERT_EQ(received.size(), 11u);
    const auto last = static_cast<int32_t>(received[10].timestamp - received[0].timestamp);
    EXPECT_NEAR(last, (180ms - late + end) / 1ms * 48, 1);
  }
}

TEST(Subscription, TheRestOfAKeyFrameIsKeptForItsLateFirstPacket) {
  Slot slot;
  Subscription subscription = slot.picture();
  subscription.start(kAnna);
  subscription.set_target(LayerIndex{0});
  const auto part = [&](int64_t sequence, bool start, bool marker, base::Duration when) {
    subscription.forward(
        slot.make.picture(kAnna, 0, sequence, marker,
                          {.key_frame = true, .start = start, .picture_id = 7}, at(0ms)),
        at(when), slot.batch);
  };
  part(100, false, true, 0ms);  // of the frame before: never sent
  part(103, false, true, 0ms);
  part(102, false, false, 1ms);
  EXPECT_TRUE(slot.received().empty());
  part(101, true, false, 20ms);  // repaired
  const auto received = slot.received();
  ASSERT_EQ(received.size(), 3u);
  EXPECT_TRUE(received[0].vp8().key_frame);
  for (size_t i = 1; i < 3; ++i) {
    EXPECT_EQ(static_cast<uint16_t>(received[i].sequence_number - received[0].sequence_number), i);
    EXPECT_EQ(received[i].timestamp, received[0].timestamp);
  }
  EXPECT_TRUE(received[2].marker);
}

TEST(Subscription, WhatIsKeptForAKeyFrameIsBounded) {
  Slot slot;
  Subscription subscription = slot.picture();
  subscription.start(kAnna);
  subscription.set_target(LayerIndex{0});
  for (int64_t n = 1; n <= 2000; ++n)
    subscription.forward(
        slot.make.picture(kAnna, 0, 100 + n, false, {.start = false, .picture_id = 7}, at(0ms)),
        at(0ms), slot.batch);
  subscription.forward(
      slot.make.picture(kAnna, 0, 100, false, {.key_frame = true, .picture_id = 7}, at(0ms)),
      at(0ms), slot.batch);
  EXPECT_LE(slot.received().size(), 193u);
}

TEST(Subscription, ProbesOfPaddingLeaveNoGap) {
  Slot slot;
  Subscription subscription = slot.picture();
  Camera camera{.slot = slot, .source = kAnna};
  subscription.start(kAnna);
  subscription.set_target(LayerIndex{0});
  subscription.forward(camera.frame(0ms, true), at(0ms), slot.batch);
  for (int i = 0; i < 50; ++i)
    subscription.forward(slot.make.probe(kAnna, 0, camera.sequence++, at(5ms)), at(5ms),
                         slot.batch);
  subscription.forward(camera.frame(33ms), at(33ms), slot.batch);
  const auto received = slot.received();
  ASSERT_EQ(received.size(), 2u);
  EXPECT_EQ(static_cast<uint16_t>(received[1].sequence_number - received[0].sequence_number), 1);
}

TEST(Subscription, ACodecThatThePeerCannotDecodeIsNotSent) {
  Slot slot;
  Subscription subscription = slot.picture();
  Camera camera{.slot = slot, .source = kAnna};
  subscription.start(kAnna);
  subscription.set_target(LayerIndex{0});
  PacketRef frame = camera.frame(0ms, true);
  frame.mutable_packet().codec_variant = 1;
  subscription.forward(frame, at(0ms), slot.batch);
  EXPECT_TRUE(slot.received().empty());
  EXPECT_EQ(slot.drops.of(DropReason::kUnknownPayloadType), 1u);
}

TEST(Subscription, SoundBeginsAtOnceAndCarriesItsLevel) {
  Slot slot;
  Subscription subscription = slot.sound();
  const SourceInfo anna = microphone_info(1), ben = microphone_info(2);
  subscription.start(anna);
  subscription.forward(slot.make.sound(anna, 70'000, 20, at(0ms)), at(0ms), slot.batch);
  subscription.forward(slot.make.sound(anna, 70'002, 20, at(40ms)), at(40ms), slot.batch);
  subscription.start(ben);
  subscription.forward(slot.make.sound(ben, 65'600, 20, at(60ms)), at(60ms), slot.batch);
  subscription.forward(slot.make.sound(ben, 65'599, 20, at(40ms)), at(61ms), slot.batch);
  const auto received = slot.received();
  ASSERT_EQ(received.size(), 3u);
  EXPECT_EQ(received[0].ssrc, kSoundSlotSsrc);
  EXPECT_EQ(static_cast<uint16_t>(received[1].sequence_number - received[0].sequence_number), 2);
  EXPECT_EQ(static_cast<uint16_t>(received[2].sequence_number - received[1].sequence_number), 1);
  EXPECT_EQ(received[2].timestamp - received[1].timestamp, 20u * 48);
  EXPECT_EQ(slot.drops.of(DropReason::kTooOldForSlot), 1u);
}

TEST(Subscription, ALostLayerKeepsShowingUntilAnotherComes) {
  Slot slot;
  Subscription subscription = slot.picture();
  Camera camera{.slot = slot, .source = kAnna};
  subscription.start(kAnna);
  subscription.set_target(LayerIndex{0});
  subscription.forward(camera.frame(0ms, true), at(0ms), slot.batch);
  subscription.set_target(std::nullopt);
  EXPECT_EQ(subscription.awaits_key_frame(), std::nullopt);
  subscription.forward(camera.frame(33ms), at(33ms), slot.batch);
  EXPECT_EQ(slot.received().size(), 2u);
}

// Sources, layers, losses, reordering and probes at random: the slot stays one stream.
TEST(Subscription, ASlotIsOneStreamWhateverFillsIt) {
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    base::SeededRandom random(seed);
    Slot slot;
    Subscription subscription = slot.picture();
    std::vector<Camera> cameras;
    for (const SourceInfo& source : {kAnna, kBen})
      for (const LayerIndex layer : {LayerIndex{0}, LayerIndex{1}})
        cameras.push_back({.slot = slot,
                           .source = source,
                           .layer = layer,
                           .sequence = 65'536 + random.u16(),
                           .picture_id = static_cast<uint16_t>(random.u16() & 0x7fff)});
    subscription.start(kAnna);
    std::optional<SentToPeer> last;
    std::vector<PacketRef> held_up;
    uint64_t sent = 0;
    for (base::Duration t = 0ms; t < 6s; t += 33ms) {
      if (random.below(40) == 0) subscription.start(random.below(2) ? kAnna : kBen);
      if (random.below(15) == 0) subscription.set_target(static_cast<LayerIndex>(random.below(2)));
      std::vector<PacketRef> packets = std::exchange(held_up, {});
      for (Camera& camera : cameras) {
        camera.picture_id &= 0x7fff;
        PacketRef frame = camera.frame(t, random.below(10) == 0);
        if (random.below(20) == 0) continue;  // lost
        (random.below(20) == 0 ? held_up : packets).push_back(frame);
        if (random.below(20) == 0)
          packets.push_back(slot.make.probe(camera.source, camera.layer, camera.sequence++, at(t)));
      }
      for (const PacketRef& packet : packets)
        if (packet->source == subscription.source())
          subscription.forward(packet, at(t), slot.batch);
      for (const SentToPeer& packet : slot.received()) {
        ++sent;
        if (last) {
          const auto step = static_cast<int16_t>(packet.sequence_number - last->sequence_number);
          ASSERT_NE(step, 0);
          ASSERT_LT(std::abs(step), 200);
          // A later number never has an earlier time.
          const auto ticks = static_cast<int32_t>(packet.timestamp - last->timestamp);
          ASSERT_EQ(step > 0, ticks > 0);
          if (step < 0) continue;
        }
        last = packet;
      }
    }
    EXPECT_GT(sent, 0u);
  }
}

}  // namespace
}  // namespace sfu
