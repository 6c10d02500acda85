// Polls as far as the room is concerned (poll.hpp): who is told of them, and when.
#include "domain/room.hpp"

namespace domain {

Room::Done Room::on(base::Instant now, const Actor&, const CreatePoll& create, Events& out) {
  auto poll = polls_.add(now, create.poll);
  if (!poll) return std::unexpected(poll.error());
  out.push_back({inside(), PollChanged{std::move(*poll)}});
  return {};
}

Room::Done Room::on(base::Instant now, const Actor& actor, const Vote& vote, Events& out) {
  const Person& voter = seats_.at(actor.person).person;
  if (auto voted = polls_.vote(vote.poll, {voter.id, voter.name}, vote.answers); !voted) {
    return voted;
  }
  tell_polls(now, out);
  return {};
}

Room::Done Room::on(base::Instant now, const Actor&, const ClosePoll& close, Events& out) {
  auto poll = polls_.close(now, close.poll);
  if (!poll) return std::unexpected(poll.error());
  out.push_back({inside(), PollChanged{std::move(*poll)}});
  return {};
}

Room::Done Room::on(base::Instant, const Actor&, const RemovePoll& remove, Events& out) {
  if (auto removed = polls_.remove(remove.poll); !removed) return removed;
  out.push_back({inside(), PollRemoved{remove.poll}});
  return {};
}

void Room::tell_polls(base::Instant now, Events& out) {
  for (PollView& poll : polls_.take_due(now)) {
    out.push_back({inside(), PollChanged{std::move(poll)}});
  }
}

// Whoever meets here next has nothing to do with them. Observers may still be inside.
void Room::forget_polls(Events& out) {
  const std::vector<PollId> gone = polls_.clear();
  if (people_inside() == 0) return;
  for (const PollId poll : gone) out.push_back({inside(), PollRemoved{poll}});
}

}  // namespace domain
