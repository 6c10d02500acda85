#include "sfu/congestion/delay_trend.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace sfu::congestion {
namespace {

using namespace std::chrono_literals;

// Packets 10 ms apart; `extra` is the delay of each beyond the line's own.
struct Stream {
  void send(base::Duration extra) {
    sent += 10ms;
    trend.on_packet(sent, sent.time_since_epoch() + 30ms + extra);
    if (trend.use() == LineUse::kOver) ++over;
  }
  DelayTrend trend;
  base::Instant sent{1h};
  int over = 0;
};

TEST(DelayTrend, AnEvenStreamIsNormal) {
  Stream stream;
  for (int k = 0; k < 500; ++k) stream.send(0ms);
  EXPECT_EQ(stream.over, 0);
  EXPECT_EQ(stream.trend.queue(), 0ms);
}

TEST(DelayTrend, TheSmallestDelayIsLearnedFromProbesToo) {
  Stream stream;
  stream.trend.on_disturbed_packet(stream.sent, stream.sent.time_since_epoch() + 30ms);
  for (int k = 0; k < 50; ++k) stream.send(400ms);
  EXPECT_EQ(stream.trend.queue(), 400ms);
  EXPECT_TRUE(stream.trend.is_queue_full());
}

TEST(DelayTrend, AGrowingQueueIsOverUseWithinTwoTenthsOfASecond) {
  Stream stream;
  for (int k = 0; k < 200; ++k) stream.send(0ms);
  int packets = 0;
  for (; stream.over == 0 && packets < 100; ++packets) stream.send(packets * 3ms);
  EXPECT_LE(packets, 20);
}

TEST(DelayTrend, ADrainingQueueIsUnderUse) {
  Stream stream;
  for (int k = 0; k < 100; ++k) stream.send(0ms);
  for (int k = 0; k < 40; ++k) stream.send(k * 2ms);
  for (int k = 40; k > 10; --k) stream.send(k * 2ms);
  EXPECT_EQ(stream.trend.use(), LineUse::kUnder);
}

TEST(DelayTrend, JitterRaisesNoAlarm) {
  Stream stream;
  base::SeededRandom random(1);
  base::Duration last{};
  for (int k = 0; k < 3000; ++k) {
    // In order, as a line delivers.
    last = std::max<base::Duration>(last - 10ms, base::Duration(random.below(20'000)));
    stream.send(last);
  }
  EXPECT_LE(stream.over, 3000 / 50);
}

// Too slowly for the gradient.
TEST(DelayTrend, AQueueThatCreepsIsFullAbove120Ms) {
  Stream stream;
  for (int k = 0; k < 200; ++k) stream.send(0ms);
  for (int k = 0; k < 1150; ++k) stream.send(k * 100us);
  EXPECT_FALSE(stream.trend.is_queue_full());
  for (int k = 1150; k < 1300; ++k) stream.send(k * 100us);
  EXPECT_TRUE(stream.trend.is_queue_full());
  EXPECT_EQ(stream.over, 0);
}

TEST(DelayTrend, AFullQueueThatStaysIsNotOursAndThatBecomesShorterIs) {
  Stream stays, drains;
  for (int k = 0; k < 200; ++k) stays.send(0ms), drains.send(0ms);
  for (int k = 0; k < 250; ++k) stays.send(300ms), drains.send(300ms - k * 700us);
  EXPECT_FALSE(stays.trend.is_queue_full());
  EXPECT_EQ(stays.trend.queue(), 0ms);
  EXPECT_TRUE(drains.trend.is_queue_full());
}

TEST(DelayTrend, ABacklogThatIsReadAtOnceIsNoQueue) {
  Stream stream;
  for (int round = 0; round < 20; ++round) {
    for (int k = 0; k < 100; ++k) stream.send(0ms);
    for (int k = 80; k > 0; --k) stream.send(k * 10ms);  // all arrive when the last is sent
  }
  EXPECT_EQ(stream.over, 0);
}

TEST(DelayTrend, AnotherRouteIsTheNormalOneAfterThreeSeconds) {
  Stream stream;
  for (int k = 0; k < 200; ++k) stream.send(0ms);
  for (int k = 0; k < 300; ++k) stream.send(200ms);
  EXPECT_LE(stream.over, 60);
  stream.over = 0;
  for (int k = 0; k < 500; ++k) stream.send(200ms);
  EXPECT_EQ(stream.over, 0);
  EXPECT_EQ(stream.trend.use(), LineUse::kNormal);
}

}  // namespace
}  // namespace sfu::congestion
