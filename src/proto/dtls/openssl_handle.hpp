// Ownership of OpenSSL objects, for this folder.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>

namespace dtls {

template <auto Free>
struct OpensslFree {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
template <typename T, auto Free>
using OpensslHandle = std::unique_ptr<T, OpensslFree<Free>>;

using X509Handle = OpensslHandle<X509, X509_free>;
using PrivateKeyHandle = OpensslHandle<EVP_PKEY, EVP_PKEY_free>;
using BioHandle = OpensslHandle<BIO, BIO_free>;
using SslContextHandle = OpensslHandle<SSL_CTX, SSL_CTX_free>;
using SslHandle = OpensslHandle<SSL, SSL_free>;

}  // namespace dtls
