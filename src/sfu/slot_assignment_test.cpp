#include "sfu/slot_assignment.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/random.hpp"

namespace sfu {
namespace {

SourceInfo camera(uint64_t person) { return {{person * 10}, {person}, SourceKind::kCamera}; }
SourceInfo microphone(uint64_t person) {
  return {{person * 10 + 1}, {person}, SourceKind::kMicrophone};
}
SourceInfo screen(uint64_t person) { return {{person * 10 + 2}, {person}, SourceKind::kScreen}; }
SourceInfo screen_sound(uint64_t person) {
  return {{person * 10 + 3}, {person}, SourceKind::kScreenSound};
}
using Sources = std::vector<SourceInfo>;

SlotAssignment slots(size_t video, size_t sound) {
  SlotAssignment assignment;
  assignment.resize(video, sound);
  return assignment;
}

TEST(SlotAssignment, PicturesTakeFreeSlotsInTheirOrder) {
  SlotAssignment assignment = slots(3, 0);
  EXPECT_TRUE(assignment.show(Sources{camera(1), camera(2)}));
  EXPECT_EQ(assignment.video(), (Sources{camera(1), camera(2), {}}));
  EXPECT_FALSE(assignment.show(Sources{camera(2), camera(1)}));  // nobody moves
}

TEST(SlotAssignment, MoreWishesThanSlotsShowTheFirst) {
  SlotAssignment assignment = slots(2, 0);
  assignment.show(Sources{camera(1), camera(2), camera(3)});
  EXPECT_EQ(assignment.video(), (Sources{camera(1), camera(2)}));
  assignment.show(Sources{camera(3), camera(2), camera(1)});
  EXPECT_EQ(assignment.video(), (Sources{camera(3), camera(2)}));
}

TEST(SlotAssignment, WhoIsSeenIsHeardThroughTheSlotOfTheirPicture) {
  SlotAssignment assignment = slots(3, 5);
  assignment.show(Sources{camera(1), camera(2), screen(3)});
  EXPECT_TRUE(assignment.hear(Sources{screen_sound(3), microphone(2), microphone(1)}));
  EXPECT_EQ(assignment.sound(), (Sources{microphone(1), microphone(2), screen_sound(3), {}, {}}));
}

TEST(SlotAssignment, WhoIsNotSeenTakesAnUnpairedSlotFirst) {
  SlotAssignment assignment = slots(2, 4);
  assignment.show(Sources{camera(1)});
  assignment.hear(Sources{microphone(7), microphone(8), microphone(9), microphone(1)});
  // Slot 1 has no picture: the third stranger sits there and not in the slot of person 1.
  EXPECT_EQ(assignment.sound(),
            (Sources{microphone(1), microphone(9), microphone(7), microphone(8)}));
}

TEST(SlotAssignment, WithANewSpeakerNoPictureMoves) {
  SlotAssignment assignment = slots(3, 4);
  assignment.show(Sources{camera(1), camera(2), camera(3)});
  assignment.hear(Sources{microphone(1), microphone(2), microphone(3), microphone(4)});
  const Sources pictures = assignment.video();
  EXPECT_TRUE(assignment.hear(Sources{microphone(9), microphone(1), microphone(2), microphone(3)}));
  EXPECT_EQ(assignment.video(), pictures);
  EXPECT_EQ(assignment.sound(),
            (Sources{microphone(1), microphone(2), microphone(3), microphone(9)}));
}

TEST(SlotAssignment, AStrangerGivesWayToTheVoiceOfThePictureAboveIt) {
  SlotAssignment assignment = slots(1, 2);
  assignment.hear(Sources{microphone(7), microphone(8)});
  assignment.show(Sources{camera(8)});
  assignment.hear(Sources{microphone(7), microphone(8)});
  EXPECT_EQ(assignment.sound(), (Sources{microphone(8), microphone(7)}));
}

TEST(SlotAssignment, MoreSlotsChangeNothingForThoseSeated) {
  SlotAssignment assignment = slots(1, 1);
  assignment.show(Sources{camera(1)});
  assignment.hear(Sources{microphone(1)});
  assignment.resize(2, 2);
  EXPECT_EQ(assignment.video(), (Sources{camera(1), {}}));
  EXPECT_EQ(assignment.sound(), (Sources{microphone(1), {}}));
  assignment.resize(1, 1);
  EXPECT_EQ(assignment.video().size(), 2u);
}

TEST(SlotAssignment, FromThe26thSlotOnNothingIsPaired) {
  SlotAssignment assignment = slots(30, 30);
  Sources pictures;
  for (uint64_t n = 1; n <= 30; ++n) pictures.push_back(camera(n));
  assignment.show(pictures);
  assignment.hear(Sources{microphone(30), microphone(25)});
  EXPECT_EQ(assignment.sound()[25], microphone(30));  // any unpaired one
  EXPECT_EQ(assignment.sound()[24], microphone(25));
}

TEST(SlotAssignment, WhateverHappensEachSourceHasOneSlotAndPairsStandTogether) {
  for (uint64_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE(seed);
    base::SeededRandom random(seed);
    const size_t video = 1 + random.below(9), sound = 1 + random.below(12);
    SlotAssignment assignment = slots(video, sound);
    for (int step = 0; step < 50; ++step) {
      Sources pictures, sounds;
      for (uint64_t n = 1; n <= 12; ++n) {
        if (random.below(2)) pictures.push_back(camera(n));
        if (random.below(2)) sounds.push_back(microphone(n));
      }
      assignment.show(pictures);
      assignment.hear(sounds);
      // 1. As many as fit are there, each once.
      const auto seated = [](const Sources& all) {
        std::map<SourceId, int> count;
        for (const SourceInfo& slot : all)
          if (slot.source) ++count[slot.source];
        return count;
      };
      ASSERT_EQ(seated(assignment.video()).size(), std::min(video, pictures.size()));
      ASSERT_EQ(seated(assignment.sound()).size(), std::min(sound, sounds.size()));
      for (const auto& slots : {assignment.video(), assignment.sound()})
        for (const auto& [source, count] : seated(slots)) ASSERT_EQ(count, 1);
      // 2. Whoever is seen in a paired slot and heard at all is heard there.
      for (size_t k = 0; k < std::min(video, sound); ++k) {
        const SourceInfo& picture = assignment.video()[k];
        if (!picture.source) continue;
        const auto voice =
            std::ranges::find(assignment.sound(), picture.person, &SourceInfo::person);
        if (voice != assignment.sound().end()) {
          ASSERT_EQ(static_cast<size_t>(voice - assignment.sound().begin()), k);
        }
      }
    }
  }
}

}  // namespace
}  // namespace sfu
