// The relay (RFC 8656), or TURN server, of one media worker, without sockets: a message of a client
// and an instant in; an answer, a payload for the media plane, or another worker's number out.
//
// It is virtual. Its relayed endpoints are ports of the server's public IPv4 address on which
// nothing listens; the only peers are the server's own media endpoints (allowed_peers.hpp). A
// payload for such a peer goes to the media plane as a datagram that came from the relayed
// endpoint; what the media plane sends to a relayed endpoint goes back through its allocation
// (route()). Nothing else is ever sent anywhere, so there is nothing to abuse as a proxy.
//
// Invariants
// 1. Without a right MESSAGE-INTEGRITY nothing is stored, and what is answered is at most four
//    times as long as what was asked, over UDP to one source at most answers_per_second times.
// 2. A payload leaves only for a peer of the allow-list, of an allocation that has a permission or
//    a channel for it.
// 3. Memory is bounded by ports, and by the quotas per participant or test and per source.
// 4. Ports of different workers differ: port % workers says whose it is.
//
// After any call, poll_event() until it gives nothing. Thread: the worker's own.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "base/random.hpp"
#include "proto/stun/error_code.hpp"
#include "proto/turn/allocation.hpp"
#include "proto/turn/allowed_peers.hpp"
#include "proto/turn/answer_budget.hpp"
#include "proto/turn/channel_data.hpp"
#include "proto/turn/credentials.hpp"
#include "proto/turn/nonce.hpp"
#include "proto/turn/wrap.hpp"

namespace turn {

// Virtual ports. No operating system gives clients ports from here (they begin at 32,768 or
// 49,152), so that a client on the server's own address, on the same machine or behind the same
// NAT, is not taken for a relayed one.
inline constexpr uint16_t kFirstVirtualPort = 1024;
inline constexpr uint16_t kLastVirtualPort = 32'767;

struct ServerSettings {
  std::string realm = "plenum";
  base::IpAddress relayed_address;      // the server's public IPv4
  std::vector<base::Endpoint> peers{};  // the media endpoints, IPv4
  unsigned worker = 0;                  // this one
  unsigned worker_count = 1;
  Key key{};  // of credentials and nonces, the same for all workers
  size_t allocations_per_participant =
      32;                                 // three URLs, several interfaces, two families, a restart
  size_t allocations_per_test = 12;       // three URLs, several interfaces
  size_t allocations_per_source = 4'096;  // a large school behind one address
  uint32_t answers_per_second = 100;      // without proof, to one source, over UDP
};

// What came of a message.
struct Nothing {};
struct Answer {};  // was appended to `out`
struct Payload {
  base::Path path;           // from the relayed endpoint to the media address
  base::MutableBytes bytes;  // in the message
};
struct Foreign {
  unsigned worker = 0;  // to whom the message is to be given
};
using Outcome = std::variant<Nothing, Answer, Payload, Foreign>;

// A client and its virtual port.
struct Place {
  Client client;
  uint16_t port = 0;
};
struct AllocationMade {
  Place place;
};
struct AllocationEnded {
  Place place;
};
using Event = std::variant<AllocationMade, AllocationEnded>;

struct Counters {
  uint64_t allocations = 0;  // made
  uint64_t refused = 0;      // requests answered with an error
  uint64_t dropped = 0;      // messages without an answer or a payload
};

class Server {
 public:
  Server(ServerSettings settings, base::Random& random);

  // A whole datagram, or a message as StreamFraming cut it.
  Outcome receive(base::Instant now, const Client& client, base::MutableBytes message,
                  base::Bytes& out);
  // The way back for what the media plane sends on `path`; nothing where there is no allocation or
  // the client has not permitted it (or not any more).
  std::optional<Route> route(base::Instant now, const base::Path& path) const;
  // The stream was closed.
  void remove(const Client& client);

  void on_timeout(base::Instant now);
  base::Instant next_timeout() const;
  std::optional<Event> poll_event();

  bool has(const Client& client) const { return allocations_.contains(client); }
  size_t size() const { return allocations_.size(); }
  const Counters& counters() const { return counters_; }

 private:
  struct Request;

  // server.cpp
  Outcome receive_channel_data(base::Instant now, const Client& client, base::MutableBytes message);
  Outcome receive_send(base::Instant now, const Client& client, base::MutableBytes message,
                       const stun::MessageView& send);
  Outcome receive_request(Request& request);
  Outcome answer_binding(Request& request);
  Outcome allocate(Request& request);
  Outcome refresh(Request& request, Allocation& allocation);
  Outcome create_permission(Request& request, Allocation& allocation);
  Outcome bind_channel(Request& request, Allocation& allocation);
  std::optional<stun::ErrorCode> objection_to_allocate(const Request& request) const;
  std::optional<uint16_t> free_port(const stun::MessageView& message);
  Allocation& add(Request& request, uint16_t port);
  void end(const Client& client);
  Allocation* find(const Client& client);
  Outcome drop();

  // request.cpp
  std::optional<stun::ErrorCode> authenticate(Request& request);
  bool within_budget(const Request& request);
  Outcome fail(Request& request, stun::ErrorCode code);

  const ServerSettings settings_;
  const AllowedPeers allowed_;
  base::Random& random_;
  CredentialIssuer credentials_;
  NonceMint nonces_;
  AnswerBudget budget_;

  std::unordered_map<Client, Allocation> allocations_;
  std::unordered_map<uint16_t, Client> by_port_;
  std::set<std::pair<base::Instant, Client>> deadlines_;  // one for each allocation
  std::unordered_map<uint64_t, size_t> per_participant_;
  std::unordered_map<base::IpAddress, size_t> per_source_;
  std::deque<Event> events_;
  Counters counters_;
};

}  // namespace turn
