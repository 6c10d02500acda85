// NONCE without memory: the time and a keyed hash of it and of who asked (RFC 8489 §9.2, §14.10).
//
//   "0001c9a4" "9b1f…"      seconds of base::Instant, then 64 bits of
//                           HMAC-SHA-256(key, time, client's address and port)
//
// So a nonce is good for one client on one address, for kNonceLife, on each of our workers, and a
// flood of requests leaves nothing behind.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/endpoint.hpp"
#include "base/instant.hpp"
#include "proto/stun/integrity.hpp"
#include "proto/turn/credentials.hpp"

namespace turn {

// RFC 8656 §5: "at least once every hour".
inline constexpr base::Duration kNonceLife = std::chrono::hours(1);

class NonceMint {
 public:
  explicit NonceMint(const Key& key);

  std::string make(base::Instant now, const base::Endpoint& client);
  // Made for this client, and not too long ago.
  bool is_fresh(base::Instant now, const base::Endpoint& client, std::string_view nonce);

 private:
  std::string text(uint64_t seconds, const base::Endpoint& client);

  stun::HmacKey key_;
};

}  // namespace turn
