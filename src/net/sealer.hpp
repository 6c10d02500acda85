// Sealer: what the server gives to clients to keep for it (resume tickets, one-time links) and what
// it stores only as a hash (bans, codes).
//
// seal: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce; the purpose is the associated
// data, so that a ticket of one kind is no ticket of another. Up to 2^32 seals per key keep the
// chance of a repeated nonce below 2^-32. The length of the plaintext is not hidden.
// keyed_hash: HMAC-SHA-256 (RFC 2104) over purpose and value: whoever holds the database but not
// the key cannot try values. Both use keys derived from the one key file.
//
//   sealed := nonce (12) | ciphertext | tag (16)
//
// Thread: any, one at a time.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/random.hpp"

namespace net {

using SecretKey = std::array<uint8_t, 32>;
using Sha256 = std::array<uint8_t, 32>;

class Sealer {
 public:
  static constexpr size_t kOverhead = 12 + 16;

  explicit Sealer(const SecretKey& key);
  ~Sealer();
  Sealer(const Sealer&) = delete;
  Sealer& operator=(const Sealer&) = delete;

  base::Bytes seal(std::string_view purpose, base::BytesView plaintext, base::Random& random) const;
  // Nothing when the bytes were not sealed by this key for this purpose, or were changed.
  std::optional<base::Bytes> open(std::string_view purpose, base::BytesView sealed) const;

  // The same in base64url, for JSON, links and headers.
  std::string seal_text(std::string_view purpose, base::BytesView plaintext,
                        base::Random& random) const;
  std::optional<base::Bytes> open_text(std::string_view purpose, std::string_view sealed) const;

  Sha256 keyed_hash(std::string_view purpose, base::BytesView value) const;

 private:
  SecretKey seal_key_;
  SecretKey hash_key_;
};

Sha256 sha256(base::BytesView bytes);
// Time depends on the lengths only.
bool equal_constant_time(base::BytesView a, base::BytesView b);

}  // namespace net
