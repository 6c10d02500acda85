// What the scripts in tests/scenario cannot say of conduct.cpp and chat.cpp: order, recipients, and
// what becomes of a hand, and of a line (R55).
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/room.hpp"

namespace domain {
namespace {

class Conduct : public testing::Test {
 protected:
  PersonId enter(std::string name, Role role = Role::kParticipant) {
    Enter entering;
    entering.name = std::move(name);
    entering.role = role;
    const auto events = room.apply(now, Actor::newcomer(), entering);
    EXPECT_TRUE(events);
    for (const Event& event : *events) {
      if (const auto* seated = std::get_if<Seated>(&event.fact)) return seated->self.id;
    }
    return {};
  }
  Events must(PersonId who, const Command& command) {
    const auto events = room.apply(now, Actor::of(who), command);
    EXPECT_TRUE(events);
    return events.value_or(Events{});
  }
  uint32_t hand(PersonId id) const { return room.person(id)->hand; }

  static Policy policy() {
    Policy p = policy_of(Profile::kOffen);
    p.moderator = ModeratorRule::kCreator;
    return p;
  }
  base::Instant now{std::chrono::hours(5)};
  base::SeededRandom random{1};
  Room room = *Room::create(now, base::UnixTime{}, policy(), {"probe"}, "Probe", random);
  PersonId anna = enter("Anna", Role::kModerator);
  PersonId ben = enter("Ben");
  PersonId carl = enter("Carl");
};

TEST_F(Conduct, R39HandsStandInTheOrderInWhichTheyWereRaised) {
  must(carl, RaiseHand{true});
  must(ben, RaiseHand{true});
  EXPECT_LT(hand(carl), hand(ben));
  EXPECT_TRUE(must(carl, RaiseHand{true}).empty()) << "it is up already and keeps its place";
  must(carl, RaiseHand{false});
  must(carl, RaiseHand{true});
  EXPECT_GT(hand(carl), hand(ben));
  must(anna, LowerHands{{carl, {99}}});
  EXPECT_EQ(hand(carl), 0u);
  EXPECT_NE(hand(ben), 0u);
}

TEST_F(Conduct, WhoIsSentToWaitComesBackWithTheHandDown) {
  must(anna, SetWaitingRoom{true});
  must(ben, RaiseHand{true});
  must(anna, SendToWait{ben});
  EXPECT_EQ(hand(ben), 0u);
}

TEST_F(Conduct, R55ALineThatHasChangedIsToldToEverybodyInsideAtMostEveryTwoSeconds) {
  const auto told = must(ben, ReportLine{LineQuality::kPoor});
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].to.size(), 3u);
  EXPECT_EQ(std::get<PersonChanged>(told[0].fact).person.line, LineQuality::kPoor);
  EXPECT_TRUE(must(ben, ReportLine{LineQuality::kPoor}).empty());
  const auto again = [&] {
    return room.apply(now, Actor::of(ben), ReportLine{LineQuality::kGood});
  };
  now += kLineReportPause - std::chrono::microseconds(1);
  EXPECT_EQ(again().error().code, RefusalCode::kTooFast);
  EXPECT_EQ(room.person(ben)->line, LineQuality::kPoor);
  now += std::chrono::microseconds(1);
  EXPECT_TRUE(again());
  EXPECT_EQ(room.person(ben)->line, LineQuality::kGood);
}

TEST_F(Conduct, TheLineOfWhoIsSentToWaitIsUnknown) {
  must(anna, SetWaitingRoom{true});
  must(ben, ReportLine{LineQuality::kPoor});
  must(anna, SendToWait{ben});
  EXPECT_EQ(room.person(ben)->line, LineQuality::kUnknown);
}

TEST_F(Conduct, WhatIsNotPermittedStaysOffAndTheRestCounts) {
  must(anna, SetPermitted{{.cameras = false, .screens = false}});
  must(ben, SetMedia{{.microphone = true, .camera = true, .screen = true, .screen_sound = true}});
  EXPECT_EQ(room.person(ben)->media, (Media{.microphone = true}));
}

TEST_F(Conduct, AScreenIsSwitchedOffWithItsSound) {
  must(ben, SetMedia{{.microphone = true, .screen = true, .screen_sound = true}});
  must(anna, SwitchOff{MediaKind::kScreen, {ben}});
  EXPECT_EQ(room.person(ben)->media, (Media{.microphone = true}));
}

TEST_F(Conduct, PrivateChatGoesToTwoAndPublicChatToAllInsideWatchersIncluded) {
  const PersonId watcher = enter("Galerie", Role::kObserver);
  const auto recipients = [&](const SendChat& said) {
    const Events events = must(ben, said);
    EXPECT_EQ(events.size(), 1u);
    return events.front().to;
  };
  EXPECT_EQ(recipients({carl, "unter uns"}), (std::vector<PersonId>{ben, carl}));
  EXPECT_EQ(recipients({std::nullopt, "allen"}), (std::vector<PersonId>{anna, ben, carl, watcher}));
  for (const PersonId nobody : {ben, watcher, PersonId{99}}) {
    const auto refused = room.apply(now, Actor::of(ben), SendChat{nobody, "?"});
    EXPECT_EQ(refused.error().code, RefusalCode::kNoSuchPerson);
  }
}

TEST_F(Conduct, PermissionsAndTheLockOutliveTheProcess) {
  must(anna, SetPermitted{{.microphones = false}});
  must(anna, LockRoom{true});
  const Room again = Room::restore(now, base::UnixTime{}, policy(), room.record());
  EXPECT_TRUE(again.view().locked);
  EXPECT_FALSE(again.view().permitted.microphones);
}

}  // namespace
}  // namespace domain
