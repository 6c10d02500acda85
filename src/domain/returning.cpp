// Coming back when the seat is gone: after a restart of the server, or with a line that was lost
// for longer than a seat is kept. A browser comes with its ticket, which tells the name, the role
// and the code as they were when the seat was taken. What has happened since, the room knows by
// hashes of the seats' keys. They lead back to where one was: for a minute after a restart, from
// the record, and for ten minutes after a lost line.
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
  for (const KeptPlace& place : kept_places_) kept.push_back(place.seat);
  return kept;
}

const KeptSeat* Room::returning(const Enter& enter) const {
  if (enter.unattended || enter.key.hash.empty()) return nullptr;
  const auto found = std::ranges::find(returning_, enter.key, &KeptSeat::key);
  if (found != returning_.end()) return &*found;
  const auto place = std::ranges::find(kept_places_, enter.key,
                                       [](const KeptPlace& kept) { return kept.seat.key; });
  return place == kept_places_.end() ? nullptr : &place->seat;
}

// Whoever waited has no place to lose. Each seat has a key of its own but those of one token's
// streams, which are unattended.
void Room::keep_place(base::Instant now, const Seat& seat) {
  if (seat.unattended || seat.key.hash.empty()) return;
  if (seat.person.state != SeatState::kInside) return;
  if (kept_places_.size() >= kMostRemembered) kept_places_.erase(kept_places_.begin());
  kept_places_.push_back({{seat.key, seat.person.role, seat.person.state}, now + kPlaceKept});
}

void Room::drop_old_places(base::Instant now) {
  std::erase_if(kept_places_, [now](const KeptPlace& kept) { return now >= kept.until; });
}

// Older tickets of hers say something else, and cannot be taken back.
void Room::note_role(const Seat& seat) {
  if (seat.key.hash.empty()) return;
  std::erase_if(given_roles_, [&](const GivenRole& given) { return given.key == seat.key; });
  if (given_roles_.size() >= kMostRemembered) given_roles_.erase(given_roles_.begin());
  given_roles_.push_back({seat.key, seat.person.role});
}

Role Room::role_by_ticket(const Enter& enter) const {
  const auto given = std::ranges::find(given_roles_, enter.key, &GivenRole::key);
  const bool is_hers = !enter.unattended && given != given_roles_.end();
  return is_hers ? given->role : enter.role;
}

// Until then nobody else becomes moderator for being the first or the longest there.
bool Room::awaits_moderator() const {
  return std::ranges::any_of(returning_,
                             [](const KeptSeat& seat) { return seat.role == Role::kModerator; });
}

// The number in a ticket is its holder's: it was given to nobody else, nor will it be.
PersonId Room::id_for(const Enter& enter, Events& out) {
  const bool hers = enter.former && enter.former.value < next_person_;
  return hers && !seats_.contains(enter.former) ? enter.former : next_id(out);
}

}  // namespace domain
