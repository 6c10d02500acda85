// Both clocks at one moment, as an argument: the monotonic one for deadlines, the wall clock for
// what is stored or sealed.
#pragma once

#include "base/instant.hpp"

namespace server {

struct Now {
  base::Instant instant;
  base::UnixTime wall;
};

}  // namespace server
