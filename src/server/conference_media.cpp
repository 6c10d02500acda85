// Conference: offers and answers, and what the media workers report.
#include <algorithm>

#include "server/conference.hpp"

namespace server {

namespace {

signalling::SourceKind to_signalling(sfu::SourceKind kind) {
  switch (kind) {
    case sfu::SourceKind::kMicrophone:
      return signalling::SourceKind::kMicrophone;
    case sfu::SourceKind::kCamera:
      return signalling::SourceKind::kCamera;
    case sfu::SourceKind::kScreen:
      return signalling::SourceKind::kScreen;
    case sfu::SourceKind::kScreenSound:
      return signalling::SourceKind::kScreenSound;
  }
  return signalling::SourceKind::kCamera;
}

domain::PersonId to_domain(sfu::PersonId person) { return {static_cast<uint32_t>(person.value)}; }

std::vector<signalling::SlotFill> fills(const std::vector<sfu::SourceInfo>& slots) {
  std::vector<signalling::SlotFill> result;
  for (uint32_t k = 0; k < slots.size(); ++k)
    if (slots[k].source)
      result.push_back({k, to_domain(slots[k].person), to_signalling(slots[k].kind)});
  return result;
}

bool is_on(const domain::Media& media, sfu::SourceKind kind) {
  switch (kind) {
    case sfu::SourceKind::kMicrophone:
      return media.microphone;
    case sfu::SourceKind::kCamera:
      return media.camera;
    case sfu::SourceKind::kScreen:
      return media.screen;
    case sfu::SourceKind::kScreenSound:
      return media.screen_sound;
  }
  return false;
}

}  // namespace

// command path: 22. where the peer lives, what is answered, what the worker is told
std::expected<std::string, NegotiationError> Conference::negotiate_for(Seat& seat,
                                                                       uint32_t connection,
                                                                       std::string_view offer,
                                                                       const SectionKinds& kinds,
                                                                       bool follows_speaker) {
  OpenRoom& room = *seat.room;
  const bool continues = seat.media && seat.media->negotiation.connection == connection;
  // An ICE restart would find a new peer here, while the browser's DTLS goes on with the old one:
  // connected, and silent for ever.
  if (!continues && connection == seat.ended_connection)
    return std::unexpected(NegotiationError{"this connection has ended: begin a new one"});
  // 1. Place: the room at its first peer, then each peer.
  if (!room.media_id) {
    room.media_id = {++last_media_room_};
    room.home = placement_.home();
    media_rooms_[room.media_id] = &room;
  }
  MediaSession session;
  if (continues) {
    session = *seat.media;
  } else {
    const auto on_home = std::ranges::count_if(room.seats, [&](const auto& entry) {
      return entry.second.media && entry.second.media->worker == room.home;
    });
    session.worker = placement_.place(room.home, static_cast<size_t>(on_home));
    session.negotiation.connection = connection;
    session.negotiation.setup.peer = {++last_peer_};
    session.negotiation.setup.room = room.media_id;
    session.negotiation.setup.person = {seat.person.value};
    session.negotiation.setup.follows_speaker = follows_speaker;
    session.negotiation.setup.congestion_control = settings_.negotiation.congestion_control;
  }
  // 2. Answer. A refused offer changes nothing: the running connection goes on.
  auto answer = negotiate(offer, kinds, settings_.negotiation, session.worker, source_ids_, random_,
                          session.negotiation);
  if (!answer) {
    if (!continues) placement_.remove(session.worker);
    return std::unexpected(std::move(answer.error()));
  }
  // 3. Tell the worker.
  if (continues) {
    media_.post(session.worker, sfu::UpdatePeer{session.negotiation.setup});
  } else {
    end_media(seat);
    peers_[session.peer()] = &seat;
    media_.post(session.worker, sfu::AddPeer{session.negotiation.setup, room.home});
  }
  seat.media = std::move(session);
  seat.media->switched.reset();  // the sections may be others
  if (const auto self = room.room.person(seat.person)) switch_sources(seat, self->media);
  tell_wanted(seat);
  return answer;
}

void Conference::end_media(Seat& seat) {
  if (!seat.media) return;
  media_.post(seat.media->worker, sfu::RemovePeer{seat.media->peer()});
  placement_.remove(seat.media->worker);
  peers_.erase(seat.media->peer());
  seat.media.reset();
  seat.slots = {};
}

void Conference::switch_sources(Seat& seat, const domain::Media& media) {
  if (!seat.media || seat.media->switched == media) return;
  seat.media->switched = media;
  for (const sfu::SendingSection& section : seat.media->negotiation.setup.sending)
    media_.post(seat.media->worker,
                sfu::SwitchSource{seat.media->peer(), section.source, is_on(media, section.kind)});
}

void Conference::tell_wanted(Seat& seat) {
  if (seat.media && !seat.media->negotiation.setup.follows_speaker)
    media_.post(seat.media->worker, sfu::SetWanted{seat.media->peer(), seat.wanted});
}

Conference::Seat* Conference::seat_of(sfu::PeerId peer) {
  const auto found = peers_.find(peer);
  return found == peers_.end() ? nullptr : found->second;
}

// command path: 28. what a worker reports becomes news for a seat
void Conference::on_media_event(const Now& now, const sfu::WorkerEvent& event) {
  clear_graveyard();
  std::visit([&](const auto& specific) { on_event(now, specific); }, event);
}

void Conference::on_event(const Now&, const sfu::PeerConnected& event) {
  if (Seat* seat = seat_of(event.peer)) seat->media->connected = true;
}

void Conference::on_event(const Now& now, const sfu::PeerEnded& event) {
  Seat* seat = seat_of(event.peer);
  if (!seat) return;
  seat->ended_connection = seat->media->negotiation.connection;
  end_media(*seat);
  // A browser keeps its seat and makes a new connection; a stream is its connection.
  end_if_stream(now, *seat->room, seat->person);
}

void Conference::on_event(const Now&, const sfu::SlotsChanged& event) {
  Seat* seat = seat_of(event.peer);
  if (!seat) return;
  seat->slots = {fills(event.video), fills(event.sound)};
  send_state(*seat, {.body = seat->slots});
}

void Conference::send_media_states(Seat& seat) {
  send_state(seat, {.body = seat.slots});
  for (const auto& [kind, watched] : seat.media->watched) send_state(seat, {.body = watched});
}

void Conference::on_event(const Now&, const sfu::WatchedChanged& event) {
  const auto room = media_rooms_.find(event.room);
  if (room == media_rooms_.end()) return;
  const auto found = room->second->seats.find(to_domain(event.source.person));
  if (found == room->second->seats.end() || !found->second.media) return;
  MediaSession& session = *found->second.media;
  // Not of a connection that has been replaced meanwhile.
  const auto& sending = session.negotiation.setup.sending;
  const auto section =
      std::ranges::find(sending, event.source.source, &sfu::SendingSection::source);
  if (section == sending.end() || section->rids.size() < 2) return;
  signalling::Watched watched{session.negotiation.connection, to_signalling(section->kind), {}};
  for (size_t layer = 0; layer < section->rids.size(); ++layer)
    if (event.layers >> layer & 1) watched.rids.push_back(section->rids[layer]);
  send_state(found->second, {.body = watched});
  session.watched[watched.kind] = std::move(watched);
}

void Conference::on_event(const Now&, const sfu::SpeakersChanged& event) {
  const auto found = media_rooms_.find(event.room);
  if (found == media_rooms_.end()) return;
  signalling::Speakers speakers;
  for (const sfu::PersonId person : event.people) speakers.people.push_back(to_domain(person));
  for (auto& [person, seat] : found->second->seats)
    if (seat.media) send_state(seat, {.body = speakers});
}

}  // namespace server
