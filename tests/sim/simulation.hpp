// One simulated world: clock, network, server, clients, all from one seed. The same seed and the
// same calls give the same bytes at the same times; digest() says whether two runs were the same.
#pragma once

#include <memory>
#include <vector>

#include "sim/client.hpp"
#include "sim/seeded_openssl.hpp"
#include "sim/simulated_server.hpp"

namespace sim {

class Simulation {
 public:
  explicit Simulation(uint64_t seed, const ServerSettings& settings = {});

  EventQueue& events() { return events_; }
  Network& network() { return network_; }
  SimulatedServer& server() { return server_; }
  base::Instant now() const { return events_.now(); }

  // On a line of its own with these conditions both ways.
  Client& add_client(const LinkConditions& line = {}, const ClientSettings& settings = {});
  Client& client(size_t index) { return *clients_[index]; }
  size_t clients() const { return clients_.size(); }

  void run(base::Duration duration) { events_.run_until(events_.now() + duration); }
  // Every datagram that was sent, whole and with its time, and every frame of signalling.
  uint64_t digest() const;

 private:
  const uint64_t seed_;
  SeededOpenssl openssl_;  // first: the server makes its certificate
  EventQueue events_;
  Network network_;
  SimulatedServer server_;
  std::vector<std::unique_ptr<Client>> clients_;
};

}  // namespace sim
