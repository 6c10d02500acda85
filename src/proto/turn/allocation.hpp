// One allocation (RFC 8656 §5): a client's virtual relayed endpoint, what it was made with, and its
// permissions and channels, each of which ends by itself. Knows no messages; server.cpp does.
//
// Permissions are for a whole address by the RFC (§9), but our peers are endpoints of one port, so
// that both are kept by peer endpoint. There are as many as the server has media addresses: a
// handful, searched one by one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/endpoint.hpp"
#include "base/instant.hpp"
#include "proto/stun/integrity.hpp"
#include "proto/stun/message.hpp"

namespace turn {

inline constexpr std::chrono::seconds kDefaultLifetime = std::chrono::minutes(10);  // §3.2
inline constexpr std::chrono::seconds kMaxLifetime = std::chrono::hours(1);         // §7.2
inline constexpr base::Duration kPermissionLife = std::chrono::seconds(300);        // §9
inline constexpr base::Duration kChannelLife = std::chrono::seconds(600);           // §12
// Refreshes end here, so that one who has left long ago does not keep a place for ever. A test's
// end with its credentials.
inline constexpr base::Duration kLongestUse = std::chrono::hours(24);

// The client's five-tuple. A stream has a number of its own instead of a second port: one client
// may hold connections to 3478 and to 443 from the same port.
struct Client {
  base::Path path;
  uint64_t stream = 0;  // 0: UDP

  bool is_stream() const { return stream != 0; }
  friend auto operator<=>(const Client&, const Client&) = default;
};

class Allocation {
 public:
  Allocation(const Client& client, const base::Endpoint& relayed, std::string username,
             uint64_t participant, stun::HmacKey key, const stun::TransactionId& made_by,
             base::Instant now, base::Instant end);

  const Client& client() const { return client_; }
  const base::Endpoint& relayed() const { return relayed_; }
  const std::string& username() const { return username_; }
  uint64_t participant() const { return participant_; }
  stun::HmacKey& key() { return key_; }
  // A repetition of the request that made it is answered again (§7.2).
  const stun::TransactionId& made_by() const { return made_by_; }

  base::Instant expires() const { return expires_; }
  // What is granted of the lifetime that was asked for.
  std::chrono::seconds refresh(base::Instant now, std::chrono::seconds wanted);

  void permit(base::Instant now, const base::Endpoint& peer);
  bool is_permitted(base::Instant now, const base::Endpoint& peer) const;

  // False: the number belongs to another peer or the peer has another number (§12.2).
  bool bind(base::Instant now, uint16_t number, const base::Endpoint& peer);
  std::optional<base::Endpoint> peer_of_channel(base::Instant now, uint16_t number) const;
  std::optional<uint16_t> channel_of_peer(base::Instant now, const base::Endpoint& peer) const;

 private:
  struct Peer {
    base::Endpoint endpoint;
    base::Instant permitted_until{};
    base::Instant bound_until{};
    uint16_t channel = 0;
  };

  const Peer* find(const base::Endpoint& peer) const;
  Peer& find_or_add(const base::Endpoint& peer);

  Client client_;
  base::Endpoint relayed_;
  std::string username_;
  uint64_t participant_;
  stun::HmacKey key_;
  stun::TransactionId made_by_;
  base::Instant end_;  // whatever is refreshed
  base::Instant expires_;
  std::vector<Peer> peers_;
};

}  // namespace turn

template <>
struct std::hash<turn::Client> {
  size_t operator()(const turn::Client& client) const noexcept {
    return std::hash<base::Endpoint>{}(client.path.remote) ^
           std::hash<base::IpAddress>{}(client.path.local) * 31 ^
           client.stream * 0x9E3779B97F4A7C15ull;
  }
};
