// RoomRecord: what is stored of a room, and all of it. Never chat, never media, never the name of
// anybody who took part (R61). Times are wall time, since a record outlives the process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "domain/appointment.hpp"
#include "domain/ids.hpp"
#include "domain/permitted.hpp"
#include "domain/role.hpp"

namespace domain {

// A seat that a restart must not cost, and whose ticket alone would not lead back to it: somebody
// has let her in, or the code has changed, or she has become moderator since.
struct KeptSeat {
  BarKey key;
  Role role = Role::kParticipant;
  SeatState state = SeatState::kWaiting;
  friend bool operator==(const KeptSeat&, const KeptSeat&) = default;
};

struct RoomRecord {
  RoomId id;
  std::string name;
  // For outside systems that create rooms; opaque here. A parent makes it a breakout room.
  std::string tenant;
  std::string external_id;
  std::string metadata;
  std::optional<RoomId> parent;

  std::optional<std::string> access_code;
  uint32_t code_generation = 0;  // counts the changes of the access code
  std::optional<std::string> pin;
  bool waiting_room = false;
  bool locked = false;
  Permitted permitted{};

  RoomState state = RoomState::kOpen;  // open or paused; a deleted room has no record
  base::UnixTime created_at{};
  base::UnixTime last_active_at{};  // when the last one left; with `occupied`, when the first came
  std::optional<base::UnixTime> paused_at;
  bool occupied = false;  // somebody was inside when this was written

  uint32_t next_person = 1;  // no id from here on was given out before
  std::vector<BarKey> bars;
  std::vector<KeptSeat> seats;

  std::optional<Appointment> appointment;
  std::vector<InvitationKey> invited;
  // The account that made it, as an opaque hash: who is signed in there moderates. Empty: none.
  std::string owner;

  friend bool operator==(const RoomRecord&, const RoomRecord&) = default;
};

}  // namespace domain
