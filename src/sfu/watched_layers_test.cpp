#include "sfu/watched_layers.hpp"

#include <gtest/gtest.h>

namespace sfu {
namespace {

using namespace std::chrono_literals;

constexpr LayerMask kAll = 0xff;

// Layers 0 to 2 arrive as long as they are sent, and a little longer.
struct Camera {
  // How often the publisher was told something else.
  int pass(base::Duration time, LayerMask wanted) {
    int told = 0;
    for (const base::Instant end = now + time; now < end; now += 200ms) {
      told += layers.on_tick(now, wanted, alive, 0) ? 1 : 0;
      if (obeys) alive = LayerMask(0b111 & layers.sent());
    }
    return told;
  }
  WatchedLayers layers;
  base::Instant now = base::Instant(1h);
  LayerMask alive = 0b111;
  bool obeys = true;
};

TEST(WatchedLayers, WhatNobodyWatchesStopsAfterFiveSecondsButTheSmallestNever) {
  Camera camera;
  EXPECT_EQ(camera.pass(4800ms, 0), 0);
  EXPECT_EQ(camera.layers.sent(), kAll);
  EXPECT_EQ(camera.pass(600ms, 0), 1);
  EXPECT_EQ(camera.layers.sent() & 0b111, 0b001);
  EXPECT_EQ(camera.layers.on_request(), 0b110);
  EXPECT_EQ(camera.pass(60s, 0), 0);
}

TEST(WatchedLayers, WhatIsWatchedGoesOn) {
  Camera camera;
  camera.pass(10s, 0b100);
  EXPECT_EQ(camera.layers.sent() & 0b111, 0b101);
  EXPECT_EQ(camera.layers.on_request(), 0b010);
}

TEST(WatchedLayers, WhoLooksAwayForAMomentStopsNothing) {
  Camera camera;
  camera.pass(10s, 0b111);
  EXPECT_EQ(camera.pass(4s, 0b001), 0);
  EXPECT_EQ(camera.pass(1s, 0b111), 0);
  EXPECT_EQ(camera.pass(4s, 0b001), 0);
}

TEST(WatchedLayers, WhatIsWantedBeginsAgainAtOnceAndStaysOnRequestUntilItComes) {
  Camera camera;
  camera.pass(10s, 0);
  EXPECT_TRUE(camera.layers.want(0b100));
  EXPECT_FALSE(camera.layers.want(0b100));
  EXPECT_EQ(camera.layers.sent() & 0b111, 0b101);
  EXPECT_EQ(camera.layers.on_request(), 0b110);
  camera.pass(400ms, 0b100);
  EXPECT_EQ(camera.layers.on_request(), 0b010);
}

TEST(WatchedLayers, WhatDoesNotComeWhenItIsAskedForIsDead) {
  Camera camera;
  camera.pass(10s, 0);
  camera.obeys = false;
  camera.layers.want(0b100);
  camera.pass(2800ms, 0b100);
  EXPECT_EQ(camera.layers.on_request(), 0b110);
  camera.pass(600ms, 0b100);
  EXPECT_EQ(camera.layers.on_request(), 0b010);
  EXPECT_EQ(camera.layers.sent() & 0b111, 0b101) << "it may come later";
}

TEST(WatchedLayers, ALayerThatIsAskedForOnceMoreHasItsTimeAnew) {
  Camera camera;
  camera.pass(60s, 0);
  camera.obeys = false;
  camera.layers.want(0b010);
  camera.pass(1s, 0b010);
  EXPECT_EQ(camera.layers.on_request(), 0b110);
}

// A standard client (WHIP) is told nothing, and goes on.
TEST(WatchedLayers, APublisherThatDoesNotStopIsOnRequestAllTheSame) {
  Camera camera;
  camera.obeys = false;
  camera.pass(10s, 0);
  EXPECT_EQ(camera.layers.on_request(), 0b110);
  camera.layers.want(0b100);
  camera.pass(400ms, 0b100);
  EXPECT_EQ(camera.layers.on_request(), 0b010);
}

TEST(WatchedLayers, AnOnlyEncodingNeverStops) {
  WatchedLayers layers;
  base::Instant now(1h);
  for (int tick = 0; tick < 100; ++tick) EXPECT_FALSE(layers.on_tick(now += 200ms, 0, 0b1, 0));
}

}  // namespace
}  // namespace sfu
