#include "sim/simulation.hpp"

namespace sim {

namespace {

// A while after the clock began, so that nothing depends on it being near zero.
constexpr base::Instant kStart{std::chrono::seconds(1000)};
const base::Endpoint kServer{base::IpAddress::v4(192, 0, 2, 1), 10'000};

uint64_t mixed(uint64_t seed, uint64_t purpose) {
  base::SeededRandom random(seed ^ purpose * 0xD1B54A32D192ED03ull);
  return random.u64();
}

}  // namespace

Simulation::Simulation(uint64_t seed, const ServerSettings& settings)
    : seed_(seed),
      openssl_(mixed(seed, 1)),
      events_(kStart),
      network_(events_, kServer, mixed(seed, 2)),
      server_(events_, network_, settings, mixed(seed, 3)) {}

Client& Simulation::add_client(const LinkConditions& line, const ClientSettings& settings) {
  Host& host = network_.add_host();
  host.set_conditions(line);
  const auto id = static_cast<uint32_t>(clients_.size() + 1);
  clients_.push_back(
      std::make_unique<Client>(events_, server_, host, id, mixed(seed_, 1000 + id), settings));
  return *clients_.back();
}

uint64_t Simulation::digest() const {
  Digest all = network_.digest();
  all.add(server_.digest().value());
  return all.value();
}

}  // namespace sim
