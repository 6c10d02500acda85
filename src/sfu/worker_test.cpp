#include "sfu/worker.hpp"

#include <gtest/gtest.h>

#include "proto/rtcp/compound.hpp"
#include "proto/rtcp/kind.hpp"
#include "proto/rtcp/nack.hpp"
#include "sfu/test_plane.hpp"

namespace sfu {
namespace {

size_t key_frames_asked(TestPeer& peer) {
  size_t count = 0;
  for (const base::Bytes& datagram : peer.media) {
    if (rtp::demultiplex(datagram) != rtp::Protocol::kRtcp) continue;
    const base::Bytes compound = peer.ears().read_rtcp(datagram);
    for (const rtcp::PacketView& view : *rtcp::Compound::parse(compound))
      count += rtcp::kind_of(view) == rtcp::Kind::kPli;
  }
  return count;
}

TEST(Worker, AClientConnectsWhicheverSocketItsDatagramsReach) {
  for (const WorkerIndex arrives : {WorkerIndex{0}, WorkerIndex{1}}) {
    TestPlane plane(2);
    const TestPeer& peer = plane.join(test_setup(1, 1, 1), 1, 0, arrives);
    EXPECT_TRUE(peer.connected());
    EXPECT_EQ(plane.events<PeerConnected>().size(), 1u);
    EXPECT_EQ(plane.workers[0]->statistics().datagrams_handed_over > 0, arrives == 0);
    EXPECT_EQ(plane.workers[1]->peer_count(), 1u);
  }
}

TEST(Worker, AStrangerGetsNoAnswerWhateverItSends) {
  TestPlane plane(2);
  TestPeer& peer = plane.join(test_setup(1, 1, 1), 1, 0, 0);
  Speaker anna{.peer = peer, .person = 1};
  anna.sound();
  const base::Bytes media = peer.take_outgoing().front();
  // 1. The very packets of a client, from elsewhere.
  EXPECT_EQ(plane.answers_to_stranger(0, media), 0u);
  EXPECT_EQ(plane.dropped(DropReason::kUnverifiedPath), 1u);
  // 2. Checks that name a peer, a worker that is none, and nobody.
  stun::HmacKey wrong = stun::HmacKey::short_term("wrong password, long enough");
  for (const std::string& ufrag : {peer.setup.local_ice.ufrag, std::string("00nobody"),
                                   std::string("zznobody"), std::string("?")}) {
    const base::Bytes check = ice::make_check({}, ufrag + ":x", wrong);
    EXPECT_EQ(plane.answers_to_stranger(0, check), 0u);
  }
  EXPECT_EQ(plane.dropped(DropReason::kStunRefused), 4u);
  // 3. Everything that is a first byte.
  for (int first = 0; first < 256; ++first) {
    base::Bytes datagram(200, static_cast<uint8_t>(first));
    EXPECT_EQ(plane.answers_to_stranger(0, datagram), 0u);
    EXPECT_EQ(plane.answers_to_stranger(1, base::Bytes(1, static_cast<uint8_t>(first))), 0u);
  }
  EXPECT_EQ(plane.answers_to_stranger(0, {}), 0u);
}

TEST(Worker, ARoomSpreadOverWorkersIsOneRoom) {
  TestPlane plane(3);
  // The room lives on worker 2, where nobody is.
  Speaker anna{.peer = plane.join(test_setup(1, 2, 2), 0, 2, 0), .person = 1};
  TestPeer& ben = plane.join(test_setup(2, 2, 2), 1, 2, 0);
  TestPeer& cleo = plane.join(test_setup(3, 2, 2), 0, 2, 1);
  plane.switch_on(anna.peer, 0);
  for (const TestPeer* viewer : {&ben, &cleo})
    plane.command(viewer == &ben ? 1 : 0,
                  SetWanted{viewer->setup.peer, {{.person = {1}, .height = 180}}});
  anna.frame(false);
  plane.settle();
  plane.run(10ms);
  EXPECT_GT(key_frames_asked(anna.peer), 0u);
  anna.frame(true);
  anna.frame(false);
  anna.sound();
  plane.settle();
  for (TestPeer* viewer : {&ben, &cleo}) {
    const auto media = viewer->take_media();
    ASSERT_EQ(media.size(), 3u);
    EXPECT_TRUE(media[0].vp8().key_frame);
    EXPECT_EQ(media[0].ssrc, kVideoSlotSsrc);
    EXPECT_EQ(media[2].ssrc, kSoundSlotSsrc);
  }
  EXPECT_TRUE(anna.peer.take_media().empty());
  // Slots were told to both viewers.
  size_t told = 0;
  for (const SlotsChanged& slots : plane.events<SlotsChanged>())
    told += slots.video[0] == camera_info(1) && slots.sound[0] == microphone_info(1);
  EXPECT_GE(told, 2u);
}

TEST(Worker, ACallOfManyWorkersLeavesNothingBehind) {
  TestPlane plane(3);
  std::vector<TestPeer*> people;
  for (uint64_t person = 1; person <= 9; ++person) {
    const auto worker = static_cast<WorkerIndex>(person % 3);
    const auto home = static_cast<WorkerIndex>(person / 4);
    people.push_back(&plane.join(test_setup(person, 2, 2, {1 + person / 4}), worker, home,
                                 static_cast<WorkerIndex>(person / 2 % 3)));
    ASSERT_TRUE(people.back()->connected());
    plane.switch_on(*people.back(), worker);
    plane.command(worker, SetWanted{{person}, {{.person = {person - 1}, .height = 180}}});
  }
  for (uint64_t person = 1; person <= 9; ++person) {
    Speaker speaker{.peer = *people[person - 1], .person = person};
    speaker.frame(true);
    speaker.sound();
  }
  plane.settle();
  plane.run(500ms);
  EXPECT_FALSE(plane.empty());
  // In an order of its own.
  for (const size_t index : {4, 0, 8, 1, 7, 2, 6, 3, 5}) plane.leave(*people[index]);
  EXPECT_TRUE(plane.empty());
  for (const auto& worker : plane.workers) EXPECT_EQ(worker->next_timeout(), base::kNever);
}

TEST(Worker, AClientThatHangsUpEndsAtOnce) {
  TestPlane plane(1);
  TestPeer& peer = plane.join(test_setup(1, 1, 1), 0, 0, 0);
  peer.hang_up(plane.now);
  plane.settle();
  const auto ended = plane.events<PeerEnded>();
  ASSERT_EQ(ended.size(), 1u);
  EXPECT_EQ(ended[0].reason, PeerEnd::kClosedByPeer);
}

TEST(Worker, NobodySwitchesTheSourceOfAnother) {
  TestPlane plane(1);
  plane.join(test_setup(1, 1, 1), 0, 0, 0);
  TestPeer& ben = plane.join(test_setup(2, 1, 1), 0, 0, 0);
  plane.command(0, SwitchSource{ben.setup.peer, microphone_of(1), true});
  plane.command(0, SwitchSource{{77}, microphone_of(1), true});
  EXPECT_TRUE(plane.events<SlotsChanged>().empty());
}

TEST(Worker, CommandsForSomebodyWhoIsGoneChangeNothing) {
  TestPlane plane(1);
  plane.command(0, RemovePeer{{5}});
  plane.command(0, SetWanted{{5}, {}});
  plane.command(0, UpdatePeer{test_setup(5, 1, 1)});
  EXPECT_TRUE(plane.empty());
}

TEST(Worker, ALostPacketIsAskedForAndSentAgain) {
  TestPlane plane(1);
  Speaker anna{.peer = plane.join(test_setup(1, 1, 1), 0, 0, 0), .person = 1};
  TestPeer& ben = plane.join(test_setup(2, 1, 1), 0, 0, 0);
  plane.switch_on(anna.peer, 0);
  plane.command(0, SetWanted{ben.setup.peer, {{.person = {1}, .height = 180}}});
  anna.frame(true);
  anna.frame(false);
  plane.settle();
  const auto media = ben.take_media();
  ASSERT_EQ(media.size(), 2u);
  base::Bytes compound;
  rtcp::Nack nack{.sender_ssrc = 1, .media_ssrc = kVideoSlotSsrc, .items = {}};
  const uint16_t lost[] = {media[1].sequence_number};
  nack.add_lost(lost);
  nack.append(compound);
  ben.send(ben.mouth().write_rtcp(compound));
  plane.settle();
  const auto repair = ben.take_media();
  ASSERT_EQ(repair.size(), 1u);
  EXPECT_EQ(repair[0].ssrc, kVideoSlotSsrc + 1);
}

TEST(Worker, AnOfferWithMoreSlotsIsServedOnTheRunningConnection) {
  TestPlane plane(1);
  Speaker anna{.peer = plane.join(test_setup(1, 1, 1), 0, 0, 0), .person = 1};
  TestPeer& ben = plane.join(test_setup(2, 0, 0), 0, 0, 0);
  plane.switch_on(anna.peer, 0);
  plane.command(0, SetWanted{ben.setup.peer, {{.person = {1}, .height = 180}}});
  const PeerSetup more = test_setup(2, 1, 1);
  ben.setup.video_slots = more.video_slots;
  ben.setup.sound_slots = more.sound_slots;
  plane.command(0, UpdatePeer{ben.setup});
  anna.frame(true);
  anna.sound();
  plane.settle();
  EXPECT_EQ(ben.take_media().size(), 2u);
}

// A call over two workers of which the home takes nothing for a while: what the edge says is put
// back turn after turn, and in the end the room is what it would have been.
TEST(Worker, WhatAFullMailboxDidNotTakeArrivesLaterButForPackets) {
  TestPlane plane(2);
  Speaker anna{.peer = plane.join(test_setup(1, 1, 1), 0, 1, 0), .person = 1};
  plane.switch_on(anna.peer, 0);
  Worker& edge = *plane.workers[0];
  base::PacketBatch out;
  const auto refuse = [&] { edge.put_back(1, edge.take_messages(1)); };

  // 1. Sources and flows come and go; packets pass in between.
  PeerSetup gone = test_setup(3, 1, 1);
  gone.local_ice = ice::make_credentials(plane.random, 0);
  edge.apply(AddPeer{gone, 1}, plane.now, out);
  refuse();
  anna.sound();
  anna.sound();
  for (base::Bytes& datagram : anna.peer.take_outgoing()) {
    edge.receive(plane.now, {anna.peer.endpoint, TestPlane::kServer.address}, datagram, out);
    refuse();
  }
  EXPECT_EQ(plane.dropped(DropReason::kRingFull), 2u);
  edge.apply(RemovePeer{{3}}, plane.now, out);
  refuse();
  refuse();
  // 2. All of it arrives in the order in which it was said, without the packets.
  const std::vector<WorkerMessage> kept = edge.take_messages(1);
  const auto added = std::ranges::find_if(kept, [](const WorkerMessage& message) {
    const auto* source = std::get_if<SourceAdded>(&message);
    return source && source->source.source == microphone_of(3);
  });
  const auto removed = std::ranges::find_if(kept, [](const WorkerMessage& message) {
    const auto* source = std::get_if<SourceRemoved>(&message);
    return source && source->source == microphone_of(3);
  });
  ASSERT_NE(removed, kept.end());
  EXPECT_LT(added, removed);
  for (const WorkerMessage& message : kept)
    EXPECT_FALSE(std::holds_alternative<PublishedPackets>(message));
}

TEST(Worker, OfWhatAFullMailboxDidNotTakeTheNewestViewIsKept) {
  TestPlane plane(2);
  plane.join(test_setup(1, 1, 1), 1, 1, 1);
  plane.join(test_setup(2, 1, 1), 0, 1, 0);
  Worker& home = *plane.workers[1];
  base::PacketBatch out;
  for (int turn = 0; turn < 100; ++turn) {
    plane.now += 100ms;
    home.apply(SwitchSource{{1}, microphone_of(1), turn % 2 == 0}, plane.now, out);
    home.put_back(0, home.take_messages(0));
  }
  const std::vector<WorkerMessage> kept = home.take_messages(0);
  ASSERT_EQ(kept.size(), 1u);
  const auto* view = std::get_if<ViewPublished>(&kept.front());
  ASSERT_TRUE(view);
  EXPECT_FALSE(view->view->find(microphone_info(1))->active);
}

// With rooms and shown pictures still there; for the address sanitizer.
TEST(Worker, MayEndInTheMiddleOfCalls) {
  TestPlane plane(2);
  for (uint64_t person = 1; person <= 8; ++person) {
    const auto worker = static_cast<WorkerIndex>(person % 2);
    const TestPeer& peer = plane.join(test_setup(person, 2, 2, {1 + person / 3}), worker, 0, 0);
    plane.switch_on(peer, worker);
    plane.command(worker, SetWanted{{person},
                                    {{.person = {person - 1}, .height = 180},
                                     {.person = {person + 1}, .height = 180}}});
  }
  for (const TestPlane::Seat& seat : plane.peers) {
    Speaker speaker{.peer = *seat.peer, .person = seat.peer->setup.person.value};
    speaker.frame(true);
    speaker.sound();
  }
  plane.settle();
}

}  // namespace
}  // namespace sfu
