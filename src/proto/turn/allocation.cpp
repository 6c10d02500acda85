#include "proto/turn/allocation.hpp"

#include <algorithm>
#include <utility>

namespace turn {

Allocation::Allocation(const Client& client, const base::Endpoint& relayed, std::string username,
                       uint64_t participant, stun::HmacKey key, const stun::TransactionId& made_by,
                       base::Instant now, base::Instant end)
    : client_(client),
      relayed_(relayed),
      username_(std::move(username)),
      participant_(participant),
      key_(std::move(key)),
      made_by_(made_by),
      end_(end),
      expires_(now) {}

std::chrono::seconds Allocation::refresh(base::Instant now, std::chrono::seconds wanted) {
  const std::chrono::seconds granted = std::clamp(wanted, kDefaultLifetime, kMaxLifetime);
  expires_ = std::min(now + granted, end_);
  return std::chrono::duration_cast<std::chrono::seconds>(std::max(expires_, now) - now);
}

void Allocation::permit(base::Instant now, const base::Endpoint& peer) {
  find_or_add(peer).permitted_until = now + kPermissionLife;
}

bool Allocation::is_permitted(base::Instant now, const base::Endpoint& peer) const {
  const Peer* const known = find(peer);
  return known != nullptr && now < known->permitted_until;
}

bool Allocation::bind(base::Instant now, uint16_t number, const base::Endpoint& peer) {
  for (const Peer& other : peers_) {
    const bool bound = now < other.bound_until;
    if (bound && (other.endpoint == peer) != (other.channel == number)) return false;
  }
  Peer& ours = find_or_add(peer);
  ours.channel = number;
  ours.bound_until = now + kChannelLife;
  ours.permitted_until = now + kPermissionLife;
  return true;
}

std::optional<base::Endpoint> Allocation::peer_of_channel(base::Instant now,
                                                          uint16_t number) const {
  for (const Peer& peer : peers_)
    if (peer.channel == number && now < peer.bound_until) return peer.endpoint;
  return std::nullopt;
}

std::optional<uint16_t> Allocation::channel_of_peer(base::Instant now,
                                                    const base::Endpoint& peer) const {
  const Peer* const known = find(peer);
  if (known == nullptr || now >= known->bound_until) return std::nullopt;
  return known->channel;
}

const Allocation::Peer* Allocation::find(const base::Endpoint& peer) const {
  const auto found = std::ranges::find(peers_, peer, &Peer::endpoint);
  return found == peers_.end() ? nullptr : &*found;
}

Allocation::Peer& Allocation::find_or_add(const base::Endpoint& peer) {
  const auto found = std::ranges::find(peers_, peer, &Peer::endpoint);
  if (found != peers_.end()) return *found;
  return peers_.emplace_back(Peer{.endpoint = peer, .channel = 0});
}

}  // namespace turn
