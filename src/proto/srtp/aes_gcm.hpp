// AES-GCM with a 12-byte IV and a 16-byte tag, the AEAD of RFC 7714. One object serves one key and
// one direction: keyed once, only the IV changes per packet. An IV must never be used twice to seal
// (it would give the authentication key away): SendStream and SendContext see to that.
#pragma once

#include <array>

#include "base/bytes.hpp"
#include "proto/srtp/evp.hpp"

namespace srtp {

class AesGcm {
 public:
  static constexpr size_t kTagSize = 16;
  using Iv = std::array<uint8_t, 12>;
  enum class Direction { kSeal, kOpen };

  AesGcm(base::BytesView key, Direction direction);  // 16 or 32 bytes

  // Associated data and plaintext each come in two pieces, either may be empty. Writes the
  // ciphertext of both plaintext pieces, then the tag. `out` may be head.data() when tail is empty.
  void seal(const Iv& iv, base::BytesView aad, base::BytesView aad2, base::BytesView head,
            base::BytesView tail, uint8_t* out);
  // Decrypts `text` in place. False when the tag does not fit; the text is then not meaningful.
  bool open(const Iv& iv, base::BytesView aad, base::BytesView aad2, base::MutableBytes text,
            base::BytesView tag);

 private:
  void start(const Iv& iv);
  void add_aad(base::BytesView aad);
  uint8_t* update(base::BytesView in, uint8_t* out);

  EvpCipherContext context_;
};

}  // namespace srtp
