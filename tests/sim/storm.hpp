// A call that a seed thinks up: some clients on lines of some quality, and things that happen to
// them, one after the other. Then the weather clears, and within seconds everybody must see and
// hear everybody; when all have left, nothing may be left on the server.
//
// During the storm only what holds on any line is demanded: no stream has a fault.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace sim {

struct StormReport {
  std::vector<std::string> story;       // what happened, one line each, with its time
  std::vector<std::string> complaints;  // empty: all is well
  uint64_t digest = 0;
};

StormReport play_storm(uint64_t seed, base::Duration length);

}  // namespace sim
