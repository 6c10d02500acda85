#include "server/conference.hpp"

#include <algorithm>
#include <cctype>

#include "domain/slug.hpp"

namespace server {

namespace {

// Deadlines of rooms are in seconds at the finest; all rooms are looked at together.
constexpr base::Duration kTick = std::chrono::milliseconds(250);
constexpr size_t kMostRevoked = 1000;
// What the disk did not take is tried again.
constexpr base::Duration kStoreAgain = std::chrono::seconds(5);

signalling::EndReason reason_of(domain::Departure why) {
  switch (why) {
    case domain::Departure::kLeft:
    case domain::Departure::kLineLost:
      return signalling::EndReason::kLeft;
    case domain::Departure::kRejected:
      return signalling::EndReason::kRejected;
    case domain::Departure::kRemoved:
    case domain::Departure::kBarred:
      return signalling::EndReason::kRemoved;
    case domain::Departure::kRoomPaused:
      return signalling::EndReason::kRoomPaused;
    case domain::Departure::kRoomEnded:
      return signalling::EndReason::kRoomEnded;
  }
  return signalling::EndReason::kLeft;
}

bool voids_tickets(domain::Departure why) {
  return why == domain::Departure::kRejected || why == domain::Departure::kRemoved ||
         why == domain::Departure::kBarred;
}

}  // namespace

Conference::Conference(ConferenceSettings settings, MediaPlane& media, Browsers& browsers,
                       RoomStore& store, const net::Sealer& sealer, base::Random& random)
    : settings_(std::move(settings)),
      media_(media),
      browsers_(browsers),
      store_(store),
      sealer_(sealer),
      random_(random),
      placement_(media.worker_count(), settings_.peers_on_home),
      relay_credentials_(settings_.relay_key) {}

Conference::~Conference() = default;

void Conference::restore(const Now& now, std::vector<domain::RoomRecord> records) {
  for (domain::RoomRecord& record : records) {
    domain::RoomId id = record.id;
    auto room = std::make_unique<OpenRoom>(
        domain::Room::restore(now.instant, now.wall, settings_.policy, std::move(record)));
    rooms_.emplace(std::move(id), std::move(room));
  }
}

Conference::OpenRoom* Conference::find_room(const domain::RoomId& id) {
  const auto found = rooms_.find(id);
  return found == rooms_.end() ? nullptr : found->second.get();
}

const Conference::OpenRoom* Conference::find_room(const domain::RoomId& id) const {
  const auto found = rooms_.find(id);
  return found == rooms_.end() ? nullptr : found->second.get();
}

std::expected<Conference::OpenRoom*, domain::Refusal> Conference::add_room(
    const Now& now, domain::RoomId id, std::string_view name, const Source& source,
    domain::Arrangement arrangement) {
  const bool is_limited = settings_.limit_loopback || (source != "127.0.0.1" && source != "::");
  if (is_limited && !created_.may(now.instant, source))
    return std::unexpected(
        domain::Refusal{domain::RefusalCode::kTooFast, "too many rooms at once"});
  if (rooms_.size() >= settings_.max_rooms)
    return std::unexpected(domain::Refusal{domain::RefusalCode::kOverloaded, "too many rooms"});
  auto created =
      domain::Room::create(now.instant, now.wall, settings_.policy, id, name, random_, arrangement);
  if (!created) return std::unexpected(created.error());
  created_.note(now.instant, source);
  undeleted_.erase(id);  // the new one takes its place in the store
  auto room = std::make_unique<OpenRoom>(std::move(*created));
  OpenRoom* address = room.get();
  rooms_.emplace(std::move(id), std::move(room));
  return address;
}

std::string Conference::link_of(const domain::RoomId& room) const {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string link = settings_.public_url + "/";
  for (const char c : room.text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || c == '-' || c == '_' || c == '.' || c == '~') {
      link += c;
    } else {
      link += '%';
      link += kHex[byte >> 4];
      link += kHex[byte & 15];
    }
  }
  return link;
}

std::expected<Conference::OpenRoom*, domain::Refusal> Conference::room_of(const Ticket& ticket) {
  OpenRoom* room = find_room(ticket.room);
  if (!room || room->created_at != ticket.room_created_at)
    return std::unexpected(domain::Refusal{domain::RefusalCode::kNoSuchRoom, "the room is gone"});
  if (std::ranges::find(room->revoked, ticket.seat_key) != room->revoked.end())
    return std::unexpected(domain::Refusal{domain::RefusalCode::kBarred, "removed from this room"});
  return room;
}

// --------------------------------------------------------------------- the room and its events

// command path: 8. the room is asked
std::expected<void, domain::Refusal> Conference::apply(const Now& now, OpenRoom& room,
                                                       const domain::Actor& actor,
                                                       const domain::Command& command) {
  const auto events = room.room.apply(now.instant, actor, command);
  if (!events) return std::unexpected(events.error());
  deliver(now, room, *events);
  return {};
}

// command path: 13. what happened goes to the store and to everybody concerned
void Conference::deliver(const Now& now, OpenRoom& room, const domain::Events& events) {
  // Whose tickets become void: read before the seats go.
  std::vector<uint64_t> voided;
  for (const domain::Event& event : events)
    if (const auto* ended = std::get_if<domain::Ended>(&event.fact))
      if (const auto seat = room.seats.find(ended->person);
          seat != room.seats.end() && voids_tickets(ended->reason))
        voided.push_back(seat->second.key);
  // 1. What concerns the store comes first: nobody hears of a change that could still be lost.
  bool deleted = false;
  bool changed = false;
  for (const domain::Event& event : events) {
    deleted = deleted || std::holds_alternative<domain::RoomDeleted>(event.fact);
    changed = changed || std::holds_alternative<domain::Persist>(event.fact);
    // The newcomer's seat exists from now on, so that a second message finds it.
    if (const auto* seated = std::get_if<domain::Seated>(&event.fact))
      make_seat(room, seated->self.id);
    // What a moderator has switched off is not heard from this moment on, nor has anybody media who
    // waits, however long the disk takes.
    if (const auto* person = std::get_if<domain::PersonChanged>(&event.fact))
      if (const auto seat = room.seats.find(person->person.id); seat != room.seats.end())
        switch_sources(seat->second, person->person.media);
    if (std::holds_alternative<domain::SentToWait>(event.fact))
      end_media(room.seats.at(event.to[0]));
  }
  if (deleted) {
    ++room.saves_pending;
    remove(room.room.view().id, &room);
  } else if (changed) {
    save(room, nullptr);
  }
  // 2. Then everybody is told, in order.
  for (const domain::Event& event : events) {
    if (const auto* seated = std::get_if<domain::Seated>(&event.fact))
      welcome_after_saves(now, room.seats.at(seated->self.id), false, *seated);
    else if (const auto* said = std::get_if<domain::ChatSaid>(&event.fact))
      room.after_saves.push_back(
          [this, &room, to = event.to, chat = room.chat.add(event.to, *said, now.wall)] {
            for (const domain::PersonId person : to)
              if (const auto seat = room.seats.find(person); seat != room.seats.end())
                send_event(seat->second, {.body = chat});
          });
    else
      room.after_saves.push_back([this, &room, event] { deliver_now(room, event); });
  }
  work_off(room);
  if (deleted) bury(room);
  // 3. Streams go with their holder, and have nobody who would wait.
  for (const uint64_t key : voided) end_streams_of(now, room, key);
  for (const domain::Event& event : events)
    if (std::holds_alternative<domain::SentToWait>(event.fact))
      end_if_stream(now, room, event.to[0]);
}

void Conference::end_if_stream(const Now& now, OpenRoom& room, domain::PersonId person) {
  const auto seat = room.seats.find(person);
  if (seat == room.seats.end() || seat->second.stream_resource.empty()) return;
  (void)apply(now, room, domain::Actor::of(person), domain::Leave{});
}

void Conference::save(OpenRoom& room, std::function<void(bool)> done) {
  ++room.saves_pending;
  store_.save(room.room.record(), [this, &room, done = std::move(done)](bool stored) {
    if (done) done(stored);
    saved(room, stored);
  });
}

// A deletion that failed is not forgotten: after a restart the room would be there again.
void Conference::remove(const domain::RoomId& id, OpenRoom* room) {
  store_.remove(id, [this, id, room](bool stored) {
    const OpenRoom* present = find_room(id);  // a later one of the same name may be there already
    if (!stored && (!present || present == room)) undeleted_.insert(id);
    if (stored) undeleted_.erase(id);
    if (room) saved(*room, stored);
  });
}

// What was decided is told also when the disk is full: the conference goes on, and the room is
// stored as soon as that is possible.
void Conference::saved(OpenRoom& room, bool stored) {
  room.last_save_failed = !stored;
  --room.saves_pending;
  work_off(room);
}

void Conference::store_again(const Now& now) {
  if (now.instant < store_again_at_) return;
  store_again_at_ = now.instant + kStoreAgain;
  for (const auto& [id, room] : rooms_)
    if (room->last_save_failed && room->saves_pending == 0) save(*room, nullptr);
  for (const domain::RoomId& id : std::vector(undeleted_.begin(), undeleted_.end()))
    remove(id, nullptr);
}

void Conference::after_saves(OpenRoom& room, std::function<void()> work) {
  room.after_saves.push_back(std::move(work));
  work_off(room);
}

// command path: 15. what waits for the saves under way, if there are none any more. In order, also
// when a piece of work adds more.
void Conference::work_off(OpenRoom& room) {
  while (room.saves_pending == 0 && !room.after_saves.empty()) {
    const std::function<void()> next = std::move(room.after_saves.front());
    room.after_saves.pop_front();
    next();
  }
}

// The name is free from now on; the object lives until its last deliveries are made.
void Conference::bury(OpenRoom& room) {
  const auto found = rooms_.find(room.room.view().id);
  if (found == rooms_.end() || found->second.get() != &room) return;
  graveyard_.push_back(std::move(found->second));
  rooms_.erase(found);
}

void Conference::clear_graveyard() {
  std::erase_if(graveyard_, [this](const std::unique_ptr<OpenRoom>& room) {
    if (room->saves_pending > 0 || !room->after_saves.empty() || !room->seats.empty()) return false;
    media_rooms_.erase(room->media_id);
    return true;
  });
}

void Conference::deliver_now(OpenRoom& room, const domain::Event& event) {
  if (const auto* ended = std::get_if<domain::Ended>(&event.fact))
    return end_seat(room, ended->person, ended->reason);
  for (const domain::PersonId person : event.to) {
    const auto seat = room.seats.find(person);
    if (seat != room.seats.end()) deliver_to(room, seat->second, event.fact);
  }
}

// command path: 16. one fact for one seat
void Conference::deliver_to(OpenRoom& room, Seat& seat, const domain::Fact& fact) {
  const auto link = [&] { return link_of(room.room.view().id); };
  if (const auto* joined = std::get_if<domain::PersonJoined>(&fact))
    send_event(seat, {.body = *joined});
  else if (const auto* changed = std::get_if<domain::PersonChanged>(&fact))
    send_event(seat, {.body = *changed});
  else if (const auto* left = std::get_if<domain::PersonLeft>(&fact))
    send_event(seat, {.body = *left});
  else if (const auto* now_inside = std::get_if<domain::Admitted>(&fact))
    send_event(seat, {.body = signalling::Admitted{now_inside->room, link(), now_inside->people,
                                                   relay_for(seat), now_inside->beside}});
  else if (const auto* sent = std::get_if<domain::SentToWait>(&fact))
    send_event(seat, {.body = signalling::SentToWait{sent->room, link()}});
  else if (const auto* asked = std::get_if<domain::AskedToSwitchOn>(&fact))
    send_event(seat, {.body = *asked});
  else if (const auto* reacted = std::get_if<domain::Reacted>(&fact))
    send_event(seat, {.body = *reacted});
  else if (const auto* typed = std::get_if<domain::TextTyped>(&fact))
    send_event(seat, {.body = *typed});
  else if (const auto* poll = std::get_if<domain::PollChanged>(&fact))
    send_event(seat, {.body = *poll});
  else if (const auto* removed = std::get_if<domain::PollRemoved>(&fact))
    send_event(seat, {.body = *removed});
  else if (const auto* room_changed = std::get_if<domain::RoomChanged>(&fact))
    send_event(seat, {.body = signalling::RoomChanged{room_changed->room, link()}});
}

void Conference::make_seat(OpenRoom& room, domain::PersonId person) {
  ASSERT(arrival_);  // only Enter seats anybody, and take_seat is its only caller
  Seat& seat = room.seats[person];
  seat.room = &room;
  seat.person = person;
  seat.key = arrival_->key;
  seat.proved_code = arrival_->proved_code;
  seat.invitation = arrival_->invitation;
  seat.connection = arrival_->connection;
  if (seat.connection) connections_[seat.connection] = &seat;
  arrival_->seat = &seat;
}

void Conference::end_seat(OpenRoom& room, domain::PersonId person, domain::Departure why) {
  const auto found = room.seats.find(person);
  if (found == room.seats.end()) return;
  Seat& seat = found->second;
  end_media(seat);
  if (voids_tickets(why)) {
    room.revoked.push_back(seat.key);
    if (room.revoked.size() > kMostRevoked) room.revoked.pop_front();
  }
  if (seat.connection) {
    connections_.erase(seat.connection);
    tell_end(seat, reason_of(why));
  }
  if (!seat.stream_resource.empty()) streams_.erase(seat.stream_resource);
  room.seats.erase(found);
}

// Also to a connection that still waits for its Welcome.
void Conference::tell_end(Seat& seat, signalling::EndReason why) {
  browsers_.send(seat.connection, {.number = ++seat.last_number, .body = signalling::Ended{why}});
  browsers_.close(seat.connection);
  seat.connection = {};
  seat.welcomed = false;
}

void Conference::send_event(Seat& seat, signalling::ServerMessage message) {
  message.number = ++seat.last_number;
  send_state(seat, std::move(message));
}

void Conference::send_state(Seat& seat, signalling::ServerMessage message) {
  if (seat.welcomed) browsers_.send(seat.connection, message);
}

Conference::Seat* Conference::seat_of(net::ConnectionId connection) {
  const auto found = connections_.find(connection);
  return found == connections_.end() ? nullptr : found->second;
}

// --------------------------------------------------------------------------------------- timers

base::Instant Conference::next_timeout() const { return next_tick_; }

void Conference::on_timeout(const Now& now) {
  latest_ = now.instant;
  if (next_tick_ > now.instant) return;
  next_tick_ = now.instant + kTick;
  clear_graveyard();
  // A room may be deleted by its deadline, which takes it out of the table.
  std::vector<OpenRoom*> due;
  for (const auto& [id, room] : rooms_)
    if (room->room.next_timeout() <= now.instant) due.push_back(room.get());
  for (OpenRoom* room : due) deliver(now, *room, room->room.on_timeout(now.instant));
  store_again(now);
}

Conference::Counts Conference::counts() const {
  Counts counts{.rooms = rooms_.size(), .people = 0, .waiting = 0, .peers = peers_.size()};
  for (const auto& [id, room] : rooms_) {
    counts.people += room->room.people_inside();
    counts.waiting += room->room.people_waiting();
  }
  return counts;
}

}  // namespace server
