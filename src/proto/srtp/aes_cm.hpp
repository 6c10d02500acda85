// AES in counter mode, the cipher of AES_CM_128_HMAC_SHA1_80 and the pseudo-random function of the
// key derivation (RFC 3711 sections 4.1.1 and 4.3.3). Encryption and decryption are the same.
// Keyed once; only the IV changes per packet.
#pragma once

#include <array>

#include "base/bytes.hpp"
#include "proto/srtp/evp.hpp"

namespace srtp {

class AesCm {
 public:
  using Iv = std::array<uint8_t, 16>;

  explicit AesCm(base::BytesView key);  // 16 or 32 bytes

  // Begins the keystream of one packet.
  void start(const Iv& iv);
  // XORs the next in.size() bytes of keystream; `out` may be in.data().
  void apply(base::BytesView in, uint8_t* out);

 private:
  EvpCipherContext context_;
};

}  // namespace srtp
