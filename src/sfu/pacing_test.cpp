// The pacer's two parts, and the pacer as egress has it: what waits, in which order, and for how
// long.
#include <gtest/gtest.h>

#include "sfu/test_egress.hpp"

namespace sfu {
namespace {

TEST(PacingBudget, WithoutARateEverythingMayLeave) {
  PacingBudget budget;
  budget.spend(1'000'000);
  EXPECT_TRUE(budget.may_send(at(0ms)));
}

TEST(PacingBudget, ABurstIsOneTickOfTheRateAndTheAverageTheRate) {
  PacingBudget budget;
  budget.set_rate(8e6);  // 5,000 bytes a tick
  size_t first = 0, sent = 0;
  for (auto now = 1000ms; now <= 2000ms; now += 5ms) {
    while (budget.may_send(at(now))) {
      budget.spend(1000);
      sent += 1000;
    }
    if (now == 1000ms) first = sent;
  }
  EXPECT_LE(first, 6000u);
  EXPECT_NEAR(static_cast<double>(sent), 1e6, 10'000);
}

TEST(PacketQueue, KeepsTheOrderOverGrowthWrapAndErasure) {
  PacketQueue<int, 64> queue;
  for (int k = 0; k < 20; ++k) ASSERT_TRUE(queue.push(k));
  for (int k = 0; k < 15; ++k) EXPECT_EQ(queue.pop(), k);
  for (int k = 20; k < 79; ++k) ASSERT_TRUE(queue.push(k));
  EXPECT_FALSE(queue.push(99)) << "64 is the limit";
  queue.erase_if([](int k) { return k % 2 == 0; });
  EXPECT_EQ(queue.size(), 32u);
  for (int k = 15; k < 79; k += 2) EXPECT_EQ(queue.pop(), k);
  EXPECT_TRUE(queue.empty());
}

// A peer whose line has been heard of: REMB says how much it carries.
struct Line : TestEgress {
  Line() : TestEgress(without_extensions(test_setup(9, 2, 1))) {
    egress.on_remb(1'000'000);
    tick(0ms);
    batch.clear();
  }
  void picture(uint16_t number, base::Duration when, size_t slot = 0) {
    RewrittenPacket fields;
    fields.payload_type = kVp8Type;
    fields.sequence_number = number;
    egress.send(egress.video_stream(slot), kVp8,
                make.picture(camera_info(1), 0, number, true, {.picture_id = number, .size = 1000},
                             at(when)),
                fields, at(when), batch);
  }
  void tick(base::Duration when) { egress.on_timeout(at(when), batch); }
  // Media that has left since the last call.
  std::vector<SentToPeer> left() { return ears.take(batch); }
};

TEST(Pacer, PicturesBeyondTheRateWaitForTheirTick) {
  Line line;
  for (uint16_t k = 0; k < 10; ++k) line.picture(k, 10ms);
  const size_t at_once = line.left().size();
  EXPECT_LE(at_once, 2u);
  size_t later = 0;
  // Twice the estimate: 1,250 bytes a tick, and ten packets in 40 ms.
  for (auto now = 15ms; now <= 60ms; now += 5ms) {
    line.tick(now);
    const size_t now_left = line.left().size();
    EXPECT_LE(now_left, 2u);
    later += now_left;
  }
  EXPECT_EQ(at_once + later, 10u);
}

TEST(Pacer, ARepairOvertakesWaitingPictures) {
  Line line;
  for (uint16_t k = 0; k < 6; ++k) line.picture(k, 10ms);
  line.left();
  line.egress.on_nack(kVideoSlotSsrc, std::vector<uint16_t>{0}, at(11ms), line.batch);
  EXPECT_TRUE(line.left().empty());
  line.tick(16ms);
  const auto next = line.left();
  ASSERT_FALSE(next.empty());
  EXPECT_EQ(next[0].ssrc, kVideoSlotSsrc + 1);
}

TEST(Pacer, WhatWaitsTooLongIsDroppedStreamByStreamUntilItIsMended) {
  Line line;
  uint16_t number = 0;
  for (; number < 200; ++number) line.picture(number, 10ms);
  EXPECT_TRUE(line.egress.video_stream(0).is_broken());
  EXPECT_TRUE(line.egress.take_line_news());
  EXPECT_FALSE(line.egress.take_line_news());
  const uint64_t dropped = line.drops.of(DropReason::kLineFull);
  EXPECT_GT(dropped, 50u);
  line.picture(number++, 11ms);
  EXPECT_EQ(line.drops.of(DropReason::kLineFull), dropped + 1);
  line.egress.video_stream(0).mend();
  line.left();
  line.picture(number++, 100ms);
  line.tick(105ms);
  line.tick(110ms);
  EXPECT_EQ(line.left().size(), 1u);
}

TEST(Pacer, BeforeTheFirstFeedbackNothingWaits) {
  Line line;
  const PeerSetup setup = test_setup(9, 2, 1);
  Egress egress(setup, line.random, line.drops);
  egress.set_keys(test_key());
  egress.set_path(test_path(1));
  RewrittenPacket fields;
  fields.payload_type = kVp8Type;
  for (uint16_t k = 0; k < 500; ++k) {
    fields.sequence_number = k;
    egress.send(
        egress.video_stream(0), kVp8,
        line.make.picture(camera_info(1), 0, k, true, {.picture_id = k, .size = 1000}, at(10ms)),
        fields, at(10ms), line.batch);
  }
  EXPECT_EQ(line.batch.size(), 500u);
  EXPECT_EQ(egress.budget().bps, std::nullopt);
}

}  // namespace
}  // namespace sfu
