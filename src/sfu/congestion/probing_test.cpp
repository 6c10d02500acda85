#include "sfu/congestion/probing.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace sfu::congestion {
namespace {

using namespace std::chrono_literals;

// Runs the probe that is due over a line of `bps` and returns what it says.
struct Line {
  std::optional<ProbeResult> probe(double bps) {
    std::vector<PacketReport> reports;
    base::Instant free = now;
    probing.on_tick(estimate, wanted, true, now);
    for (; probing.running() != 0; now += 5ms, probing.on_tick(estimate, wanted, true, now)) {
      for (size_t bytes = probing.missing(now); bytes > 0;) {
        const size_t size = std::min<size_t>(bytes, 1000);
        probing.on_sent(size, now);
        free = std::max(free, now) + base::Duration(static_cast<int64_t>(size * 8e6 / bps));
        reports.push_back({.sent = now,
                           .arrival = free.time_since_epoch(),
                           .size = static_cast<uint16_t>(size),
                           .probe = probing.running(),
                           .received = true});
        bytes -= size;
      }
    }
    sent = reports.size();
    if (overtaken < sent) reports[overtaken].arrival += 30ms;
    std::optional<ProbeResult> result;
    for (const PacketReport& report : reports)
      if (const auto one = probing.on_packet(report)) result = one;
    return result;
  }
  Probing probing;
  base::Instant now{1h};
  double estimate = 1e6;
  double wanted = 0;
  size_t sent = 0;
  size_t overtaken = SIZE_MAX;  // this packet comes after all others
};

TEST(Probing, AFastLineIsWorthWhatWasSentASlowOneItsCapacity) {
  Line line;
  line.probing.start();
  const auto fast = line.probe(100e6);
  ASSERT_TRUE(fast);
  EXPECT_FALSE(fast->is_capacity);
  EXPECT_NEAR(fast->bps, 2e6, 0.3e6);
  const auto next = line.probe(3e6);
  ASSERT_TRUE(next);
  EXPECT_TRUE(next->is_capacity);
  EXPECT_NEAR(next->bps, 3e6, 0.4e6);
  EXPECT_FALSE(line.probing.is_exploring());
}

TEST(Probing, OnePacketThatWasOvertakenMakesNoSlowLine) {
  for (const size_t packet : {3u, 5u}) {
    Line line;
    line.wanted = 2e6;
    line.overtaken = packet;
    const auto result = line.probe(100e6);
    ASSERT_TRUE(result);
    EXPECT_FALSE(result->is_capacity) << packet;
    EXPECT_NEAR(result->bps, 2e6, 0.5e6) << packet;
  }
}

TEST(Probing, AfterHalfASuccessItGoesOnAtOnce) {
  Line line;
  line.wanted = 20e6;
  line.estimate = 2e6;
  ASSERT_TRUE(line.probe(3e6)->is_capacity);
  line.now += 500ms;
  line.probe(3e6);
  EXPECT_GT(line.sent, 0u);
}

TEST(Probing, NothingIsProbedWhenTheEstimateIsEnough) {
  Line line;
  line.wanted = 900'000;
  EXPECT_EQ(line.probe(100e6), std::nullopt);
  EXPECT_EQ(line.sent, 0u);
}

TEST(Probing, AVerySmallEstimateIsProbedWithEnoughToMeasure) {
  Line line;
  line.estimate = 100'000;
  line.wanted = 50'000;
  const auto result = line.probe(20e6);
  ASSERT_TRUE(result);
  EXPECT_GE(result->bps, 300'000);
  EXPECT_GE(line.sent, 4u);
}

TEST(Probing, AfterASuccessItGoesOnAtOnceAndAfterAFailureItWaits) {
  Line line;
  line.wanted = 20e6;
  ASSERT_TRUE(line.probe(100e6));
  line.now += 500ms;
  line.estimate = 2e6;
  ASSERT_TRUE(line.probe(100e6));
  line.now += 500ms;
  line.estimate = 4e6;
  ASSERT_TRUE(line.probe(4e6)->is_capacity);
  line.now += 1s;
  line.probe(4e6);
  EXPECT_EQ(line.sent, 0u);
  line.now += 8s;
  line.probe(4e6);
  EXPECT_GT(line.sent, 0u);
}

TEST(Probing, WhatIsWantedAnewWaitsForNoPause) {
  Line line;
  line.wanted = 20e6;
  for (int k = 0; k < 4; ++k, line.now += 10s) line.probe(1.5e6);  // failures: the pause has grown
  line.now -= 9s;
  line.wanted = 900'000;
  line.probe(4e6);
  EXPECT_EQ(line.sent, 0u);
  line.wanted = 3e6;
  line.probe(4e6);
  EXPECT_GT(line.sent, 0u);
}

TEST(Probing, AfterADecreaseTheLineIsLookedAtWithinTwoSeconds) {
  Line line;
  line.wanted = 20e6;
  for (int k = 0; k < 4; ++k, line.now += 10s) line.probe(1.5e6);  // failures: the pause has grown
  line.now -= 9s;
  line.probing.on_decrease(line.now);
  line.now += 2s;
  line.probe(4e6);
  EXPECT_GT(line.sent, 0u);
}

TEST(Probing, AProbeThatNobodyReportsIsForgotten) {
  Line line;
  line.probing.start();
  for (int k = 0; k < 1000; ++k, line.now += 5ms) {
    line.probing.on_tick(1e6, 0, true, line.now);
    if (const size_t bytes = line.probing.missing(line.now)) line.probing.on_sent(bytes, line.now);
  }
  EXPECT_FALSE(line.probing.is_exploring());
}

}  // namespace
}  // namespace sfu::congestion
