// How long a room lives: created, restored, paused, woken, ended, forgotten (R29–R37).
#include <algorithm>
#include <utility>

#include "domain/name.hpp"
#include "domain/room.hpp"
#include "domain/secret.hpp"

namespace domain {

std::expected<Room, Refusal> Room::create(base::Instant now, base::UnixTime wall_now,
                                          const Policy& policy, RoomId id, std::string_view name,
                                          base::Random& random, const Arrangement& arrangement) {
  const auto cleaned = clean_name(name, kLongestRoomName);
  if (!cleaned) return std::unexpected(Refusal{RefusalCode::kBadName, "not a name for a room"});
  if (const auto sound = check_appointment(policy.scheduling, arrangement.appointment, wall_now);
      !sound) {
    return std::unexpected(sound.error());
  }
  if (arrangement.invited.size() > kMostInvited) {
    return std::unexpected(Refusal{RefusalCode::kRoomFull, "too many are invited"});
  }
  RoomRecord record;
  record.id = std::move(id);
  record.name = *cleaned;
  record.access_code = arrangement.code;
  record.appointment = arrangement.appointment;
  record.invited = arrangement.invited;
  record.owner = arrangement.owner;
  if (!record.access_code && policy.access_code == AccessCodeRule::kGenerated) {
    record.access_code = random_access_code(random);
  }
  if (policy.moderator == ModeratorRule::kCreatorAndPin) record.pin = random_pin(random);
  record.waiting_room = policy.waiting_room || (policy.require_protection && !record.access_code);
  record.created_at = wall_now;
  return Room(now, wall_now, policy, std::move(record));
}

Room Room::restore(base::Instant now, base::UnixTime wall_now, const Policy& policy,
                   RoomRecord record) {
  std::vector<KeptSeat> seats = std::exchange(record.seats, {});
  Room room(now, wall_now, policy, std::move(record));
  room.returning_ = std::move(seats);
  room.returning_until_ = now + kReturnTime;
  const RoomRecord& stored = room.record_;
  // A wall clock that stands before the stored time has been set back; then it was just now.
  const auto then = [&](base::UnixTime t) {
    return now - std::max(base::Duration::zero(), base::Duration(wall_now - t));
  };
  const bool is_kept = !policy.until_empty || stored.appointment;
  if (is_kept && !stored.occupied) room.last_active_ = then(stored.last_active_at);
  if (stored.paused_at) room.paused_at_ = then(*stored.paused_at);
  return room;
}

base::UnixTime Room::wall_at(base::Instant t) const {
  return started_wall_ + std::chrono::floor<std::chrono::seconds>(t - started_at_);
}

RoomRecord Room::record() const {
  RoomRecord record = record_;
  record.access_code = access_code_;
  record.code_generation = code_generation_;
  record.waiting_room = waiting_room_;
  record.locked = locked_;
  record.permitted = permitted_;
  record.state = state_;
  record.last_active_at = wall_at(last_active_);
  record.paused_at.reset();
  if (state_ == RoomState::kPaused) record.paused_at = wall_at(paused_at_);
  record.occupied = occupied_;
  record.next_person = reserved_until_;
  record.seats = kept_seats();
  return record;
}

Room::Done Room::on(base::Instant now, const Actor&, const Pause&, Events& out) {
  if (!policy_.pause_limit) {
    return std::unexpected(Refusal{RefusalCode::kNotPermitted, "this room cannot be paused"});
  }
  state_ = RoomState::kPaused;
  paused_at_ = now;
  depart_all(Departure::kRoomPaused, out);
  out.push_back({{}, Persist{}});
  return {};
}

Room::Done Room::on(base::Instant, const Actor&, const EndRoom&, Events& out) {
  delete_room(Departure::kRoomEnded, out);
  return {};
}

void Room::wake(base::Instant now, Events& out) {
  state_ = RoomState::kOpen;
  last_active_ = now;
  out.push_back({{}, Persist{}});
}

void Room::delete_room(Departure why, Events& out) {
  state_ = RoomState::kDeleted;
  polls_.clear();
  depart_all(why, out);
  out.push_back({{}, RoomDeleted{}});
}

// The first to come and the last to go are written down; the last one's going may end the room, and
// then also for those who wait or only watch.
void Room::note_occupancy(base::Instant now, Events& out) {
  if (state_ == RoomState::kDeleted) return;
  const bool occupied = participants_inside() > 0;
  if (occupied == occupied_) return;
  occupied_ = occupied;
  last_active_ = now;
  if (!occupied) forget_polls(out);
  const bool ends_empty = policy_.until_empty && !record_.appointment;
  if (!occupied && ends_empty && state_ == RoomState::kOpen) {
    delete_room(Departure::kRoomEnded, out);
    return;
  }
  out.push_back({{}, Persist{}});
}

base::Instant Room::lifetime_deadline() const {
  if (state_ == RoomState::kDeleted) return base::kNever;
  if (state_ == RoomState::kPaused) {
    return policy_.pause_limit ? paused_at_ + *policy_.pause_limit : base::kNever;
  }
  if (occupied_) return base::kNever;
  if (record_.appointment) return appointment_deadline();
  if (policy_.until_empty) return last_active_ + kFirstVisitGrace;
  return policy_.idle_limit ? last_active_ + *policy_.idle_limit : base::kNever;
}

}  // namespace domain
