#include "net/sealer.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <memory>

#include "base/assert.hpp"
#include "net/base64url.hpp"

namespace net {
namespace {

constexpr size_t kNonce = 12;
constexpr size_t kTag = 16;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

Sha256 hmac_sha256(const SecretKey& key, base::BytesView value) {
  Sha256 out;
  unsigned length = 0;
  ASSERT(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), value.data(), value.size(),
              out.data(), &length) != nullptr);
  return out;
}

int length_of(base::BytesView bytes) {
  ASSERT(bytes.size() <= size_t{1} << 30);
  return static_cast<int>(bytes.size());
}

}  // namespace

Sealer::Sealer(const SecretKey& key)
    : seal_key_(hmac_sha256(key, base::as_bytes("plenum seal 1"))),
      hash_key_(hmac_sha256(key, base::as_bytes("plenum hash 1"))) {}

Sealer::~Sealer() {
  OPENSSL_cleanse(seal_key_.data(), seal_key_.size());
  OPENSSL_cleanse(hash_key_.data(), hash_key_.size());
}

base::Bytes Sealer::seal(std::string_view purpose, base::BytesView plaintext,
                         base::Random& random) const {
  base::Bytes out(kOverhead + plaintext.size());
  uint8_t* const nonce = out.data();
  uint8_t* const ciphertext = nonce + kNonce;
  random.fill({nonce, kNonce});
  const base::BytesView label = base::as_bytes(purpose);
  const CipherContext context(EVP_CIPHER_CTX_new());
  EVP_CIPHER_CTX* const c = context.get();
  int length = 0;
  // With a key of the right size these fail only for want of memory.
  ASSERT(EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), nullptr, seal_key_.data(), nonce) == 1);
  ASSERT(EVP_EncryptUpdate(c, nullptr, &length, label.data(), length_of(label)) == 1);
  ASSERT(EVP_EncryptUpdate(c, ciphertext, &length, plaintext.data(), length_of(plaintext)) == 1);
  ASSERT(EVP_EncryptFinal_ex(c, ciphertext + plaintext.size(), &length) == 1);
  ASSERT(EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_GET_TAG, kTag, ciphertext + plaintext.size()) == 1);
  return out;
}

std::optional<base::Bytes> Sealer::open(std::string_view purpose, base::BytesView sealed) const {
  if (sealed.size() < kOverhead || sealed.size() > size_t{1} << 30) return std::nullopt;
  const base::BytesView nonce = sealed.first(kNonce);
  const base::BytesView ciphertext = sealed.subspan(kNonce, sealed.size() - kOverhead);
  std::array<uint8_t, kTag> tag;
  std::memcpy(tag.data(), sealed.last(kTag).data(), kTag);
  const base::BytesView label = base::as_bytes(purpose);
  base::Bytes out(ciphertext.size() + 1);  // never empty: a null output would mean "more label"
  const CipherContext context(EVP_CIPHER_CTX_new());
  EVP_CIPHER_CTX* const c = context.get();
  int length = 0;
  const bool good =
      EVP_DecryptInit_ex(c, EVP_aes_256_gcm(), nullptr, seal_key_.data(), nonce.data()) == 1 &&
      EVP_DecryptUpdate(c, nullptr, &length, label.data(), length_of(label)) == 1 &&
      EVP_DecryptUpdate(c, out.data(), &length, ciphertext.data(), length_of(ciphertext)) == 1 &&
      EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_SET_TAG, kTag, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(c, out.data() + ciphertext.size(), &length) == 1;
  if (!good) return std::nullopt;
  out.resize(ciphertext.size());
  return out;
}

std::string Sealer::seal_text(std::string_view purpose, base::BytesView plaintext,
                              base::Random& random) const {
  return base64url_encode(seal(purpose, plaintext, random));
}

std::optional<base::Bytes> Sealer::open_text(std::string_view purpose,
                                             std::string_view sealed) const {
  const std::optional<base::Bytes> bytes = base64url_decode(sealed);
  if (!bytes) return std::nullopt;
  return open(purpose, *bytes);
}

Sha256 Sealer::keyed_hash(std::string_view purpose, base::BytesView value) const {
  // The purpose is length-prefixed, so that ("ab", "c") and ("a", "bc") differ.
  base::Bytes message;
  base::ByteWriter writer(message);
  writer.u32(static_cast<uint32_t>(purpose.size()));
  writer.bytes(base::as_bytes(purpose));
  writer.bytes(value);
  const Sha256 hash = hmac_sha256(hash_key_, message);
  OPENSSL_cleanse(message.data(), message.size());
  return hash;
}

Sha256 sha256(base::BytesView bytes) {
  Sha256 out;
  SHA256(bytes.data(), bytes.size(), out.data());
  return out;
}

bool equal_constant_time(base::BytesView a, base::BytesView b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace net
