// Offers, views and sources of browsers; streams of standard clients (WHIP, WHEP).
#include "server/test_conference.hpp"

namespace server {
namespace {

using namespace std::chrono_literals;
using domain::RefusalCode;
using signalling::Offer;
using signalling::SourceKind;
using testing::read_offer;
using testing::World;

class Media : public ::testing::Test {
 protected:
  void offer(net::ConnectionId connection, uint32_t number, const std::string& fixture,
             uint32_t id = 1) {
    world.say(connection,
              Offer{number,
                    read_offer(fixture),
                    {{"0", SourceKind::kMicrophone}, {"1", SourceKind::kCamera}}},
              id);
  }
  World world;
  net::ConnectionId anna = world.enter("rat", "Anna");
  net::ConnectionId bo = world.enter("rat", "Bo");
};

TEST_F(Media, AnOfferIsAnsweredAndTheWorkerToldOfThePeer) {
  offer(anna, 1, "chromium_phone", 5);
  const auto answer = world.last<signalling::Answer>(anna);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->id, 5u);
  EXPECT_EQ(answer->connection, 1u);
  EXPECT_TRUE(answer->sdp.starts_with("v=0\r\n"));
  const auto added = world.media.of<sfu::AddPeer>();
  ASSERT_EQ(added.size(), 1u);
  EXPECT_EQ(added[0].setup.person.value, world.self(anna).value);
  EXPECT_FALSE(added[0].setup.follows_speaker);
  EXPECT_EQ(world.conference.counts().peers, 1u);
}

TEST_F(Media, PeopleOfOneRoomMeetInOneMediaRoomWithSourcesOfTheirOwn) {
  offer(anna, 1, "chromium_phone");
  offer(bo, 1, "firefox_phone");
  const auto added = world.media.of<sfu::AddPeer>();
  ASSERT_EQ(added.size(), 2u);
  EXPECT_EQ(added[0].setup.room, added[1].setup.room);
  EXPECT_NE(added[0].setup.peer, added[1].setup.peer);
  EXPECT_NE(added[0].setup.sending[0].source, added[1].setup.sending[0].source);
}

TEST_F(Media, TheSameNumberAgainIsARenegotiationAnotherOneANewConnection) {
  offer(anna, 1, "chromium_phone");
  offer(anna, 1, "chromium_phone");
  EXPECT_EQ(world.media.of<sfu::AddPeer>().size(), 1u);
  ASSERT_EQ(world.media.of<sfu::UpdatePeer>().size(), 1u);
  offer(anna, 2, "chromium_full");
  ASSERT_EQ(world.media.of<sfu::AddPeer>().size(), 2u);
  ASSERT_EQ(world.media.of<sfu::RemovePeer>().size(), 1u);
  EXPECT_EQ(world.media.of<sfu::RemovePeer>()[0].peer,
            world.media.of<sfu::AddPeer>()[0].setup.peer);
  EXPECT_EQ(world.conference.counts().peers, 1u);
}

TEST_F(Media, ARefusedOfferLeavesTheRunningConnectionAlone) {
  offer(anna, 1, "chromium_phone");
  const size_t before = world.media.posted.size();
  world.say(anna, Offer{1, "v=0\r\nthis is no sdp", {}}, 6);
  world.say(anna, Offer{2, "nor this", {}}, 7);
  offer(anna, 1, "firefox_phone", 8);  // another certificate
  for (const auto& refusal : world.heard_of<signalling::Refused>(anna)) {
    EXPECT_EQ(refusal.code, RefusalCode::kBadOffer);
    EXPECT_FALSE(refusal.detail.empty());
  }
  EXPECT_EQ(world.heard_of<signalling::Refused>(anna).size(), 3u);
  EXPECT_EQ(world.media.posted.size(), before);
  EXPECT_EQ(world.conference.counts().peers, 1u);
}

TEST_F(Media, ASourceIsOnWhenItsOwnerSaysSo) {
  offer(anna, 1, "chromium_phone");
  for (const auto& source : world.media.of<sfu::SwitchSource>()) EXPECT_FALSE(source.active);
  world.media.posted.clear();
  world.say(anna, domain::SetMedia{{.camera = true}});
  const auto switched = world.media.of<sfu::SwitchSource>();
  ASSERT_EQ(switched.size(), 2u);
  EXPECT_NE(switched[0].active, switched[1].active);
  EXPECT_TRUE(world.last<domain::PersonChanged>(bo)->person.media.camera);
  // A new connection begins as the person is.
  world.media.posted.clear();
  offer(anna, 2, "chromium_full");
  EXPECT_TRUE(std::ranges::any_of(world.media.of<sfu::SwitchSource>(), &sfu::SwitchSource::active));
}

TEST_F(Media, APublisherIsToldWhichEncodingsAreWatchedAgainWhenTheLineIsBack) {
  offer(anna, 1, "chromium_phone");
  const sfu::PeerSetup setup = world.media.of<sfu::AddPeer>()[0].setup;
  const auto camera =
      std::ranges::find(setup.sending, sfu::SourceKind::kCamera, &sfu::SendingSection::kind);
  ASSERT_NE(camera, setup.sending.end());
  ASSERT_EQ(camera->rids.size(), 3u);
  const sfu::SourceInfo source{camera->source, setup.person, camera->kind};
  world.conference.on_media_event(world.now(), sfu::WatchedChanged{setup.room, source, 0b101});
  const auto watched = world.last<signalling::Watched>(anna);
  ASSERT_TRUE(watched);
  EXPECT_EQ(watched->connection, 1u);
  EXPECT_EQ(watched->kind, SourceKind::kCamera);
  EXPECT_EQ(watched->rids, (std::vector{camera->rids[0], camera->rids[2]}));
  EXPECT_FALSE(world.last<signalling::Watched>(bo));

  const std::string ticket = world.ticket(anna);
  world.lose(anna);
  const net::ConnectionId back = world.come_back(ticket);
  ASSERT_TRUE(world.last<signalling::Watched>(back));
  EXPECT_EQ(world.last<signalling::Watched>(back)->rids, watched->rids);
}

TEST_F(Media, WhatIsWatchedOfAConnectionThatHasBeenReplacedIsNotTold) {
  offer(anna, 1, "chromium_phone");
  const sfu::PeerSetup setup = world.media.of<sfu::AddPeer>()[0].setup;
  offer(anna, 2, "chromium_full");
  for (const sfu::SendingSection& section : setup.sending)
    world.conference.on_media_event(
        world.now(),
        sfu::WatchedChanged{setup.room, {section.source, setup.person, section.kind}, 0b1});
  EXPECT_FALSE(world.last<signalling::Watched>(anna));
}

TEST_F(Media, AViewIsPassedOnAlsoWhenItComesBeforeTheOffer) {
  world.say(anna, signalling::View{{{2, SourceKind::kScreen, 1080}, {3, SourceKind::kCamera, 90}}},
            4);
  EXPECT_EQ(world.last<signalling::Done>(anna)->id, 4u);
  EXPECT_TRUE(world.media.posted.empty());
  offer(anna, 1, "chromium_phone");
  const auto wanted = world.media.of<sfu::SetWanted>();
  ASSERT_FALSE(wanted.empty());
  ASSERT_EQ(wanted.back().wanted.size(), 2u);
  EXPECT_EQ(wanted.back().wanted[0].kind, sfu::SourceKind::kScreen);
  EXPECT_EQ(wanted.back().wanted[1].height, 90u);
}

TEST_F(Media, SlotsAreToldAndToldAgainAfterALostLine) {
  offer(anna, 1, "chromium_phone");
  const auto peer = world.media.of<sfu::AddPeer>()[0].setup.peer;
  world.conference.on_media_event(
      world.now(),
      sfu::SlotsChanged{peer,
                        {{}, {sfu::SourceId{9}, sfu::PersonId{2}, sfu::SourceKind::kCamera}},
                        {{sfu::SourceId{8}, sfu::PersonId{2}, sfu::SourceKind::kMicrophone}}});
  const auto check = [&](net::ConnectionId connection) {
    const auto slots = world.last<signalling::Slots>(connection);
    ASSERT_TRUE(slots);
    ASSERT_EQ(slots->video.size(), 1u) << "empty slots are not listed";
    EXPECT_EQ(slots->video[0].slot, 1u);
    EXPECT_EQ(slots->video[0].person.value, 2u);
    EXPECT_EQ(slots->sound.at(0).kind, SourceKind::kMicrophone);
    EXPECT_EQ(world.heard(connection).back().number, 0u) << "a state, not an event";
  };
  check(anna);
  EXPECT_FALSE(world.last<signalling::Slots>(bo));
  world.lose(anna);
  EXPECT_TRUE(world.media.of<sfu::RemovePeer>().empty()) << "media goes on meanwhile";
  check(world.come_back(world.ticket(anna)));
}

TEST_F(Media, MediaEndsWithTheSeatAndTheSeatOutlivesItsMedia) {
  offer(anna, 1, "chromium_phone");
  offer(bo, 1, "chromium_full");
  const auto added = world.media.of<sfu::AddPeer>();
  world.say(anna, domain::Leave{});
  EXPECT_EQ(world.media.of<sfu::RemovePeer>().back().peer, added[0].setup.peer);
  world.conference.on_media_event(world.now(), sfu::PeerEnded{added[1].setup.peer});
  EXPECT_FALSE(world.ended(bo));
  EXPECT_EQ(world.conference.counts().peers, 0u);
  world.conference.on_media_event(world.now(), sfu::PeerEnded{added[1].setup.peer});
  world.conference.on_media_event(world.now(), sfu::PeerConnected{added[0].setup.peer});
}

// Its DTLS would go on with a peer that is no more: connected, and silent for ever.
TEST_F(Media, AConnectionThatHasEndedIsNotRestartedAndTheNextOneIsWelcome) {
  offer(anna, 3, "chromium_phone");
  world.conference.on_media_event(world.now(),
                                  sfu::PeerEnded{world.media.of<sfu::AddPeer>()[0].setup.peer});
  offer(anna, 3, "chromium_phone");
  EXPECT_EQ(world.refused(anna), RefusalCode::kBadOffer);
  EXPECT_EQ(world.media.of<sfu::AddPeer>().size(), 1u);
  offer(anna, 4, "chromium_phone");
  EXPECT_EQ(world.media.of<sfu::AddPeer>().size(), 2u);
}

// ------------------------------------------------------------------------------------ streams

class Streams : public ::testing::Test {
 protected:
  std::expected<StartedStream, domain::Refusal> start(StreamKind kind, const std::string& token,
                                                      const std::string& fixture) {
    return world.conference.start_stream(world.now(), kind, {"rat"}, token, read_offer(fixture));
  }
  World world;
  net::ConnectionId anna = world.enter("rat", "Anna");
};

TEST_F(Streams, WhipPublishesUntilItIsDeleted) {
  const std::string token = world.join("rat", "Kamera 1");
  const auto started = start(StreamKind::kPublish, token, "chromium_whip");
  ASSERT_TRUE(started);
  EXPECT_TRUE(started->answer.starts_with("v=0\r\n"));
  EXPECT_EQ(started->resource.size(), 24u);
  // 1. It is somebody with everything on.
  EXPECT_EQ(world.last<domain::PersonJoined>(anna)->person.name, "Kamera 1");
  const domain::Media media = world.last<domain::PersonChanged>(anna)->person.media;
  EXPECT_TRUE(media.microphone && media.camera);
  EXPECT_FALSE(media.screen || media.screen_sound);
  EXPECT_TRUE(std::ranges::all_of(world.media.of<sfu::SwitchSource>(),
                                  [](const auto& source) { return source.active; }) ||
              world.media.of<sfu::SwitchSource>().back().active);
  // 2. A stranger cannot end it, its token can.
  const auto end = [&](std::string_view resource, std::string_view with) {
    return world.conference.end_stream(world.now(), resource, with);
  };
  EXPECT_EQ(end(started->resource, "x").error().code, RefusalCode::kBadToken);
  EXPECT_EQ(end("nothing", token).error().code, RefusalCode::kNoSuchPerson);
  world.pass(kTokenLife + 1min);
  EXPECT_TRUE(end(started->resource, token)) << "also when the token has expired";
  EXPECT_EQ(world.media.of<sfu::RemovePeer>().size(), 1u);
  EXPECT_TRUE(world.last<domain::PersonLeft>(anna));
  EXPECT_EQ(end(started->resource, token).error().code, RefusalCode::kNoSuchPerson);
}

TEST_F(Streams, WhepWatchesUnseenAndFollowsTheSpeaker) {
  const size_t before = world.heard(anna).size();
  const auto started = start(StreamKind::kReceive, world.join("rat", "Leinwand"), "chromium_whep");
  ASSERT_TRUE(started);
  EXPECT_EQ(world.heard(anna).size(), before);
  const auto added = world.media.of<sfu::AddPeer>();
  ASSERT_EQ(added.size(), 1u);
  EXPECT_TRUE(added[0].setup.follows_speaker);
  EXPECT_TRUE(world.media.of<sfu::SetWanted>().empty());
}

TEST_F(Streams, AStreamDoesNotTakeItsHoldersPlace) {
  const std::string token = world.join("rat", "Bo");
  const auto bo = world.hello(token);
  ASSERT_TRUE(start(StreamKind::kPublish, token, "chromium_whip"));
  EXPECT_FALSE(world.ended(bo));
  EXPECT_EQ(world.conference.counts().people, 3u);
  const auto back = world.come_back(world.ticket(bo));
  EXPECT_EQ(world.self(back), world.self(bo));
}

TEST_F(Streams, AStreamEndsWithItsConnection) {
  ASSERT_TRUE(start(StreamKind::kPublish, world.join("rat", "Kamera 1"), "chromium_whip"));
  world.conference.on_media_event(world.now(),
                                  sfu::PeerEnded{world.media.of<sfu::AddPeer>()[0].setup.peer});
  EXPECT_TRUE(world.last<domain::PersonLeft>(anna));
  EXPECT_EQ(world.conference.counts().people, 1u);
}

TEST_F(Streams, ARemovedStreamDoesNotComeBackAndItsHolderStays) {
  const std::string token = world.join("rat", "Bo");
  const auto bo = world.hello(token);
  ASSERT_TRUE(start(StreamKind::kPublish, token, "chromium_whip"));
  world.say(anna, domain::Remove{world.last<domain::PersonJoined>(anna)->person.id, false});
  EXPECT_EQ(start(StreamKind::kPublish, token, "chromium_whip").error().code, RefusalCode::kBarred);
  world.lose(bo);
  EXPECT_TRUE(world.last<signalling::Welcome>(world.come_back(world.ticket(bo))));
}

TEST_F(Streams, WhatIsRefusedLeavesNobodyBehind) {
  const std::string token = world.join("rat", "Kamera 1");
  const auto bad =
      world.conference.start_stream(world.now(), StreamKind::kPublish, {"rat"}, token, "no sdp");
  EXPECT_EQ(bad.error().code, RefusalCode::kBadOffer);
  EXPECT_EQ(start(StreamKind::kPublish, "forged", "chromium_whip").error().code,
            RefusalCode::kBadToken);
  EXPECT_EQ(world.conference.counts().people, 1u);
  EXPECT_TRUE(world.media.posted.empty());
}

TEST(StreamsAndWaiting, AStreamCannotWait) {
  World world(testing::waiting_room_policy());
  world.hello(world.create("Rat")->token);
  const auto started =
      world.conference.start_stream(world.now(), StreamKind::kReceive, {"rat"},
                                    world.join("rat", "Leinwand"), read_offer("chromium_whep"));
  EXPECT_EQ(started.error().code, RefusalCode::kNotPermitted);
  EXPECT_EQ(world.conference.counts().waiting, 0u);
  EXPECT_TRUE(world.media.posted.empty());
}

}  // namespace
}  // namespace server
