// What a slow or broken disk does to a conference.
#include "server/test_conference.hpp"

namespace server {
namespace {

using namespace std::chrono_literals;
using domain::RefusalCode;
using testing::World;

TEST(Store, ARoomIsCreatedWhenItIsOnDisk) {
  World world;
  world.store.slow = true;
  std::optional<std::expected<CreatedRoom, domain::Refusal>> reply;
  world.conference.create_room(world.now(), {.name = "Rat"},
                               [&](auto created) { reply = created; });
  EXPECT_FALSE(reply);
  world.store.release();
  ASSERT_TRUE(reply && *reply);
  EXPECT_EQ((*reply)->link, "https://conf.example.org/rat");
}

TEST(Store, ARoomThatCannotBeStoredIsRefusedAndItsNameIsFreeAgain) {
  World world;
  world.store.works = false;
  EXPECT_EQ(world.create("Rat").error().code, RefusalCode::kOverloaded);
  EXPECT_FALSE(world.conference.describe({"rat"}));
  EXPECT_EQ(world.try_join("rat", "Anna").error().code, RefusalCode::kOverloaded)
      << "joining would create it";
  EXPECT_EQ(world.conference.counts().rooms, 0u);
  world.store.works = true;
  const auto created = world.create("Rat");
  ASSERT_TRUE(created);
  world.hello(created->token);
  EXPECT_EQ(world.conference.counts().people, 1u);
}

TEST(Store, WhoeverJoinsARoomWhoseCreationFailsIsToldSo) {
  World world;
  world.store.slow = true;
  world.store.works = false;
  std::optional<RefusalCode> creator, guest;
  world.conference.create_room(world.now(), {.name = "Rat"},
                               [&](auto created) { creator = created.error().code; });
  world.conference.join(world.now(), {"rat"}, {.name = "Bo"},
                        [&](auto joined) { guest = joined.error().code; });
  EXPECT_FALSE(creator || guest);
  world.store.release();
  EXPECT_EQ(creator, RefusalCode::kOverloaded);
  EXPECT_EQ(guest, RefusalCode::kOverloaded);
}

TEST(Store, ThereIsALimitOfRooms) {
  World world;
  for (const std::string_view name : {"a1", "a2", "a3"}) EXPECT_TRUE(world.create(name));
  EXPECT_EQ(world.create("a4").error().code, RefusalCode::kOverloaded);
  EXPECT_EQ(world.try_join("a4", "Anna").error().code, RefusalCode::kOverloaded);
  EXPECT_EQ(world.create("A3").error().code, RefusalCode::kNameTaken) << "a3 by its link";
}

TEST(Store, NobodyHearsOfAChangeThatIsNotOnDisk) {
  World world(testing::waiting_room_policy());
  const auto moderator = world.hello(world.create("Rat")->token);
  const auto guest = world.enter("rat", "Gustav");
  world.store.slow = true;
  world.say(moderator, domain::Remove{world.self(guest), true}, 5);
  EXPECT_FALSE(world.ended(guest));
  EXPECT_TRUE(world.heard_of<signalling::Done>(moderator).empty());
  world.store.release();
  EXPECT_EQ(world.ended(guest), signalling::EndReason::kRemoved);
  EXPECT_EQ(world.last<signalling::Done>(moderator)->id, 5u);
}

TEST(Store, ARoomThatIsDeletedWhileItIsSavedLeavesNothingBehind) {
  World world;
  const auto created = world.create("Rat");
  world.store.slow = true;
  const auto anna = world.hello(created->token);
  // 1. Entering is being saved when the room ends.
  world.say(anna, domain::EndRoom{});
  EXPECT_EQ(world.store.waiting.size(), 2u);
  EXPECT_FALSE(world.ended(anna));
  EXPECT_FALSE(world.conference.describe({"rat"})) << "the name is free at once";
  // 2. Another of the same name begins, before the first is gone from the disk.
  world.pass(5s);
  std::optional<std::string> token;
  world.conference.create_room(world.now(), {.name = "Rat"},
                               [&](auto second) { token = second->token; });
  world.store.release();
  EXPECT_EQ(world.ended(anna), signalling::EndReason::kRoomEnded);
  ASSERT_TRUE(token);
  EXPECT_TRUE(world.store.rooms.contains({"rat"})) << "of the second";
  // 3. The first one's people do not come back into the second.
  EXPECT_EQ(world.refused(world.come_back(world.ticket(anna))), RefusalCode::kNoSuchRoom);
  EXPECT_EQ(world.conference.counts().people, 0u);
  world.pass(1s);
}

TEST(Store, ARoomIsGoneWhenTheAnswerSaysSo) {
  World world;
  const auto created = world.create("Rat");
  world.store.slow = true;
  std::optional<std::expected<void, domain::Refusal>> reply;
  world.conference.end_room(world.now(), created->room.id, created->token,
                            [&](auto ended) { reply = ended; });
  EXPECT_FALSE(reply);
  world.store.release();
  ASSERT_TRUE(reply);
  EXPECT_TRUE(*reply);
  EXPECT_TRUE(world.store.rooms.empty());
}

TEST(Store, ADeletionThatFailedIsNotCalledDone) {
  World world;
  const auto created = world.create("Rat");
  world.store.works = false;
  std::optional<RefusalCode> refusal;
  world.conference.end_room(world.now(), created->room.id, created->token,
                            [&](auto ended) { refusal = ended.error().code; });
  EXPECT_EQ(refusal, RefusalCode::kOverloaded);
}

TEST(Store, AConferenceGoesOnWhenTheDiskIsFull) {
  World world;
  const auto anna = world.enter("rat", "Anna");
  world.store.works = false;
  const auto bo = world.enter("rat", "Bo");
  world.say(anna, domain::Remove{world.self(bo), true}, 1);
  EXPECT_EQ(world.last<signalling::Done>(anna)->id, 1u);
}

TEST(Store, AnEmptyRoomThatLivesUntilEmptyIsForgottenAfterItsGrace) {
  World world;
  ASSERT_TRUE(world.create("Rat"));
  world.pass(domain::kFirstVisitGrace - 1s);
  EXPECT_EQ(world.conference.counts().rooms, 1u);
  world.pass(1s);
  EXPECT_EQ(world.conference.counts().rooms, 0u);
  EXPECT_TRUE(world.store.rooms.empty());
}

}  // namespace
}  // namespace server
