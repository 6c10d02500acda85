// Conference: the messages of one connection. Hello takes a seat or comes back to one; what follows
// is a command of the person in that seat.
#include <algorithm>

#include "server/conference.hpp"

namespace server {

namespace {

using domain::Refusal;
using domain::RefusalCode;

// Deliveries that wait for a slow disk; beyond that nothing new is begun.
constexpr size_t kMostPending = 1000;

std::string bar_hash(const net::Sealer& sealer, uint64_t key) {
  uint8_t bytes[8];
  base::store_u64(bytes, key);
  const net::Sha256 hash = sealer.keyed_hash("bar", bytes);
  return std::string(hash.begin(), hash.end());
}

sfu::SourceKind to_sfu(signalling::SourceKind kind) {
  return kind == signalling::SourceKind::kScreen ? sfu::SourceKind::kScreen
                                                 : sfu::SourceKind::kCamera;
}

}  // namespace

void Conference::opened(net::ConnectionId connection) { connections_[connection] = nullptr; }

// command path: 6. whose command? A person in a seat, or somebody who has yet to say hello
void Conference::received(const Now& now, net::ConnectionId connection,
                          const signalling::ClientMessage& message) {
  latest_ = now.instant;
  clear_graveyard();
  const auto found = connections_.find(connection);
  if (found == connections_.end()) return;  // closed by us, the peer has not noticed yet
  if (Seat* seat = found->second)
    return std::visit([&](const auto& body) { on_body(now, *seat, message.id, body); },
                      message.body);
  if (const auto* hello = std::get_if<signalling::Hello>(&message.body))
    return on_hello(now, connection, message.id, *hello);
  refuse(connection, message.id, {RefusalCode::kBadMessage, "hello comes first"});
  browsers_.close(connection);
  connections_.erase(connection);
}

void Conference::closed(const Now& now, net::ConnectionId connection) {
  clear_graveyard();
  const auto found = connections_.find(connection);
  if (found == connections_.end()) return;
  Seat* seat = found->second;
  connections_.erase(found);
  if (!seat) return;
  seat->connection = {};
  seat->welcomed = false;
  // Refused only when the person is gone already.
  (void)apply(now, *seat->room, domain::Actor::of(seat->person), domain::LineLost{});
}

void Conference::say_goodbye() {
  for (const auto& [connection, seat] : connections_) {
    if (seat)
      tell_end(*seat, signalling::EndReason::kServerStops);
    else
      browsers_.close(connection);
  }
  connections_.clear();
}

// ---------------------------------------------------------------------------------------- hello

void Conference::on_hello(const Now& now, net::ConnectionId connection, uint32_t id,
                          const signalling::Hello& hello) {
  const auto give_up = [&](const Refusal& refusal) {
    refuse(connection, id, refusal);
    browsers_.close(connection);
    connections_.erase(connection);
  };
  // 1. The ticket is ours and fresh.
  const bool resumes = !hello.resume_ticket.empty();
  const auto ticket = open_ticket(resumes ? TicketKind::kResume : TicketKind::kToken,
                                  resumes ? hello.resume_ticket : hello.token, sealer_, now.wall);
  if (!ticket) return give_up({RefusalCode::kBadToken, "unknown or expired"});
  const auto room = room_of(*ticket);
  if (!room) return give_up(room.error());
  // 2. Back to the same seat, if it is still there: after a reload, a lost line, in a second tab.
  if (Seat* seat = seat_with(**room, ticket->seat_key)) {
    if ((*room)->room.person(seat->person)) return resume(now, *seat, connection, hello.chat_seen);
    // The room has let her go, and only the saves under way keep the seat: once more without it.
    return after_saves(**room, [this, now, connection, id, hello] {
      const auto found = connections_.find(connection);
      if (found != connections_.end() && !found->second) on_hello(now, connection, id, hello);
    });
  }
  // 3. A seat of one's own.
  if (closed_ && !resumes) return give_up(kServiceClosed);
  const auto seat =
      take_seat(now, **room, *ticket, ticket->role, connection, ticket->seat_key, false);
  if (!seat) return give_up(seat.error());
  browsers_.authenticated(connection);
}

Conference::Seat* Conference::seat_with(OpenRoom& room, uint64_t key) {
  for (auto& [person, seat] : room.seats)
    if (seat.key == key && seat.stream_resource.empty()) return &seat;
  return nullptr;
}

std::expected<Conference::Seat*, Refusal> Conference::take_seat(const Now& now, OpenRoom& room,
                                                                const Ticket& ticket,
                                                                domain::Role role,
                                                                net::ConnectionId connection,
                                                                uint64_t key, bool unattended) {
  Arrival arrival{.connection = connection,
                  .key = key,
                  .proved_code = ticket.proved_code,
                  .invitation = ticket.invitation,
                  .seat = nullptr};
  const domain::Enter enter{.name = ticket.name,
                            .role = role,
                            .code = {},
                            .pin = {},
                            .proved_code = ticket.proved_code,
                            .key = {bar_hash(sealer_, ticket.seat_key)},
                            .place = {ticket.place},
                            .former = ticket.person,
                            .invitation = {ticket.invitation},
                            .had_seat = ticket.kind == TicketKind::kResume,
                            .unattended = unattended};
  arrival_ = &arrival;
  const auto events = room.room.apply(now.instant, domain::Actor::newcomer(), enter);
  if (!events) {
    arrival_ = nullptr;
    return std::unexpected(events.error());
  }
  deliver(now, room, *events);
  arrival_ = nullptr;
  ASSERT(arrival.seat);
  return arrival.seat;
}

void Conference::resume(const Now& now, Seat& seat, net::ConnectionId connection,
                        uint64_t chat_seen) {
  OpenRoom& room = *seat.room;
  const domain::PersonId person = seat.person;
  // 1. The seat belongs to the new line.
  if (seat.connection) {
    // A second tab, or the old line has not been noticed to be dead.
    connections_.erase(seat.connection);
    tell_end(seat, signalling::EndReason::kTakenOver);
  } else {
    (void)apply(now, room, domain::Actor::of(person), domain::LineBack{});
  }
  seat.connection = connection;
  connections_[connection] = &seat;
  browsers_.authenticated(connection);
  // 2. She is shown the room as it is.
  const auto self = room.room.person(person);
  ASSERT(self);  // on_hello looked
  welcome_after_saves(
      now, seat, true,
      {*self, room.room.view(), room.room.people_seen_by(person), room.room.beside(person)});
  // 3. And what was said meanwhile. What comes from now on goes out behind it.
  room.after_saves.push_back(
      [this, &room, person, connection, missed = room.chat.since(chat_seen, person)] {
        const auto found = room.seats.find(person);
        if (found == room.seats.end() || found->second.connection != connection) return;
        for (const signalling::ChatSaid& chat : missed) send_event(found->second, {.body = chat});
      });
  work_off(room);
}

// What is seen now goes out behind the saves under way, like any news. It holds what is announced
// until then, so the seat gets no event before it. Nothing for a stream, nor for a line that is
// lost or taken over meanwhile.
void Conference::welcome_after_saves(const Now& now, const Seat& seat, bool resumed,
                                     domain::Seated seen) {
  if (!seat.connection) return;
  seat.room->after_saves.push_back([this, now, &room = *seat.room, connection = seat.connection,
                                    resumed, seen = std::move(seen)] {
    const auto found = room.seats.find(seen.self.id);
    if (found == room.seats.end() || found->second.connection != connection) return;
    welcome(now, found->second, resumed, seen);
    if (found->second.media) send_media_states(found->second);
  });
}

void Conference::welcome(const Now& now, Seat& seat, bool resumed, const domain::Seated& seen) {
  const Ticket ticket{.kind = TicketKind::kResume,
                      .room = seen.room.id,
                      .room_created_at = seat.room->created_at,
                      .name = seen.self.name,
                      .role = seen.self.role,
                      .proved_code = seen.self.state == domain::SeatState::kInside
                                         ? seat.room->room.code_generation()
                                         : seat.proved_code,
                      .place = {},
                      .person = seen.self.id,
                      .invitation = seat.invitation,
                      .seat_key = seat.key,
                      .expires = now.wall + kResumeLife};
  seat.welcomed = true;
  const bool inside = seen.self.state == domain::SeatState::kInside;
  send_event(seat, {.body = signalling::Welcome{.self = seen.self.id,
                                                .resume_ticket = seal(ticket, sealer_, random_),
                                                .resumed = resumed,
                                                .state = seen.self.state,
                                                .room = seen.room,
                                                .link = link_of(seen.room.id),
                                                .people = seen.people,
                                                .relay = inside ? relay_for(seat) : std::nullopt,
                                                .beside = seen.beside}});
}

// ------------------------------------------------------------------------------------- commands

void Conference::on_body(const Now&, Seat& seat, uint32_t id, const signalling::Hello&) {
  refuse(seat.connection, id, {RefusalCode::kWrongState, "hello was said"});
}

// command path: 21. an offer is for the media plane, not for the room
void Conference::on_body(const Now&, Seat& seat, uint32_t id, const signalling::Offer& offer) {
  // Nothing of the media plane exists for somebody who waits.
  const auto self = seat.room->room.person(seat.person);
  if (!self || self->state != domain::SeatState::kInside)
    return refuse(seat.connection, id, {RefusalCode::kWrongState, "not inside"});
  const auto answer = negotiate_for(seat, offer.connection, offer.sdp, offer.sections, false);
  if (!answer)
    return browsers_.send(seat.connection, {.body = signalling::Refused{id, RefusalCode::kBadOffer,
                                                                        answer.error().detail}});
  browsers_.send(seat.connection, {.body = signalling::Answer{id, offer.connection, *answer}});
}

void Conference::on_body(const Now&, Seat& seat, uint32_t id, const signalling::View& view) {
  const auto self = seat.room->room.person(seat.person);
  if (!self || self->state != domain::SeatState::kInside)
    return refuse(seat.connection, id, {RefusalCode::kWrongState, "not inside"});
  seat.wanted.clear();
  for (const signalling::Wanted& wanted : view.wanted)
    seat.wanted.push_back({sfu::PersonId{wanted.person}, to_sfu(wanted.kind), wanted.height});
  tell_wanted(seat);
  answer_done(seat.connection, id);
}

void Conference::on_body(const Now&, Seat& seat, uint32_t id, const signalling::Ping&) {
  answer_done(seat.connection, id);
}

void Conference::on_body(const Now& now, Seat& seat, uint32_t id,
                         const signalling::GetAccessData&) {
  const auto data = seat.room->room.access_data(domain::Actor::of(seat.person));
  if (!data) return refuse(seat.connection, id, data.error());
  browsers_.send(seat.connection,
                 {.body = signalling::AccessData{id, data->code.value_or(""),
                                                 data->pin.value_or(""), proof_of(now, seat)}});
}

// command path: 7. a command of the room
template <typename DomainCommand>
void Conference::on_body(const Now& now, Seat& seat, uint32_t id, const DomainCommand& command) {
  const net::ConnectionId connection = seat.connection;
  OpenRoom& room = *seat.room;
  if (room.after_saves.size() > kMostPending)
    return refuse(connection, id, {RefusalCode::kOverloaded, "the disk is far behind"});
  const auto applied = apply(now, room, domain::Actor::of(seat.person), command);
  if (!applied) return refuse(connection, id, applied.error());
  // The answer goes behind what the command causes: whoever leaves is told so first.
  after_saves(room, [this, connection, id] {
    if (connections_.contains(connection)) answer_done(connection, id);
  });
}

void Conference::refuse(net::ConnectionId connection, uint32_t id, const Refusal& refusal) {
  browsers_.send(connection,
                 {.body = signalling::Refused{id, refusal.code, std::string(refusal.detail)}});
}

void Conference::answer_done(net::ConnectionId connection, uint32_t id) {
  if (id != 0) browsers_.send(connection, {.body = signalling::Done{id}});
}

}  // namespace server
