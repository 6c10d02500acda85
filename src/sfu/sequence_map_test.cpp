#include "sfu/sequence_map.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "base/random.hpp"
#include "sfu/test_sequence_model.hpp"

namespace sfu {
namespace {

TEST(SequenceMap, TheFirstInputGetsTheStartAndTheNextOnesFollow) {
  SequenceMap map(500);
  EXPECT_EQ(map.map(100'000), 500);
  EXPECT_EQ(map.map(100'001), 501);
}

TEST(SequenceMap, ALossStaysAGapThatTheLatePacketFills) {
  SequenceMap map(1);
  EXPECT_EQ(map.map(10), 1);
  EXPECT_EQ(map.map(13), 4);
  EXPECT_EQ(map.map(12), 3);
  EXPECT_EQ(map.map(11), 2);
}

TEST(SequenceMap, WhatWasDroppedLeavesNoGapAndGetsNoNumberLater) {
  SequenceMap map(1);
  EXPECT_EQ(map.map(10), 1);
  map.drop(11);
  map.drop(12);
  EXPECT_EQ(map.map(13), 2);
  EXPECT_EQ(map.map(11), std::nullopt);
  EXPECT_EQ(map.map(12), std::nullopt);
  EXPECT_EQ(map.map(10), 1);
}

TEST(SequenceMap, MissingInputsBeforeADropKeepTheirNumbers) {
  SequenceMap map(1);
  EXPECT_EQ(map.map(10), 1);
  map.drop(13);
  EXPECT_EQ(map.map(14), 4);
  EXPECT_EQ(map.map(12), 3);
  EXPECT_EQ(map.map(11), 2);
}

TEST(SequenceMap, ALateDropChangesNothing) {
  SequenceMap map(1);
  EXPECT_EQ(map.map(10), 1);
  EXPECT_EQ(map.map(12), 3);
  map.drop(11);
  EXPECT_EQ(map.map(13), 4);
}

TEST(SequenceMap, AfterASwitchNumbersGoOnAndTheOldLineIsForgotten) {
  SequenceMap map(1);
  EXPECT_EQ(map.map(10), 1);
  map.switch_input(70'000);
  EXPECT_EQ(map.map(70'000), 2);
  EXPECT_EQ(map.map(69'999), std::nullopt);
  EXPECT_EQ(map.map(11), std::nullopt);
}

TEST(SequenceMap, NumbersWrap) {
  SequenceMap map(65'534);
  EXPECT_EQ(map.map(70'000), 65'534);
  EXPECT_EQ(map.map(70'001), 65'535);
  EXPECT_EQ(map.map(70'002), 0);
  EXPECT_EQ(map.map(70'003), 1);
}

TEST(SequenceMap, ALongJumpShowsAsABoundedGap) {
  SequenceMap map(1);
  EXPECT_EQ(map.map(10), 1);
  // A publisher could make each of two packets jump by 2^15: with the first one lost, the
  // receiver's SRTP would count one wrap too few and never authenticate this slot again.
  EXPECT_EQ(map.map(30'000), 2 + SequenceMap::kMaxGap);
  EXPECT_EQ(map.map(30'001), 3 + SequenceMap::kMaxGap);
  EXPECT_EQ(map.map(10), 1);
  EXPECT_EQ(map.map(20'000), std::nullopt);
  map.drop(60'000);
  EXPECT_EQ(map.map(60'001), 4 + 2 * SequenceMap::kMaxGap);
}

// Fates of inputs of one source, in the order of arrival.
struct Arrival {
  int64_t input;
  bool dropped;
};

std::vector<Arrival> arrivals(base::Random& random, int64_t first, int64_t count) {
  std::vector<std::pair<int64_t, Arrival>> timed;
  const uint64_t loss = random.below(20), drop = random.below(40), reorder = 1 + random.below(12);
  for (int64_t input = first; input < first + count; ++input) {
    if (random.below(100) < loss) continue;
    timed.push_back(
        {input + static_cast<int64_t>(random.below(reorder)), {input, random.below(100) < drop}});
  }
  std::ranges::sort(timed, {},
                    [](const auto& entry) { return std::pair(entry.first, entry.second.input); });
  std::vector<Arrival> result;
  for (const auto& [time, arrival] : timed) result.push_back(arrival);
  return result;
}

TEST(SequenceMap, UnderLossReorderingAndDropsNoTwoInputsShareANumberAndOrderIsKept) {
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(seed);
    base::SeededRandom random(seed);
    SequenceMap map(random.u16());
    std::map<int64_t, uint16_t> given;
    std::set<uint16_t> used;
    for (const Arrival& arrival : arrivals(random, 65'536, 2'000)) {
      if (arrival.dropped) {
        map.drop(arrival.input);
      } else if (const auto number = map.map(arrival.input)) {
        EXPECT_TRUE(used.insert(*number).second);
        given[arrival.input] = *number;
      }
    }
    ASSERT_FALSE(given.empty());
    for (auto next = std::next(given.begin()); next != given.end(); ++next) {
      const auto before = std::prev(next);
      const auto distance = static_cast<uint16_t>(next->second - before->second);
      EXPECT_GE(distance, 1);
      EXPECT_LE(distance, next->first - before->first);
    }
  }
}

TEST(SequenceMap, AgreesWithTheModelOverSourcesDropsAndJumps) {
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(seed);
    base::SeededRandom random(seed);
    const uint16_t start = random.u16();
    SequenceMap map(start);
    SequenceModel model(start);
    for (int source = 0; source < 4; ++source) {
      const int64_t first = 65'536 + random.u16();
      map.switch_input(first);
      model.switch_input(first);
      const uint64_t holes_before = model.holes();
      for (const Arrival& arrival : arrivals(random, first, 300)) {
        const int64_t input = arrival.input + (arrival.input > first + 200 ? 5'000 : 0);
        if (arrival.dropped) {
          map.drop(input);
          model.drop(input);
          continue;
        }
        const auto number = map.map(input);
        const auto expected = model.map(input);
        // Reordering reaches back 12 inputs at most, less than the segments kept.
        ASSERT_EQ(number.has_value(), expected.has_value()) << input;
        if (number) {
          ASSERT_EQ(*number, static_cast<uint16_t>(*expected));
        }
      }
      ASSERT_GE(model.holes(), holes_before);
    }
  }
}

}  // namespace
}  // namespace sfu
