#include "sfu/congestion/rate_control.hpp"

#include <gtest/gtest.h>

#include "sfu/congestion/limits.hpp"

namespace sfu::congestion {
namespace {

using namespace std::chrono_literals;

struct Loop {
  void feedback(LineUse use, double arriving, double sent, int times = 1) {
    for (int k = 0; k < times; ++k)
      control.on_feedback(use, arriving, sent, queue, 50ms, now += 100ms);
  }
  base::Duration queue{};
  RateControl control{1e6};
  base::Instant now{1h};
};

TEST(RateControl, GrowsBy8PercentASecondWhileAllIsWell) {
  Loop loop;
  loop.feedback(LineUse::kNormal, 1e6, 1e6, 52);
  EXPECT_NEAR(loop.control.bps(), 1.47e6, 0.03e6);
}

TEST(RateControl, NeverGrowsFarBeyondWhatArrives) {
  Loop loop;
  loop.feedback(LineUse::kNormal, 400'000, 400'000, 600);
  EXPECT_EQ(loop.control.bps(), 1e6);
}

TEST(RateControl, OverUseLeavesNineTenthsOfWhatArrives) {
  Loop loop;
  loop.feedback(LineUse::kOver, 600'000, 1e6);
  EXPECT_NEAR(loop.control.bps(), 540'000, 1);
  loop.feedback(LineUse::kUnder, 600'000, 500'000, 20);
  EXPECT_NEAR(loop.control.bps(), 540'000, 1) << "the queue drains first";
  loop.feedback(LineUse::kNormal, 500'000, 500'000, 20);
  EXPECT_LE(loop.control.bps(), 800'000) << "near the capacity by three packets a response time";
}

TEST(RateControl, NearTheCapacityOfANarrowLineItGrowsByAFifthASecondAtMost) {
  Loop loop;
  loop.feedback(LineUse::kOver, 300'000, 1e6);
  ASSERT_NEAR(loop.control.bps(), 270'000, 1);
  loop.feedback(LineUse::kNormal, 300'000, 300'000, 11);  // a second, after one of holding
  EXPECT_NEAR(loop.control.bps(), 270'000 * 1.2, 6'000);
}

TEST(RateControl, OverUseOfALineThatIsHardlyUsedTakesAStepAndNotEverything) {
  Loop loop;
  loop.control.set(5e6);
  loop.feedback(LineUse::kOver, 300'000, 300'000);
  EXPECT_NEAR(loop.control.bps(), 4.5e6, 1);
}

TEST(RateControl, WhereThereIsAQueueWhatIsNotUsedIsLeftToOthers) {
  Loop loop;
  loop.control.set(5e6);
  loop.queue = 40ms;
  loop.feedback(LineUse::kOver, 1.5e6, 1.5e6);
  EXPECT_NEAR(loop.control.bps(), 1.8e6, 1);
  loop.control.set(5e6);
  loop.now += 1s;
  loop.feedback(LineUse::kOver, 300'000, 300'000);
  EXPECT_EQ(loop.control.bps(), kStartBps);
}

TEST(RateControl, AProbeRaisesAndNeverLowers) {
  Loop loop;
  loop.control.on_probe(3e6, false);
  EXPECT_EQ(loop.control.bps(), 3e6);
  loop.control.on_probe(2e6, true);
  EXPECT_EQ(loop.control.bps(), 3e6);
  loop.control.on_probe(1e12, false);
  EXPECT_EQ(loop.control.bps(), kMostBps);
}

}  // namespace
}  // namespace sfu::congestion
