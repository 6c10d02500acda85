// Seats and connections: hello, waiting, being removed, saying goodbye. conference_resume_test.cpp
// has coming back and taking over.
#include "server/conference.hpp"

#include "server/test_conference.hpp"

namespace server {
namespace {

using namespace std::chrono_literals;
using domain::RefusalCode;
using domain::SeatState;
using signalling::EndReason;
using signalling::Welcome;
using testing::World;

// -------------------------------------------------------------------------------------- hello

TEST(Hello, IsAnsweredByAWelcomeWhichIsTheFirstMessage) {
  World world;
  const auto anna = world.enter("rat", "Anna");
  ASSERT_FALSE(world.heard(anna).empty());
  EXPECT_EQ(world.heard(anna).front().number, 1u);
  const auto* welcome = std::get_if<Welcome>(&world.heard(anna).front().body);
  ASSERT_TRUE(welcome);
  EXPECT_FALSE(welcome->resumed);
  EXPECT_EQ(welcome->state, SeatState::kInside);
  EXPECT_EQ(welcome->link, "https://conf.example.org/rat");
  ASSERT_EQ(welcome->people.size(), 1u);
  EXPECT_EQ(welcome->people[0].name, "Anna");
  EXPECT_EQ(welcome->people[0].role, domain::Role::kModerator) << "the first to enter";
  EXPECT_TRUE(world.browsers.known.contains(anna));
}

TEST(Hello, EventsAreNumberedWithoutAGapAndAnswersNotAtAll) {
  World world;
  const auto anna = world.enter("rat", "Anna");
  world.enter("rat", "Bo");
  world.say(anna, domain::SetMedia{{.microphone = true}}, 7);
  uint32_t next = 1;
  for (const auto& message : world.heard(anna)) {
    const bool answer = std::holds_alternative<signalling::Done>(message.body);
    EXPECT_EQ(message.number, answer ? 0 : next++);
  }
  EXPECT_GE(next, 4u);
}

TEST(Hello, AnythingBeforeItIsRefusedAndCloses) {
  World world;
  const auto stranger = world.open();
  world.say(stranger, domain::EndRoom{}, 5);
  EXPECT_EQ(world.refused(stranger), RefusalCode::kBadMessage);
  EXPECT_EQ(world.last<signalling::Refused>(stranger)->id, 5u);
  EXPECT_TRUE(world.is_closed(stranger));
  world.say(stranger, signalling::Hello{1, world.join("rat", "Anna"), {}});
  EXPECT_EQ(world.heard(stranger).size(), 1u) << "nothing comes from it any more";
}

TEST(Hello, AForgedOrExpiredTokenIsRefusedAndCloses) {
  World world;
  const std::string token = world.join("rat", "Anna");
  const auto forged = world.hello("x" + token);
  EXPECT_EQ(world.refused(forged), RefusalCode::kBadToken);
  EXPECT_TRUE(world.is_closed(forged));
  EXPECT_FALSE(world.browsers.known.contains(forged));
  EXPECT_EQ(world.refused(world.come_back(token)), RefusalCode::kBadToken) << "no resume ticket";
  world.pass(kTokenLife + 1s);
  EXPECT_EQ(world.refused(world.hello(token)), RefusalCode::kBadToken);
}

TEST(Hello, TwiceOnOneConnectionIsRefused) {
  World world;
  const std::string token = world.join("rat", "Anna");
  const auto anna = world.hello(token);
  world.say(anna, signalling::Hello{1, token, {}}, 9);
  EXPECT_EQ(world.refused(anna), RefusalCode::kWrongState);
  EXPECT_FALSE(world.is_closed(anna));
}

TEST(Hello, ATokenOfAFormerRoomOfTheSameNameIsNotGoodForTheNext) {
  World world;
  const auto first = world.create("Rat");
  ASSERT_TRUE(first);
  world.conference.end_room(world.now(), first->room.id, first->token, [](auto) {});
  world.pass(5s);
  ASSERT_TRUE(world.create("Rat"));
  EXPECT_EQ(world.refused(world.hello(first->token)), RefusalCode::kNoSuchRoom);
  std::optional<RefusalCode> refusal;
  world.conference.end_room(world.now(), first->room.id, first->token,
                            [&](auto ended) { refusal = ended.error().code; });
  EXPECT_EQ(refusal, RefusalCode::kNoSuchRoom);
}

// ------------------------------------------------------------------------------- waiting room

class WaitingRoom : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto room = world.create("Rat");
    moderator = world.hello(room->token);
    guest = world.enter("rat", "Gustav");
  }
  World world{testing::waiting_room_policy()};
  net::ConnectionId moderator;
  net::ConnectionId guest;
};

TEST_F(WaitingRoom, TheModeratorSeesWhoKnocksAndTheGuestSeesNobody) {
  EXPECT_EQ(world.last<domain::PersonJoined>(moderator)->person.name, "Gustav");
  EXPECT_EQ(world.last<Welcome>(guest)->state, SeatState::kWaiting);
  EXPECT_TRUE(world.last<Welcome>(guest)->people.empty());
  EXPECT_EQ(world.conference.counts().waiting, 1u);
}

TEST_F(WaitingRoom, AnOfferFromThereIsRefusedAndNoMediaExists) {
  world.say(guest, signalling::Offer{1, testing::read_offer("chromium_phone"), {}}, 4);
  EXPECT_EQ(world.refused(guest), RefusalCode::kWrongState);
  world.say(guest, signalling::View{{{1, signalling::SourceKind::kCamera, 720}}});
  world.say(guest, domain::SetMedia{{.camera = true}}, 5);
  EXPECT_EQ(world.refused(guest), RefusalCode::kWrongState);
  world.say(guest, domain::Admit{}, 6);
  EXPECT_EQ(world.refused(guest), RefusalCode::kNotPermitted);
  EXPECT_TRUE(world.media.posted.empty());
}

TEST_F(WaitingRoom, NothingAboutPeopleLeaksToWhoeverWaits) {
  // 1. Much happens inside.
  world.say(moderator, signalling::Offer{1, testing::read_offer("chromium_phone"), {}}, 1);
  world.say(moderator, domain::SetMedia{{.microphone = true, .camera = true}});
  const auto second = world.enter("rat", "Berta");
  world.say(moderator, domain::Admit{{world.self(second)}});
  world.say(second, domain::SetMedia{{.screen = true}});
  const auto added = world.media.of<sfu::AddPeer>();
  ASSERT_FALSE(added.empty());
  const sfu::PeerSetup& peer = added.front().setup;
  world.conference.on_media_event(
      world.now(), sfu::SpeakersChanged{peer.room, {sfu::PersonId{world.self(moderator).value}}});
  world.conference.on_media_event(world.now(), sfu::SlotsChanged{peer.peer, {}, {}});
  const auto third = world.enter("rat", "Carl");
  world.lose(second);
  world.say(third, domain::Leave{});
  world.pass(31s);
  // 2. Whoever waits has heard of the room and of herself, also when she comes back.
  const auto again = world.come_back(world.ticket(guest));
  for (const auto connection : {guest, again})
    for (const auto& message : world.heard(connection)) {
      if (const auto* welcome = std::get_if<Welcome>(&message.body)) {
        EXPECT_TRUE(welcome->people.empty());
        continue;
      }
      EXPECT_TRUE(std::holds_alternative<signalling::RoomChanged>(message.body) ||
                  std::holds_alternative<signalling::Ended>(message.body))
          << "a message of kind " << message.body.index();
    }
}

TEST_F(WaitingRoom, WhoeverIsAdmittedIsShownThePeopleAndMaySend) {
  world.say(moderator, domain::Admit{}, 8);
  const auto admitted = world.last<signalling::Admitted>(guest);
  ASSERT_TRUE(admitted);
  EXPECT_EQ(admitted->people.size(), 2u);
  EXPECT_EQ(world.last<signalling::Done>(moderator)->id, 8u);
  world.say(guest, signalling::Offer{1, testing::read_offer("chromium_phone"), {}}, 4);
  EXPECT_EQ(world.last<signalling::Answer>(guest)->id, 4u);
}

TEST_F(WaitingRoom, WhoeverIsAdmittedWhileHerLineIsLostComesBackInside) {
  world.lose(guest);
  world.say(moderator, domain::Admit{});
  const auto back = world.come_back(world.ticket(guest));
  EXPECT_EQ(world.last<Welcome>(back)->state, SeatState::kInside);
  EXPECT_EQ(world.last<Welcome>(back)->people.size(), 2u);
}

TEST_F(WaitingRoom, ARejectedPersonsTicketsAreVoid) {
  world.say(moderator, domain::Reject{{world.self(guest)}});
  EXPECT_EQ(world.ended(guest), EndReason::kRejected);
  EXPECT_TRUE(world.is_closed(guest));
  EXPECT_EQ(world.refused(world.come_back(world.ticket(guest))), RefusalCode::kBarred);
}

TEST_F(WaitingRoom, ARemovedPersonsTokenTicketAndStreamsAreVoid) {
  const std::string token = world.join("rat", "Dora");
  const auto dora = world.hello(token);
  world.say(moderator, domain::Admit{{world.self(dora)}});
  world.say(moderator, domain::Remove{world.self(dora), false}, 3);
  EXPECT_EQ(world.ended(dora), EndReason::kRemoved);
  EXPECT_EQ(world.refused(world.come_back(world.ticket(dora))), RefusalCode::kBarred);
  EXPECT_EQ(world.refused(world.hello(token)), RefusalCode::kBarred);
  for (const StreamKind kind : {StreamKind::kPublish, StreamKind::kReceive}) {
    const auto stream = world.conference.start_stream(world.now(), kind, {"rat"}, token,
                                                      testing::read_offer("chromium_whep"));
    ASSERT_FALSE(stream);
    EXPECT_EQ(stream.error().code, RefusalCode::kBarred);
  }
}

TEST_F(WaitingRoom, ABarOutlivesARestart) {
  world.say(moderator, domain::Remove{world.self(guest), true});
  World restarted(testing::waiting_room_policy(), 8);
  restarted.conference.restore(restarted.now(), {world.store.rooms.at({"rat"})});
  EXPECT_EQ(restarted.refused(restarted.come_back(world.ticket(guest))), RefusalCode::kBarred);
}

TEST_F(WaitingRoom, TheCreatorsTokenMakesAModeratorUnderANameOfHerOwn) {
  const auto room = world.create("Ausschuss");
  const auto joined = world.try_join("ausschuss", "Anna Schön", room->token);
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->state, SeatState::kInside);
  const auto anna = world.hello(joined->token);
  EXPECT_EQ(world.last<Welcome>(anna)->people.at(0).name, "Anna Schön");
  EXPECT_EQ(world.last<Welcome>(anna)->people.at(0).role, domain::Role::kModerator);
  EXPECT_EQ(world.try_join("rat", "Anna", room->token).error().code, RefusalCode::kBadToken)
      << "of another room";
  EXPECT_EQ(world.try_join("ausschuss", "Anna", world.join("rat", "A")).error().code,
            RefusalCode::kBadToken)
      << "no moderator's";
}

// ------------------------------------------------------------------------------------ leaving

TEST(Leaving, IsAnsweredByEndedAndNotByDone) {
  World world;
  const auto anna = world.enter("rat", "Anna");
  const auto bo = world.enter("rat", "Bo");
  world.say(bo, domain::Leave{}, 3);
  EXPECT_EQ(world.ended(bo), EndReason::kLeft);
  EXPECT_TRUE(world.heard_of<signalling::Done>(bo).empty());
  EXPECT_TRUE(world.is_closed(bo));
  EXPECT_EQ(world.last<domain::PersonLeft>(anna)->person, world.self(bo));
  world.lose(bo);
  EXPECT_EQ(world.conference.counts().people, 1u);
}

TEST(Leaving, EndRoomEndsEverybody) {
  World world;
  const auto anna = world.enter("rat", "Anna");
  const auto bo = world.enter("rat", "Bo");
  world.say(bo, domain::EndRoom{}, 3);
  EXPECT_EQ(world.refused(bo), RefusalCode::kNotPermitted);
  world.say(anna, domain::EndRoom{}, 3);
  for (const auto connection : {anna, bo}) {
    EXPECT_EQ(world.ended(connection), EndReason::kRoomEnded);
    EXPECT_TRUE(world.is_closed(connection));
  }
  EXPECT_EQ(world.conference.counts().rooms, 0u);
}

TEST(Leaving, AtGoodbyeEverybodyIsToldToComeBack) {
  World world;
  const auto anna = world.enter("rat", "Anna");
  const auto newcomer = world.open();
  world.conference.say_goodbye();
  EXPECT_EQ(world.ended(anna), EndReason::kServerStops);
  EXPECT_TRUE(world.is_closed(anna));
  EXPECT_TRUE(world.is_closed(newcomer));
  world.lose(anna);
  world.lose(newcomer);
  world.pass(1s);
}

TEST(Names, BlanksAroundANameDoNotMakeTheTokenLonger) {
  World world;
  const std::string token = world.join("rat", std::string(900, ' ') + "Anna\u202e");
  EXPECT_LT(token.size(), 300u);
  EXPECT_EQ(world.last<Welcome>(world.hello(token))->people.at(0).name, "Anna");
}

}  // namespace
}  // namespace server
