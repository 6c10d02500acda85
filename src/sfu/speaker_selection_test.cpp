#include "sfu/speaker_selection.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace sfu {
namespace {

using namespace std::chrono_literals;

constexpr uint8_t kLoud = 20, kQuiet = 45, kSilent = 100;
base::Instant at(base::Duration since_start) { return base::Instant(1h + since_start); }
constexpr SourceId id(uint64_t n) { return {n}; }

// A room with microphones 1 to n; packets every 20 ms.
struct Room {
  Room(size_t capacity, uint64_t microphones) : selection(capacity), count(microphones) {
    for (uint64_t n = 1; n <= microphones; ++n) selection.add(id(n));
  }
  // All send for `span`; those in `loud` speak.
  void pass(base::Duration span, const std::vector<uint64_t>& loud, uint8_t level = kLoud) {
    for (const base::Duration end = now + span; now < end; now += 20ms)
      for (uint64_t n = 1; n <= count; ++n) {
        const bool speaks = std::ranges::find(loud, n) != loud.end();
        selection.on_packet(id(n), speaks ? level : kSilent, speaks, at(now));
      }
    selection.update_dominant(at(now));
  }
  bool hears(uint64_t n) const {
    const std::vector<SourceId> heard = selection.heard();
    return std::ranges::find(heard, id(n)) != heard.end();
  }

  SpeakerSelection selection;
  uint64_t count;
  base::Duration now = 0ms;
};

TEST(SpeakerSelection, InARoomThatFitsEverybodyIsForwarded) {
  Room room(13, 13);
  for (uint64_t n = 1; n <= 13; ++n)
    EXPECT_TRUE(room.selection.on_packet(id(n), kSilent, false, at(0ms)));
}

TEST(SpeakerSelection, SomebodyUnknownIsNotForwarded) {
  Room room(13, 1);
  EXPECT_FALSE(room.selection.on_packet(id(9), kLoud, true, at(0ms)));
}

TEST(SpeakerSelection, TheFirstLoudPacketGoesThrough) {
  Room room(3, 10);
  room.pass(1s, {});
  EXPECT_FALSE(room.hears(7));
  EXPECT_TRUE(room.selection.on_packet(id(7), kLoud, true, at(room.now)));
  EXPECT_TRUE(room.hears(7));
  EXPECT_EQ(room.selection.heard().size(), 3u);
}

TEST(SpeakerSelection, NoiseWithoutVoiceTakesNoPlaceUnlessItIsLoud) {
  Room room(3, 10);
  EXPECT_FALSE(room.selection.on_packet(id(7), kQuiet, false, at(0ms)));
  EXPECT_FALSE(room.selection.on_packet(id(7), kSilent, true, at(0ms)));
  EXPECT_TRUE(room.selection.on_packet(id(7), kLoud, false, at(0ms)));
}

TEST(SpeakerSelection, WhoHasBeenSilentLongestMakesRoom) {
  Room room(3, 10);
  room.pass(200ms, {1});
  room.pass(200ms, {2});
  room.pass(200ms, {3});
  room.pass(2s, {});
  room.selection.on_packet(id(7), kLoud, true, at(room.now));
  EXPECT_FALSE(room.hears(1));
  EXPECT_TRUE(room.hears(2));
  EXPECT_TRUE(room.hears(3));
}

TEST(SpeakerSelection, WhoSpokeJustNowKeepsTheirPlace) {
  Room room(2, 5);
  room.pass(1s, {});
  // One packet each is not yet "speaking", but it was a first syllable.
  room.selection.on_packet(id(4), kLoud, true, at(room.now));
  room.selection.on_packet(id(5), kLoud, true, at(room.now));
  EXPECT_FALSE(room.selection.on_packet(id(1), kLoud, true, at(room.now)));
  EXPECT_TRUE(room.hears(4));
  EXPECT_TRUE(room.hears(5));
  // After the hold they may be replaced.
  room.now += SpeakerSelection::kHold + 20ms;
  EXPECT_TRUE(room.selection.on_packet(id(1), kLoud, true, at(room.now)));
}

TEST(SpeakerSelection, SomebodyClearlyLouderGetsInWhileAllSpeak) {
  Room room(2, 5);
  room.pass(1s, {1, 2}, 40);
  for (int i = 0; i < 10; ++i) room.selection.on_packet(id(3), 38, true, at(room.now));
  EXPECT_FALSE(room.hears(3));  // 2 dB are not clearly
  for (int i = 0; i < 10; ++i) room.selection.on_packet(id(4), 20, true, at(room.now));
  EXPECT_TRUE(room.hears(4));
}

TEST(SpeakerSelection, InACrowdThatSpeaksAtOnceTheChoiceDoesNotFlutter) {
  Room room(3, 20);
  std::vector<uint64_t> all(20);
  for (uint64_t n = 0; n < 20; ++n) all[n] = n + 1;
  room.pass(1s, all);
  const uint64_t before = room.selection.version();
  room.pass(10s, all);
  EXPECT_EQ(room.selection.version(), before);
}

TEST(SpeakerSelection, SpeakingIsShownAfter60AndHeldFor600Milliseconds) {
  Room room(13, 3);
  room.pass(40ms, {2});
  EXPECT_TRUE(room.selection.speaking(at(room.now)).empty());
  room.pass(60ms, {2});
  EXPECT_EQ(room.selection.speaking(at(room.now)), std::vector<SourceId>{id(2)});
  room.pass(580ms, {});
  EXPECT_FALSE(room.selection.speaking(at(room.now)).empty());
  room.pass(40ms, {});
  EXPECT_TRUE(room.selection.speaking(at(room.now)).empty());
}

TEST(SpeakerSelection, TheLoudestStandFirstAndTenAreNamed) {
  Room room(13, 13);
  for (int i = 0; i < 20; ++i, room.now += 20ms)
    for (uint64_t n = 1; n <= 13; ++n)
      room.selection.on_packet(id(n), static_cast<uint8_t>(10 + n), true, at(room.now));
  const std::vector<SourceId> speaking = room.selection.speaking(at(room.now));
  ASSERT_EQ(speaking.size(), 10u);
  EXPECT_EQ(speaking.front(), id(1));
  EXPECT_EQ(speaking.back(), id(10));
}

TEST(SpeakerSelection, TheFirstSpeakerIsDominantAtOnceAndTheNextAfterASecond) {
  Room room(13, 3);
  EXPECT_EQ(room.selection.dominant(), std::nullopt);
  room.pass(200ms, {1});
  EXPECT_EQ(room.selection.dominant(), id(1));
  room.pass(800ms, {});
  room.pass(500ms, {2});  // a short "yes"
  EXPECT_EQ(room.selection.dominant(), id(1));
  room.pass(600ms, {2});
  EXPECT_EQ(room.selection.dominant(), id(2));
}

TEST(SpeakerSelection, AnInterruptionDoesNotTakeTheStageFromWhoSpeaksOn) {
  Room room(13, 3);
  room.pass(2s, {1});
  room.pass(5s, {1, 2});
  EXPECT_EQ(room.selection.dominant(), id(1));
}

TEST(SpeakerSelection, WhoLeavesFreesAPlaceAndTheStage) {
  Room room(2, 3);
  room.pass(1s, {1});
  EXPECT_FALSE(room.hears(3));
  room.selection.remove(id(1));
  EXPECT_EQ(room.selection.dominant(), std::nullopt);
  EXPECT_TRUE(room.hears(3));
}

// A phone has fewer places than the room has voices: the order tells it whom to seat.
TEST(SpeakerSelection, ANewTurnOfSomebodyWhoIsHeardCountsAsAChangeOfOrder) {
  Room room(13, 10);
  room.pass(1s, {1});
  room.pass(1s, {});
  const uint64_t before = room.selection.version();
  room.pass(200ms, {10});
  EXPECT_EQ(room.selection.heard().front(), id(10));
  EXPECT_EQ(room.selection.version(), before + 1);
  room.pass(200ms, {10});  // the turn goes on
  room.pass(2s, {});
  room.pass(200ms, {10});  // stands first already
  EXPECT_EQ(room.selection.version(), before + 1);
}

}  // namespace
}  // namespace sfu
