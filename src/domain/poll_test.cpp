// The rules of poll.hpp: what is a poll, who has which ballot, and who learns what of it.
#include "domain/poll.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace domain {
namespace {

class PollTest : public testing::Test {
 protected:
  static PollDraft draft() { return {.question = "Wann?", .answers = {"Montag", "Dienstag"}}; }
  PollId add(const PollDraft& poll) {
    const auto added = polls.add(now, poll);
    EXPECT_TRUE(added);
    return added ? added->id : PollId{};
  }
  std::optional<RefusalCode> vote(PollId poll, uint32_t voter, std::vector<uint32_t> answers) {
    const auto voted = polls.vote(poll, {{voter}, "P" + std::to_string(voter)}, std::move(answers));
    return voted ? std::nullopt : std::optional(voted.error().code);
  }
  PollView view(PollId id, PersonId viewer = {}) const { return shown(id, viewer).poll; }
  PollShown shown(PollId id, PersonId viewer) const {
    for (PollShown& poll : polls.shown_to(viewer)) {
      if (poll.poll.id == id) return std::move(poll);
    }
    ADD_FAILURE() << "no such poll";
    return {};
  }
  static std::vector<uint32_t> counts(const PollView& view) {
    std::vector<uint32_t> counts;
    for (const PollResult& result : view.results) counts.push_back(result.votes);
    return counts;
  }

  base::Instant now{std::chrono::hours(5)};
  Polls polls;
};
using Counts = std::vector<uint32_t>;

TEST_F(PollTest, AQuestionHasTwoToTenDifferentAnswersAndIsCleanedLikeAName) {
  PollDraft poll = draft();
  poll.question = "  Wann \n passt es?  ";
  poll.answers = {" Montag ", "Dienstag"};
  const PollView added = *polls.add(now, poll);
  EXPECT_EQ(added.poll.question, "Wann passt es?");
  EXPECT_EQ(added.poll.answers, (std::vector<std::string>{"Montag", "Dienstag"}));

  const auto refused = [&](std::string question, std::vector<std::string> answers) {
    const auto result = polls.add(now, {.question = std::move(question), .answers = answers});
    return !result && result.error().code == RefusalCode::kBadMessage;
  };
  EXPECT_TRUE(refused(" ", {"a", "b"}));
  EXPECT_TRUE(refused(std::string(kLongestQuestion + 1, 'q'), {"a", "b"}));
  EXPECT_TRUE(refused("?", {"a"}));
  EXPECT_TRUE(refused("?", {"a", " a "})) << "the same twice";
  EXPECT_TRUE(refused("?", {"a", ""}));
  EXPECT_TRUE(refused("?", {"a", std::string(kLongestAnswer + 1, 'b')}));
  EXPECT_TRUE(refused("?", {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"}));
  EXPECT_TRUE(refused("\xFF", {"a", "b"})) << "not UTF-8";
}

TEST_F(PollTest, ARoomHasTwentyPollsUntilOneIsRemoved) {
  for (size_t i = 0; i < kMostPolls; ++i) add(draft());
  EXPECT_EQ(polls.add(now, draft()).error().code, RefusalCode::kWrongState);
  ASSERT_TRUE(polls.remove({1}));
  EXPECT_EQ(add(draft()), PollId{kMostPolls + 1}) << "no number is given out twice";
  EXPECT_EQ(polls.remove({1}).error().code, RefusalCode::kWrongState);
}

TEST_F(PollTest, OneBallotPerSeatWhichCanBeChangedAndWithdrawnUntilItIsClosed) {
  PollDraft poll = draft();
  poll.live = true;
  const PollId id = add(poll);
  EXPECT_EQ(vote(id, 1, {0}), std::nullopt);
  EXPECT_EQ(vote(id, 1, {1}), std::nullopt);
  EXPECT_EQ(vote(id, 2, {1}), std::nullopt);
  EXPECT_EQ(counts(view(id)), (Counts{0, 2}));
  EXPECT_EQ(shown(id, {1}).mine, (std::vector<uint32_t>{1}));
  EXPECT_EQ(vote(id, 1, {}), std::nullopt);
  EXPECT_EQ(counts(view(id)), (Counts{0, 1}));
  EXPECT_TRUE(shown(id, {1}).mine.empty());
  ASSERT_TRUE(polls.close(now, id));
  EXPECT_EQ(vote(id, 1, {0}), RefusalCode::kWrongState);
  EXPECT_EQ(counts(view(id)), (Counts{0, 1}));
}

TEST_F(PollTest, AChoiceIsOneAnswerOrWherePermittedSeveralThatAreThere) {
  const PollId single = add(draft());
  EXPECT_EQ(vote(single, 1, {0, 1}), RefusalCode::kBadMessage);
  EXPECT_EQ(vote(single, 1, {2}), RefusalCode::kBadMessage);
  PollDraft poll = draft();
  poll.multiple = true;
  const PollId multiple = add(poll);
  EXPECT_EQ(vote(multiple, 1, {1, 0}), std::nullopt);
  EXPECT_EQ(shown(multiple, {1}).mine, (std::vector<uint32_t>{0, 1}));
  EXPECT_EQ(vote(multiple, 1, {0, 0}), RefusalCode::kBadMessage);
  EXPECT_EQ(vote({99}, 1, {0}), RefusalCode::kWrongState);
}

TEST_F(PollTest, WhatIsShownAtTheEndIsShownToNobodyBefore) {
  const PollId id = add(draft());
  EXPECT_EQ(vote(id, 1, {0}), std::nullopt);
  EXPECT_TRUE(view(id, {1}).results.empty());
  EXPECT_EQ(view(id).ballots, 1u) << "but how many have voted";
  const PollView closed = *polls.close(now, id);
  EXPECT_EQ(counts(closed), (Counts{1, 0}));
  EXPECT_EQ(closed.results[0].voters, (std::vector<Voter>{{{1}, "P1"}}));
}

TEST_F(PollTest, AnAnonymousPollNeverNamesAnybody) {
  PollDraft poll = draft();
  poll.anonymous = poll.live = true;
  const PollId id = add(poll);
  EXPECT_EQ(vote(id, 1, {0}), std::nullopt);
  const auto names_nobody = [](const PollView& view) {
    return std::ranges::all_of(view.results,
                               [](const PollResult& result) { return result.voters.empty(); });
  };
  now += kResultsEvery;
  for (const PollView& told : polls.take_due(now)) EXPECT_TRUE(names_nobody(told));
  EXPECT_TRUE(names_nobody(view(id, {1})));
  EXPECT_TRUE(names_nobody(*polls.close(now, id)));
}

TEST_F(PollTest, VotesAreToldOnceASecondAtMost) {
  const PollId id = add(draft());
  EXPECT_EQ(polls.next_due(), base::kNever);
  now += kResultsEvery;
  EXPECT_EQ(vote(id, 1, {0}), std::nullopt);
  EXPECT_EQ(polls.take_due(now).size(), 1u) << "the first at once";
  EXPECT_EQ(vote(id, 2, {0}), std::nullopt);
  EXPECT_EQ(vote(id, 3, {0}), std::nullopt);
  EXPECT_TRUE(polls.take_due(now).empty());
  EXPECT_EQ(polls.next_due(), now + kResultsEvery);
  now += kResultsEvery;
  const auto due = polls.take_due(now);
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].ballots, 3u);
  EXPECT_EQ(polls.next_due(), base::kNever);
}

TEST_F(PollTest, NamesOfVotersTakeOnlySoMuchInAllPollsTogether) {
  PollDraft open = draft();
  open.multiple = true;
  const PollId first = add(open);
  const PollId second = add(open);
  const std::string name(240, 'x');
  uint32_t voters = 0;
  while (polls.vote(first, {PersonId{++voters}, name}, {0, 1})) {
  }
  EXPECT_EQ(voters, kMostNamesBytes / (2 * (240 + 16)) + 1);
  EXPECT_FALSE(polls.vote(second, {PersonId{1}, name}, {0, 1}));
  EXPECT_TRUE(polls.vote(first, {PersonId{1}, name}, {1})) << "who takes less may change";
  EXPECT_TRUE(polls.vote(second, {PersonId{1}, name}, {1}));
  open.anonymous = true;
  EXPECT_TRUE(polls.vote(add(open), {PersonId{1}, name}, {0, 1})) << "no names, no limit";
}

TEST_F(PollTest, BallotsOfThoseWhoComeAndGoAreBounded) {
  const PollId id = add(draft());
  for (uint32_t voter = 1; voter <= kMostBallots; ++voter) {
    ASSERT_EQ(vote(id, voter, {0}), std::nullopt);
  }
  EXPECT_EQ(vote(id, kMostBallots + 1, {0}), RefusalCode::kRoomFull);
  EXPECT_EQ(vote(id, 1, {1}), std::nullopt);
}

}  // namespace
}  // namespace domain
