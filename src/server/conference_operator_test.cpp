// What the operator sees and does (R65): rooms as numbers, their end, a closed service.
#include <gtest/gtest.h>

#include "server/test_conference.hpp"

namespace server {
namespace {

using namespace std::chrono_literals;
using domain::RefusalCode;
using signalling::EndReason;
using testing::World;

std::vector<std::string> names(const RoomPage& page) {
  std::vector<std::string> names;
  for (const RoomSummary& room : page.rooms) names.push_back(room.name);
  return names;
}

// Answered with how many rooms, or not yet.
std::optional<std::expected<size_t, domain::Refusal>> asked_to_end_all(World& world) {
  std::optional<std::expected<size_t, domain::Refusal>> reply;
  world.conference.end_running_rooms(world.now(), [&](auto ended) { reply = ended; });
  return reply;
}

TEST(ListRooms, HoldsNumbersAndWhereMostPeopleAreIsFirst) {
  World world(testing::waiting_room_policy());
  const auto council = world.create("Stadtrat").value();
  world.pass(60s);
  const auto empty = world.create("Leer").value();
  world.hello(council.token);
  world.enter("stadtrat", "Anna");
  const RoomPage page = world.conference.list_rooms({});
  ASSERT_EQ(names(page), (std::vector<std::string>{"Stadtrat", "Leer"}));
  EXPECT_EQ(page.total, 2u);
  EXPECT_EQ(page.rooms[0].inside, 1u);
  EXPECT_EQ(page.rooms[0].waiting, 1u);
  EXPECT_EQ(page.rooms[0].state, domain::RoomState::kOpen);
  EXPECT_EQ(page.rooms[1].created_at - page.rooms[0].created_at, 60s);
}

TEST(ListRooms, FindsByAnyPartOfTheNameHoweverItIsSpelt) {
  World world;
  for (const char* name : {"Bürgerversammlung Süd", "Raum 5", "★"}) ASSERT_TRUE(world.create(name));
  const auto found = [&](const char* part) {
    return names(world.conference.list_rooms({.name_part = part}));
  };
  const std::vector<std::string> meeting = {"Bürgerversammlung Süd"};
  for (const char* part : {"bürger", "BUERGER", "versammlung s", " sued "})
    EXPECT_EQ(found(part), meeting) << part;
  EXPECT_EQ(found("raum"), std::vector<std::string>{"Raum 5"}) << "a word that no link may be";
  EXPECT_EQ(found("fehlt").size(), 0u);
  EXPECT_EQ(found("").size(), 3u);
}

TEST(ListRooms, GivesOnePageAndHowManyThereAre) {
  World world;
  for (const char* name : {"a", "b", "c"}) ASSERT_TRUE(world.create(name));
  std::set<std::string> seen;
  for (size_t offset = 0; offset < 3; ++offset) {
    const RoomPage page = world.conference.list_rooms({.offset = offset, .limit = 1});
    EXPECT_EQ(page.total, 3u);
    ASSERT_EQ(page.rooms.size(), 1u);
    seen.insert(page.rooms[0].name);
  }
  EXPECT_EQ(seen.size(), 3u) << "pages do not overlap";
  EXPECT_EQ(world.conference.list_rooms({.offset = 3, .limit = 1}).rooms.size(), 0u);
  EXPECT_EQ(world.conference.list_rooms({.offset = SIZE_MAX, .limit = SIZE_MAX}).total, 3u);
}

TEST(EndAsOperator, EverybodyIsLoggedOffAndTheAnswerWaitsForTheDisk) {
  World world;
  const auto anna = world.enter("rat", "Anna");
  world.store.slow = true;
  std::optional<bool> done;
  world.conference.end_room_as_operator(world.now(), {"rat"},
                                        [&](auto ended) { done = ended.has_value(); });
  EXPECT_FALSE(done);
  EXPECT_FALSE(world.ended(anna)) << "nobody hears of what could still be lost";
  world.store.release();
  EXPECT_EQ(done, true);
  EXPECT_EQ(world.ended(anna), EndReason::kRoomEnded);
  EXPECT_TRUE(world.store.rooms.empty());
}

TEST(EndAsOperator, WhatIsNotThereOrNotGoneIsSaid) {
  World world;
  std::optional<RefusalCode> refusal;
  const auto note = [&](auto ended) { refusal = ended.error().code; };
  world.conference.end_room_as_operator(world.now(), {"fehlt"}, note);
  EXPECT_EQ(refusal, RefusalCode::kNoSuchRoom);
  ASSERT_TRUE(world.create("Rat"));
  world.store.works = false;
  world.conference.end_room_as_operator(world.now(), {"rat"}, note);
  EXPECT_EQ(refusal, RefusalCode::kOverloaded);
}

TEST(EndRunning, RoomsWithPeopleGoAndOthersStay) {
  World world(testing::waiting_room_policy());
  const auto anna = world.hello(world.create("Rat").value().token);
  ASSERT_TRUE(world.create("Leer"));
  ASSERT_TRUE(world.create("Wartend"));
  const auto ben = world.enter("wartend", "Ben");
  EXPECT_EQ(asked_to_end_all(world), 2u);
  EXPECT_EQ(world.ended(anna), EndReason::kRoomEnded);
  EXPECT_EQ(world.ended(ben), EndReason::kRoomEnded);
  EXPECT_EQ(names(world.conference.list_rooms({})), std::vector<std::string>{"Leer"});
  EXPECT_EQ(asked_to_end_all(world), 0u);
}

TEST(EndRunning, IsAnsweredWhenTheLastRoomIsGoneFromTheDisk) {
  World world;
  world.enter("a", "Anna");
  world.enter("b", "Ben");
  world.store.slow = true;
  std::optional<bool> done;
  world.conference.end_running_rooms(world.now(), [&](auto ended) { done = ended.has_value(); });
  EXPECT_FALSE(done);
  world.store.works = false;
  world.store.release();
  EXPECT_EQ(done, false) << "one that is still there is said";
}

TEST(ClosedService, NobodyCreatesOrTakesANewSeat) {
  World world;
  const auto room = world.create("Rat").value();
  const std::string token = world.join("rat", "Anna");
  world.conference.close_service("Umbau");
  EXPECT_EQ(world.create("Neu").error().code, RefusalCode::kClosed);
  EXPECT_EQ(world.try_join("rat", "Ben").error().code, RefusalCode::kClosed);
  EXPECT_EQ(world.try_join("neu", "Ben").error().code, RefusalCode::kClosed) << "by its name";
  EXPECT_EQ(world.try_join("rat", "Ben", room.token).error().code, RefusalCode::kClosed);
  std::optional<RefusalCode> found;
  world.conference.come_back(world.now(), "Rat", {.name = "Ben", .pin = "12345678"},
                             [&](auto reply) { found = reply.error().code; });
  EXPECT_EQ(found, RefusalCode::kClosed);
  for (const StreamKind kind : {StreamKind::kPublish, StreamKind::kReceive})
    EXPECT_EQ(world.conference.start_stream(world.now(), kind, {"rat"}, token, "").error().code,
              RefusalCode::kClosed);
  const auto anna = world.hello(token);
  EXPECT_EQ(world.refused(anna), RefusalCode::kClosed);
  EXPECT_TRUE(world.is_closed(anna));
  EXPECT_EQ(world.conference.counts().people, 0u);
}

TEST(ClosedService, RunningConferencesEndInPeace) {
  World world;
  const std::string token = world.join("rat", "Anna");
  const auto anna = world.hello(token);
  const auto ben = world.enter("rat", "Ben");
  world.conference.close_service("Umbau");
  world.lose(ben);
  EXPECT_TRUE(world.last<signalling::Welcome>(world.come_back(world.ticket(ben))))
      << "a lost line comes back";
  EXPECT_TRUE(world.last<signalling::Welcome>(world.hello(token))) << "to the seat that she has";
  EXPECT_EQ(world.conference.counts().people, 2u);
  EXPECT_EQ(world.ended(anna), EndReason::kTakenOver);
}

TEST(ClosedService, OpensAgain) {
  World world;
  EXPECT_EQ(world.conference.closed_notice(), std::nullopt);
  world.conference.close_service("Umbau");
  EXPECT_EQ(world.conference.closed_notice(), "Umbau");
  world.conference.close_service(std::nullopt);
  EXPECT_TRUE(world.create("Rat"));
}

}  // namespace
}  // namespace server
