#include "domain/poll.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "domain/name.hpp"

namespace domain {
namespace {

constexpr Refusal kGone{RefusalCode::kWrongState, "there is no such poll"};

std::optional<PollDraft> cleaned(const PollDraft& draft) {
  PollDraft clean = draft;
  const auto question = clean_name(draft.question, kLongestQuestion);
  if (!question) return std::nullopt;
  clean.question = *question;
  if (draft.answers.size() < kFewestAnswers || draft.answers.size() > kMostAnswers) {
    return std::nullopt;
  }
  clean.answers.clear();
  for (const std::string& typed : draft.answers) {
    auto answer = clean_name(typed, kLongestAnswer);
    if (!answer || std::ranges::find(clean.answers, *answer) != clean.answers.end()) {
      return std::nullopt;
    }
    clean.answers.push_back(std::move(*answer));
  }
  return clean;
}

// What a ballot adds to the views of its poll: each answer names the voter.
size_t names_bytes_of(const PollDraft& poll, const std::string& name, size_t answers) {
  constexpr size_t kAround = 16;  // the number and the framing
  return poll.anonymous ? 0 : answers * (name.size() + kAround);
}

}  // namespace

std::expected<PollView, Refusal> Polls::add(base::Instant now, const PollDraft& draft) {
  auto clean = cleaned(draft);
  if (!clean) {
    return std::unexpected(Refusal{RefusalCode::kBadMessage, "not a question with answers"});
  }
  if (polls_.size() >= kMostPolls) {
    return std::unexpected(Refusal{RefusalCode::kWrongState, "too many polls; remove one first"});
  }
  const auto added =
      polls_.emplace(PollId{next_id_++}, Poll{.draft = std::move(*clean), .told_at = now});
  return view(*added.first);
}

std::expected<void, Refusal> Polls::vote(PollId id, const Voter& voter,
                                         std::vector<uint32_t> answers) {
  const auto found = polls_.find(id);
  if (found == polls_.end()) return std::unexpected(kGone);
  Poll& poll = found->second;
  if (poll.closed) return std::unexpected(Refusal{RefusalCode::kWrongState, "the poll is closed"});
  std::ranges::sort(answers);
  const bool is_sound = std::ranges::adjacent_find(answers) == answers.end() &&
                        (answers.empty() || answers.back() < poll.draft.answers.size()) &&
                        (poll.draft.multiple || answers.size() <= 1);
  if (!is_sound) return std::unexpected(Refusal{RefusalCode::kBadMessage, "no such choice"});
  if (answers.empty()) {
    poll.is_untold = poll.ballots.erase(voter.person) > 0 || poll.is_untold;
    return {};
  }
  const bool is_first = !poll.ballots.contains(voter.person);
  if (is_first && poll.ballots.size() >= kMostBallots) {
    return std::unexpected(Refusal{RefusalCode::kRoomFull, "too many have voted"});
  }
  auto before = poll.ballots.extract(voter.person);
  const size_t size = names_bytes_of(poll.draft, voter.name, answers.size());
  if (size > 0 && names_bytes() + size > kMostNamesBytes) {
    if (before) poll.ballots.insert(std::move(before));
    return std::unexpected(Refusal{RefusalCode::kRoomFull, "too many names of voters"});
  }
  poll.ballots[voter.person] = {voter.name, std::move(answers)};
  poll.is_untold = true;
  return {};
}

std::expected<PollView, Refusal> Polls::close(base::Instant now, PollId id) {
  const auto found = polls_.find(id);
  if (found == polls_.end()) return std::unexpected(kGone);
  found->second.closed = true;
  found->second.is_untold = false;
  found->second.told_at = now;
  return view(*found);
}

std::expected<void, Refusal> Polls::remove(PollId id) {
  if (polls_.erase(id) == 0) return std::unexpected(kGone);
  return {};
}

std::vector<PollId> Polls::clear() {
  std::vector<PollId> gone;
  for (const auto& [id, poll] : std::exchange(polls_, {})) gone.push_back(id);
  return gone;
}

std::vector<PollShown> Polls::shown_to(PersonId viewer) const {
  std::vector<PollShown> shown;
  for (const Entry& entry : polls_) {
    const auto ballot = entry.second.ballots.find(viewer);
    const bool has_voted = ballot != entry.second.ballots.end();
    shown.push_back({view(entry), has_voted ? ballot->second.answers : std::vector<uint32_t>()});
  }
  return shown;
}

std::vector<PollView> Polls::take_due(base::Instant now) {
  std::vector<PollView> due;
  for (Entry& entry : polls_) {
    Poll& poll = entry.second;
    if (!poll.is_untold || now < poll.told_at + kResultsEvery) continue;
    poll.is_untold = false;
    poll.told_at = now;
    due.push_back(view(entry));
  }
  return due;
}

base::Instant Polls::next_due() const {
  base::Instant next = base::kNever;
  for (const auto& [id, poll] : polls_) {
    if (poll.is_untold) next = std::min(next, poll.told_at + kResultsEvery);
  }
  return next;
}

size_t Polls::names_bytes() const {
  size_t sum = 0;
  for (const auto& [id, poll] : polls_)
    for (const auto& [person, ballot] : poll.ballots)
      sum += names_bytes_of(poll.draft, ballot.name, ballot.answers.size());
  return sum;
}

PollView Polls::view(const Entry& entry) {
  const auto& [id, poll] = entry;
  PollView view{id, poll.draft, poll.closed, static_cast<uint32_t>(poll.ballots.size()), {}};
  if (!poll.closed && !poll.draft.live) return view;
  view.results.resize(poll.draft.answers.size());
  for (const auto& [person, ballot] : poll.ballots) {
    for (const uint32_t answer : ballot.answers) {
      PollResult& result = view.results[answer];
      ++result.votes;
      if (!poll.draft.anonymous) result.voters.push_back({person, ballot.name});
    }
  }
  return view;
}

}  // namespace domain
