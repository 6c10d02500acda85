// What all handshakes of the process share: our certificate and the TLS settings (RFC 8827 section
// 6.5). DTLS 1.2 only, AEAD suites with ECDHE, use_srtp; no renegotiation, compression, tickets or
// session cache. Immutable after construction and safe to use from all workers.
#pragma once

#include "proto/dtls/certificate.hpp"
#include "proto/dtls/openssl_handle.hpp"

namespace dtls {

class Context {
 public:
  explicit Context(const Certificate& certificate);

  const Fingerprint& fingerprint() const { return fingerprint_; }
  SSL_CTX* ssl_context() const { return context_.get(); }

 private:
  Fingerprint fingerprint_;
  SslContextHandle context_;
};

}  // namespace dtls
