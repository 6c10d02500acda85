#include "sfu/router.hpp"

#include <gtest/gtest.h>

#include <map>

#include "sfu/test_media.hpp"

namespace sfu {
namespace {

struct Delivered {
  WorkerIndex branch;
  SourceId source;
  LayerIndex layer;
  friend bool operator==(const Delivered&, const Delivered&) = default;
};
struct Asked {
  WorkerIndex publisher;
  SourceId source;
  LayerIndex layer;
  friend bool operator==(const Asked&, const Asked&) = default;
};

class FakeOutput final : public RouterOutput {
 public:
  void deliver(RoomId, WorkerIndex branch, const PacketRef& packet) override {
    delivered.push_back({branch, packet->source, packet->layer});
    views_at_delivery.push_back(view_count);
  }
  void publish_view(RoomId, WorkerIndex branch, const RoomViewRef& view) override {
    views[branch] = view;
    ++view_count;
  }
  void view_changed(RoomId) override { ++changes; }
  void ask_key_frame(WorkerIndex publisher, SourceId source, LayerIndex layer) override {
    asked.push_back({publisher, source, layer});
  }
  void set_wanted_layers(WorkerIndex, SourceId source, LayerMask layers) override {
    wanted.push_back({source, layers});
  }
  void watched_changed(RoomId, const SourceInfo& source, LayerMask layers) override {
    watched.push_back({source.source, layers});
  }
  void speakers_changed(RoomId, const std::vector<PersonId>& people) override { speakers = people; }

  std::vector<Delivered> delivered;
  std::vector<size_t> views_at_delivery;
  std::map<WorkerIndex, RoomViewRef> views;
  size_t view_count = 0;
  size_t changes = 0;
  std::vector<Asked> asked;
  std::vector<std::pair<SourceId, LayerMask>> wanted;
  std::vector<std::pair<SourceId, LayerMask>> watched;
  std::vector<PersonId> speakers;
};

struct Room {
  Room() { router.add_branch(0); }
  void join(uint64_t person, WorkerIndex worker = 0) {
    router.add_source(microphone_info(person), worker);
    router.add_source(camera_info(person), worker);
    router.set_active(microphone_of(person), true);
    router.set_active(camera_of(person), true);
  }
  void frame(uint64_t person, LayerIndex layer, base::Duration when, bool key_frame = false,
             uint16_t height = 180) {
    router.receive(make.picture(camera_info(person), layer, sequence++, true,
                                {.key_frame = key_frame, .height = height}, at(when)),
                   at(when));
  }
  void speak(uint64_t person, base::Duration when, uint8_t level = 20) {
    router.receive(make.sound(microphone_info(person), sequence++, level, at(when)), at(when));
  }
  // What the branch knows when all is told.
  const RoomView& view(WorkerIndex branch = 0) {
    router.publish_due(told += Router::kViewInterval);
    return *output.views.at(branch);
  }
  const SourceState& camera(uint64_t person) { return *view().find(camera_info(person)); }
  // Ticks as the worker would, until `when`.
  void pass_until(base::Duration when) {
    for (; now <= when; now += Router::kTick) router.on_timeout(at(now));
  }

  FakeOutput output;
  DropCounters drops;
  Router router{RoomId{1}, output, drops};
  PacketMaker make;
  int64_t sequence = 70'000;
  base::Duration now = 0ms;
  base::Instant told = at(1h);
};

TEST(Router, APictureGoesToTheBranchesThatWantItsLayer) {
  Room room;
  room.router.add_branch(1);
  room.join(1);
  room.router.set_interest(0, camera_of(1), 0b001);
  room.router.set_interest(1, camera_of(1), 0b101);
  for (const LayerIndex layer : {0, 1, 2}) room.frame(1, layer, 0ms);
  EXPECT_EQ(
      room.output.delivered,
      (std::vector<Delivered>{{0, camera_of(1), 0}, {1, camera_of(1), 0}, {1, camera_of(1), 2}}));
  EXPECT_EQ(room.drops.of(DropReason::kNotSelected), 1u);
}

TEST(Router, NothingComesFromASourceThatIsOffOrUnknown) {
  Room room;
  room.join(1);
  room.router.set_interest(0, camera_of(1), 0b1);
  room.router.set_active(camera_of(1), false);
  room.frame(1, 0, 0ms);
  room.frame(2, 0, 0ms);
  EXPECT_TRUE(room.output.delivered.empty());
  EXPECT_EQ(room.drops.of(DropReason::kSourceOff), 2u);
  EXPECT_EQ(room.view().find({1}, SourceKind::kCamera), nullptr);
}

TEST(Router, ABranchGetsTheViewWhenItOpensAndNothingAfterItCloses) {
  Room room;
  room.join(1);
  room.router.add_branch(3);
  ASSERT_TRUE(room.output.views.contains(3));
  EXPECT_EQ(room.output.views.at(3)->sources.size(), 2u);
  room.router.set_interest(3, camera_of(1), 0b1);
  room.router.remove_branch(3);
  room.frame(1, 0, 0ms);
  room.router.add_branch(3);
  room.frame(1, 0, 0ms);  // its interest went with it
  EXPECT_TRUE(room.output.delivered.empty());
}

TEST(Router, TheViewIsOrderedAndFindsByPersonAndKind) {
  Room room;
  for (const uint64_t person : {5, 2, 9}) room.join(person);
  const RoomView& view = room.view();
  ASSERT_EQ(view.sources.size(), 6u);
  for (const uint64_t person : {2, 5, 9}) {
    ASSERT_NE(view.find({person}, SourceKind::kCamera), nullptr);
    EXPECT_EQ(view.find({person}, SourceKind::kCamera)->info, camera_info(person));
    EXPECT_EQ(view.find({person}, SourceKind::kScreen), nullptr);
  }
}

TEST(Router, LayersAndTheirHeightsAreSeenFromThePackets) {
  Room room;
  room.join(1);
  EXPECT_EQ(room.camera(1).alive, 0);
  room.frame(1, 0, 0ms, true, 180);
  room.frame(1, 2, 0ms, true, 720);
  EXPECT_EQ(room.camera(1).alive, 0b101);
  EXPECT_EQ(room.camera(1).heights[2], 720);
  const size_t changes = room.output.changes;
  room.frame(1, 0, 33ms);
  room.frame(1, 0, 66ms, true, 180);
  EXPECT_EQ(room.output.changes, changes);  // nothing new
}

TEST(Router, AViewIsPublishedAtMostEveryTwentyMilliseconds) {
  Room room;
  for (uint64_t person = 1; person <= 9; ++person) room.join(person);
  EXPECT_EQ(room.output.changes, 1u);
  EXPECT_EQ(room.router.publish_due(at(1s)), base::kNever);
  const size_t views = room.output.view_count;
  for (base::Duration t = 1s; t < 1020ms; t += 1ms) {
    room.router.set_active(camera_of(2), t / 1ms % 2 != 0);
    EXPECT_EQ(room.router.publish_due(at(t)), at(1020ms));
  }
  EXPECT_EQ(room.output.view_count, views);
  EXPECT_EQ(room.router.publish_due(at(1020ms)), base::kNever);
  EXPECT_EQ(room.router.publish_due(at(1040ms)), base::kNever);
  EXPECT_EQ(room.output.view_count, views + 1);
}

TEST(Router, NewLayersArePublishedBeforeTheirFirstFrameUnlessTheyAreMany) {
  Room room;
  for (uint64_t person = 1; person <= 100; ++person) room.join(person);
  room.router.publish_due(at(0ms));
  const size_t views = room.output.view_count;
  for (const LayerIndex layer : {0, 1, 2}) {
    room.frame(1, layer, 1s, true);
    EXPECT_EQ(room.output.view_count, views + 1 + layer);
  }
  for (uint64_t person = 2; person <= 100; ++person) room.frame(person, 0, 1s, true);
  EXPECT_EQ(room.output.view_count, views + 4);
  EXPECT_EQ(room.router.publish_due(at(1s)), at(1080ms));
}

TEST(Router, AnEncoderThatFeelsItsWayUpChangesItsHeightOnceASecond) {
  Room room;
  room.join(1);
  room.frame(1, 0, 0ms, true, 90);
  EXPECT_EQ(room.camera(1).heights[0], 90);
  const size_t changes = room.output.changes;
  for (base::Duration t = 100ms; t < 1s; t += 100ms)
    room.frame(1, 0, t, true, static_cast<uint16_t>(90 + t / 10ms));
  EXPECT_EQ(room.output.changes, changes);
  room.router.on_timeout(at(1s));  // it has come to rest
  EXPECT_EQ(room.camera(1).heights[0], 180);
  room.frame(1, 0, 2s, true, 360);
  EXPECT_EQ(room.camera(1).heights[0], 360);
}

TEST(Router, ALayerThatTheEncoderDroppedEndsAfterHalfASecond) {
  Room room;
  room.join(1);
  for (base::Duration t = 0ms; t < 1s; t += 33ms) {
    room.pass_until(t);
    room.frame(1, 0, t);
    if (t < 300ms) room.frame(1, 1, t);
  }
  EXPECT_EQ(room.camera(1).alive, 0b01);
}

TEST(Router, AStillScreenStaysAliveWithAFrameASecondAndEndsIn2500Milliseconds) {
  Room room;
  room.join(1);
  for (base::Duration t = 0ms; t <= 5s; t += 1s) {
    room.pass_until(t);
    room.frame(1, 0, t);
    EXPECT_EQ(room.camera(1).alive, 0b1);
  }
  room.pass_until(7400ms);
  EXPECT_EQ(room.camera(1).alive, 0b1);
  room.pass_until(8s);
  EXPECT_EQ(room.camera(1).alive, 0);
}

TEST(Router, KeyFramesAreAskedOfThePublishersWorker) {
  Room room;
  room.join(1, 4);
  room.router.want_key_frame(camera_of(1), 2);
  EXPECT_TRUE(room.output.asked.empty());  // nobody wants this layer
  room.router.set_interest(0, camera_of(1), 0b100);
  room.router.want_key_frame(camera_of(1), 2);
  EXPECT_EQ(room.output.asked, (std::vector<Asked>{{4, camera_of(1), 2}}));
  room.router.set_active(camera_of(1), false);
  room.router.want_key_frame(camera_of(1), 2);
  room.router.want_key_frame(camera_of(7), 0);
  EXPECT_EQ(room.output.asked.size(), 1u);
}

TEST(Router, ThePublisherHearsWhichLayersAnybodyWants) {
  Room room;
  room.router.add_branch(1);
  room.join(1);
  room.router.set_interest(0, camera_of(1), 0b001);
  room.router.set_interest(1, camera_of(1), 0b101);
  room.router.set_interest(0, camera_of(1), 0b100);
  room.router.remove_branch(1);
  room.router.remove_branch(1);
  const std::vector<std::pair<SourceId, LayerMask>> told = {
      {camera_of(1), 0b001}, {camera_of(1), 0b101}, {camera_of(1), 0b100}};
  EXPECT_EQ(room.output.wanted, told);
}

TEST(Router, WhatNobodyWatchesIsStoppedAndBeginsAgainWhenSomebodyWantsIt) {
  Room room;
  room.join(1);
  room.router.set_interest(0, camera_of(1), 0b001);
  const auto send = [&](base::Duration from, base::Duration to, LayerMask layers) {
    for (base::Duration t = from; t < to; t += 33ms) {
      room.pass_until(t);
      for (const LayerIndex layer : {0, 1, 2})
        if (layers >> layer & 1)
          room.frame(1, layer, t, false, static_cast<uint16_t>(180 << layer));
    }
  };
  send(0ms, 4900ms, 0b111);
  EXPECT_TRUE(room.output.watched.empty());
  send(4900ms, 6s, 0b111);
  ASSERT_EQ(room.output.watched.size(), 1u);
  EXPECT_EQ(room.output.watched[0].first, camera_of(1));
  EXPECT_EQ(room.output.watched[0].second & 0b111, 0b001);
  send(6s, 8s, 0b001);
  EXPECT_EQ(room.camera(1).alive, 0b001);
  EXPECT_EQ(room.camera(1).available(), 0b111);
  room.router.set_interest(0, camera_of(1), 0b101);
  ASSERT_EQ(room.output.watched.size(), 2u);
  EXPECT_EQ(room.output.watched[1].second & 0b111, 0b101);
  // It does not come: the publisher's line is too narrow.
  send(8s, 12s, 0b001);
  EXPECT_EQ(room.camera(1).available(), 0b011);
}

TEST(Router, ANewSpeakersFirstPacketFindsItsPlaceInTheView) {
  Room room;
  for (uint64_t person = 1; person <= 20; ++person) room.join(person);
  for (uint64_t person = 1; person <= 13; ++person) room.speak(person, 0ms, 100);
  const size_t delivered = room.output.delivered.size(), views = room.output.view_count;
  room.speak(20, 5s, 20);
  ASSERT_EQ(room.output.delivered.size(), delivered + 1);
  EXPECT_EQ(room.output.delivered.back().source, microphone_of(20));
  EXPECT_GT(room.output.views_at_delivery.back(), views);
  EXPECT_EQ(room.view().heard.front(), microphone_info(20));
  room.speak(19, 5s, 100);
  EXPECT_EQ(room.drops.of(DropReason::kNotLoudEnough), 1u);
}

TEST(Router, TheSoundOfAScreenIsAlwaysHeard) {
  Room room;
  for (uint64_t person = 1; person <= 20; ++person) room.join(person);
  const SourceInfo sound{{999}, {20}, SourceKind::kScreenSound};
  room.router.add_source(sound, 0);
  room.router.set_active(sound.source, true);
  room.router.receive(room.make.sound(sound, 70'000, 127, at(0ms)), at(0ms));
  EXPECT_EQ(room.output.delivered.back().source, sound.source);
  EXPECT_EQ(room.view().screen_sounds, std::vector<SourceInfo>{sound});
}

TEST(Router, SpeakersAreToldWhenTheyBeginAndWhenTheyEnd) {
  Room room;
  room.join(1);
  room.join(2);
  for (base::Duration t = 0ms; t < 400ms; t += 20ms) room.speak(2, t);
  room.router.on_timeout(at(400ms));
  EXPECT_EQ(room.output.speakers, std::vector<PersonId>{{2}});
  EXPECT_EQ(room.view().dominant, microphone_info(2));
  room.router.on_timeout(at(1200ms));
  EXPECT_TRUE(room.output.speakers.empty());
  EXPECT_EQ(room.view().dominant, microphone_info(2));  // the stage stays
}

TEST(Router, SomebodyWhoLeavesWhileSpeakingIsForgotten) {
  Room room;
  room.join(1);
  for (base::Duration t = 0ms; t < 400ms; t += 20ms) room.speak(1, t);
  room.router.on_timeout(at(400ms));
  room.router.remove_source(microphone_of(1));
  room.router.remove_source(camera_of(1));
  room.router.on_timeout(at(600ms));
  EXPECT_TRUE(room.output.speakers.empty());
  EXPECT_TRUE(room.view().heard.empty());
  EXPECT_FALSE(room.router.empty());
  room.router.remove_branch(0);
  EXPECT_TRUE(room.router.empty());
}

}  // namespace
}  // namespace sfu
