#include "sfu/layer_selector.hpp"

#include <gtest/gtest.h>

namespace sfu {
namespace {

SourceState source(LayerMask alive, std::array<uint16_t, kMaxLayers> heights) {
  SourceState state;
  state.alive = alive;
  state.heights = heights;
  return state;
}

struct Row {
  LayerMask alive;
  std::array<uint16_t, kMaxLayers> heights;
  uint32_t wanted;
  std::optional<LayerIndex> expected;
};

void check(std::initializer_list<Row> rows) {
  for (const Row& row : rows)
    EXPECT_EQ(select_layer(source(row.alive, row.heights), row.wanted), row.expected)
        << "alive " << int{row.alive} << " wanted " << row.wanted;
}

TEST(LayerSelector, TakesTheSmallestThatIsLargeEnough) {
  constexpr std::array<uint16_t, kMaxLayers> kHeights{180, 360, 720, 0};
  check({{0b111, kHeights, 0, 0},
         {0b111, kHeights, 90, 0},
         {0b111, kHeights, 180, 0},
         {0b111, kHeights, 200, 0},  // a tenth less will do
         {0b111, kHeights, 201, 1},
         {0b111, kHeights, 400, 1},
         {0b111, kHeights, 401, 2},
         {0b111, kHeights, 720, 2},
         {0b111, kHeights, 4320, 2}});
}

TEST(LayerSelector, TakesTheLargestLivingOneWhenNoneIsEnough) {
  constexpr std::array<uint16_t, kMaxLayers> kHeights{180, 360, 720, 0};
  check({{0b000, kHeights, 180, std::nullopt},
         {0b001, kHeights, 720, 0},
         {0b011, kHeights, 720, 1},
         {0b100, kHeights, 180, 2},
         {0b110, kHeights, 180, 1},
         {0b101, kHeights, 360, 2}});
}

TEST(LayerSelector, UnknownHeightsCountByTheirOrder) {
  constexpr std::array<uint16_t, kMaxLayers> kUnknown{};
  check({{0b1111, kUnknown, 180, 0},
         {0b1111, kUnknown, 360, 1},
         {0b1111, kUnknown, 720, 2},
         {0b1111, kUnknown, 1440, 3},
         {0b0001, {1080, 0, 0, 0}, 180, 0}});
}

TEST(LayerSelector, TheOrderOfRidsNeedNotBeThatOfHeights) {
  constexpr std::array<uint16_t, kMaxLayers> kReversed{720, 360, 180, 0};
  check({{0b111, kReversed, 180, 2},
         {0b111, kReversed, 360, 1},
         {0b111, kReversed, 720, 0},
         {0b111, kReversed, 2000, 0}});
}

TEST(LayerSelector, WhatComesOnRequestCountsAsIfItArrived) {
  SourceState state = source(0b001, {180, 360, 720, 0});
  state.on_request = 0b110;
  EXPECT_EQ(select_layer(state, 360), 1);
  EXPECT_EQ(select_layer(state, 720), 2);
}

TEST(LayerSelector, TheBestThatArrivesStandsInForWhatIsToCome) {
  constexpr std::array<uint16_t, kMaxLayers> kHeights{180, 360, 720, 0};
  EXPECT_EQ(stand_in(source(0b011, kHeights), 2), 1);
  EXPECT_EQ(stand_in(source(0b101, kHeights), 1), 0);
  EXPECT_EQ(stand_in(source(0b100, kHeights), 1), std::nullopt) << "it would be larger";
  EXPECT_EQ(stand_in(source(0, kHeights), 2), std::nullopt);
}

}  // namespace
}  // namespace sfu
