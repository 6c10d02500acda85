// Our identity in DTLS: an ECDSA P-256 key and a self-signed certificate (RFC 8827 section 6.5).
// Nobody verifies the names or dates in it; peers compare its fingerprint with the signalled one.
//
// The key and the serial number come from OpenSSL's generator, not from base::Random.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "proto/dtls/fingerprint.hpp"
#include "proto/dtls/openssl_handle.hpp"

namespace dtls {

class Certificate {
 public:
  // Valid from a day before `now` (clocks differ) to 30 days after.
  static Certificate generate(base::UnixTime now);
  // For a certificate that outlives the process. None when either text is not PEM, the key is not
  // P-256 or does not belong to the certificate.
  static std::optional<Certificate> from_pem(std::string_view certificate, std::string_view key);

  std::string certificate_pem() const;
  std::string private_key_pem() const;  // secret
  const Fingerprint& fingerprint() const { return fingerprint_; }

  X509* x509() const { return certificate_.get(); }
  EVP_PKEY* private_key() const { return key_.get(); }

 private:
  Certificate(X509Handle certificate, PrivateKeyHandle key);

  X509Handle certificate_;
  PrivateKeyHandle key_;
  Fingerprint fingerprint_;
};

Fingerprint fingerprint_of(const X509& certificate);

}  // namespace dtls
