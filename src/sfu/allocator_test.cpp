#include "sfu/allocator.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sfu {
namespace {

using ::testing::ElementsAre;

// A camera in 180p, 360p and 720p of 150, 500 and 1,500 kbit/s.
SourceState camera(SourceKind kind = SourceKind::kCamera) {
  SourceState source;
  source.info = {{1}, {1}, kind};
  source.active = true;
  source.alive = 0b111;
  source.heights = {180, 360, 720};
  source.rates_kbps = {150, 500, 1500};
  return source;
}

constexpr int kPaused = -1;

// The layers granted to pictures of these heights.
std::vector<int> layers(const std::vector<PictureDemand>& demands, std::optional<double> bps,
                        bool may_rise = true) {
  std::vector<int> result;
  for (const PictureGrant& grant : allocate(demands, bps, may_rise).grants)
    result.push_back(grant.layer ? int{*grant.layer} : kPaused);
  return result;
}

TEST(Allocator, AnEndlessLineGivesEachTileWhatItCanShowAndNoMore) {
  const SourceState source = camera();
  EXPECT_THAT(layers({{&source, 720, {}}, {&source, 360, {}}, {&source, 100, {}}}, std::nullopt),
              ElementsAre(2, 1, 0));
  EXPECT_THAT(layers({{&source, 360, {}}}, 1e9), ElementsAre(1));
}

TEST(Allocator, EqualTilesGrowTogether) {
  const SourceState source = camera();
  const std::vector<PictureDemand> three(3, {&source, 720, {}});
  EXPECT_THAT(layers(three, 600'000), ElementsAre(0, 0, 0));
  EXPECT_THAT(layers(three, 1.7e6), ElementsAre(1, 1, 1));
  EXPECT_THAT(layers(three, 3e6), ElementsAre(2, 1, 1));
}

TEST(Allocator, ALargeTileGrowsBeforeTheThumbnails) {
  const SourceState source = camera();
  EXPECT_THAT(layers({{&source, 180, {}}, {&source, 720, {}}, {&source, 360, {}}}, 2.1e6),
              ElementsAre(0, 2, 0));
}

TEST(Allocator, AScreenComesFirstWhateverItsPlace) {
  const SourceState face = camera();
  const SourceState screen = camera(SourceKind::kScreen);
  EXPECT_THAT(layers({{&face, 720, {}}, {&screen, 720, {}}}, 1.9e6), ElementsAre(0, 2));
  EXPECT_THAT(layers({{&face, 720, {}}, {&screen, 720, {}}}, 170'000), ElementsAre(kPaused, 0));
}

TEST(Allocator, WhoDoesNotFitIsPausedFromTheEndOfTheList) {
  const SourceState source = camera();
  const std::vector<PictureDemand> three(3, {&source, 180, {}});
  const Allocation given = allocate(three, 340'000, true);
  EXPECT_TRUE(given.grants[0].layer && given.grants[1].layer && !given.grants[2].layer);
  EXPECT_EQ(given.paused, 1u);
  EXPECT_LE(given.granted_bps, 340'000);
  EXPECT_EQ(given.wanted_bps, 450'000);
  EXPECT_THAT(layers(three, 0.0), ElementsAre(kPaused, kPaused, kPaused));
}

TEST(Allocator, BetterALowerFrameRateThanNoPicture) {
  SourceState source = camera();
  source.temporal[0] = {.top = 2, .percent = {40, 65}};
  const auto frames = [&](double bps) {
    return allocate(std::vector<PictureDemand>{{&source, 180, LayerIndex{0}}}, bps, true).grants[0];
  };
  EXPECT_EQ(frames(150'000).temporal, kAllTemporal);
  EXPECT_EQ(frames(120'000).temporal, 1);
  EXPECT_EQ(frames(120'000).bps, 97'500);
  EXPECT_EQ(frames(90'000).temporal, 0);
  EXPECT_EQ(frames(90'000).bps, 60'000);
  EXPECT_EQ(frames(59'000).layer, std::nullopt);
}

TEST(Allocator, WhatFewerFramesCostIsGuessedUntilItIsMeasured) {
  SourceState source = camera();
  source.rates_kbps = {};
  EXPECT_EQ(layer_bps(source, 0, 0), 150'000) << "no temporal layers";
  source.temporal[0].top = 1;
  EXPECT_EQ(layer_bps(source, 0, 0), 90'000);
  source.temporal[0].top = 2;
  EXPECT_EQ(layer_bps(source, 0, 0), 60'000);
  EXPECT_EQ(layer_bps(source, 0, 1), 90'000);
  EXPECT_EQ(layer_bps(source, 0), 150'000);
  EXPECT_EQ(temporal_within(source, 0, 100'000), TemporalIndex{1});
  EXPECT_EQ(temporal_within(source, 0, 50'000), std::nullopt);
}

TEST(Allocator, WhatIsShownStaysWhileItFitsAndGoingUpNeedsATenthMore) {
  const SourceState source = camera();
  EXPECT_THAT(layers({{&source, 720, 2}}, 1.5e6), ElementsAre(2));
  EXPECT_THAT(layers({{&source, 720, 1}}, 1.5e6), ElementsAre(1));
  EXPECT_THAT(layers({{&source, 720, 1}}, 1.7e6), ElementsAre(2));
}

TEST(Allocator, RightAfterTheLineBecameWorseNothingGoesUp) {
  const SourceState source = camera();
  EXPECT_THAT(layers({{&source, 720, 1}}, 5e6, false), ElementsAre(1));
  EXPECT_THAT(layers({{&source, 720, {}}}, 5e6, false), ElementsAre(0)) << "but something is shown";
}

TEST(Allocator, OnlyLayersThatArriveAreGranted) {
  SourceState source = camera();
  source.alive = 0b101;
  EXPECT_THAT(layers({{&source, 360, {}}}, 1e6), ElementsAre(0));
  source.alive = 0;
  EXPECT_THAT(layers({{&source, 360, {}}}, 1e6), ElementsAre(kPaused));
}

TEST(Allocator, TheOrderOfRidsNeedNotBeThatOfHeights) {
  SourceState source = camera();
  source.heights = {720, 360, 180};
  source.rates_kbps = {1500, 500, 150};
  EXPECT_THAT(layers({{&source, 720, {}}}, 700'000), ElementsAre(1));
  EXPECT_THAT(layers({{&source, 720, {}}}, 200'000), ElementsAre(2));
}

}  // namespace
}  // namespace sfu
