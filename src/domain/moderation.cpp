// Removing and barring people, locking the room, and who moderates (R15, R40, R41).
#include <algorithm>
#include <utility>

#include "domain/room.hpp"

namespace domain {

Room::Done Room::on(base::Instant, const Actor& actor, const Remove& remove, Events& out) {
  if (remove.person == actor.person) {
    return std::unexpected(Refusal{RefusalCode::kNotPermitted, "oneself: leave"});
  }
  const auto found = seats_.find(remove.person);
  if (found == seats_.end()) {
    return std::unexpected(Refusal{RefusalCode::kNoSuchPerson, "no such person here"});
  }
  const BarKey key = found->second.key;
  const BarKey place = found->second.place;
  const InvitationKey invitation = found->second.invitation;
  depart(remove.person, remove.bar ? Departure::kBarred : Departure::kRemoved, out);
  if (remove.bar) withdraw(invitation, out);
  if (remove.bar && !key.hash.empty()) bar(actor, key, place, out);
  return {};
}

// The last moderator cannot step down: nobody could give it back.
Room::Done Room::on(base::Instant, const Actor&, const SetRole& set, Events& out) {
  Seat* seat = seat_inside(set.person);
  if (!seat || seat->person.role == Role::kObserver) {
    return std::unexpected(Refusal{RefusalCode::kNoSuchPerson, "no such person inside"});
  }
  if (set.role == Role::kObserver || seat->unattended) {
    return std::unexpected(Refusal{RefusalCode::kNotPermitted, "not a role for her"});
  }
  const auto moderates = [](const auto& entry) {
    return entry.second.person.role == Role::kModerator;
  };
  if (seat->person.role == Role::kModerator && set.role != Role::kModerator &&
      std::ranges::count_if(seats_, moderates) == 1) {
    return std::unexpected(Refusal{RefusalCode::kWrongState, "the last moderator"});
  }
  Person changed = seat->person;
  changed.role = set.role;
  if (changed == seat->person) return {};
  changed.media = allowed(changed, changed.media);
  seat->appointed = true;
  change(*seat, changed, out);
  note_role(*seat);
  out.push_back({{}, Persist{}});
  return {};
}

// Who is inside or waits already stays; moderators come in as ever.
Room::Done Room::on(base::Instant, const Actor&, const LockRoom& lock, Events& out) {
  if (locked_ == lock.on) return {};
  locked_ = lock.on;
  out.push_back({{}, Persist{}});
  return {};
}

bool Room::is_barred(const BarKey& key) const {
  return !key.hash.empty() && std::ranges::find(record_.bars, key) != record_.bars.end();
}

// Her other tabs go too; moderators stay. A new token from the same place is good for the waiting
// room only: a moderator sees who it is.
void Room::bar(const Actor& by, const BarKey& key, const BarKey& place, Events& out) {
  add_bar(key, out);
  if (!place.hash.empty()) add_bar(place, out);
  std::vector<PersonId> tabs;
  for (const auto& [id, seat] : seats_) {
    if (seat.key == key && seat.person.role != Role::kModerator && id != by.person) {
      tabs.push_back(id);
    }
  }
  for (const PersonId id : tabs) depart(id, Departure::kBarred, out);
}

void Room::add_bar(const BarKey& key, Events& out) {
  if (is_barred(key)) return;
  if (record_.bars.size() >= kMostBars) record_.bars.erase(record_.bars.begin());
  record_.bars.push_back(key);
  out.push_back({{}, Persist{}});
}

// Where the policy says so, the one who has been inside longest takes over; of those whose line is
// there, if there is any.
void Room::promote_successor(Events& out) {
  if (policy_.without_moderator != WithoutModerator::kLongestTakesOver || has_moderator()) return;
  if (awaits_moderator()) return;
  Seat* successor = nullptr;
  for (auto& [id, seat] : seats_) {
    const Person& person = seat.person;
    if (person.state != SeatState::kInside || person.role == Role::kObserver) continue;
    if (seat.unattended) continue;
    const bool better =
        successor == nullptr || std::pair(person.away, seat.inside_order) <
                                    std::pair(successor->person.away, successor->inside_order);
    if (better) successor = &seat;
  }
  if (successor == nullptr) return;
  Person changed = successor->person;
  changed.role = Role::kModerator;
  change(*successor, changed, out);
  out.push_back({{}, Persist{}});
}

}  // namespace domain
