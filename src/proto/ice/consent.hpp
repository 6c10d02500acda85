// The constants of consent freshness (RFC 7675 §5.1), for both agents.
#pragma once

#include "base/instant.hpp"

namespace ice {

// Without a sign of consent for so long, sending stops.
inline constexpr base::Duration kConsentTimeout = std::chrono::seconds(30);
// A controlling agent asks every five seconds, times a random factor between 0.8 and 1.2.
inline constexpr base::Duration kConsentInterval = std::chrono::seconds(5);

}  // namespace ice
