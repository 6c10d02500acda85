// Replica: one person's picture of the room, built from the events addressed to her and nothing
// else; what web/src/state does in the browser. Tests, fuzzers and the simulator compare it with
// Room::people_seen_by: invariants 2, 3 and 6 of room.hpp in executable form.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "domain/event.hpp"

namespace domain {

class Replica {
 public:
  // Takes an event for this person in. An error says which promise the event breaks.
  std::optional<std::string> take(const Fact& fact);

  PersonId self() const { return self_; }
  SeatState state() const { return state_; }
  const RoomView& room() const { return room_; }
  const std::map<PersonId, Person>& people() const { return people_; }
  const std::map<PollId, PollView>& polls() const { return polls_; }
  // What others have typed; her own line she knows without being told.
  const std::map<PersonId, TypedLine>& lines() const { return lines_; }
  std::optional<Departure> ended() const { return ended_; }

 private:
  std::optional<std::string> show(const std::vector<Person>& people, const Beside& beside);
  std::optional<std::string> take(const TextTyped& typed);

  PersonId self_;
  SeatState state_ = SeatState::kWaiting;
  RoomView room_;
  std::map<PersonId, Person> people_;
  std::map<PollId, PollView> polls_;
  std::map<PersonId, TypedLine> lines_;
  std::optional<Departure> ended_;
};

}  // namespace domain
