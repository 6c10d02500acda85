// Conference: streams of standard clients (WHIP, WHEP). A stream is a seat without anybody in front
// of it: it cannot wait, does not moderate, and goes when its holder is removed.
#include <algorithm>

#include "server/conference.hpp"

namespace server {

using domain::Refusal;
using domain::RefusalCode;

namespace {

// Of the seats of a token's streams: to remove a stream voids the token for streams, not for the
// browser of whoever holds it.
uint64_t stream_key(uint64_t seat_key) { return ~seat_key; }

// Of one token: a camera, and a screen on the wall.
constexpr auto kMostStreams = 2;

}  // namespace

std::expected<StartedStream, Refusal> Conference::start_stream(const Now& now, StreamKind kind,
                                                               const domain::RoomId& id,
                                                               std::string_view token,
                                                               std::string_view offer) {
  clear_graveyard();
  if (closed_) return std::unexpected(kServiceClosed);
  // 1. The token's seat, but a stream never takes the place of its holder's browser.
  const auto ticket = open_ticket(TicketKind::kToken, token, sealer_, now.wall);
  if (!ticket || ticket->room != id)
    return std::unexpected(Refusal{RefusalCode::kBadToken, "not a token of this room"});
  const auto found = room_of(*ticket);
  if (!found) return std::unexpected(found.error());
  OpenRoom& room = **found;
  const uint64_t key = stream_key(ticket->seat_key);
  if (std::ranges::find(room.revoked, key) != room.revoked.end())
    return std::unexpected(Refusal{RefusalCode::kBarred, "removed from this room"});
  if (std::ranges::count(room.seats, key, [](const auto& entry) { return entry.second.key; }) >=
      kMostStreams)
    return std::unexpected(Refusal{RefusalCode::kTooFast, "this token has its streams already"});
  const domain::Role role = kind == StreamKind::kReceive ? domain::Role::kObserver : ticket->role;
  const auto seat = take_seat(now, room, *ticket, role, {}, key, true);
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
  const auto answer = negotiate_for(**seat, 1, offer, {}, kind == StreamKind::kReceive);
  if (!answer) return leave(RefusalCode::kBadOffer, "the offer was not accepted");
  // 3. What it sends is on from the start; there is nobody to press a button.
  domain::Media media;
  if (kind == StreamKind::kPublish)
    for (const sfu::SendingSection& section : (*seat)->media->negotiation.setup.sending) {
      media.microphone = media.microphone || section.kind == sfu::SourceKind::kMicrophone;
      media.camera = media.camera || section.kind == sfu::SourceKind::kCamera;
    }
  (void)apply(now, room, domain::Actor::of((*seat)->person), domain::SetMedia{media});
  return StartedStream{(*seat)->stream_resource, *answer};
}

void Conference::end_streams_of(const Now& now, OpenRoom& room, uint64_t seat_key) {
  std::vector<domain::PersonId> people;
  for (const auto& [person, seat] : room.seats)
    if (seat.key == stream_key(seat_key) && room.room.person(person)) people.push_back(person);
  for (const domain::PersonId person : people)
    (void)apply(now, room, domain::Actor::of(person), domain::Leave{});
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
