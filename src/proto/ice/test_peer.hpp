// For the tests of this folder: two sides' credentials, paths, and what an agent puts out.
#pragma once

#include <variant>
#include <vector>

#include "base/endpoint.hpp"
#include "base/instant.hpp"
#include "proto/ice/check.hpp"
#include "proto/ice/credentials.hpp"

namespace ice {

using namespace std::chrono_literals;

inline const Credentials kOurs{"0kAAAAAAAAAA", "ours-pwd-ours-pwd-ours-pw"};
inline const Credentials kTheirs{"them", "theirs-pwd-theirs-pwd-th"};
inline const Credentials kOursNew{"0kBBBBBBBBBB", "ours-new-ours-new-ours-ne"};
inline const Credentials kTheirsNew{"then", "theirs-new-theirs-new-th"};

inline const base::IpAddress kServerAddress = base::IpAddress::v4(198, 51, 100, 1);

inline base::Instant at(base::Duration since_start) { return base::Instant(1h + since_start); }

// The n-th path from the peer to us.
inline base::Path path(uint16_t n) {
  return {{base::IpAddress::v4(192, 0, 2, 7), static_cast<uint16_t>(5000 + n)}, kServerAddress};
}

// Everything that an agent has to say.
template <typename Agent>
std::vector<typename Agent::Output> drain(Agent& agent) {
  std::vector<typename Agent::Output> outputs;
  while (auto output = agent.poll()) outputs.push_back(std::move(*output));
  return outputs;
}

// Those of one kind.
template <typename Kind, typename Output>
std::vector<Kind> only(const std::vector<Output>& outputs) {
  std::vector<Kind> found;
  for (const Output& output : outputs) {
    if (const auto* kind = std::get_if<Kind>(&output)) found.push_back(*kind);
  }
  return found;
}

}  // namespace ice
