#include "domain/room.hpp"

#include <algorithm>
#include <utility>

#include "domain/name.hpp"

namespace domain {
namespace {

// Ids are written down a block ahead, so that entering does not wait for the disk.
constexpr uint32_t kIdBlock = 1000;

}  // namespace

Room::Room(base::Instant now, base::UnixTime wall_now, const Policy& policy, RoomRecord record)
    : policy_(policy),
      record_(std::move(record)),
      started_at_(now),
      started_wall_(wall_now),
      state_(record_.state),
      waiting_room_(record_.waiting_room),
      access_code_(record_.access_code),
      code_generation_(record_.code_generation),
      locked_(record_.locked),
      permitted_(within(policy_, record_.permitted)),
      last_active_(now),
      next_person_(record_.next_person),
      reserved_until_(record_.next_person) {}

// command path: 9. may she? Then the rule of this command, then what follows from it
std::expected<Events, Refusal> Room::apply(base::Instant now, const Actor& actor,
                                           const Command& command) {
  if (actor.kind == Actor::Kind::kPerson && !seats_.contains(actor.person)) {
    if (state_ == RoomState::kDeleted) {
      return std::unexpected(Refusal{RefusalCode::kNoSuchRoom, "the room is deleted"});
    }
    return std::unexpected(Refusal{RefusalCode::kNoSuchPerson, "the seat is gone"});
  }
  if (auto refusal = refusal_of(standing_of(actor), action_of(command), state_)) {
    return std::unexpected(*refusal);
  }
  const RoomView before = view();
  Events out;
  const Done done = std::visit([&](const auto& c) { return on(now, actor, c, out); }, command);
  if (!done) return std::unexpected(done.error());
  settle(now, before, out);
  return out;
}

Events Room::on_timeout(base::Instant now) {
  Events out;
  if (state_ == RoomState::kDeleted) return out;
  const RoomView before = view();
  if (now >= lifetime_deadline()) {
    delete_room(Departure::kRoomEnded, out);
    return out;
  }
  std::vector<PersonId> overdue;
  for (const auto& [id, seat] : seats_) {
    if (seat.line_lost_at && now >= *seat.line_lost_at + kSeatKept) overdue.push_back(id);
  }
  drop_old_places(now);
  for (const PersonId id : overdue) {
    keep_place(now, seats_.at(id));
    depart(id, Departure::kLineLost, out);
  }
  const bool return_is_over = !returning_.empty() && now >= returning_until_;
  if (return_is_over) {
    returning_.clear();
    out.push_back({{}, Persist{}});
  }
  if (!overdue.empty() || return_is_over) settle(now, before, out);
  tell_polls(now, out);
  return out;
}

base::Instant Room::next_timeout() const {
  base::Instant next = lifetime_deadline();
  for (const auto& [id, seat] : seats_) {
    if (seat.line_lost_at) next = std::min(next, *seat.line_lost_at + kSeatKept);
  }
  if (!returning_.empty()) next = std::min(next, returning_until_);
  if (!kept_places_.empty()) next = std::min(next, kept_places_.front().until);
  return std::min(next, polls_.next_due());
}

std::expected<SeatState, Refusal> Room::preview(base::Instant now, const Enter& enter) const {
  const auto refuse = [](RefusalCode code, std::string_view detail) {
    return std::unexpected(Refusal{code, detail});
  };
  // 1. What ends it whatever else is right.
  if (state_ == RoomState::kDeleted) return refuse(RefusalCode::kNoSuchRoom, "deleted");
  if (is_barred(enter.key)) return refuse(RefusalCode::kBarred, "barred from this room");
  if (!clean_name(enter.name, kLongestPersonName)) {
    return refuse(RefusalCode::kBadName, "empty, too long or not UTF-8");
  }
  // 2. The code, the PIN, and the role that follows from them.
  const auto role = role_of(enter);
  if (!role) return std::unexpected(role.error());
  if (state_ == RoomState::kPaused && (*role != Role::kModerator || enter.unattended)) {
    return refuse(RefusalCode::kWrongState, "the room is paused");
  }
  // 3. Invited, by a link that nobody else is using, in the appointed time.
  if (const auto comes = may_come_now(now, enter); !comes) return std::unexpected(comes.error());
  // 4. A place.
  const KeptSeat* kept = returning(enter);
  const bool was_inside = kept != nullptr && kept->state == SeatState::kInside;
  if (locked_ && !kept && *role != Role::kModerator) return refuse(RefusalCode::kLocked, "locked");
  if (!was_inside && must_wait(*role, enter.place)) {
    if (people_waiting() >= policy_.max_waiting ||
        waiting_from(enter.place) >= kMostWaitingFromOnePlace) {
      return refuse(RefusalCode::kRoomFull, "too many wait already");
    }
    return SeatState::kWaiting;
  }
  if (is_full()) return refuse(RefusalCode::kRoomFull, "no place left");
  return SeatState::kInside;
}

Room::Done Room::on(base::Instant now, const Actor&, const Enter& enter, Events& out) {
  const auto where = preview(now, enter);
  if (!where) return std::unexpected(where.error());
  const Role role = *role_of(enter);
  if (state_ == RoomState::kPaused) wake(now, out);
  if (const auto lost = seat_by(enter.invitation)) depart(*lost, Departure::kLineLost, out);

  Seat seat;
  seat.person.id = id_for(enter, out);
  seat.person.name = *clean_name(enter.name, kLongestPersonName);
  seat.person.role = enter.unattended && role == Role::kModerator ? Role::kParticipant : role;
  seat.person.state = *where;
  seat.key = enter.key;
  seat.place = enter.place;
  if (is_invited(enter.invitation)) seat.invitation = enter.invitation;
  seat.unattended = enter.unattended;
  if (*where == SeatState::kInside) seat.inside_order = next_inside_order_++;
  if (returning(enter)) {
    seat.appointed = role != enter.role;
    std::erase_if(returning_, [&](const KeptSeat& kept) { return kept.key == enter.key; });
    std::erase_if(kept_places_, [&](const KeptPlace& kept) { return kept.seat.key == enter.key; });
  } else if (role != enter.role && is_kept(seat)) {
    out.push_back({{}, Persist{}});
  }
  const Person self = seat.person;
  seats_.emplace(self.id, std::move(seat));
  out.push_back({{self.id}, Seated{self, view(), people_seen_by(self.id), beside(self.id)}});
  announce(std::nullopt, self, out);
  return {};
}

Room::Done Room::on(base::Instant, const Actor& actor, const Leave&, Events& out) {
  depart(actor.person, Departure::kLeft, out);
  return {};
}

Room::Done Room::on(base::Instant now, const Actor& actor, const LineLost&, Events& out) {
  Seat& seat = seats_.at(actor.person);
  if (!seat.line_lost_at) seat.line_lost_at = now;
  Person changed = seat.person;
  changed.away = true;
  change(seat, changed, out);
  return {};
}

Room::Done Room::on(base::Instant, const Actor& actor, const LineBack&, Events& out) {
  Seat& seat = seats_.at(actor.person);
  seat.line_lost_at.reset();
  Person changed = seat.person;
  changed.away = false;
  change(seat, changed, out);
  return {};
}

RoomView Room::view() const {
  return {record_.id,
          record_.name,
          state_,
          waiting_room_,
          has_moderator(),
          access_code_.has_value(),
          policy_.pause_limit.has_value(),
          locked_,
          permitted_,
          policy_.only_invited,
          record_.appointment};
}

std::optional<Person> Room::person(PersonId id) const {
  const auto found = seats_.find(id);
  if (found == seats_.end()) return std::nullopt;
  return found->second.person;
}

std::vector<Person> Room::people_seen_by(PersonId viewer) const {
  std::vector<Person> seen;
  const auto found = seats_.find(viewer);
  if (found == seats_.end()) return seen;
  for (const auto& [id, seat] : seats_) {
    if (sees(found->second.person, seat.person)) seen.push_back(seat.person);
  }
  return seen;
}

Room::Seat* Room::seat_inside(PersonId id) {
  const auto found = seats_.find(id);
  const bool is = found != seats_.end() && found->second.person.state == SeatState::kInside;
  return is ? &found->second : nullptr;
}

std::vector<PersonId> Room::inside() const {
  std::vector<PersonId> ids;
  for (const auto& [id, seat] : seats_) {
    if (seat.person.state == SeatState::kInside) ids.push_back(id);
  }
  return ids;
}

size_t Room::people_inside() const {
  return static_cast<size_t>(std::ranges::count_if(
      seats_, [](const auto& entry) { return entry.second.person.state == SeatState::kInside; }));
}

size_t Room::participants_inside() const {
  return static_cast<size_t>(std::ranges::count_if(seats_, [](const auto& entry) {
    const Person& person = entry.second.person;
    return person.state == SeatState::kInside && person.role != Role::kObserver;
  }));
}

bool Room::is_attended() const {
  return std::ranges::any_of(seats_, [](const auto& entry) {
    const Seat& seat = entry.second;
    return seat.person.state == SeatState::kInside && seat.person.role != Role::kObserver &&
           !seat.unattended;
  });
}

bool Room::has_moderator() const {
  return std::ranges::any_of(
      seats_, [](const auto& entry) { return entry.second.person.role == Role::kModerator; });
}

Standing Room::standing_of(const Actor& actor) const {
  switch (actor.kind) {
    case Actor::Kind::kNewcomer:
      return Standing::kNewcomer;
    case Actor::Kind::kTokenHolder:
      return Standing::kTokenHolder;
    case Actor::Kind::kOperator:
      return Standing::kOperator;
    case Actor::Kind::kPerson:
      break;
  }
  const auto found = seats_.find(actor.person);
  if (found == seats_.end()) return Standing::kNewcomer;
  if (found->second.person.state == SeatState::kWaiting) return Standing::kWaiting;
  switch (found->second.person.role) {
    case Role::kModerator:
      return Standing::kModerator;
    case Role::kParticipant:
      return Standing::kParticipant;
    case Role::kObserver:
      break;
  }
  return Standing::kObserver;
}

// command path: 12. what follows from a change, in this order: the room may end, somebody may have
// to moderate, those who only waited for that come in, and everybody learns what changed about the
// room.
void Room::settle(base::Instant now, const RoomView& before, Events& out) {
  note_occupancy(now, out);
  if (state_ == RoomState::kDeleted) return;
  promote_successor(out);
  let_in_who_need_not_wait(out);
  const RoomView after = view();
  if (after == before || seats_.empty()) return;
  Event event{{}, RoomChanged{after}};
  for (const auto& [id, seat] : seats_) event.to.push_back(id);
  out.push_back(std::move(event));
}

void Room::change(Seat& seat, const Person& changed, Events& out) {
  if (seat.person == changed) return;
  const Person before = std::exchange(seat.person, changed);
  announce(before, changed, out);
}

// command path: 11. turns the change of one seat into what each viewer must be told: the only place
// where visibility becomes events. seats_ already holds the new state.
void Room::announce(const std::optional<Person>& before, const std::optional<Person>& after,
                    Events& out) const {
  const PersonId subject = before ? before->id : after->id;
  const bool was_inside = before && before->state == SeatState::kInside;
  const bool is_inside = after && after->state == SeatState::kInside;

  // 1. The others.
  std::vector<PersonId> joined, changed, left;
  for (const auto& [id, seat] : seats_) {
    if (id == subject) continue;
    const bool saw = before && sees(seat.person, *before);
    const bool sees_now = after && sees(seat.person, *after);
    if (saw && sees_now) changed.push_back(id);
    if (!saw && sees_now) joined.push_back(id);
    if (saw && !sees_now) left.push_back(id);
  }
  // 2. The person herself, as far as she was inside already.
  if (was_inside && is_inside) changed.push_back(subject);

  if (!joined.empty()) out.push_back({std::move(joined), PersonJoined{*after}});
  if (!changed.empty()) out.push_back({std::move(changed), PersonChanged{*after}});
  if (!left.empty()) out.push_back({std::move(left), PersonLeft{subject}});

  // 3. What she can see from now on.
  if (before && !was_inside && is_inside) {
    out.push_back({{subject}, Admitted{view(), people_seen_by(subject), beside(subject)}});
  }
  if (was_inside && after && !is_inside) out.push_back({{subject}, SentToWait{view()}});
  if (was_inside && is_inside && before->role != after->role) {
    for (const auto& [id, seat] : seats_) {
      const bool saw = sees(*before, seat.person), sees_now = sees(*after, seat.person);
      if (!saw && sees_now) out.push_back({{subject}, PersonJoined{seat.person}});
      if (saw && !sees_now) out.push_back({{subject}, PersonLeft{id}});
    }
  }
}

void Room::depart(PersonId id, Departure why, Events& out) {
  const auto found = seats_.find(id);
  const Person gone = found->second.person;
  const bool by_decision = why == Departure::kRejected || why == Departure::kRemoved;
  if (by_decision && is_kept(found->second)) out.push_back({{}, Persist{}});
  seats_.erase(found);
  announce(gone, std::nullopt, out);
  out.push_back({{id}, Ended{id, why}});
}

// Everybody at once: nobody is told that the others go as well.
void Room::depart_all(Departure why, Events& out) {
  returning_.clear();
  kept_places_.clear();
  for (const auto& [id, seat] : std::exchange(seats_, {})) out.push_back({{id}, Ended{id, why}});
}

PersonId Room::next_id(Events& out) {
  if (next_person_ >= reserved_until_) {
    reserved_until_ = next_person_ + kIdBlock;
    out.push_back({{}, Persist{}});
  }
  return PersonId{next_person_++};
}

}  // namespace domain
