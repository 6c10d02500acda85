// What moderators do to a room and its people, and who tries codes.
#include "server/test_conference.hpp"

namespace server {
namespace {

using namespace std::chrono_literals;
using domain::RefusalCode;
using domain::SeatState;
using signalling::EndReason;
using signalling::Welcome;
using testing::read_offer;
using testing::World;

// A room of the profile gemeinde: waiting room, code and PIN.
class Moderation : public ::testing::Test {
 protected:
  void SetUp() override {
    auto policy = domain::policy_of(domain::Profile::kGemeinde);
    policy.create = domain::Creators::kAnyone;
    policy.link = domain::LinkKind::kChosen;
    world = std::make_unique<World>(policy);
    moderator = world->hello(world->create("Bürgerversammlung")->token);
    world->say(moderator, signalling::GetAccessData{}, 1);
    access = *world->last<signalling::AccessData>(moderator);
  }
  std::expected<JoinedRoom, domain::Refusal> guess(const std::string& code, const Source& source,
                                                   const std::string& pin = "") {
    return world->try_join(kRoom, {.name = "Gast", .code = code, .pin = pin, .source = source});
  }
  net::ConnectionId guest(const std::string& name) {
    const auto joined =
        world->try_join(kRoom, {.name = name, .code = access.code, .source = "192.0.2.9"});
    EXPECT_TRUE(joined);
    return world->hello(joined ? joined->token : "");
  }
  net::ConnectionId admitted(const std::string& name) {
    const auto connection = guest(name);
    world->say(moderator, domain::Admit{{world->self(connection)}});
    return connection;
  }

  static constexpr std::string_view kRoom = "buergerversammlung";
  std::unique_ptr<World> world;
  net::ConnectionId moderator;
  signalling::AccessData access;
};

TEST_F(Moderation, CodeAndPinAreForModeratorsOnly) {
  EXPECT_EQ(access.code.size(), 8u);
  EXPECT_EQ(access.pin.size(), 8u);
  const auto inside = admitted("Bo");
  for (const auto connection : {guest("Cleo"), inside}) {
    world->say(connection, signalling::GetAccessData{}, 2);
    EXPECT_EQ(world->refused(connection), RefusalCode::kNotPermitted);
    EXPECT_FALSE(world->last<signalling::AccessData>(connection));
  }
}

TEST_F(Moderation, WhoModeratesShowsItToTheHttpApiAndTakesNoSeatWithIt) {
  const auto shown = [&] {
    return world->conference.data_for_moderator(world->now(), {std::string(kRoom)}, access.token);
  };
  EXPECT_EQ(shown()->name, "Bürgerversammlung");
  const auto stranger = world->hello(access.token);
  EXPECT_EQ(world->refused(stranger), RefusalCode::kBadToken);
  world->say(moderator, domain::Leave{});
  EXPECT_EQ(shown().error().code, RefusalCode::kBadToken) << "she has left";
}

TEST_F(Moderation, WhoIsSentToWaitLosesMediaAtOnceAndSeesNobody) {
  const auto bo = admitted("Bo");
  world->say(bo, signalling::Offer{1, read_offer("chromium_phone"), {}}, 3);
  world->store.slow = true;
  world->say(moderator, domain::SetWaitingRoom{false});  // a save that is under way
  world->say(moderator, domain::SetWaitingRoom{true});
  world->say(moderator, domain::SendToWait{world->self(bo)}, 4);
  EXPECT_EQ(world->media.of<sfu::RemovePeer>().size(), 1u) << "before the disk has answered";
  world->store.release();
  EXPECT_TRUE(world->last<signalling::SentToWait>(bo));
  EXPECT_FALSE(world->is_closed(bo));
  world->say(bo, signalling::Offer{2, read_offer("chromium_phone"), {}}, 5);
  EXPECT_EQ(world->refused(bo), RefusalCode::kWrongState);
  world->say(moderator, domain::Admit{});
  EXPECT_EQ(world->last<signalling::Admitted>(bo)->people.size(), 2u);
}

TEST_F(Moderation, APauseLogsEverybodyOffAndOnlyCodeAndPinLeadBack) {
  const auto bo = admitted("Bo");
  world->say(bo, domain::Pause{}, 1);
  EXPECT_EQ(world->refused(bo), RefusalCode::kNotPermitted);
  world->say(moderator, domain::Pause{}, 2);
  for (const auto connection : {moderator, bo})
    EXPECT_EQ(world->ended(connection), EndReason::kRoomPaused);
  EXPECT_EQ(guess(access.code, "a").error().code, RefusalCode::kWrongState) << "for guests";
  const auto back = guess(access.code, "a", access.pin);
  ASSERT_TRUE(back);
  const auto again = world->hello(back->token);
  EXPECT_EQ(world->last<Welcome>(again)->people.at(0).role, domain::Role::kModerator);
  EXPECT_TRUE(guess(access.code, "a")) << "the room is awake";
}

TEST_F(Moderation, ARoomIsFoundByNameCodeAndPinAndEveryMistakeLooksTheSame) {
  std::optional<std::expected<FoundRoom, domain::Refusal>> found;
  const auto find = [&](std::string name, std::string code, std::string pin) {
    found.reset();
    world->conference.come_back(world->now(), name,
                                {.name = "Anna", .code = code, .pin = pin, .source = "b"},
                                [&](auto reply) { found = reply; });
    return !found->has_value() ? std::optional(found->error()) : std::nullopt;
  };
  const auto wrong = find("Bürgerversammlung", access.code, "00000000");
  EXPECT_EQ(wrong->code, RefusalCode::kWrongCode);
  for (const auto& mistake :
       {find("Bürgerversammlung", "falsch", access.pin), find("Unbekannt", access.code, access.pin),
        find("Bürgerversammlung", access.code, "")})
    EXPECT_EQ(mistake->detail, wrong->detail);
  EXPECT_FALSE(find("Bürgerversammlung", access.code, access.pin));
  EXPECT_EQ((*found)->id.text, kRoom);
  const auto anna = world->hello((*found)->token);
  EXPECT_EQ(world->last<Welcome>(anna)->people.at(1).role, domain::Role::kModerator);
}

TEST_F(Moderation, TenWrongCodesAMinuteFromOneAddressAndNoMore) {
  for (int i = 0; i < 10; ++i)
    EXPECT_EQ(guess("falsch", "a").error().code, RefusalCode::kWrongCode);
  EXPECT_EQ(guess(access.code, "a").error().code, RefusalCode::kTooFast) << "also the right one";
  EXPECT_TRUE(guess(access.code, "b"));
  world->pass(61s);
  EXPECT_TRUE(guess(access.code, "a"));
}

TEST_F(Moderation, ThirtyWrongCodesLockTheGuessersOutAndTellTheModerator) {
  for (int i = 0; i < 30; ++i) (void)guess("falsch", "guesser " + std::to_string(i % 6));
  EXPECT_EQ(world->heard_of<signalling::GuessingLocked>(moderator).size(), 1u);
  world->pass(5min);
  EXPECT_EQ(guess(access.code, "guesser 3").error().code, RefusalCode::kTooFast);
  EXPECT_TRUE(guess(access.code, "somebody else")) << "whoever has the right code comes in";
  world->pass(1h);
  EXPECT_TRUE(guess(access.code, "guesser 3"));
}

TEST_F(Moderation, StreamsGoWithTheirHolder) {
  world->say(moderator, domain::SetWaitingRoom{false});
  const auto joined = world->try_join(kRoom, {.name = "Bo", .code = access.code});
  const auto bo = world->hello(joined->token);
  const auto whep = [&] {
    return world->conference.start_stream(world->now(), StreamKind::kReceive, {std::string(kRoom)},
                                          joined->token, read_offer("chromium_whep"));
  };
  ASSERT_TRUE(whep());
  ASSERT_TRUE(whep());
  EXPECT_EQ(whep().error().code, RefusalCode::kTooFast) << "two are enough";
  EXPECT_EQ(world->conference.counts().people, 4u);
  world->say(moderator, domain::Remove{world->self(bo), false});
  EXPECT_EQ(world->conference.counts().people, 1u);
  EXPECT_EQ(world->media.of<sfu::RemovePeer>().size(), 2u);
}

TEST_F(Moderation, ATokenFromBeforeTheCodeChangedDoesNotProveTheNewOneWhileOneWaits) {
  const auto bo = guest("Bo");
  world->say(moderator, domain::SetAccessCode{"neuer Code"});
  world->lose(bo);
  world->pass(31s);
  EXPECT_EQ(world->refused(world->come_back(world->ticket(bo))), RefusalCode::kWrongCode);
}

TEST(Flood, OneAddressCreatesTenRoomsAMinute) {
  World world;
  const auto create_and_end = [&] {
    const auto room = world.create("Rat");
    if (!room) return std::optional(room.error().code);
    world.conference.end_room(world.now(), room->room.id, room->token, [](auto) {});
    return std::optional<RefusalCode>();
  };
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(create_and_end()) << i;
  EXPECT_EQ(create_and_end(), RefusalCode::kTooFast);
  EXPECT_EQ(world.try_join("noch-einer", "Anna").error().code, RefusalCode::kTooFast);
  world.source = "192.0.2.8";
  EXPECT_FALSE(create_and_end()) << "others are not concerned";
  world.source = "192.0.2.7";
  world.pass(61s);
  EXPECT_FALSE(create_and_end());
}

TEST(Flood, ARefusedNameLeavesNoRoomBehind) {
  World world;
  EXPECT_EQ(world.try_join("noch-einer", "").error().code, RefusalCode::kBadName);
  EXPECT_EQ(world.conference.counts().rooms, 0u);
}

TEST(StoreAgain, WhatTheDiskDidNotTakeIsTriedUntilItDoes) {
  World world;
  const auto anna = world.enter("rat", "Anna");
  const auto other = world.create("Zweiter");
  world.store.works = false;
  world.say(anna, domain::SetAccessCode{"geheim"});
  std::optional<RefusalCode> refusal;
  world.conference.end_room(world.now(), other->room.id, other->token,
                            [&](auto ended) { refusal = ended.error().code; });
  EXPECT_EQ(refusal, RefusalCode::kOverloaded);
  world.pass(6s);
  EXPECT_FALSE(world.store.rooms.at({"rat"}).access_code);
  EXPECT_TRUE(world.store.rooms.contains({"zweiter"}));
  world.store.works = true;
  world.pass(6s);
  EXPECT_EQ(world.store.rooms.at({"rat"}).access_code, "geheim");
  EXPECT_FALSE(world.store.rooms.contains({"zweiter"}));
}

// R39, R42: the server's doing, whatever the page of that person does.
TEST_F(Moderation, WhatAModeratorSwitchesOffIsNotForwardedFromThatMoment) {
  const auto bo = admitted("Bo");
  world->say(bo, signalling::Offer{1, read_offer("chromium_full"), {}}, 3);
  world->say(bo, domain::SetMedia{{.microphone = true}});
  const auto on = [&] {
    const auto switched = world->media.of<sfu::SwitchSource>();
    return std::ranges::count_if(switched, [](const auto& s) { return s.active; });
  };
  const auto commands = [&] { return world->media.of<sfu::SwitchSource>().size(); };
  EXPECT_EQ(on(), 1);
  const size_t before = commands();
  world->store.slow = true;
  world->say(moderator, domain::SetWaitingRoom{false});  // a save that is under way
  world->say(moderator, domain::SwitchOff{domain::MediaKind::kMicrophone, {}});
  EXPECT_GT(commands(), before) << "before the disk has answered";
  EXPECT_EQ(on(), 1);
  world->say(moderator, domain::SetPermitted{{.microphones = false}});
  world->store.release();
  world->say(bo, domain::SetMedia{{.microphone = true}}, 9);
  EXPECT_EQ(on(), 1) << "it stays off";
  EXPECT_FALSE(world->last<domain::PersonChanged>(bo)->person.media.microphone);
  world->say(moderator, domain::RaiseHand{true});
  const size_t after = commands();
  world->say(moderator, domain::RaiseHand{false});
  EXPECT_EQ(commands(), after) << "a hand is no reason to tell the worker anything";
}

// R46: nothing is lost with a line, nothing is told to whom it was not said.
TEST_F(Moderation, ChatThatALostLineHasMissedFollowsTheWelcome) {
  const auto bo = admitted("Bo");
  const auto cleo = admitted("Cleo");
  const auto texts = [&](net::ConnectionId connection) {
    std::string all;
    for (const auto& chat : world->heard_of<signalling::ChatSaid>(connection))
      all += chat.said.text + " ";
    return all;
  };
  world->say(moderator, domain::SendChat{std::nullopt, "eins"});
  const uint64_t seen = world->last<signalling::ChatSaid>(bo)->order;
  const std::string ticket = world->ticket(bo);
  world->lose(bo);
  world->say(moderator, domain::SendChat{std::nullopt, "zwei"});
  world->say(moderator, domain::SendChat{world->self(cleo), "geheim"});
  const auto back = world->open();
  world->say(back, signalling::Hello{1, {}, ticket, seen});
  EXPECT_EQ(texts(back), "zwei ");
  world->say(moderator, domain::SendChat{std::nullopt, "drei"});
  EXPECT_EQ(texts(back), "zwei drei ");
  EXPECT_EQ(texts(cleo), "eins zwei geheim drei ");
  // A page that was loaded anew has seen nothing.
  const auto reloaded = world->open();
  world->say(reloaded, signalling::Hello{1, {}, ticket, 0});
  EXPECT_EQ(texts(reloaded), "eins zwei drei ");
  const auto late = admitted("Dora");
  EXPECT_EQ(texts(late), "");
}

}  // namespace
}  // namespace server
