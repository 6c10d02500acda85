// Seats over a restart of the server. A browser comes back with its ticket, which tells the name,
// the role and the code as they were when the seat was taken. What has happened since, the record
// tells, by hashes of the seats' keys: for a minute they lead back to where one was.
#include <algorithm>

#include "domain/room.hpp"

namespace domain {

// Those for whom the ticket would not do. A moderator's tells her role, unless she got it later.
bool Room::is_kept(const Seat& seat) const {
  if (seat.unattended || seat.key.hash.empty()) return false;
  if (seat.appointed || locked_) return true;
  if (seat.person.role == Role::kModerator) {
    return policy_.without_moderator == WithoutModerator::kLongestTakesOver;
  }
  return waiting_room_ || access_code_ || is_barred(seat.place);
}

std::vector<KeptSeat> Room::kept_seats() const {
  std::vector<KeptSeat> kept;
  for (const auto& [id, seat] : seats_) {
    if (is_kept(seat)) kept.push_back({seat.key, seat.person.role, seat.person.state});
  }
  kept.insert(kept.end(), returning_.begin(), returning_.end());
  return kept;
}

const KeptSeat* Room::returning(const Enter& enter) const {
  if (enter.unattended || enter.key.hash.empty()) return nullptr;
  const auto found = std::ranges::find(returning_, enter.key, &KeptSeat::key);
  return found == returning_.end() ? nullptr : &*found;
}

// Until then nobody else becomes moderator for being the first or the longest there.
bool Room::awaits_moderator() const {
  return std::ranges::any_of(returning_,
                             [](const KeptSeat& seat) { return seat.role == Role::kModerator; });
}

// Numbers below the stored one were given out before the restart, or never.
PersonId Room::id_for(const Enter& enter, Events& out) {
  const bool hers = enter.former && enter.former.value < record_.next_person;
  return hers && !seats_.contains(enter.former) ? enter.former : next_id(out);
}

}  // namespace domain
