#include "net/tls_context.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <time.h>

#include <cerrno>
#include <fstream>
#include <sstream>

#include "base/assert.hpp"
#include "net/openssl_handle.hpp"

namespace net {
namespace {

constexpr const char* kSuitesOfTls13 = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384";
constexpr const char* kSuitesOfTls12 =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384";
constexpr const char* kSignatures =
    "ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:"
    "rsa_pss_rsae_sha256:rsa_pss_rsae_sha384:rsa_pss_rsae_sha512:"
    "rsa_pss_pss_sha256:rsa_pss_pss_sha384:rsa_pss_pss_sha512";
constexpr size_t kMaxPem = 256 * 1024;

std::unexpected<Failure> refuse(std::string sentence) {
  ERR_clear_error();
  return std::unexpected(
      Failure{std::make_error_code(std::errc::invalid_argument), std::move(sentence)});
}

BioHandle read_only(std::string_view text) {
  return BioHandle(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

// An encrypted key is refused instead of asking the terminal for its passphrase.
int no_passphrase(char*, int, int, void*) { return -1; }

base::UnixTime unix_time(const ASN1_TIME* time) {
  tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return base::UnixTime(std::chrono::seconds(timegm(&parts)));
}

// The first of what the client offers and we speak, in the client's order.
int choose_alpn(SSL*, const unsigned char** chosen, unsigned char* length,
                const unsigned char* offered, unsigned size, void*) {
  for (unsigned at = 0; at < size; at += 1u + offered[at]) {
    if (at + 1u + offered[at] > size) break;
    const std::string_view name(reinterpret_cast<const char*>(offered) + at + 1, offered[at]);
    if (name != "http/1.1" && name != "stun.turn") continue;
    *chosen = offered + at + 1;
    *length = offered[at];
    return SSL_TLSEXT_ERR_OK;
  }
  return SSL_TLSEXT_ERR_NOACK;
}

void set_rules(SSL_CTX* context) {
  ASSERT(SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1);
  ASSERT(SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) == 1);
  ASSERT(SSL_CTX_set_ciphersuites(context, kSuitesOfTls13) == 1);
  ASSERT(SSL_CTX_set_cipher_list(context, kSuitesOfTls12) == 1);
  ASSERT(SSL_CTX_set1_sigalgs_list(context, kSignatures) == 1);
  SSL_CTX_set_security_level(context, 2);  // whatever the system's openssl.cnf says
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET);
  SSL_CTX_set_num_tickets(context, 0);  // TLS 1.3 would send stateful ones in spite of NO_TICKET
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
  SSL_CTX_set_alpn_select_cb(context, choose_alpn, nullptr);
}

std::expected<std::string, Failure> read_pem(const std::filesystem::path& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string text(kMaxPem + 1, '\0');
  if (file) file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad())
    return std::unexpected(system_failure("Cannot read " + path.string()));
  text.resize(static_cast<size_t>(file.gcount()));
  if (text.size() > kMaxPem) return refuse(path.string() + " is too large for a PEM file.");
  return text;
}

}  // namespace

std::expected<TlsContext::Shared, Failure> TlsContext::from_pem(std::string_view chain,
                                                                std::string_view key,
                                                                std::string_view groups) {
  const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  ASSERT(context != nullptr);
  set_rules(context.get());
  if (SSL_CTX_set1_groups_list(context.get(), std::string(groups).c_str()) != 1)
    return refuse("OpenSSL does not know these TLS groups: " + std::string(groups) + ".");
  // 1. Our own certificate, then those that lead to the root.
  const BioHandle certificates = read_only(chain);
  const X509Handle own(PEM_read_bio_X509(certificates.get(), nullptr, no_passphrase, nullptr));
  if (!own) return refuse("There is no certificate in PEM form.");
  if (SSL_CTX_use_certificate(context.get(), own.get()) != 1)
    return refuse("The certificate's key or signature is too weak or of an unknown kind.");
  while (X509* const next =
             PEM_read_bio_X509(certificates.get(), nullptr, no_passphrase, nullptr)) {
    if (SSL_CTX_add0_chain_cert(context.get(), next) == 1) continue;
    X509_free(next);
    return refuse("An intermediate certificate is too weak.");
  }
  if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE)
    return refuse("The certificate file is damaged behind its first certificate.");
  ERR_clear_error();
  // 2. The key.
  const PrivateKeyHandle secret(
      PEM_read_bio_PrivateKey(read_only(key).get(), nullptr, no_passphrase, nullptr));
  if (!secret) return refuse("There is no private key in PEM form without a passphrase.");
  if (SSL_CTX_use_PrivateKey(context.get(), secret.get()) != 1 ||
      SSL_CTX_check_private_key(context.get()) != 1)
    return refuse("The private key does not belong to the certificate.");
  return Shared(new TlsContext(context, unix_time(X509_get0_notAfter(own.get()))));
}

std::expected<TlsContext::Shared, Failure> TlsContext::load(
    const std::filesystem::path& certificate, const std::filesystem::path& key,
    std::string_view groups) {
  const auto chain = read_pem(certificate);
  if (!chain) return std::unexpected(chain.error());
  auto secret = read_pem(key);
  if (!secret) return std::unexpected(secret.error());
  auto made = from_pem(*chain, *secret, groups);
  OPENSSL_cleanse(secret->data(), secret->size());
  if (!made)
    made.error().sentence = "Cannot use " + certificate.string() + " with " + key.string() + ": " +
                            made.error().sentence;
  return made;
}

}  // namespace net
