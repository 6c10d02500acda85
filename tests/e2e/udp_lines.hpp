// The simulator's network with real sockets in place of its server: each host gets a UDP socket of
// its own, and what a host sends to the server's endpoint leaves from there.
//
// One thread. wait() is where the program sleeps.
#pragma once

#include <expected>
#include <map>
#include <memory>
#include <string>

#include "base/packet_batch.hpp"
#include "net/poller.hpp"
#include "net/udp_port.hpp"
#include "sim/network.hpp"

namespace e2e {

class UdpLines {
 public:
  // The error is a sentence, as below.
  static std::expected<std::unique_ptr<UdpLines>, std::string> open(sim::EventQueue& events,
                                                                    const base::Endpoint& server,
                                                                    uint64_t seed);

  // A new host with a socket. Both live until close().
  std::expected<sim::Host*, std::string> add_host();
  // The socket of a host that nobody uses any more.
  void close(const sim::Host& host);

  // Sleeps until a datagram comes or `deadline`, and hands over what has come.
  void wait(base::Instant now, base::Instant deadline);

 private:
  struct Socket {
    net::UdpPort port;
    base::Endpoint host;  // outer
  };

  UdpLines(sim::EventQueue& events, const base::Endpoint& server, uint64_t seed,
           net::Poller poller);
  void send(const base::Endpoint& host, base::BytesView datagram);
  void receive(uint32_t key);

  sim::Network network_;
  net::Poller poller_;
  std::map<uint32_t, Socket> sockets_;  // by the poller's key
  uint32_t keys_given_ = 0;
  base::PacketBatch batch_;
};

}  // namespace e2e
