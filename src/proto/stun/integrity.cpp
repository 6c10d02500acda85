#include "proto/stun/integrity.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>

#include "base/assert.hpp"

namespace stun {
namespace {

constexpr size_t kMaxDigest = 32;

// RFC 8489 §14.6: a SHA-256 value may be cut to 16 bytes or more; the SHA-1 value never is.
bool is_allowed_size(size_t size, const HmacKey& key) {
  if (key.hash() == Hash::kSha1) return size == key.digest_size();
  return size >= 16 && size <= key.digest_size() && size % 4 == 0;
}

// The HMAC runs over what stands before the attribute, with a header whose length field ends with
// the attribute, as if nothing followed it.
void sign_until(base::BytesView message, const Attribute& attribute, HmacKey& key,
                base::MutableBytes out) {
  std::array<uint8_t, kHeaderSize> header;
  std::ranges::copy(message.first(kHeaderSize), header.begin());
  const size_t end = attribute.offset + kAttributeHeaderSize + attribute.value.size();
  base::store_u16(&header[2], static_cast<uint16_t>(end - kHeaderSize));
  key.sign({header, message.subspan(kHeaderSize, attribute.offset - kHeaderSize)}, out);
}

}  // namespace

void HmacKey::FreeContext::operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }

HmacKey::HmacKey(Hash hash, base::BytesView key) : hash_(hash) {
  // Fetched once per process and never changed; a fetch walks OpenSSL's providers.
  static EVP_MAC* const hmac = EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr);
  ASSERT(hmac != nullptr);
  context_.reset(EVP_MAC_CTX_new(hmac));
  char name_sha1[] = "SHA1";
  char name_sha256[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST,
                                       hash == Hash::kSha1 ? name_sha1 : name_sha256, 0),
      OSSL_PARAM_construct_end()};
  // A null pointer would mean "keep the key"; an empty password is a key of no bytes.
  static constexpr uint8_t kNothing = 0;
  const uint8_t* bytes = key.empty() ? &kNothing : key.data();
  ASSERT(EVP_MAC_init(context_.get(), bytes, key.size(), parameters) == 1);
}

void HmacKey::sign(std::initializer_list<base::BytesView> parts, base::MutableBytes out) {
  ASSERT(out.size() == digest_size());
  ASSERT(EVP_MAC_init(context_.get(), nullptr, 0, nullptr) == 1);
  for (const base::BytesView part : parts) {
    ASSERT(EVP_MAC_update(context_.get(), part.data(), part.size()) == 1);
  }
  size_t written = 0;
  ASSERT(EVP_MAC_final(context_.get(), out.data(), &written, out.size()) == 1);
  ASSERT(written == out.size());
}

//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |    Type 0x0008 or 0x001C      |   Length 20, or 16 to 32      |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                        HMAC                             ....  |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
// https://www.rfc-editor.org/rfc/rfc8489#section-14.5
Integrity check_integrity(const MessageView& message, HmacKey& key) {
  const auto attribute = message.find_attribute(key.attribute_type());
  if (!attribute) return Integrity::kMissing;
  if (!is_allowed_size(attribute->value.size(), key)) return Integrity::kWrong;
  std::array<uint8_t, kMaxDigest> expected{};
  sign_until(message.bytes(), *attribute, key,
             base::MutableBytes(expected).first(key.digest_size()));
  const base::BytesView value = attribute->value;
  return CRYPTO_memcmp(value.data(), expected.data(), value.size()) == 0 ? Integrity::kValid
                                                                         : Integrity::kWrong;
}

void add_integrity(MessageBuilder& builder, HmacKey& key) {
  const size_t offset = builder.message().size();
  const base::MutableBytes value = builder.add_space(key.attribute_type(), key.digest_size());
  sign_until(builder.message(), {key.attribute_type(), value, offset}, key, value);
}

}  // namespace stun
