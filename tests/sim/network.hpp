// The network between the server and everybody else: each host has a line of its own, up and down,
// behind a NAT of its own. Datagrams only; signalling goes over signalling_line.hpp.
//
//   host ── up ──▶ NAT ──▶ server          the server sees the outer endpoint
//   host ◀── down ── NAT ◀── server        what goes to an endpoint of before is gone
//
// The ledger notes every RTP packet that no intact copy of arrived, by SSRC and sequence number,
// which stay readable in SRTP: so that a packet missed by a receiver is either the network's loss
// or the server's.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "sim/digest.hpp"
#include "sim/event_queue.hpp"
#include "sim/link.hpp"

namespace sim {

class LossLedger {
 public:
  void note(base::BytesView datagram);
  bool contains(uint32_t ssrc, uint16_t sequence_number) const {
    return lost_.contains(uint64_t{ssrc} << 16 | sequence_number);
  }

 private:
  std::set<uint64_t> lost_;
};

class Network;

class Host {
 public:
  using Receive = std::function<void(const base::Endpoint& from, base::MutableBytes datagram)>;

  Host(Network& network, base::Endpoint inner, base::Endpoint outer, uint64_t seed)
      : up(seed), down(~seed), network_(network), inner_(inner), outer_(outer) {}
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  Link up;
  Link down;
  LossLedger lost_up;
  LossLedger lost_down;

  const base::Endpoint& inner() const { return inner_; }
  const base::Endpoint& outer() const { return outer_; }
  // Both ways at once.
  void set_conditions(const LinkConditions& conditions) {
    up.conditions = down.conditions = conditions;
  }

  void on_receive(Receive receive) { receive_ = std::move(receive); }
  void send(const base::Endpoint& to, base::BytesView datagram);
  // Both are behind one line: what goes to this host waits in the other's queue.
  void share_down(Host& other) { down_line_ = &other.down; }
  // The NAT has forgotten the mapping: from now on another outer port.
  void rebind();

  uint64_t datagrams_received() const { return datagrams_received_; }
  uint64_t bytes_received() const { return bytes_received_; }

 private:
  friend class Network;

  Network& network_;
  base::Endpoint inner_;
  base::Endpoint outer_;
  Receive receive_;
  Link* down_line_ = &down;
  uint64_t datagrams_received_ = 0;
  uint64_t bytes_received_ = 0;
};

class Network {
 public:
  using ServerReceive = std::function<void(const base::Path& path, base::MutableBytes datagram)>;
  // Every datagram as it is sent, before its fate is known.
  using Tap = std::function<void(const Host& host, base::BytesView datagram)>;

  Network(EventQueue& events, base::Endpoint server, uint64_t seed)
      : events_(events), server_(server), seed_(seed) {}

  const base::Endpoint& server() const { return server_; }
  void on_server_receive(ServerReceive receive) { server_receive_ = std::move(receive); }
  void send_from_server(const base::Path& path, base::BytesView datagram);

  // Lives as long as the network.
  Host& add_host();
  const std::vector<std::unique_ptr<Host>>& hosts() const { return hosts_; }

  void tap_up(Tap tap) { tap_up_ = std::move(tap); }
  const Digest& digest() const { return digest_; }

 private:
  friend class Host;

  void send_from_host(Host& host, const base::Endpoint& to, base::BytesView datagram);
  void note(base::BytesView datagram, uint64_t direction);
  template <typename Deliver>
  void carry(Link& link, LossLedger& ledger, base::BytesView datagram, Deliver deliver);
  base::Endpoint new_outer();

  EventQueue& events_;
  const base::Endpoint server_;
  const uint64_t seed_;
  ServerReceive server_receive_;
  Tap tap_up_;
  std::vector<std::unique_ptr<Host>> hosts_;
  std::map<base::Endpoint, Host*> by_outer_;
  uint32_t outer_given_ = 0;
  Digest digest_;
};

}  // namespace sim
