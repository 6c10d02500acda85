// Conference: what the HTTP API asks of rooms.
#include <algorithm>

#include "domain/name.hpp"
#include "domain/slug.hpp"
#include "server/conference.hpp"

namespace server {

using domain::Refusal;
using domain::RefusalCode;

bool Conference::creates_on_join() const {
  return settings_.policy.create == domain::Creators::kAnyone &&
         settings_.policy.link == domain::LinkKind::kChosen;
}

void Conference::create_room(const Now& now, const NewRoom& wanted, Reply<CreatedRoom> reply) {
  clear_graveyard();
  const auto refuse = [&](const Refusal& refusal) { reply(std::unexpected(refusal)); };
  if (closed_) return refuse(kServiceClosed);
  // 1. Who may create one, and how many.
  if (!domain::may_create(settings_.policy.create, wanted.creator))
    return refuse({RefusalCode::kNotPermitted, "creating needs an account or an e-mail code"});
  std::string own_name = "Moderator*in";
  if (!wanted.own_name.empty()) {
    const auto cleaned = domain::clean_name(wanted.own_name, domain::kLongestPersonName);
    if (!cleaned) return refuse({RefusalCode::kBadName, "not a name for a person"});
    own_name = *cleaned;
  }
  const auto id = domain::room_id_for(settings_.policy.link, wanted.name, random_);
  if (!id) return refuse(id.error());
  if (find_room(*id)) return refuse({RefusalCode::kNameTaken, "a room of this name exists"});
  // 2. Who is invited, where one enters by a personal link alone.
  domain::Arrangement arrangement{.appointment = wanted.appointment,
                                  .owner = owner_of(wanted.account)};
  std::vector<std::string> links;
  const size_t invited = settings_.policy.only_invited ? wanted.personal_links : 0;
  for (size_t i = 0; i < invited; ++i) {
    const std::string secret = domain::random_invitation(random_);
    links.push_back(personal_link(*id, secret));
    arrangement.invited.push_back(key_of(secret));
  }
  // 3. The room, and its moderator's token once it is stored.
  const auto room = add_room(now, *id, wanted.name, wanted.source, std::move(arrangement));
  if (!room) return refuse(room.error());
  const Ticket ticket{.kind = TicketKind::kToken,
                      .room = *id,
                      .room_created_at = (*room)->created_at,
                      .name = own_name,
                      .role = domain::Role::kModerator,
                      .proved_code = (*room)->room.code_generation(),
                      .place = {},
                      .invitation = {},
                      .seat_key = random_.u64(),
                      .expires = now.wall + kCreatorTokenLife};
  CreatedRoom created{(*room)->room.view(), link_of(*id), seal(ticket, sealer_, random_),
                      std::move(links)};
  save(**room,
       [this, room = *room, reply = std::move(reply), created = std::move(created)](bool stored) {
         if (stored) return reply(created);
         bury(*room);
         reply(std::unexpected(Refusal{RefusalCode::kOverloaded, "the store did not take it"}));
       });
}

void Conference::join(const Now& now, const domain::RoomId& id, const JoinRequest& request,
                      Reply<JoinedRoom> reply) {
  clear_graveyard();
  const auto refuse = [&](const Refusal& refusal) { reply(std::unexpected(refusal)); };
  if (closed_) return refuse(kServiceClosed);
  const auto name = domain::clean_name(request.name, domain::kLongestPersonName);
  if (!name) return refuse({RefusalCode::kBadName, "empty, too long or not UTF-8"});
  // 1. The room.
  OpenRoom* room = find_room(id);
  if (!room && creates_on_join() && domain::slug(id.text) == id.text) {
    const auto added = add_room(now, id, id.text, request.source);
    if (!added) return refuse(added.error());
    room = *added;
    save(*room, [this, room](bool stored) {
      if (!stored) bury(*room);
    });
  }
  if (!room) return refuse({RefusalCode::kNoSuchRoom, "no such room"});
  // 2. Who asks, and whether she may.
  domain::Enter enter{.name = *name, .code = request.code, .pin = request.pin};
  enter.place = place_of(request.source);
  enter.invitation = key_of(request.invitation);
  if (!request.account.empty() && room->room.is_owned_by(owner_of(request.account))) {
    enter.role = domain::Role::kModerator;
  } else if (!request.moderator_token.empty()) {
    const auto ticket = open_ticket(TicketKind::kToken, request.moderator_token, sealer_, now.wall);
    if (!ticket || ticket->role != domain::Role::kModerator || room_of(*ticket) != room)
      return refuse({RefusalCode::kBadToken, "not a moderator's token of this room"});
    enter.role = domain::Role::kModerator;
  }
  if (request.is_organiser && settings_.policy.moderator == domain::ModeratorRule::kOrganiser)
    enter.role = domain::Role::kModerator;
  const auto state = try_to_enter(now, *room, enter, request.source);
  if (!state) return refuse(state.error());
  // 3. A token for the seat, once the room is stored.
  after_saves(*room, [this, id, room, reply = std::move(reply),
                      joined = JoinedRoom{token_for(now, *room, enter), *state}] {
    if (find_room(id) == room) return reply(joined);
    const bool ended = room->room.state() == domain::RoomState::kDeleted;
    reply(std::unexpected(ended ? Refusal{RefusalCode::kNoSuchRoom, "the room is gone"}
                                : Refusal{RefusalCode::kOverloaded, "the store did not take it"}));
  });
}

void Conference::come_back(const Now& now, std::string_view room_name, const JoinRequest& request,
                           Reply<FoundRoom> reply) {
  clear_graveyard();
  constexpr Refusal kWrong{RefusalCode::kWrongCode, "no room has this name, code and PIN"};
  const auto refuse = [&](const Refusal& refusal) { reply(std::unexpected(refusal)); };
  if (closed_) return refuse(kServiceClosed);
  const auto wanted = domain::clean_name(room_name, domain::kLongestRoomName);
  const auto name = domain::clean_name(request.name, domain::kLongestPersonName);
  if (!name) return refuse({RefusalCode::kBadName, "empty, too long or not UTF-8"});
  if (!wanted || request.pin.empty()) return refuse(kWrong);
  // Several rooms may have the name; the PIN tells which.
  domain::Enter enter{.name = *name, .code = request.code, .pin = request.pin};
  enter.place = place_of(request.source);
  for (auto& [id, room] : rooms_) {
    if (room->room.view().name != *wanted) continue;
    const auto state = try_to_enter(now, *room, enter, request.source);
    if (!state && state.error().code == RefusalCode::kWrongCode) continue;
    if (!state) return refuse(state.error());
    return reply(FoundRoom{id, link_of(id), token_for(now, *room, enter)});
  }
  if (!wrong_of_source_.may(now.instant, request.source)) return refuse(kTooManyTries);
  wrong_of_source_.note(now.instant, request.source);
  refuse(kWrong);
}

// What was proved here need not be typed again: the code by its generation, the PIN by the role.
std::string Conference::token_for(const Now& now, const OpenRoom& room,
                                  const domain::Enter& enter) {
  const Ticket ticket{.kind = TicketKind::kToken,
                      .room = room.room.view().id,
                      .room_created_at = room.created_at,
                      .name = enter.name,
                      .role = enter.pin.empty() ? enter.role : domain::Role::kModerator,
                      .proved_code = room.room.code_generation(),
                      .place = enter.place.hash,
                      .invitation = enter.invitation.hash,
                      .seat_key = random_.u64(),
                      .expires = now.wall + kTokenLife};
  return seal(ticket, sealer_, random_);
}

std::expected<ModeratorsData, Refusal> Conference::data_for_moderator(const Now& now,
                                                                      const domain::RoomId& id,
                                                                      std::string_view token) {
  const auto room = moderated_room(now, id, token);
  if (!room) return std::unexpected(room.error());
  const auto access = (*room)->room.access_data(domain::Actor::token_holder());
  if (!access) return std::unexpected(access.error());
  const domain::RoomView view = (*room)->room.view();
  return ModeratorsData{view.name, access->code.value_or(""), view.appointment};
}

std::expected<Conference::OpenRoom*, Refusal> Conference::moderated_room(const Now& now,
                                                                         const domain::RoomId& id,
                                                                         std::string_view token) {
  constexpr Refusal kNotOne{RefusalCode::kBadToken, "not a moderator's token of this room"};
  auto ticket = open_ticket(TicketKind::kToken, token, sealer_, now.wall);
  if (!ticket) ticket = open_ticket(TicketKind::kModeration, token, sealer_, now.wall);
  if (!ticket || ticket->room != id || ticket->role != domain::Role::kModerator)
    return std::unexpected(kNotOne);
  const auto room = room_of(*ticket);
  if (!room || ticket->kind == TicketKind::kToken) return room;
  const Seat* seat = seat_with(**room, ticket->seat_key);
  const auto person = seat ? (*room)->room.person(seat->person) : std::nullopt;
  const bool moderates = person && person->role == domain::Role::kModerator &&
                         person->state == domain::SeatState::kInside;
  return moderates ? room : std::unexpected(kNotOne);
}

std::string Conference::proof_of(const Now& now, const Seat& seat) {
  const Ticket ticket{.kind = TicketKind::kModeration,
                      .room = seat.room->room.view().id,
                      .room_created_at = seat.room->created_at,
                      .name = {},
                      .role = domain::Role::kModerator,
                      .proved_code = {},
                      .place = {},
                      .invitation = {},
                      .seat_key = seat.key,
                      .expires = now.wall + kTokenLife};
  return seal(ticket, sealer_, random_);
}

std::optional<domain::RoomView> Conference::describe(const domain::RoomId& id) const {
  const OpenRoom* room = find_room(id);
  return room ? std::optional(room->room.view()) : std::nullopt;
}

void Conference::end_room(const Now& now, const domain::RoomId& id, std::string_view token,
                          Reply<void> reply) {
  clear_graveyard();
  const auto room = moderated_room(now, id, token);
  if (!room) return reply(std::unexpected(room.error()));
  end_as(now, **room, domain::Actor::token_holder(), std::move(reply));
}

// Whoever hears "gone" may rely on it: the answer waits for the disk.
void Conference::end_as(const Now& now, OpenRoom& room, const domain::Actor& actor,
                        Reply<void> reply) {
  const auto ended = apply(now, room, actor, domain::EndRoom{});
  if (!ended) return reply(std::unexpected(ended.error()));
  after_saves(room, [room = &room, reply = std::move(reply)] {
    if (!room->last_save_failed) return reply({});
    reply(std::unexpected(Refusal{RefusalCode::kOverloaded, "the store did not take it"}));
  });
}

}  // namespace server
