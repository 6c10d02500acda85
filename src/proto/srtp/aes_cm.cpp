#include "proto/srtp/aes_cm.hpp"

#include "base/assert.hpp"

namespace srtp {

AesCm::AesCm(base::BytesView key) : context_(EVP_CIPHER_CTX_new()) {
  ASSERT(key.size() == 16 || key.size() == 32);
  const EVP_CIPHER* cipher = key.size() == 16 ? EVP_aes_128_ctr() : EVP_aes_256_ctr();
  ASSERT(EVP_EncryptInit_ex(context_.get(), cipher, nullptr, key.data(), nullptr) == 1);
}

void AesCm::start(const Iv& iv) {
  ASSERT(EVP_EncryptInit_ex(context_.get(), nullptr, nullptr, nullptr, iv.data()) == 1);
}

void AesCm::apply(base::BytesView in, uint8_t* out) {
  if (in.empty()) return;
  int written = 0;
  ASSERT(EVP_EncryptUpdate(context_.get(), out, &written, in.data(), static_cast<int>(in.size())) ==
         1);
}

}  // namespace srtp
