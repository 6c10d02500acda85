// Conference: what the HTTP API asks, and streams of standard clients (WHIP, WHEP).
#include <algorithm>

#include "domain/name.hpp"
#include "domain/slug.hpp"
#include "server/conference.hpp"

namespace server {

using domain::Refusal;
using domain::RefusalCode;

namespace {

// Of the seats of a token's streams: to remove a stream voids the token for streams, not for the
// browser of whoever holds it.
uint64_t stream_key(const Ticket& ticket) { return ~ticket.seat_key; }

}  // namespace

bool Conference::creates_on_join() const {
  return settings_.policy.create == domain::Creators::kAnyone &&
         settings_.policy.link == domain::LinkKind::kChosen;
}

void Conference::create_room(const Now& now, std::string_view name, Reply<CreatedRoom> reply) {
  clear_graveyard();
  if (settings_.policy.create != domain::Creators::kAnyone)
    return reply(std::unexpected(Refusal{RefusalCode::kNotPermitted, "creating needs an account"}));
  const auto id = domain::room_id_for(settings_.policy.link, name, random_);
  if (!id) return reply(std::unexpected(id.error()));
  if (find_room(*id))
    return reply(std::unexpected(Refusal{RefusalCode::kNameTaken, "a room of this name exists"}));
  const auto room = add_room(now, *id, name);
  if (!room) return reply(std::unexpected(room.error()));
  const Ticket ticket{.kind = TicketKind::kToken,
                      .room = *id,
                      .room_created_at = (*room)->created_at,
                      .name = "Moderator*in",
                      .role = domain::Role::kModerator,
                      .proved_code = (*room)->room.code_generation(),
                      .seat_key = random_.u64(),
                      .expires = now.wall + kCreatorTokenLife};
  CreatedRoom created{(*room)->room.view(), link_of(*id), seal(ticket, sealer_, random_)};
  save(**room, [this, room = *room, reply = std::move(reply),
                created = std::move(created)](bool stored) {
    if (stored) return reply(created);
    bury(*room);
    reply(std::unexpected(Refusal{RefusalCode::kOverloaded, "the store did not take it"}));
  });
}

void Conference::join(const Now& now, const domain::RoomId& id, std::string_view name,
                      std::string_view code, Reply<JoinedRoom> reply,
                      std::string_view moderator_token) {
  clear_graveyard();
  const auto refuse = [&](const Refusal& refusal) { reply(std::unexpected(refusal)); };
  // 1. The room.
  OpenRoom* room = find_room(id);
  if (!room && creates_on_join() && domain::slug(id.text) == id.text) {
    const auto added = add_room(now, id, id.text);
    if (!added) return refuse(added.error());
    room = *added;
    save(*room, [this, room](bool stored) {
      if (!stored) bury(*room);
    });
  }
  if (!room) return refuse({RefusalCode::kNoSuchRoom, "no such room"});
  // 2. Who asks, and whether she may.
  domain::Enter enter{.name = std::string(name), .code = std::string(code)};
  if (!moderator_token.empty()) {
    const auto ticket = open_ticket(TicketKind::kToken, moderator_token, sealer_, now.wall);
    if (!ticket || ticket->role != domain::Role::kModerator || room_of(*ticket) != room)
      return refuse({RefusalCode::kBadToken, "not a moderator's token of this room"});
    enter.role = domain::Role::kModerator;
  }
  const auto state = room->room.preview(enter);
  if (!state) return refuse(state.error());
  // 3. A token for the seat, once the room is stored.
  const Ticket ticket{.kind = TicketKind::kToken,
                      .room = id,
                      .room_created_at = room->created_at,
                      .name = *domain::clean_name(name, domain::kLongestPersonName),
                      .role = enter.role,
                      .proved_code = room->room.code_generation(),
                      .seat_key = random_.u64(),
                      .expires = now.wall + kTokenLife};
  after_saves(*room, [this, id, room, reply = std::move(reply),
                      joined = JoinedRoom{seal(ticket, sealer_, random_), *state}] {
    if (find_room(id) == room) return reply(joined);
    const bool ended = room->room.state() == domain::RoomState::kDeleted;
    reply(std::unexpected(ended ? Refusal{RefusalCode::kNoSuchRoom, "the room is gone"}
                                : Refusal{RefusalCode::kOverloaded, "the store did not take it"}));
  });
}

std::optional<domain::RoomView> Conference::describe(const domain::RoomId& id) const {
  const OpenRoom* room = find_room(id);
  return room ? std::optional(room->room.view()) : std::nullopt;
}

void Conference::end_room(const Now& now, const domain::RoomId& id, std::string_view token,
                          Reply<void> reply) {
  clear_graveyard();
  const auto ticket = open_ticket(TicketKind::kToken, token, sealer_, now.wall);
  if (!ticket || ticket->room != id || ticket->role != domain::Role::kModerator)
    return reply(
        std::unexpected(Refusal{RefusalCode::kBadToken, "not a moderator's token of this room"}));
  const auto room = room_of(*ticket);
  if (!room) return reply(std::unexpected(room.error()));
  const auto ended = apply(now, **room, domain::Actor::token_holder(), domain::EndRoom{});
  if (!ended) return reply(std::unexpected(ended.error()));
  // Whoever hears "gone" may rely on it: the answer waits for the disk.
  after_saves(**room, [room = *room, reply = std::move(reply)] {
    if (!room->last_save_failed) return reply({});
    reply(std::unexpected(Refusal{RefusalCode::kOverloaded, "the store did not take it"}));
  });
}

std::expected<StartedStream, Refusal> Conference::start_stream(const Now& now, StreamKind kind,
                                                               const domain::RoomId& id,
                                                               std::string_view token,
                                                               std::string_view offer) {
  clear_graveyard();
  // 1. The token's seat, but a stream never takes the place of its holder's browser.
  const auto ticket = open_ticket(TicketKind::kToken, token, sealer_, now.wall);
  if (!ticket || ticket->room != id)
    return std::unexpected(Refusal{RefusalCode::kBadToken, "not a token of this room"});
  const auto found = room_of(*ticket);
  if (!found) return std::unexpected(found.error());
  OpenRoom& room = **found;
  const uint64_t key = stream_key(*ticket);
  if (std::ranges::find(room.revoked, key) != room.revoked.end())
    return std::unexpected(Refusal{RefusalCode::kBarred, "removed from this room"});
  const domain::Role role =
      kind == StreamKind::kReceive ? domain::Role::kObserver : ticket->role;
  const auto seat = take_seat(now, room, *ticket, role, {}, key);
  if (!seat) return std::unexpected(seat.error());
  const auto leave = [&](RefusalCode code, std::string_view detail) {
    (void)apply(now, room, domain::Actor::of((*seat)->person), domain::Leave{});
    return std::unexpected(Refusal{code, detail});
  };
  (*seat)->stream_resource = random_.text(24, base::kAlphanumeric);
  streams_[(*seat)->stream_resource] = *seat;
  // 2. Its media. Somebody who has to wait gets none.
  const auto self = room.room.person((*seat)->person);
  if (!self || self->state != domain::SeatState::kInside)
    return leave(RefusalCode::kNotPermitted, "a stream cannot wait to be admitted");
  const auto answer =
      negotiate_for(**seat, 1, offer, {}, kind == StreamKind::kReceive);
  if (!answer) return leave(RefusalCode::kBadOffer, "the offer was not accepted");
  // 3. What it sends is on from the start; there is nobody to press a button.
  domain::Media media;
  if (kind == StreamKind::kPublish)
    for (const sfu::SendingSection& section : (*seat)->media->negotiation.setup.sending) {
      media.microphone = media.microphone || section.kind == sfu::SourceKind::kMicrophone;
      media.camera = media.camera || section.kind == sfu::SourceKind::kCamera;
    }
  if (const auto on = apply(now, room, domain::Actor::of((*seat)->person), domain::SetMedia{media}))
    switch_sources(**seat, media);
  return StartedStream{(*seat)->stream_resource, *answer};
}

std::expected<void, Refusal> Conference::end_stream(const Now& now, std::string_view resource,
                                                    std::string_view token) {
  clear_graveyard();
  const auto found = streams_.find(std::string(resource));
  if (found == streams_.end())
    return std::unexpected(Refusal{RefusalCode::kNoSuchPerson, "no such stream"});
  Seat& seat = *found->second;
  // The token may have expired meanwhile: it need not be good for a new seat.
  const auto ticket = open_ticket(TicketKind::kToken, token, sealer_, base::UnixTime{});
  if (!ticket || ticket->room != seat.room->room.view().id)
    return std::unexpected(Refusal{RefusalCode::kBadToken, "not a token of this room"});
  return apply(now, *seat.room, domain::Actor::of(seat.person), domain::Leave{});
}

}  // namespace server
