// Conference: credentials of the relay, for people who are inside and for nobody else.
#include <algorithm>

#include "server/conference.hpp"

namespace server {

using domain::RefusalCode;

// Nothing where there is no relay.
std::optional<signalling::Relay> Conference::relay_for(const Seat& seat) {
  if (settings_.relay_urls.empty()) return std::nullopt;
  // One seat is one participant for the relay's quota, over all of its credentials; which seat it
  // is can be told by this server alone.
  uint8_t key[8];
  base::store_u64(key, seat.key);
  const net::Sha256 participant = sealer_.keyed_hash("relay", key);
  turn::Credentials credentials =
      relay_credentials_.issue(latest_, expected_worker(seat), base::load_u64(participant.data()));
  return signalling::Relay{.id = 0,
                           .urls = settings_.relay_urls,
                           .username = std::move(credentials.username),
                           .password = std::move(credentials.password),
                           .lifetime = static_cast<uint32_t>(turn::kCredentialLife.count())};
}

void Conference::announce(std::vector<base::Endpoint> candidates,
                          std::vector<std::string> relay_urls) {
  settings_.negotiation.candidates = std::move(candidates);
  settings_.relay_urls = std::move(relay_urls);
}

// Where the peer is, or will be when it offers now. A wrong guess costs its datagrams a hop between
// workers and nothing else.
sfu::WorkerIndex Conference::expected_worker(const Seat& seat) const {
  if (seat.media) return seat.media->worker;
  const OpenRoom& room = *seat.room;
  const auto on_home = std::ranges::count_if(room.seats, [&](const auto& entry) {
    return entry.second.media && entry.second.media->worker == room.home;
  });
  const sfu::WorkerIndex home = room.media_id ? room.home : placement_.home();
  return placement_.preview(home, static_cast<size_t>(on_home));
}

void Conference::on_body(const Now&, Seat& seat, uint32_t id, const signalling::GetRelay&) {
  const auto self = seat.room->room.person(seat.person);
  if (!self || self->state != domain::SeatState::kInside)
    return refuse(seat.connection, id, {RefusalCode::kWrongState, "not inside"});
  signalling::Relay relay = relay_for(seat).value_or(signalling::Relay{});
  relay.id = id;
  browsers_.send(seat.connection, {.body = std::move(relay)});
}

}  // namespace server
