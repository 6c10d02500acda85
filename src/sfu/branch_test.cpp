#include "sfu/branch.hpp"

#include <gtest/gtest.h>

#include <map>

#include "sfu/test_media.hpp"

namespace sfu {
namespace {

class FakeOutput final : public BranchOutput {
 public:
  void set_interest(RoomId, SourceId source, LayerMask layers) override {
    interest[source] = layers;
    ++interest_calls;
  }
  void want_key_frame(RoomId, SourceId source, LayerIndex layer) override {
    wanted.push_back({source, layer});
  }
  void slots_changed(PeerId peer, const SlotAssignment& slots) override {
    video[peer] = slots.video();
    sound[peer] = slots.sound();
    ++slot_changes;
  }

  std::map<SourceId, LayerMask> interest;
  size_t interest_calls = 0;
  std::vector<std::pair<SourceId, LayerIndex>> wanted;
  std::map<PeerId, std::vector<SourceInfo>> video, sound;
  size_t slot_changes = 0;
};

// A peer without connection: what it would send goes into the batch under the test key.
struct Listener {
  Listener(uint64_t person, size_t video_slots, size_t sound_slots, base::Random& random,
           DropCounters& drops)
      : setup(test_setup(person, video_slots, sound_slots)), egress(setup, random, drops) {
    egress.set_keys(test_key());
    egress.set_path(test_path(static_cast<uint16_t>(person)));
  }
  PeerSetup setup;
  Egress egress;
};

struct Room {
  Listener& add(uint64_t person, size_t video_slots = 2, size_t sound_slots = 3) {
    listeners.push_back(
        std::make_unique<Listener>(person, video_slots, sound_slots, random, drops));
    branch->add_receiver(listeners.back()->setup, listeners.back()->egress);
    return *listeners.back();
  }
  // People with camera and microphone on; all encodings arrive.
  void show(const std::vector<uint64_t>& people, LayerMask alive = 0b111,
            LayerMask on_request = 0) {
    auto next = std::make_shared<RoomView>();
    for (const uint64_t person : people) {
      next->sources.push_back({.info = microphone_info(person), .active = true});
      next->sources.push_back({.info = camera_info(person),
                               .active = true,
                               .alive = alive,
                               .on_request = on_request,
                               .heights = {180, 360, 720, 0}});
      next->heard.push_back(microphone_info(person));
    }
    std::ranges::sort(next->sources, {},
                      [](const SourceState& s) { return RoomView::order(s.info); });
    view = next;
    branch->set_view(next);
  }
  void look(uint64_t viewer, std::vector<WantedPicture> wanted) {
    branch->set_wanted({viewer}, std::move(wanted));
  }
  size_t frame(uint64_t person, LayerIndex layer, bool key_frame) {
    branch->receive(make.picture(camera_info(person), layer, sequence++, true,
                                 {.key_frame = key_frame}, at(0ms)));
    branch->forward(at(0ms), batch);
    const size_t count = batch.size();
    batch.clear();
    return count;
  }

  PacketMaker make;  // outlives its packets
  base::SeededRandom random{1};
  DropCounters drops;
  FakeOutput output;
  std::vector<std::unique_ptr<Listener>> listeners;
  std::unique_ptr<Branch> branch = std::make_unique<Branch>(RoomId{1}, output, drops);
  std::shared_ptr<const RoomView> view;
  int64_t sequence = 70'000;
  base::PacketBatch batch;
};

TEST(Branch, WhatSomebodyLooksAtIsWantedOfTheRouterWithAKeyFrame) {
  Room room;
  room.add(9);
  room.show({1, 2, 9});
  EXPECT_TRUE(room.output.interest.empty());
  room.look(9, {{.person = {1}, .height = 180}, {.person = {2}, .height = 700}});
  EXPECT_EQ(room.output.interest[camera_of(1)], 0b001);
  EXPECT_EQ(room.output.interest[camera_of(2)], 0b100);
  EXPECT_EQ(room.output.wanted,
            (std::vector<std::pair<SourceId, LayerIndex>>{{camera_of(1), 0}, {camera_of(2), 2}}));
  EXPECT_EQ(room.output.video[{9}], (std::vector<SourceInfo>{camera_info(1), camera_info(2)}));
}

TEST(Branch, KeyFramesAreWantedForAllSlotsWhenThePeerIsConnected) {
  Room room;
  Listener& listener = room.add(9);
  listener.egress.set_path(std::nullopt);
  room.show({1, 2, 9});
  room.look(9, {{.person = {1}, .height = 180}, {.person = {2}, .height = 700}});
  EXPECT_TRUE(room.output.wanted.empty());
  EXPECT_EQ(room.frame(1, 0, true), 0u);
  listener.egress.set_path(test_path(9));
  room.branch->on_connected({9});
  EXPECT_EQ(room.output.wanted,
            (std::vector<std::pair<SourceId, LayerIndex>>{{camera_of(1), 0}, {camera_of(2), 2}}));
  EXPECT_EQ(room.frame(1, 0, true), 1u);
}

TEST(Branch, InterestIsTheUnionOfItsReceivers) {
  Room room;
  room.add(8);
  room.add(9);
  room.show({1});
  room.look(8, {{.person = {1}, .height = 180}});
  room.look(9, {{.person = {1}, .height = 720}});
  EXPECT_EQ(room.output.interest[camera_of(1)], 0b101);
  room.branch->remove_receiver({9});
  EXPECT_EQ(room.output.interest[camera_of(1)], 0b001);
  room.look(8, {});
  EXPECT_EQ(room.output.interest[camera_of(1)], 0);
}

TEST(Branch, APacketGoesToEverySlotThatShowsItsSource) {
  Room room;
  for (uint64_t viewer = 10; viewer < 15; ++viewer) room.add(viewer);
  room.show({1, 2});
  for (uint64_t viewer = 10; viewer < 14; ++viewer)
    room.look(viewer, {{.person = {1}, .height = 180}});
  EXPECT_EQ(room.frame(1, 0, true), 4u);
  EXPECT_EQ(room.frame(1, 0, false), 4u);
  EXPECT_EQ(room.frame(2, 0, true), 0u);
  EXPECT_EQ(room.drops.of(DropReason::kNotSelected), 1u);
}

TEST(Branch, NobodySeesOrHearsThemselves) {
  Room room;
  room.add(1);
  room.show({1, 2});
  room.look(1, {{.person = {1}, .height = 180}, {.person = {2}, .height = 180}});
  EXPECT_EQ(room.output.video[{1}], (std::vector<SourceInfo>{camera_info(2), {}}));
  EXPECT_EQ(room.output.sound[{1}], (std::vector<SourceInfo>{microphone_info(2), {}, {}}));
}

TEST(Branch, WhenALayerEndsAnotherIsAskedForAndTheOldOneGoesOnUntilThen) {
  Room room;
  room.add(9);
  room.show({1});
  room.look(9, {{.person = {1}, .height = 720}});
  EXPECT_EQ(room.frame(1, 2, true), 1u);
  room.output.wanted.clear();
  room.show({1}, 0b011);
  EXPECT_EQ(room.output.interest[camera_of(1)], 0b110);
  EXPECT_EQ(room.output.wanted, (std::vector<std::pair<SourceId, LayerIndex>>{{camera_of(1), 1}}));
  EXPECT_EQ(room.frame(1, 2, false), 1u);
  EXPECT_EQ(room.frame(1, 1, true), 1u);
  EXPECT_EQ(room.output.interest[camera_of(1)], 0b010);
}

TEST(Branch, UntilALayerOnRequestComesTheBestThatArrivesIsShown) {
  Room room;
  room.add(9);
  room.show({1, 9}, 0b011, 0b100);
  room.look(9, {{.person = {1}, .height = 700}});
  EXPECT_EQ(room.output.interest[camera_of(1)], 0b110);
  EXPECT_EQ(room.output.wanted, (std::vector<std::pair<SourceId, LayerIndex>>{{camera_of(1), 1}}));
  EXPECT_EQ(room.frame(1, 1, true), 1u);
  room.show({1, 9}, 0b111);
  EXPECT_EQ(room.output.wanted.back(), (std::pair{camera_of(1), LayerIndex{2}}));
  EXPECT_EQ(room.frame(1, 1, false), 1u);
  EXPECT_EQ(room.frame(1, 2, true), 1u);
  EXPECT_EQ(room.output.interest[camera_of(1)], 0b100);
}

TEST(Branch, ALayerOnRequestThatDoesNotComeIsGivenUp) {
  Room room;
  room.add(9);
  room.show({1, 9}, 0b001, 0b110);
  room.look(9, {{.person = {1}, .height = 700}});
  EXPECT_EQ(room.output.interest[camera_of(1)], 0b101);
  room.frame(1, 0, true);
  room.show({1, 9}, 0b001, 0b010);
  EXPECT_EQ(room.output.interest[camera_of(1)], 0b011);
  room.show({1, 9}, 0b001);
  EXPECT_EQ(room.output.interest[camera_of(1)], 0b001);
  EXPECT_EQ(room.frame(1, 0, false), 1u);
}

TEST(Branch, AKeyFrameRequestAsksForWhatIsShownAndWhatIsAwaited) {
  Room room;
  room.add(9);
  room.show({1});
  room.look(9, {{.person = {1}, .height = 180}});
  room.frame(1, 0, true);
  room.look(9, {{.person = {1}, .height = 720}});
  room.output.wanted.clear();
  room.branch->on_key_frame_request({9}, kVideoSlotSsrc);
  EXPECT_EQ(room.output.wanted,
            (std::vector<std::pair<SourceId, LayerIndex>>{{camera_of(1), 0}, {camera_of(1), 2}}));
  room.branch->on_key_frame_request({9}, kVideoSlotSsrc + 2);  // empty slot
  room.branch->on_key_frame_request({9}, 1);
  room.branch->on_key_frame_request({7}, kVideoSlotSsrc);
  EXPECT_EQ(room.output.wanted.size(), 2u);
}

TEST(Branch, WithFewSoundSlotsTheLatestSpeakersAreHeard) {
  Room room;
  room.add(9, 0, 2);
  room.show({1, 2, 3, 4});
  EXPECT_EQ(room.output.sound[{9}],
            (std::vector<SourceInfo>{microphone_info(1), microphone_info(2)}));
  room.show({4, 1, 2, 3});
  EXPECT_EQ(room.output.sound[{9}],
            (std::vector<SourceInfo>{microphone_info(1), microphone_info(4)}));
}

TEST(Branch, APeerWithoutAViewSeesTheSpeakerFirst) {
  Room room;
  auto& viewer =
      *room.listeners.emplace_back(std::make_unique<Listener>(9, 1, 1, room.random, room.drops));
  viewer.setup.follows_speaker = true;
  room.branch->add_receiver(viewer.setup, viewer.egress);
  room.show({1, 2});
  EXPECT_EQ(room.output.video[{9}], std::vector<SourceInfo>{camera_info(1)});
  RoomView next = *room.view;
  next.dominant = microphone_info(2);
  room.branch->set_view(std::make_shared<RoomView>(next));
  EXPECT_EQ(room.output.video[{9}], std::vector<SourceInfo>{camera_info(2)});
  EXPECT_EQ(room.output.interest[camera_of(2)], 0b100);  // the best there is
}

TEST(Branch, AViewWithoutChangesTellsNobody) {
  Room room;
  room.add(9);
  room.show({1, 2});
  room.look(9, {{.person = {1}, .height = 180}});
  const size_t changes = room.output.slot_changes, calls = room.output.interest_calls;
  room.show({1, 2});
  EXPECT_EQ(room.output.slot_changes, changes);
  EXPECT_EQ(room.output.interest_calls, calls);
}

TEST(Branch, SlotsAddedByANewOfferAreFilled) {
  Room room;
  Listener& viewer = room.add(9, 1, 1);
  room.show({1, 2});
  room.look(9, {{.person = {1}, .height = 180}, {.person = {2}, .height = 180}});
  EXPECT_EQ(room.output.video[{9}].size(), 1u);
  viewer.setup.video_slots.push_back(test_setup(9, 2, 1).video_slots[1]);
  viewer.egress.add_slots();
  room.branch->slots_added({9});
  EXPECT_EQ(room.output.video[{9}], (std::vector<SourceInfo>{camera_info(1), camera_info(2)}));
}

TEST(Branch, WhenItEndsAllInterestEnds) {
  Room room;
  room.add(9);
  room.show({1});
  room.look(9, {{.person = {1}, .height = 180}});
  room.branch.reset();
  EXPECT_EQ(room.output.interest[camera_of(1)], 0);
}

}  // namespace
}  // namespace sfu
