// Ownership of OpenSSL cipher contexts, for the .cpp files of this folder.
#pragma once

#include <openssl/evp.h>

#include <memory>

namespace srtp {

struct EvpCipherContextFree {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using EvpCipherContext = std::unique_ptr<EVP_CIPHER_CTX, EvpCipherContextFree>;

}  // namespace srtp
