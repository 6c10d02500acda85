// What the server gives a client to keep, sealed so that nobody can read or change it: the token
// with which one takes a seat, the resume ticket with which one comes back to it, and what shows
// the HTTP API that one moderates. The server stores no names; a ticket carries its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/ids.hpp"
#include "domain/role.hpp"
#include "net/sealer.hpp"
#include "server/now.hpp"

namespace server {

enum class TicketKind : uint8_t { kToken, kResume, kModeration };

struct Ticket {
  TicketKind kind = TicketKind::kToken;
  domain::RoomId room;
  base::UnixTime room_created_at{};  // names of rooms are used again
  std::string name;
  domain::Role role = domain::Role::kParticipant;
  std::optional<uint32_t> proved_code;  // generation of the access code that was typed
  std::string place{};        // hash of where the token was asked for; of people, at most 16 bytes
  domain::PersonId person{};  // of resume tickets: the number of the seat
  std::string invitation{};   // key of the personal link by which it was asked for
  uint64_t seat_key = 0;      // random; the same token and its resume tickets mean the same seat
  base::UnixTime expires{};
};

// A token is good for ten minutes, which is the time before the first connection; the creator's for
// a day, since a script may want to end the room with it; a resume ticket for a day, so that it
// outlives a restart of the server in a long meeting.
inline constexpr std::chrono::seconds kTokenLife = std::chrono::minutes(10);
inline constexpr std::chrono::seconds kCreatorTokenLife = std::chrono::hours(24);
inline constexpr std::chrono::seconds kResumeLife = std::chrono::hours(24);

std::string seal(const Ticket& ticket, const net::Sealer& sealer, base::Random& random);
// Nothing for what is forged, of another kind, or expired.
std::optional<Ticket> open_ticket(TicketKind kind, std::string_view text, const net::Sealer& sealer,
                                  base::UnixTime now);

}  // namespace server
