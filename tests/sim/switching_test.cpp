// What a viewer looks at changes: slots must stay continuous streams. The rules of a stream
// (sequence numbers, timestamps, picture ids, chains of references) are checked by every client all
// the time.
#include "sim/call_test.hpp"

namespace sim {
namespace {

class Switching : public CallTest {};

TEST_F(Switching, SourcesAndLayersChangeAllTheTimeAndEverySlotStaysOneStream) {
  Simulation& world = begin(25);
  const LinkConditions line{.delay = 15ms, .jitter = 5ms, .loss = 0.02, .reordering = 0.02};
  for (int k = 0; k < 4; ++k) world.add_client(line).join("galerie");
  world.run(4s);
  Client& viewer = world.client(0);
  base::SeededRandom choice(seed_);
  int all = 0, late = 0;
  for (int turn = 0; turn < (kSanitized ? 8 : 40); ++turn) {
    std::vector<signalling::Wanted> wanted;
    for (size_t k = 1; k < world.clients(); ++k)
      if (choice.below(3) > 0)
        wanted.insert(wanted.begin() + static_cast<ptrdiff_t>(choice.below(wanted.size() + 1)),
                      {world.client(k).person().value, SourceKind::kCamera,
                       static_cast<uint32_t>(180 << choice.below(3))});
    viewer.look_at(wanted);
    const base::Instant changed = world.now();
    world.run(1500ms);
    // Who is wanted is seen within half a second, or, where the request for the key frame was lost
    // twice, with the third, a second later; in the size that is wanted by the end.
    for (const signalling::Wanted& entry : wanted) {
      for (size_t k = 1; k < world.clients(); ++k) {
        if (world.client(k).person().value != entry.person) continue;
        const auto& seen = viewer.receiver().pictures_of(world.client(k).id());
        ASSERT_FALSE(seen.empty());
        EXPECT_EQ(180u << seen.back().stamp.layer, entry.height);
        EXPECT_GT(seen.back().when, changed + 1300ms);
        const auto first =
            std::ranges::find_if(seen, [&](const auto& one) { return one.when > changed; });
        ASSERT_NE(first, seen.end());
        EXPECT_LT(first->when, changed + 1300ms);
        ++all;
        late += first->when > changed + 500ms ? 1 : 0;
      }
    }
  }
  EXPECT_LE(late * 20, all);
}

TEST_F(Switching, AnotherLayerComesWithoutAPictureBeingMissed) {
  Simulation& world = begin(22);
  for (int k = 0; k < 2; ++k) world.add_client({.delay = 20ms}).join("ebenen");
  world.run(3s);
  Client& viewer = world.client(0);
  const uint32_t person = world.client(1).person().value;
  const base::Instant from = world.now();
  for (const uint32_t height : {720u, 180u, 360u, 720u, 360u, 180u}) {
    viewer.look_at({{person, SourceKind::kCamera, height}});
    world.run(1500ms);
  }
  expect_pictures(viewer, world.client(1), {from, world.now() - 1s}, 0.98, 150ms);
  EXPECT_EQ(viewer.receiver().counters().key_frame_requests, 0u);
}

TEST_F(Switching, TwoPeopleTakeTurnsInOneSlot) {
  Simulation& world = begin(23);
  ClientSettings narrow;
  narrow.video_slots = 1;
  world.add_client({.delay = 20ms, .loss = 0.02}, narrow).join("ein-platz");
  for (int k = 0; k < 2; ++k) world.add_client({.delay = 20ms, .loss = 0.02}).join("ein-platz");
  world.run(3s);
  Client& viewer = world.client(0);
  for (size_t turn = 0; turn < 10; ++turn) {
    const Client& shown = world.client(1 + turn % 2);
    viewer.look_at({{shown.person().value, SourceKind::kCamera, 360}});
    const base::Instant changed = world.now();
    world.run(1s);
    const auto& seen = viewer.receiver().pictures_of(shown.id());
    ASSERT_FALSE(seen.empty());
    EXPECT_GT(seen.back().when, changed + 800ms);
  }
}

// Whoever fills it, a slot's sender reports tell the server's time: the sound and the picture of
// one person, which change their slots together, stay in step.
TEST_F(Switching, SoundAndPictureOfOnePersonGoTogetherAlsoThroughOtherSlots) {
  Simulation& world = begin(24);
  for (int k = 0; k < 5; ++k)
    world.add_client({.delay = 20ms, .jitter = 10ms, .loss = 0.01}).join("plaetze");
  world.run(6s);
  Client& viewer = world.client(0);
  for (size_t turn = 0; turn < 20; ++turn) {
    std::vector<signalling::Wanted> wanted;
    for (size_t k = 0; k < 3; ++k)
      wanted.push_back({world.client(1 + (turn + k) % 4).person().value, SourceKind::kCamera, 360});
    std::ranges::rotate(wanted, wanted.begin() + static_cast<ptrdiff_t>(turn % 3));
    viewer.look_at(wanted);
    world.run(1s);
  }
  const ReceiverCounters& counters = viewer.receiver().counters();
  EXPECT_LE(counters.worst_report, 5ms);
  EXPECT_LE(counters.worst_lip_sync, 20ms);
}

}  // namespace
}  // namespace sim
