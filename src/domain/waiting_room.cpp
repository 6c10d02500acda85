// The waiting room: who waits, who lets in, who turns away (R24, R25, R27, R32, R36).
#include <algorithm>

#include "domain/room.hpp"

namespace domain {
namespace {

constexpr Refusal kNobodyWaits{RefusalCode::kNoSuchPerson, "nobody of these waits"};

}  // namespace

// Moderators never wait; where nobody moderates, the policy decides.
bool Room::must_wait(Role role, const BarKey& place) const {
  if (role == Role::kModerator) return false;
  if (waiting_room_ || is_barred(place)) return true;
  return policy_.without_moderator == WithoutModerator::kNewcomersWait && !has_moderator();
}

size_t Room::waiting_from(const BarKey& place) const {
  if (place.hash.empty()) return 0;
  return static_cast<size_t>(std::ranges::count_if(seats_, [&](const auto& entry) {
    const Seat& seat = entry.second;
    return seat.person.state == SeatState::kWaiting && seat.place == place;
  }));
}

std::vector<PersonId> Room::waiting() const {
  std::vector<PersonId> ids;
  for (const auto& [id, seat] : seats_) {
    if (seat.person.state == SeatState::kWaiting) ids.push_back(id);
  }
  return ids;
}

// command path: 10. the rule of one command. In the order of the list, while there are places.
// People of the list who have gone meanwhile, or whom somebody else admitted, are passed over.
Room::Done Room::on(base::Instant now, const Actor&, const Admit& admit, Events& out) {
  bool found = false, admitted = false;
  for (const PersonId id : admit.people.empty() ? waiting() : admit.people) {
    const auto entry = seats_.find(id);
    if (entry == seats_.end() || entry->second.person.state != SeatState::kWaiting) continue;
    found = true;
    if (is_full()) break;
    let_in(entry->second, out);
    entry->second.admitted_at = now;
    admitted = true;
  }
  if (!found && !admit.people.empty()) return std::unexpected(kNobodyWaits);
  if (found && !admitted) return std::unexpected(Refusal{RefusalCode::kRoomFull, "no place left"});
  return {};
}

// Reject wins over admit: whoever was let in within kRejectWins goes as well, since the moderator
// who rejects saw her waiting.
Room::Done Room::on(base::Instant now, const Actor&, const Reject& reject, Events& out) {
  bool rejected = false, inside = false;
  for (const PersonId id : reject.people.empty() ? waiting() : reject.people) {
    const auto entry = seats_.find(id);
    if (entry == seats_.end()) continue;
    const Seat& seat = entry->second;
    const bool waits = seat.person.state == SeatState::kWaiting;
    const bool just_admitted = seat.admitted_at && now < *seat.admitted_at + kRejectWins &&
                               seat.person.role != Role::kModerator;
    if (!waits && !just_admitted) {
      inside = true;
      continue;
    }
    depart(id, Departure::kRejected, out);
    rejected = true;
  }
  if (rejected || reject.people.empty()) return {};
  if (inside) return std::unexpected(Refusal{RefusalCode::kWrongState, "is inside already"});
  return std::unexpected(kNobodyWaits);
}

Room::Done Room::on(base::Instant, const Actor&, const SendToWait& send, Events& out) {
  const auto found = seats_.find(send.person);
  if (found == seats_.end() || found->second.person.state == SeatState::kWaiting) {
    return std::unexpected(Refusal{RefusalCode::kNoSuchPerson, "no such person inside"});
  }
  Seat& seat = found->second;
  if (seat.person.role == Role::kModerator) {
    return std::unexpected(Refusal{RefusalCode::kNotPermitted, "moderators do not wait"});
  }
  if (!waiting_room_) {
    return std::unexpected(Refusal{RefusalCode::kWrongState, "needs the waiting room first"});
  }
  if (people_waiting() >= policy_.max_waiting) {
    return std::unexpected(Refusal{RefusalCode::kRoomFull, "too many wait already"});
  }
  seat.inside_order = 0;
  seat.admitted_at.reset();
  drop_line(seat);
  Person changed = seat.person;
  changed.state = SeatState::kWaiting;
  changed.media = {};
  changed.hand = 0;
  changed.line = LineQuality::kUnknown;
  change(seat, changed, out);
  out.push_back({{}, Persist{}});
  return {};
}

Room::Done Room::on(base::Instant, const Actor&, const SetWaitingRoom& set, Events& out) {
  if (!set.on && policy_.require_protection && !access_code_) {
    return std::unexpected(Refusal{RefusalCode::kWrongState, "needs an access code first"});
  }
  if (waiting_room_ == set.on) return {};
  waiting_room_ = set.on;
  out.push_back({{}, Persist{}});
  return {};
}

void Room::let_in(Seat& seat, Events& out) {
  seat.inside_order = next_inside_order_++;
  Person changed = seat.person;
  changed.state = SeatState::kInside;
  change(seat, changed, out);
  if (is_kept(seat)) out.push_back({{}, Persist{}});
}

// Those who only waited for a moderator, for a place or for a waiting room that is off now.
void Room::let_in_who_need_not_wait(Events& out) {
  if (waiting_room_ || !has_moderator()) return;
  for (const PersonId id : waiting()) {
    if (is_full()) return;
    Seat& seat = seats_.at(id);
    if (!is_barred(seat.place)) let_in(seat, out);
  }
}

}  // namespace domain
