// Real-time text in the room (typed_line.hpp): whose typing reaches whom. Typing is speaking: who
// may switch a microphone on may type, also where the chat is off, and nobody else.
#include "domain/room.hpp"

namespace domain {

Room::Done Room::on(base::Instant now, const Actor& actor, const TypeText& typed, Events& out) {
  Seat& seat = seats_.at(actor.person);
  // Who may no longer type may still end the line, or it would stand there unfinished.
  const bool ends = typed.edit.finished && typed.edit.insert.empty();
  if (seat.person.role != Role::kModerator && !permitted_.microphones && !ends) {
    return std::unexpected(Refusal{RefusalCode::kNotPermitted, "microphones are not permitted"});
  }
  auto line = edited(seat.typed, typed.edit);
  if (!line) return std::unexpected(line.error());
  if (!seat.typing.take(now)) {
    return std::unexpected(Refusal{RefusalCode::kTooFast, "too many edits a second"});
  }
  seat.typed = std::move(*line);
  seat.typed.person = actor.person;
  std::vector<PersonId> others = inside();
  std::erase(others, actor.person);
  if (!others.empty()) out.push_back({std::move(others), TextTyped{actor.person, typed.edit}});
  return {};
}

// The number goes on, so that nobody takes what she types later for something else.
void Room::drop_line(Seat& seat) {
  seat.typed.text.clear();
  seat.typed.finished = true;
}

Beside Room::beside(PersonId viewer) const {
  const auto found = seats_.find(viewer);
  if (found == seats_.end() || found->second.person.state != SeatState::kInside) return {};
  Beside beside{polls_.shown_to(viewer), {}};
  for (const auto& [id, seat] : seats_) {
    const bool is_inside = seat.person.state == SeatState::kInside;
    if (is_inside && seat.typed.line != 0) beside.lines.push_back(seat.typed);
  }
  return beside;
}

}  // namespace domain
