#include "sfu/layer_meter.hpp"

#include <gtest/gtest.h>

namespace sfu {
namespace {

using namespace std::chrono_literals;

struct Meter {
  // A second of frames as in L1T3: 1000, 500 and twice 250 bytes, this many times.
  bool second(size_t groups) {
    for (size_t k = 0; k < groups; ++k) {
      meter.add(1000, 0);
      meter.add(250, 2);
      meter.add(500, 1);
      meter.add(250, 2);
    }
    return meter.take(1s, kbps, shares);
  }
  LayerMeter meter;
  uint32_t kbps = 0;
  TemporalShares shares{.top = 2, .percent = {}};
};

TEST(LayerMeter, TellsTheRateAndWhatItsLowerTemporalLayersMakeOfIt) {
  Meter m;
  EXPECT_TRUE(m.second(10));
  EXPECT_EQ(m.kbps, 160u);
  EXPECT_EQ(m.shares.percent[0], 50);
  EXPECT_EQ(m.shares.percent[1], 75);
  EXPECT_EQ(m.shares.percent[2], 0) << "all: not worth saying";
}

TEST(LayerMeter, SmallChangesAreNotTold) {
  Meter m;
  m.second(10);
  EXPECT_FALSE(m.second(11));
  EXPECT_TRUE(m.second(20));
  EXPECT_EQ(m.kbps, (160 + 176) / 4 + 320u / 2) << "smoothed";
}

TEST(LayerMeter, WhatCameInATimeThatIsNotMeasuredDoesNotCount) {
  Meter m;
  m.meter.add(1'000'000, 0);
  m.meter.forget();
  m.second(10);
  EXPECT_EQ(m.kbps, 160u);
}

TEST(LayerMeter, AStreamAtRestKeepsItsShares) {
  Meter m;
  m.second(10);
  m.second(0);
  EXPECT_EQ(m.kbps, 80u);
  EXPECT_EQ(m.shares.percent[0], 50);
}

TEST(LayerMeter, LayersAboveTheFourthCountWithIt) {
  Meter m;
  m.meter.add(100, 0);
  m.meter.add(300, 7);
  m.shares.top = 7;
  m.meter.take(1s, m.kbps, m.shares);
  EXPECT_EQ(m.shares.percent[0], 25);
  EXPECT_EQ(m.shares.percent[2], 25);
}

}  // namespace
}  // namespace sfu
