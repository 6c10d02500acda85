#include "domain/replica.hpp"

namespace domain {

std::optional<std::string> Replica::show(const std::vector<Person>& people, const Beside& beside) {
  people_.clear();
  polls_.clear();
  lines_.clear();
  for (const Person& person : people) {
    if (!people_.emplace(person.id, person).second) return "one person twice in a list";
  }
  for (const PollShown& shown : beside.polls) polls_.emplace(shown.poll.id, shown.poll);
  for (const TypedLine& line : beside.lines) {
    if (!people_.contains(line.person)) return "a line of somebody unknown";
    if (line.person != self_) lines_.emplace(line.person, line);
  }
  return std::nullopt;
}

std::optional<std::string> Replica::take(const TextTyped& typed) {
  if (typed.person == self_) return "her own typing told to her";
  if (!people_.contains(typed.person)) return "somebody unknown types";
  TypedLine& line = lines_[typed.person];
  auto after = edited(line, typed.edit);
  if (!after) return "an edit that does not follow on the line";
  line = std::move(*after);
  line.person = typed.person;
  return std::nullopt;
}

std::optional<std::string> Replica::take(const Fact& fact) {
  if (ended_) return "an event after Ended";
  if (const auto* seated = std::get_if<Seated>(&fact)) {
    if (self_) return "seated twice";
    self_ = seated->self.id;
    state_ = seated->self.state;
    room_ = seated->room;
    if (state_ == SeatState::kWaiting && !seated->people.empty()) return "people shown to a waiter";
    return show(seated->people, seated->beside);
  }
  if (!self_) return "an event before Seated";
  if (const auto* ended = std::get_if<Ended>(&fact)) {
    if (ended->person != self_) return "Ended for somebody else";
    ended_ = ended->reason;
    return std::nullopt;
  }
  if (const auto* changed = std::get_if<RoomChanged>(&fact)) {
    room_ = changed->room;
    return std::nullopt;
  }
  if (const auto* admitted = std::get_if<Admitted>(&fact)) {
    if (state_ == SeatState::kInside) return "admitted twice";
    state_ = SeatState::kInside;
    room_ = admitted->room;
    return show(admitted->people, admitted->beside);
  }
  if (const auto* sent = std::get_if<SentToWait>(&fact)) {
    if (state_ == SeatState::kWaiting) return "sent to wait twice";
    state_ = SeatState::kWaiting;
    room_ = sent->room;
    people_.clear();
    polls_.clear();
    lines_.clear();
    return std::nullopt;
  }
  if (state_ == SeatState::kWaiting) return "an event about people to a waiter";
  if (const auto* joined = std::get_if<PersonJoined>(&fact)) {
    const auto& person = joined->person;
    if (!people_.emplace(person.id, person).second) return "joined twice";
  } else if (const auto* change = std::get_if<PersonChanged>(&fact)) {
    const auto found = people_.find(change->person.id);
    if (found == people_.end()) return "a change of somebody unknown";
    found->second = change->person;
  } else if (const auto* left = std::get_if<PersonLeft>(&fact)) {
    if (people_.erase(left->person) == 0) return "somebody unknown left";
    lines_.erase(left->person);
  } else if (const auto* typed = std::get_if<TextTyped>(&fact)) {
    return take(*typed);
  } else if (const auto* poll = std::get_if<PollChanged>(&fact)) {
    polls_.insert_or_assign(poll->poll.id, poll->poll);
  } else if (const auto* removed = std::get_if<PollRemoved>(&fact)) {
    if (polls_.erase(removed->poll) == 0) return "an unknown poll removed";
  } else if (std::holds_alternative<AskedToSwitchOn>(fact) ||
             std::holds_alternative<ChatSaid>(fact) || std::holds_alternative<Reacted>(fact)) {
    return std::nullopt;  // said once; no part of the picture
  } else {
    return "an event for the server addressed to a person";
  }
  return std::nullopt;
}

}  // namespace domain
