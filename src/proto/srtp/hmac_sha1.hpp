// HMAC-SHA1 (RFC 2104) with the key's two inner blocks hashed once: the states after the inner and
// the outer pad are kept and copied per packet, which saves two of the compressions and every
// allocation that OpenSSL's HMAC interface would cost (see README.md for the figures).
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.hpp"

namespace srtp {

class HmacSha1 {
 public:
  using Digest = std::array<uint8_t, 20>;

  explicit HmacSha1(base::BytesView key);  // at most 64 bytes

  // The digest of `message` followed by `suffix`.
  Digest digest(base::BytesView message, base::BytesView suffix) const;

 private:
  // SHA-1 chaining value after one 64-byte block.
  using State = std::array<uint32_t, 5>;

  State inner_{};
  State outer_{};
};

}  // namespace srtp
