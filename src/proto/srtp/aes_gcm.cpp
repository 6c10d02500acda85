#include "proto/srtp/aes_gcm.hpp"

#include "base/assert.hpp"

namespace srtp {

using base::BytesView;
using base::MutableBytes;

AesGcm::AesGcm(BytesView key, Direction direction) : context_(EVP_CIPHER_CTX_new()) {
  ASSERT(key.size() == 16 || key.size() == 32);
  const EVP_CIPHER* cipher = key.size() == 16 ? EVP_aes_128_gcm() : EVP_aes_256_gcm();
  const int encrypt = direction == Direction::kSeal ? 1 : 0;
  ASSERT(EVP_CipherInit_ex(context_.get(), cipher, nullptr, key.data(), nullptr, encrypt) == 1);
}

void AesGcm::start(const Iv& iv) {
  ASSERT(EVP_CipherInit_ex(context_.get(), nullptr, nullptr, nullptr, iv.data(), -1) == 1);
}

void AesGcm::add_aad(BytesView aad) {
  if (aad.empty()) return;
  int length = 0;
  ASSERT(EVP_CipherUpdate(context_.get(), nullptr, &length, aad.data(),
                          static_cast<int>(aad.size())) == 1);
}

uint8_t* AesGcm::update(BytesView in, uint8_t* out) {
  if (in.empty()) return out;
  int length = 0;
  ASSERT(EVP_CipherUpdate(context_.get(), out, &length, in.data(), static_cast<int>(in.size())) ==
         1);
  return out + in.size();
}

void AesGcm::seal(const Iv& iv, BytesView aad, BytesView aad2, BytesView head, BytesView tail,
                  uint8_t* out) {
  start(iv);
  add_aad(aad);
  add_aad(aad2);
  out = update(head, out);
  out = update(tail, out);
  int length = 0;
  ASSERT(EVP_CipherFinal_ex(context_.get(), out, &length) == 1);
  ASSERT(EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_GET_TAG, kTagSize, out) == 1);
}

bool AesGcm::open(const Iv& iv, BytesView aad, BytesView aad2, MutableBytes text, BytesView tag) {
  ASSERT(tag.size() == kTagSize);
  start(iv);
  add_aad(aad);
  add_aad(aad2);
  update(text, text.data());
  // OpenSSL only reads the tag, its signature predates const.
  ASSERT(EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_SET_TAG, kTagSize,
                             const_cast<uint8_t*>(tag.data())) == 1);
  uint8_t unused[16];
  int length = 0;
  return EVP_CipherFinal_ex(context_.get(), unused, &length) == 1;
}

}  // namespace srtp
