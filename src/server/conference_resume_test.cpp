// Coming back: to a seat that is still there, to one that is gone, from a second tab, after a
// restart.
#include "server/conference.hpp"

#include "server/test_conference.hpp"

namespace server {
namespace {

using namespace std::chrono_literals;
using signalling::EndReason;
using signalling::Welcome;
using testing::World;

TEST(Resume, ASecondTabTakesOver) {
  World world;
  const std::string token = world.join("rat", "Anna");
  const auto first = world.hello(token);
  const auto second = world.hello(token);
  EXPECT_EQ(world.ended(first), EndReason::kTakenOver);
  EXPECT_TRUE(world.is_closed(first));
  const auto welcome = world.last<Welcome>(second);
  ASSERT_TRUE(welcome);
  EXPECT_TRUE(welcome->resumed);
  EXPECT_EQ(welcome->self, world.self(first));
  EXPECT_GT(world.heard(second).front().number, world.heard(first).back().number)
      << "the seat's numbers go on";
  world.lose(first);
  EXPECT_EQ(world.conference.counts().people, 1u);
}

TEST(Resume, WithinThirtySecondsLeadsBackToTheSameSeat) {
  World world;
  const auto bo = world.enter("rat", "Bo");
  const auto anna = world.enter("rat", "Anna");
  world.lose(anna);
  EXPECT_TRUE(world.last<domain::PersonChanged>(bo)->person.away);
  world.pass(29s);
  const auto back = world.come_back(world.ticket(anna));
  EXPECT_TRUE(world.last<Welcome>(back)->resumed);
  EXPECT_EQ(world.self(back), world.self(anna));
  EXPECT_FALSE(world.last<domain::PersonChanged>(bo)->person.away);
}

TEST(Resume, LaterLeadsToANewSeatWithTheNumberOfBefore) {
  World world;
  const auto bo = world.enter("rat", "Bo");
  const auto anna = world.enter("rat", "Anna");
  world.lose(anna);
  world.pass(31s);
  EXPECT_EQ(world.last<domain::PersonLeft>(bo)->person, world.self(anna));
  const auto back = world.come_back(world.ticket(anna));
  EXPECT_FALSE(world.last<Welcome>(back)->resumed);
  EXPECT_EQ(world.self(back), world.self(anna));
  EXPECT_EQ(world.heard(back).front().number, 1u);
}

// Her ticket is of the time before: no newer one ever reached her.
TEST(Resume, WhoWasMadeModeratorStaysOneThoughTheSeatIsGone) {
  World world;
  const auto anna = world.enter("rat", "Anna");
  const auto bo = world.enter("rat", "Bo");
  const std::string ticket = world.ticket(bo);
  const auto role_of = [&](net::ConnectionId connection) {
    const auto welcome = world.last<Welcome>(connection);
    return std::ranges::find(welcome->people, welcome->self, &domain::Person::id)->role;
  };
  ASSERT_EQ(role_of(bo), domain::Role::kParticipant);
  world.say(anna, domain::SetRole{world.self(bo), domain::Role::kModerator});
  world.lose(bo);
  world.pass(60s);
  const auto back = world.come_back(ticket);
  EXPECT_FALSE(world.last<Welcome>(back)->resumed);
  EXPECT_EQ(role_of(back), domain::Role::kModerator);
  // And the other way round, with the ticket that she has got now.
  world.say(anna, domain::SetRole{world.self(back), domain::Role::kParticipant});
  const std::string moderators_ticket = world.ticket(back);
  world.say(back, domain::Leave{});
  EXPECT_EQ(role_of(world.come_back(moderators_ticket)), domain::Role::kParticipant);
}

// A tab that was duplicated has the ticket of the first one; so has whoever copied it.
TEST(Resume, OneTicketUsedTwiceMovesTheSeatToTheNewerLine) {
  World world;
  const auto anna = world.enter("rat", "Anna");
  const auto first = world.enter("rat", "Bo");
  const std::string ticket = world.ticket(first);
  const auto second = world.come_back(ticket);
  EXPECT_EQ(world.ended(first), EndReason::kTakenOver);
  EXPECT_TRUE(world.is_closed(first));
  EXPECT_TRUE(world.last<Welcome>(second)->resumed);
  EXPECT_EQ(world.self(second), world.self(first));
  EXPECT_FALSE(world.last<domain::PersonLeft>(anna)) << "the others notice nothing";
  EXPECT_FALSE(world.last<domain::PersonChanged>(anna));
  // The older ticket is as good as the newer one, and takes the seat back.
  const auto third = world.come_back(ticket);
  EXPECT_EQ(world.ended(second), EndReason::kTakenOver);
  EXPECT_EQ(world.self(third), world.self(first));
  EXPECT_EQ(world.conference.counts().people, 2u);
}

TEST(Resume, APingIsAnsweredInsideAndInTheWaitingRoom) {
  World world(testing::waiting_room_policy());
  const auto anna = world.hello(world.create("rat")->token);
  const auto bo = world.enter("rat", "Bo");
  for (const auto connection : {anna, bo}) {
    world.say(connection, signalling::Ping{}, 9);
    EXPECT_EQ(world.last<signalling::Done>(connection)->id, 9u);
  }
}

TEST(Resume, SurvivesARestartOfTheServer) {
  World world(testing::waiting_room_policy());
  const auto room = world.create("Rat");
  const auto anna = world.hello(room->token);
  std::vector<domain::RoomRecord> records{world.store.rooms.at({"rat"})};
  World restarted(testing::waiting_room_policy(), 8);
  restarted.conference.restore(restarted.now(), records);
  const auto back = restarted.come_back(world.ticket(anna));
  const auto welcome = restarted.last<Welcome>(back);
  ASSERT_TRUE(welcome);
  EXPECT_FALSE(welcome->resumed);
  EXPECT_EQ(welcome->people.at(0).role, domain::Role::kModerator);
}

TEST(Resume, LeadsToTheSameSeatsAfterARestart) {
  domain::Policy policy = testing::waiting_room_policy();
  policy.access_code = domain::AccessCodeRule::kGenerated;
  World world(policy);
  const std::string token = world.create("Rat")->token;
  const std::string code = world.conference.data_for_moderator(world.now(), {"rat"}, token)->code;
  const auto enter = [&](World& where, std::string name) {
    return where.hello(where.try_join("rat", {.name = std::move(name), .code = code})->token);
  };
  const auto anna = world.hello(token);
  const auto ben = enter(world, "Ben");
  const auto cem = enter(world, "Cem");
  const auto dora = enter(world, "Dora");
  world.say(anna, domain::Admit{{world.self(ben), world.self(dora)}});
  world.say(anna, domain::Remove{world.self(dora)});

  World restarted(policy, 8);
  restarted.conference.restore(restarted.now(), {world.store.rooms.at({"rat"})});
  const auto comes_back = [&](net::ConnectionId connection) {
    const auto back = restarted.come_back(world.ticket(connection));
    EXPECT_EQ(restarted.self(back), world.self(connection));
    return restarted.last<Welcome>(back)->state;
  };
  EXPECT_EQ(comes_back(ben), domain::SeatState::kInside) << "also before the moderator";
  EXPECT_EQ(comes_back(dora), domain::SeatState::kWaiting) << "she was removed";
  EXPECT_EQ(comes_back(cem), domain::SeatState::kWaiting);
  EXPECT_EQ(comes_back(anna), domain::SeatState::kInside);
  const auto newcomer = enter(restarted, "Emil");
  EXPECT_GT(restarted.self(newcomer), world.self(dora))
      << "numbers of before stay with their people";
}

TEST(Resume, WhileTheEndOfTheSeatIsBeingSavedTakesANewSeat) {
  domain::Policy policy = testing::open_policy();
  policy.until_empty = false;  // the last one's going is written down
  World world(policy);
  const std::string token = world.join("rat", "Anna");
  const auto anna = world.hello(token);
  world.store.slow = true;
  world.say(anna, domain::Leave{});
  ASSERT_FALSE(world.store.waiting.empty());
  const auto tab = world.hello(token);
  const auto gone = world.hello(token);
  world.lose(gone);
  EXPECT_TRUE(world.heard(tab).empty());
  world.store.release();
  EXPECT_EQ(world.ended(anna), EndReason::kLeft);
  ASSERT_TRUE(world.last<Welcome>(tab));
  EXPECT_FALSE(world.last<Welcome>(tab)->resumed);
  EXPECT_EQ(world.conference.counts().people, 1u);
}

TEST(Resume, TheWelcomeHoldsWhatWaitsForTheDiskAndNothingIsToldTwice) {
  domain::Policy policy = testing::open_policy();
  policy.until_empty = false;
  World world(policy);
  const std::string token = world.join("rat", "Anna");
  world.store.slow = true;
  const auto first = world.hello(token);  // the first to come is written down
  const auto second = world.hello(token);
  const auto bo = world.hello([&] {
    std::string bos;
    world.conference.join(world.now(), {"rat"}, {.name = "Bo"},
                          [&](auto joined) { bos = joined->token; });
    world.store.release();
    return bos;
  }());
  EXPECT_EQ(world.ended(first), EndReason::kTakenOver);
  EXPECT_TRUE(world.heard_of<Welcome>(first).empty());
  EXPECT_TRUE(std::holds_alternative<Welcome>(world.heard(second).front().body));
  EXPECT_EQ(world.heard_of<Welcome>(second).size(), 1u);
  world.store.release();
  EXPECT_EQ(world.heard_of<domain::PersonJoined>(second).size(), 1u);
  EXPECT_EQ(world.last<Welcome>(bo)->people.size(), 2u);
}

}  // namespace
}  // namespace server
