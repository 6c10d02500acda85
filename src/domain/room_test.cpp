// What the scripts in tests/scenario cannot say: times to the microsecond, records, ids, previews.
#include "domain/room.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace domain {
namespace {
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr base::UnixTime kWall{seconds(1'750'000'000)};

class RoomTest : public testing::Test {
 protected:
  Room make(const Policy& policy) {
    return *Room::create(now_, kWall, policy, {"probe"}, "Probe", random_);
  }
  static Policy policy(Profile profile) {
    Policy p = policy_of(profile);
    p.access_code = AccessCodeRule::kNone;
    return p;
  }
  PersonId enter(Room& room, std::string name, Role role = Role::kParticipant, BarKey key = {}) {
    Enter entering;
    entering.name = std::move(name);
    entering.role = role;
    entering.key = std::move(key);
    const auto events = room.apply(now_, Actor::newcomer(), entering);
    EXPECT_TRUE(events);
    for (const Event& event : *events) {
      if (const auto* seated = std::get_if<Seated>(&event.fact)) return seated->self.id;
    }
    ADD_FAILURE() << "no seat";
    return {};
  }
  Events must(Room& room, PersonId who, const Command& command) {
    const auto events = room.apply(now_, Actor::of(who), command);
    EXPECT_TRUE(events);
    return events.value_or(Events{});
  }
  template <typename T>
  static long count(const Events& events) {
    return std::ranges::count_if(
        events, [](const Event& event) { return std::holds_alternative<T>(event.fact); });
  }

  base::Instant now_{hours(5)};
  base::SeededRandom random_{1};
};

TEST_F(RoomTest, NameIsCleanedAndABadOneRefused) {
  const auto room =
      Room::create(now_, kWall, policy(Profile::kOffen), {"x"}, "  Rat \n haus ", random_);
  EXPECT_EQ(room->view().name, "Rat haus");
  const auto none = Room::create(now_, kWall, policy(Profile::kOffen), {"x"}, " ", random_);
  EXPECT_EQ(none.error().code, RefusalCode::kBadName);
}

// R19, R21: what the profile generates.
TEST_F(RoomTest, AccessDataIsGeneratedAndShownToModeratorsOnly) {
  Room room = make(policy_of(Profile::kGemeinde));
  const auto data = room.access_data(Actor::token_holder());
  ASSERT_TRUE(data);
  EXPECT_EQ(data->code->size(), 8u);
  EXPECT_EQ(data->pin->size(), 8u);
  EXPECT_TRUE(room.view().code_required);
  EXPECT_FALSE(room.access_data(Actor::newcomer()));
  Enter guest{.name = "Ben", .code = *data->code};
  ASSERT_TRUE(room.apply(now_, Actor::newcomer(), guest));
  EXPECT_FALSE(room.access_data(Actor::of({1})));

  Room open = make(policy_of(Profile::kOffen));
  EXPECT_EQ(open.access_data(Actor::token_holder())->code, std::nullopt);
  EXPECT_EQ(open.access_data(Actor::token_holder())->pin, std::nullopt);
}

// R26: with a code the waiting room may be off; without one it is on, whatever the profile says.
TEST_F(RoomTest, RequiredProtectionIsThereFromTheStart) {
  Room without = make(policy_of(Profile::kMedienzentrum));
  EXPECT_TRUE(without.view().waiting_room);
  const auto with = Room::create(now_, kWall, policy_of(Profile::kMedienzentrum), {"x"}, "Probe",
                                 random_, {.code = "apfel"});
  EXPECT_FALSE(with->view().waiting_room);
  EXPECT_TRUE(with->view().code_required);
}

TEST_F(RoomTest, PreviewSaysWhatEnteringDoes) {
  Room room = make(policy(Profile::kGemeinde));
  const Enter guest{.name = "Ben"};
  EXPECT_EQ(room.preview(now_, guest), SeatState::kWaiting);
  EXPECT_EQ(room.preview(now_, Enter{.name = "Anna", .role = Role::kModerator}),
            SeatState::kInside);
  EXPECT_EQ(room.preview(now_, Enter{.name = ""}).error().code, RefusalCode::kBadName);
  EXPECT_EQ(room.people_waiting(), 0u) << "a preview takes no seat";
}

TEST_F(RoomTest, SeatIsKeptForThirtySecondsToTheMicrosecond) {
  Room room = make(policy(Profile::kGemeinde));
  enter(room, "Anna", Role::kModerator);
  const PersonId ben = enter(room, "Ben", Role::kModerator);
  EXPECT_EQ(room.next_timeout(), base::kNever);
  must(room, ben, LineLost{});
  EXPECT_EQ(room.next_timeout(), now_ + kSeatKept);
  now_ += seconds(10);
  must(room, ben, LineLost{});
  EXPECT_EQ(room.next_timeout(), now_ + seconds(20)) << "the first loss counts";
  EXPECT_TRUE(room.on_timeout(now_ + seconds(20) - base::Duration(1)).empty());
  EXPECT_EQ(count<Ended>(room.on_timeout(now_ + seconds(20))), 1);
  EXPECT_EQ(room.next_timeout(), base::kNever);
}

TEST_F(RoomTest, NothingNewIsNoEvent) {
  Room room = make(policy(Profile::kOffen));
  const PersonId anna = enter(room, "Anna");
  enter(room, "Ben");
  EXPECT_EQ(count<PersonChanged>(must(room, anna, SetMedia{{.microphone = true}})), 1);
  EXPECT_TRUE(must(room, anna, SetMedia{{.microphone = true}}).empty());
  EXPECT_TRUE(must(room, anna, LineBack{}).empty());
  EXPECT_TRUE(must(room, anna, SetWaitingRoom{false}).empty());
  EXPECT_TRUE(must(room, anna, SetAccessCode{}).empty());
  EXPECT_TRUE(must(room, anna, Admit{}).empty());
}

// Whatever must survive a restart asks for storing; media and lines do not touch the disk.
TEST_F(RoomTest, WhatMustSurviveIsPersisted) {
  Room room = make(policy(Profile::kGemeinde));
  const PersonId anna = enter(room, "Anna", Role::kModerator);
  const PersonId ben = enter(room, "Ben");
  EXPECT_EQ(count<Persist>(must(room, anna, Admit{})), 0);
  EXPECT_EQ(count<Persist>(must(room, ben, SetMedia{{.camera = true}})), 0);
  EXPECT_EQ(count<Persist>(must(room, ben, LineLost{})), 0);
  EXPECT_EQ(count<Persist>(must(room, anna, SetAccessCode{"apfel"})), 1);
  EXPECT_EQ(count<Persist>(must(room, anna, SetWaitingRoom{false})), 1);
  EXPECT_GE(count<Persist>(must(room, anna, Pause{})), 1);
  Enter again{.name = "Anna", .role = Role::kModerator};
  EXPECT_GE(count<Persist>(*room.apply(now_, Actor::newcomer(), again)), 1);
}

TEST_F(RoomTest, RecordGivesTheSameRoomBack) {
  Room room = make(policy_of(Profile::kGemeinde));
  const PersonId anna = enter(room, "Anna", Role::kModerator);
  must(room, anna, SetAccessCode{"apfel"});
  must(room, anna, SetWaitingRoom{false});
  now_ += hours(30);
  must(room, anna, Pause{});
  const RoomRecord record = room.record();
  EXPECT_EQ(record.paused_at, kWall + hours(30));
  EXPECT_EQ(record.created_at, kWall);
  const Room back = Room::restore(base::Instant{}, kWall + hours(31), room.policy(), record);
  EXPECT_EQ(back.view(), room.view());
  EXPECT_EQ(back.next_timeout(), base::Instant{} + days(7) - hours(1));
  EXPECT_EQ(back.code_generation(), room.code_generation());
}

TEST_F(RoomTest, PersonIdsAreNotGivenOutAgainAfterARestart) {
  Room room = make(policy(Profile::kGemeinde));
  RoomRecord stored = room.record();
  PersonId last;
  for (int i = 0; i < 2500; ++i) {
    Enter entering{.name = "Anna", .role = Role::kModerator};
    const Events events = *room.apply(now_, Actor::newcomer(), entering);
    if (count<Persist>(events) > 0) stored = room.record();
    last =
        std::get<Seated>(std::ranges::find_if(events,
                                              [](const Event& event) {
                                                return std::holds_alternative<Seated>(event.fact);
                                              })
                             ->fact)
            .self.id;
    must(room, last, Leave{});
    if (i % 100 == 0) stored = room.record();  // also stored for other reasons
  }
  Room back = Room::restore(now_, kWall, room.policy(), stored);
  EXPECT_GT(enter(back, "Ben", Role::kModerator), last);
}

// R34 with clocks: seven days are counted on one clock; a wall clock that jumps deletes nothing.
TEST_F(RoomTest, WallClockThatIsSetBackDeletesNothingEarly) {
  Room room = make(policy(Profile::kGemeinde));
  const PersonId anna = enter(room, "Anna", Role::kModerator);
  now_ += hours(1);
  must(room, anna, Leave{});
  EXPECT_EQ(room.next_timeout(), now_ + days(7));
  const RoomRecord record = room.record();
  EXPECT_EQ(Room::restore(now_, kWall - days(100), room.policy(), record).next_timeout(),
            now_ + days(7));
  EXPECT_EQ(Room::restore(now_, kWall + hours(1) + days(3), room.policy(), record).next_timeout(),
            now_ + days(4));
  Room late = Room::restore(now_, kWall + days(30), room.policy(), record);
  EXPECT_LE(late.next_timeout(), now_);
  EXPECT_EQ(count<RoomDeleted>(late.on_timeout(now_)), 1);
}

TEST_F(RoomTest, OccupiedRoomThatWasRestartedHasItsWholeTime) {
  Room room = make(policy(Profile::kGemeinde));
  enter(room, "Anna", Role::kModerator);
  const RoomRecord record = room.record();
  EXPECT_TRUE(record.occupied);
  const Room back = Room::restore(now_, kWall + days(30), room.policy(), record);
  EXPECT_EQ(back.next_timeout(), now_ + days(7));
  const Room open = Room::restore(now_, kWall + days(30), policy(Profile::kOffen), record);
  EXPECT_EQ(open.next_timeout(), now_ + kFirstVisitGrace);
}

TEST_F(RoomTest, DeletedRoomAnswersNothingButThat) {
  Room room = make(policy(Profile::kOffen));
  const PersonId anna = enter(room, "Anna");
  EXPECT_EQ(count<RoomDeleted>(must(room, anna, EndRoom{})), 1);
  EXPECT_EQ(room.next_timeout(), base::kNever);
  EXPECT_TRUE(room.on_timeout(now_ + days(100)).empty());
  for (const Actor& actor : {Actor::newcomer(), Actor::of(anna), Actor::token_holder()}) {
    const auto refused = room.apply(now_, actor, Enter{.name = "Ben"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, RefusalCode::kNoSuchRoom);
  }
}

// The bars are bounded: a stream of new keys cannot make the room grow.
TEST_F(RoomTest, BarsAreBoundedAndTheOldestGoesFirst) {
  Room room = make(policy(Profile::kOffen));
  const PersonId anna = enter(room, "Anna");
  for (size_t i = 0; i <= kMostBars; ++i) {
    const PersonId troll = enter(room, "Troll", Role::kParticipant, {"key" + std::to_string(i)});
    must(room, anna, Remove{troll, true});
  }
  EXPECT_EQ(room.record().bars.size(), kMostBars);
  EXPECT_EQ(room.preview(now_, Enter{.name = "x", .key = {"key1"}}).error().code,
            RefusalCode::kBarred);
  EXPECT_TRUE(room.preview(now_, Enter{.name = "x", .key = {"key0"}}));
  EXPECT_TRUE(room.preview(now_, Enter{.name = "x"})) << "no key, nothing to recognise";
}

}  // namespace
}  // namespace domain
