#include "sfu/congestion/sender_control.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sfu/congestion/test_line.hpp"

namespace sfu::congestion {
namespace {

TEST(SenderControl, WithoutFeedbackThereIsNoEstimateAndNothingIsHeldBack) {
  SenderControl control;
  control.start();
  const base::Instant now{1h};
  for (int k = 0; k < 1000; ++k) {
    control.on_sent(1200, now + k * 5ms);
    control.on_tick(100ms, now + k * 5ms);
  }
  EXPECT_EQ(control.estimate_bps(), std::nullopt);
  EXPECT_FALSE(control.is_starved());
}

TEST(SenderControl, RembIsTheEstimateOfAReceiverWithoutTransportWideFeedback) {
  SenderControl control;
  control.on_remb(700'000);
  EXPECT_EQ(control.estimate_bps(), 700'000);
}

TEST(SenderControl, RembNeverHoldsBackTheSmallestPicture) {
  SenderControl control;
  control.on_remb(30'000);
  EXPECT_EQ(control.estimate_bps(), kLeastRembBps);
}

TEST(SenderControl, TheFirstProbesFindAWideLineBeforeAnythingIsHeldBack) {
  TestLine line({.bps = 50e6, .demand_bps = 100'000, .packet = 100});
  line.control.start();
  line.run(150ms);
  line.demand_bps = 4e6;
  line.packet = 1200;
  for (int k = 0; k < 100; ++k) {
    line.run(10ms);
    EXPECT_GE(line.control.estimate_bps().value_or(1e9), 4e6);
  }
}

TEST(SenderControl, ASteadyLineIsUsedWithoutAStandingQueue) {
  TestLine line({.bps = 2e6});
  line.control.start();
  line.run(20s);
  EXPECT_GE(line.deliver(30s), 0.8 * 2e6);
  EXPECT_LE(line.worst_queue, 300ms);
}

// What is sent before the first feedback fills the queue; it drains, and is not taken for the line.
TEST(SenderControl, ALineThatIsFullFromTheFirstPacketOnHasNoStandingQueue) {
  for (const double bps : {350'000.0, 700'000.0, 1e6}) {
    TestLine line({.bps = bps, .demand_bps = 4e6});
    line.control.start();
    line.run(5s);
    EXPECT_GE(line.deliver(30s), 0.7 * bps) << bps;
    EXPECT_LE(line.worst_queue, 300ms) << bps;
  }
}

TEST(SenderControl, ACollapseIsFollowedWithinSecondsAndTheWayBackToo) {
  TestLine line({.bps = 5e6, .demand_bps = 4.5e6});
  line.control.start();
  line.run(20s);
  EXPECT_GE(line.deliver(5s), 3.5e6);
  line.bps = 1e6;
  line.run(500ms);
  EXPECT_LE(*line.control.estimate_bps(), 2.5e6);
  line.run(4500ms);
  EXPECT_LE(*line.control.estimate_bps(), 1.1e6);
  EXPECT_GE(line.deliver(55s), 0.7e6);
  EXPECT_LE(line.worst_queue, 300ms);
  line.bps = 5e6;
  line.run(15s);
  EXPECT_GE(line.deliver(10s), 3.5e6);
}

TEST(SenderControl, JitterIsNotOverUse) {
  TestLine line({.bps = 50e6, .jitter = 25ms, .demand_bps = 4e6});
  line.control.start();
  line.run(10s);
  EXPECT_GE(line.deliver(30s), 0.95 * 4e6);
}

TEST(SenderControl, BurstLossThatHasNothingToDoWithTheRateCostsNoRate) {
  for (const double loss : {0.05, 0.1}) {
    TestLine line({.bps = 20e6, .loss = loss, .burst = 3, .demand_bps = 4e6});
    line.control.start();
    line.run(10s);
    EXPECT_GE(line.deliver(30s), 0.8 * (1 - loss) * 4e6) << loss;
  }
}

TEST(SenderControl, ASatelliteWith3PercentLossIsUsedByHalfAndMore) {
  TestLine line({.bps = 5e6, .delay = 300ms, .loss = 0.03});
  line.control.start();
  line.run(60s);
  EXPECT_GE(line.deliver(30s), 0.5 * 5e6);
}

TEST(SenderControl, ABlackoutStarvesThePicturesAndEndsWithTheFirstFeedback) {
  TestLine line({.bps = 5e6, .demand_bps = 3e6});
  line.control.start();
  line.run(10s);
  line.away = true;
  line.run(2s);
  EXPECT_TRUE(line.control.is_starved());
  EXPECT_LE(line.control.estimate_bps(), kLeastBps);
  const uint64_t before = line.sent_bytes;
  line.demand_bps = 0;  // not even sound
  line.run(2s);
  EXPECT_GT(line.sent_bytes, before) << "nothing asks whether the line is back";
  line.away = false;
  line.demand_bps = 3e6;
  line.run(600ms);
  EXPECT_FALSE(line.control.is_starved());
  EXPECT_GE(*line.control.estimate_bps(), 1e6);
  line.run(3s);
  EXPECT_GE(*line.control.estimate_bps(), 3e6);
}

// Twice: what it once had must not become less each time.
TEST(SenderControl, AReceiverThatStandsStillLosesNothingOfItsLine) {
  for (const double demand : {100'000.0, 3e6}) {
    TestLine line({.bps = 20e6, .demand_bps = demand, .packet = demand < 1e6 ? 300u : 1200u});
    line.control.start();
    line.run(5s);
    for (const base::Duration pause : {700ms, 1200ms, 2000ms, 2000ms}) {
      line.standstill = true;
      line.run(pause);
      line.standstill = false;
      line.run(300ms);
      EXPECT_FALSE(line.control.is_starved());
      EXPECT_GE(*line.control.estimate_bps(), std::max(demand, 700'000.0)) << pause.count();
    }
  }
}

TEST(SenderControl, WhileTheServerItselfStandsStillNobodyIsSilent) {
  TestLine line({.bps = 20e6, .demand_bps = 500'000});
  line.control.start();
  line.run(5s);
  line.now += 3s;
  line.control.on_tick(50ms, line.now);
  EXPECT_FALSE(line.control.is_starved());
}

TEST(SenderControl, WhoFellFarWithLittleToSendFindsBackBeforeMoreIsWanted) {
  TestLine line({.bps = 100'000, .demand_bps = 150'000, .packet = 300});
  line.control.start();
  line.run(20s);
  ASSERT_LE(*line.control.estimate_bps(), 200'000);
  line.bps = 20e6;
  line.demand_bps = 60'000;
  line.run(20s);
  EXPECT_GE(*line.control.estimate_bps(), 0.9 * kStartBps);
}

TEST(SenderControl, LyingFeedbackIsSurvived) {
  SenderControl control;
  control.start();
  base::SeededRandom random(1);
  base::Instant now{1h};
  for (int k = 0; k < 5'000; ++k) {
    now += 5ms;
    control.on_tick(100ms, now);
    control.on_sent(random.below(1500), now);
    rtcp::TransportFeedback feedback{.base_sequence_number = random.u16(),
                                     .status_count = random.u16(),
                                     .reference_time = random.u32() & 0xFF'FFFF,
                                     .arrivals = {}};
    for (uint16_t index = 0; index < feedback.status_count && index < 500;
         index = static_cast<uint16_t>(index + 1 + random.below(3)))
      feedback.arrivals.push_back({index, static_cast<int16_t>(random.u16())});
    control.on_feedback(feedback, 100ms, now);
    if (const auto bps = control.estimate_bps()) {
      EXPECT_GE(*bps, kLeastBps);
      EXPECT_LE(*bps, kMostBps);
    }
  }
}

}  // namespace
}  // namespace sfu::congestion
