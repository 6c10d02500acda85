#include "proto/dtls/context.hpp"

#include <string>

#include "base/assert.hpp"
#include "proto/dtls/srtp_keys.hpp"
#include "proto/dtls/transport.hpp"

namespace dtls {

namespace {

// RFC 8827 makes the first mandatory. Our certificate is ECDSA, so RSA suites would be dead.
constexpr const char* kCipherSuites =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-"
    "CHACHA20-POLY1305";
constexpr const char* kGroups = "X25519:P-256:P-384";
// A peer's certificate is self-signed and below a kilobyte; OpenSSL's own limit is 100 KiB.
constexpr long kMaxPeerCertificate = 16 * 1024;

std::string profile_list() {
  std::string list;
  for (const SrtpProfile& profile : kSrtpProfiles) {
    if (!list.empty()) list += ':';
    list += profile.openssl_name;
  }
  return list;
}

}  // namespace

Context::Context(const Certificate& certificate)
    : fingerprint_(certificate.fingerprint()), context_(SSL_CTX_new(DTLS_method())) {
  SSL_CTX* const context = context_.get();
  ASSERT(context != nullptr);
  ASSERT(SSL_CTX_set_min_proto_version(context, DTLS1_2_VERSION) == 1);
  ASSERT(SSL_CTX_set_max_proto_version(context, DTLS1_2_VERSION) == 1);
  ASSERT(SSL_CTX_set_cipher_list(context, kCipherSuites) == 1);
  ASSERT(SSL_CTX_set1_groups_list(context, kGroups) == 1);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_QUERY_MTU);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_max_cert_list(context, kMaxPeerCertificate);
  SSL_CTX_set_read_ahead(context, 1);  // required for DTLS: a record never spans two reads
  ASSERT(SSL_CTX_use_certificate(context, certificate.x509()) == 1);
  ASSERT(SSL_CTX_use_PrivateKey(context, certificate.private_key()) == 1);
  // This function alone answers 0 for success.
  ASSERT(SSL_CTX_set_tlsext_use_srtp(context, profile_list().c_str()) == 0);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  SSL_CTX_set_cert_verify_callback(context, Transport::verify_peer, nullptr);
}

}  // namespace dtls
