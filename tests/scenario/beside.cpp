// What runs beside sound and picture: real-time text and polls, as steps and as expectations. "The
// poll" is always the newest one.
#include <algorithm>

#include "scenario/world.hpp"

namespace scenario {
namespace {

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::ranges::find(words, word) != words.end();
}

domain::PollDraft read_poll(std::vector<std::string> words) {
  domain::PollDraft poll;
  poll.multiple = has(words, "multiple");
  poll.anonymous = has(words, "anonymous");
  poll.live = has(words, "live");
  std::erase_if(words, [](const std::string& word) {
    return word == "with" || word == "multiple" || word == "anonymous" || word == "live";
  });
  if (words.empty()) return poll;
  poll.question = words[0];
  poll.answers.assign(words.begin() + 1, words.end());
  return poll;
}

}  // namespace

// types "…" (the whole line) · ends line · polls "question" with "answer" "answer" [multiple]
// [anonymous] [live] · votes "answer" … · votes nothing · closes poll · removes poll
std::optional<domain::Command> World::read_beside(const std::string& who, const std::string& verb,
                                                  const Words& rest) const {
  if (rest.empty()) return std::nullopt;
  const auto guest = guests_.find(who);
  const domain::PersonId self = guest == guests_.end() ? domain::PersonId{} : guest->second.seat;
  const domain::Beside beside = room_->beside(self);
  if (verb == "types" || (verb == "ends" && rest[0] == "line")) {
    const auto mine = std::ranges::find(beside.lines, self, &domain::TypedLine::person);
    const domain::TypedLine line = mine == beside.lines.end() ? domain::TypedLine{} : *mine;
    if (verb == "types") {
      return domain::TypeText{{.line = line.line + line.finished, .insert = rest[0]}};
    }
    return domain::TypeText{{.line = line.line, .step = line.step + 1, .finished = true}};
  }
  if (verb == "polls") return domain::CreatePoll{read_poll(rest)};
  const domain::PollShown poll = beside.polls.empty() ? domain::PollShown{} : beside.polls.back();
  if (verb == "votes") {
    domain::Vote vote{poll.poll.id, {}};
    const auto& answers = poll.poll.poll.answers;
    for (const std::string& word : rest) {
      if (word == "nothing") continue;
      vote.answers.push_back(
          static_cast<uint32_t>(std::ranges::find(answers, word) - answers.begin()));
    }
    return vote;
  }
  if (verb == "closes" && rest[0] == "poll") return domain::ClosePoll{poll.poll.id};
  if (verb == "removes" && rest[0] == "poll") return domain::RemovePoll{poll.poll.id};
  return std::nullopt;
}

// watches Ben type "…"|nothing · counts 2 1|nothing|no poll · finds Ben, Carl|nobody under
// "answer": as she was told, not as it is.
World::Problem World::expect_beside(const std::string& who, const std::string& verb,
                                    const Words& rest) {
  const domain::Replica& replica = replicas_[seat(who)];
  if (verb == "watches") {
    if (rest.size() != 3) return "not understood";
    const auto found = replica.lines().find(seat(rest[0]));
    const std::string text = found == replica.lines().end() ? "" : found->second.text;
    if (text == (rest[2] == "nothing" ? "" : rest[2])) return std::nullopt;
    return who + " watches \"" + text + "\"";
  }
  if (rest == Words{"no", "poll"}) {
    return replica.polls().empty() ? Problem{} : Problem{who + " knows a poll"};
  }
  if (replica.polls().empty()) return who + " knows no poll";
  const domain::PollView& poll = replica.polls().rbegin()->second;
  Words told;
  if (verb == "counts") {
    for (const auto& result : poll.results) told.push_back(std::to_string(result.votes));
    if (told.empty()) told.push_back("nothing");
    if (told == rest) return std::nullopt;
  } else {
    const auto answer = std::ranges::find(poll.poll.answers, rest.back());
    if (answer == poll.poll.answers.end()) return "no such answer";
    if (poll.results.empty()) return who + " sees no result";
    const auto index = static_cast<size_t>(answer - poll.poll.answers.begin());
    for (const auto& voter : poll.results[index].voters) told.push_back(voter.name);
    Words wanted(rest.begin(), rest.end() - 2);
    std::erase(wanted, "nobody");
    if (told == wanted) return std::nullopt;
  }
  std::string list;
  for (const std::string& word : told) list += " " + word;
  return who + " " + verb + (list.empty() ? " nobody" : list);
}

}  // namespace scenario
