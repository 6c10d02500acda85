#include "sim/link.hpp"

#include <gtest/gtest.h>

namespace sim {
namespace {

using namespace std::chrono_literals;

constexpr base::Instant kStart{1s};

TEST(Link, AnIdealLineCarriesEverythingAtOnceAndInOrder) {
  Link link(1);
  for (int i = 0; i < 100; ++i) {
    const Fate fate = link.carry(kStart, 1000);
    ASSERT_EQ(fate.count, 1u);
    EXPECT_EQ(fate.arrivals[0].when, kStart);
    EXPECT_FALSE(fate.arrivals[0].flipped_bit);
  }
}

TEST(Link, LosesTheShareItIsTold) {
  Link link(2);
  link.conditions.loss = 0.05;
  for (int i = 0; i < 20'000; ++i) link.carry(kStart, 100);
  EXPECT_NEAR(static_cast<double>(link.counters().lost), 1000, 120);
}

TEST(Link, BurstsLoseSeveralInARow) {
  Link link(3);
  link.conditions.burst_loss = BurstLoss{.begin = 0.01, .end = 0.2, .loss = 1};
  int bursts = 0, lost = 0;
  bool before = false;
  for (int i = 0; i < 500'000; ++i) {
    const bool gone = link.carry(kStart, 100).count == 0;
    bursts += gone && !before;
    lost += gone;
    before = gone;
  }
  EXPECT_NEAR(static_cast<double>(lost) / bursts, 5, 0.8);            // 1 / end
  EXPECT_NEAR(static_cast<double>(bursts) / 500'000, 0.0095, 0.002);  // a cycle is 105 datagrams
}

TEST(Link, JitterKeepsTheOrderAndReorderingBreaksIt) {
  Link link(4);
  link.conditions = {.delay = 10ms, .jitter = 30ms};
  const auto overtakings = [&] {
    int count = 0;
    base::Instant newest{};
    for (int i = 0; i < 1000; ++i) {
      const Fate fate = link.carry(kStart + i * 1ms, 100);
      count += fate.arrivals[0].when < newest;
      newest = std::max(newest, fate.arrivals[0].when);
    }
    return count;
  };
  EXPECT_EQ(overtakings(), 0);
  link.conditions.reordering = 0.1;
  EXPECT_GT(overtakings(), 50);
}

TEST(Link, ASlowLineQueuesAndDropsWhatDoesNotFit) {
  Link link(5);
  link.conditions.bits_per_second = 1'000'000;
  link.conditions.queue_bytes = 10'000;
  int arrived = 0;
  base::Instant last{};
  for (int i = 0; i < 20; ++i) {
    const Fate fate = link.carry(kStart, 1'000);
    if (fate.count == 0) continue;
    ++arrived;
    last = fate.arrivals[0].when;
  }
  EXPECT_EQ(arrived, 10);
  EXPECT_EQ(last, kStart + 80ms);  // 10,000 bytes at 1 Mbit/s
}

TEST(Link, DuplicatesAndDamagesTheShareItIsTold) {
  Link link(6);
  link.conditions.duplication = 0.2;
  link.conditions.corruption = 0.1;
  int twice = 0, damaged = 0;
  for (int i = 0; i < 5'000; ++i) {
    const Fate fate = link.carry(kStart, 100);
    twice += fate.count == 2;
    damaged += fate.arrivals[0].flipped_bit.has_value();
  }
  EXPECT_NEAR(twice, 1000, 100);
  EXPECT_NEAR(damaged, 500, 80);
}

TEST(Link, ABlackoutLetsNothingThrough) {
  Link link(7);
  link.conditions.blackout = true;
  EXPECT_EQ(link.carry(kStart, 100).count, 0u);
  link.conditions.blackout = false;
  EXPECT_EQ(link.carry(kStart, 100).count, 1u);
}

}  // namespace
}  // namespace sim
