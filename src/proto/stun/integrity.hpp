// MESSAGE-INTEGRITY (HMAC-SHA1, RFC 8489 §14.5) and MESSAGE-INTEGRITY-SHA256 (§14.6). Which of the
// two is meant is a property of the key. What the key is made of is in long_term_key.hpp; in the
// short-term mechanism, which ICE uses, it is the password itself.
//
// An HmacKey keeps the hash state after the padded key, so that a signature costs two short hashes
// and no key setup: a consent check every few seconds from every participant stays cheap. It is not
// for use by two threads at once.
#pragma once

#include <openssl/types.h>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string_view>

#include "base/bytes.hpp"
#include "proto/stun/message.hpp"

namespace stun {

enum class Hash : uint8_t { kSha1, kSha256 };

class HmacKey {
 public:
  HmacKey(Hash hash, base::BytesView key);
  static HmacKey short_term(std::string_view password) {
    return {Hash::kSha1, base::as_bytes(password)};
  }

  Hash hash() const { return hash_; }
  size_t digest_size() const { return hash_ == Hash::kSha1 ? 20 : 32; }
  AttributeType attribute_type() const {
    return hash_ == Hash::kSha1 ? AttributeType::kMessageIntegrity
                                : AttributeType::kMessageIntegritySha256;
  }
  // HMAC over the parts one after the other; `out` holds digest_size() bytes.
  void sign(std::initializer_list<base::BytesView> parts, base::MutableBytes out);

 private:
  struct FreeContext {
    void operator()(EVP_MAC_CTX* context) const;
  };

  Hash hash_;
  std::unique_ptr<EVP_MAC_CTX, FreeContext> context_;
};

enum class Integrity : uint8_t { kValid, kMissing, kWrong };

// Compares in constant time.
Integrity check_integrity(const MessageView& message, HmacKey& key);

// After the last attribute but FINGERPRINT; SHA-1 before SHA-256 when both are wanted.
void add_integrity(MessageBuilder& builder, HmacKey& key);

}  // namespace stun
