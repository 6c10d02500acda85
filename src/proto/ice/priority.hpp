// The priorities of candidates (RFC 8445 §5.1.2.1) and of pairs of them (§6.1.2.3).
#pragma once

#include <algorithm>
#include <cstdint>

namespace ice {

// Type preferences that RFC 8445 §5.1.2.2 recommends.
inline constexpr uint8_t kHostPreference = 126;
inline constexpr uint8_t kPeerReflexivePreference = 110;
inline constexpr uint8_t kServerReflexivePreference = 100;
inline constexpr uint8_t kRelayedPreference = 0;

// 2^24 × type preference (0–126) + 2^8 × local preference + 2^0 × (256 − component ID (1–256))
constexpr uint32_t candidate_priority(uint8_t type_preference, uint16_t local_preference,
                                      uint16_t component) {
  return uint32_t{type_preference} << 24 | uint32_t{local_preference} << 8 | (256u - component);
}

// 2^32 × MIN(G,D) + 2 × MAX(G,D) + (G > D ? 1 : 0), G of the controlling side, D of the controlled
constexpr uint64_t pair_priority(uint32_t controlling, uint32_t controlled) {
  const uint64_t low = std::min(controlling, controlled);
  const uint64_t high = std::max(controlling, controlled);
  return (low << 32) + 2 * high + (controlling > controlled ? 1 : 0);
}

}  // namespace ice
