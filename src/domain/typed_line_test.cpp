// What an edit makes of a line, and which edits are refused; and in the room, who sees it.
#include "domain/typed_line.hpp"

#include <gtest/gtest.h>

#include "domain/room.hpp"

namespace domain {
namespace {

std::string after(const TypedLine& line, const TypedEdit& edit) {
  const auto result = edited(line, edit);
  return result ? result->text : std::string(name(result.error().code));
}

TEST(TypedLine, GrowsAndIsCorrectedAtAnyPlace) {
  TypedLine line;
  const auto type = [&](const TypedEdit& edit) {
    const auto result = edited(line, edit);
    EXPECT_TRUE(result);
    if (result) line = *result;
    return line.text;
  };
  EXPECT_EQ(type({.line = 1, .step = 0, .insert = "Grün"}), "Grün");
  EXPECT_EQ(type({.line = 1, .step = 1, .at = 4, .insert = "de 😀"}), "Gründe 😀");
  EXPECT_EQ(type({.line = 1, .step = 2, .at = 2, .erase = 1, .insert = "u"}), "Grunde 😀");
  EXPECT_EQ(type({.line = 1, .step = 3, .at = 7, .erase = 1}), "Grunde ") << "one code point";
  EXPECT_EQ(type({.line = 1, .step = 0, .insert = "Hallo"}), "Hallo") << "said whole";
  EXPECT_EQ(type({.line = 1, .step = 1, .at = 5, .insert = "!", .finished = true}), "");
  EXPECT_TRUE(line.finished);
  EXPECT_EQ(type({.line = 2, .step = 0, .insert = "N"}), "N");
}

TEST(TypedLine, AnEditThatDoesNotFollowIsRefusedAndNeverGuessed) {
  const TypedLine line{.person = {1}, .line = 3, .step = 4, .text = "Hallo", .finished = false};
  EXPECT_EQ(after(line, {.line = 3, .step = 6, .at = 5, .insert = "!"}), "wrong_state");
  EXPECT_EQ(after(line, {.line = 3, .step = 4, .at = 5, .insert = "!"}), "wrong_state");
  EXPECT_EQ(after(line, {.line = 4, .step = 1, .insert = "!"}), "wrong_state");
  EXPECT_EQ(after(line, {.line = 2, .step = 0, .insert = "!"}), "wrong_state") << "a former line";
  EXPECT_EQ(after(line, {.line = 3, .step = 5, .at = 6, .insert = "!"}), "wrong_state");
  EXPECT_EQ(after(line, {.line = 3, .step = 5, .at = 2, .erase = 4}), "wrong_state");
  EXPECT_EQ(after(line, {.line = 3, .step = 5, .at = 2, .erase = 0xFFFFFFFF}), "wrong_state");
  TypedLine done = line;
  done.finished = true;
  EXPECT_EQ(after(done, {.line = 3, .step = 0, .insert = "!"}), "wrong_state") << "it is done";
}

TEST(TypedLine, HoldsTextOfOneLineAndOfBoundedLength) {
  const TypedLine none;
  for (const char* bad : {"a\nb", "a\rb", "a\tb", "\x1B[2J", "\xFF", "\xC3", "\xE2\x80\xAE",
                          "\xE2\x80\xA8", "\xEF\xBB\xBF"}) {
    EXPECT_EQ(after(none, {.line = 1, .insert = bad}), "bad_message") << bad;
  }
  std::string longest;
  for (size_t i = 0; i < kLongestLine; ++i) longest += "ß";
  EXPECT_EQ(after(none, {.line = 1, .insert = longest}), longest);
  EXPECT_EQ(after(none, {.line = 1, .insert = longest + "ß"}), "bad_message");
  const TypedLine full{.person = {1}, .line = 1, .step = 0, .text = longest, .finished = false};
  EXPECT_EQ(after(full, {.line = 1, .step = 1, .at = 0, .insert = "x"}), "bad_message");
}

class Typing : public testing::Test {
 protected:
  PersonId enter(std::string name, Role role = Role::kParticipant) {
    Enter entering;
    entering.name = std::move(name);
    entering.role = role;
    const Events events = *room.apply(now, Actor::newcomer(), entering);
    for (const Event& event : events) {
      if (const auto* seated = std::get_if<Seated>(&event.fact)) return seated->self.id;
    }
    return {};
  }
  Events must(PersonId who, const Command& command) {
    const auto events = room.apply(now, Actor::of(who), command);
    EXPECT_TRUE(events);
    return events.value_or(Events{});
  }

  base::Instant now{std::chrono::hours(5)};
  base::SeededRandom random{1};
  Room room =
      *Room::create(now, base::UnixTime{}, policy_of(Profile::kOffen), {"probe"}, "Probe", random);
  PersonId anna = enter("Anna", Role::kModerator);
  PersonId ben = enter("Ben");
};

TEST_F(Typing, ReachesThoseInsideButHerselfAndNobodyWhoWaits) {
  must(anna, SetWaitingRoom{true});
  const PersonId carl = enter("Carl");
  ASSERT_EQ(room.person(carl)->state, SeatState::kWaiting);
  const Events events = must(ben, TypeText{{.line = 1, .insert = "H"}});
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].to, (std::vector<PersonId>{anna}));
  EXPECT_TRUE(room.beside(carl).lines.empty());
}

TEST_F(Typing, WhoMayNoLongerTypeMayEndTheLine) {
  must(ben, TypeText{{.line = 1, .insert = "Hal"}});
  must(anna, SetPermitted{{.microphones = false}});
  const TypeText more{{.line = 1, .step = 1, .at = 3, .insert = "lo"}};
  EXPECT_EQ(room.apply(now, Actor::of(ben), more).error().code, RefusalCode::kNotPermitted);
  must(ben, TypeText{{.line = 1, .step = 1, .at = 3, .finished = true}});
  EXPECT_TRUE(room.beside(anna).lines[0].finished);
}

TEST_F(Typing, TwentyEditsAtOnceAndTenASecond) {
  TypeText typed{{.line = 1, .insert = "H"}};
  for (int i = 0; i < 20; ++i) must(ben, typed);
  EXPECT_EQ(room.apply(now, Actor::of(ben), typed).error().code, RefusalCode::kTooFast);
  now += std::chrono::milliseconds(100);
  must(ben, typed);
  EXPECT_EQ(room.apply(now, Actor::of(ben), typed).error().code, RefusalCode::kTooFast);
  must(anna, typed);  // everybody has her own
}

TEST_F(Typing, WhoIsSentToWaitTakesHerLineAlongAndCountsOn) {
  must(anna, SetWaitingRoom{true});
  must(ben, TypeText{{.line = 1, .insert = "Hal"}});
  must(anna, SendToWait{ben});
  EXPECT_TRUE(room.beside(anna).lines.empty());
  must(anna, Admit{{ben}});
  const Beside beside = room.beside(anna);
  ASSERT_EQ(beside.lines.size(), 1u);
  EXPECT_EQ(beside.lines[0], (TypedLine{.person = ben, .line = 1}));
}

}  // namespace
}  // namespace domain
