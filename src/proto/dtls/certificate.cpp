#include "proto/dtls/certificate.hpp"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <utility>

#include "base/assert.hpp"

namespace dtls {

namespace {

constexpr auto kValidBefore = std::chrono::days(1);
constexpr auto kValidAfter = std::chrono::days(30);
using BignumHandle = OpensslHandle<BIGNUM, BN_free>;

std::string take_text(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return std::string(data, static_cast<size_t>(size));
}

BioHandle read_only(std::string_view text) {
  return BioHandle(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

// An encrypted key is refused instead of asking the terminal for its passphrase.
int no_passphrase(char*, int, int, void*) { return -1; }

bool is_p256(const EVP_PKEY* key) {
  char group[32] = {};
  return EVP_PKEY_is_a(key, "EC") &&
         EVP_PKEY_get_group_name(key, group, sizeof(group), nullptr) == 1 &&
         OBJ_txt2nid(group) == NID_X9_62_prime256v1;
}

}  // namespace

Fingerprint fingerprint_of(const X509& certificate) {
  Fingerprint fingerprint;
  unsigned size = 0;
  ASSERT(X509_digest(&certificate, EVP_sha256(), fingerprint.sha256.data(), &size) == 1);
  ASSERT(size == fingerprint.sha256.size());
  return fingerprint;
}

Certificate::Certificate(X509Handle certificate, PrivateKeyHandle key)
    : certificate_(std::move(certificate)),
      key_(std::move(key)),
      fingerprint_(fingerprint_of(*certificate_)) {}

Certificate Certificate::generate(base::UnixTime now) {
  PrivateKeyHandle key(EVP_EC_gen("P-256"));
  X509Handle x509(X509_new());
  ASSERT(key && x509);
  ASSERT(X509_set_version(x509.get(), X509_VERSION_3) == 1);
  // 64 random bits, so that no two of our certificates share issuer and serial number.
  const BignumHandle serial(BN_new());
  ASSERT(BN_rand(serial.get(), 64, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1);
  BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(x509.get()));
  // A name that says nothing: the certificate is shown to every peer.
  X509_NAME* const name = X509_get_subject_name(x509.get());
  ASSERT(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                    reinterpret_cast<const unsigned char*>("WebRTC"), -1, -1,
                                    0) == 1);
  ASSERT(X509_set_issuer_name(x509.get(), name) == 1);
  const auto set_time = [](ASN1_TIME* field, base::UnixTime time) {
    ASSERT(ASN1_TIME_set(field, static_cast<time_t>(time.time_since_epoch().count())) != nullptr);
  };
  set_time(X509_getm_notBefore(x509.get()), now - kValidBefore);
  set_time(X509_getm_notAfter(x509.get()), now + kValidAfter);
  ASSERT(X509_set_pubkey(x509.get(), key.get()) == 1);
  ASSERT(X509_sign(x509.get(), key.get(), EVP_sha256()) > 0);
  return Certificate(std::move(x509), std::move(key));
}

std::optional<Certificate> Certificate::from_pem(std::string_view certificate,
                                                 std::string_view key) {
  const BioHandle certificate_text = read_only(certificate);
  const BioHandle key_text = read_only(key);
  X509Handle x509(PEM_read_bio_X509(certificate_text.get(), nullptr, no_passphrase, nullptr));
  PrivateKeyHandle pkey(PEM_read_bio_PrivateKey(key_text.get(), nullptr, no_passphrase, nullptr));
  const bool usable =
      x509 && pkey && is_p256(pkey.get()) && X509_check_private_key(x509.get(), pkey.get()) == 1;
  ERR_clear_error();
  if (!usable) return std::nullopt;
  return Certificate(std::move(x509), std::move(pkey));
}

std::string Certificate::certificate_pem() const {
  const BioHandle memory(BIO_new(BIO_s_mem()));
  ASSERT(PEM_write_bio_X509(memory.get(), certificate_.get()) == 1);
  return take_text(memory.get());
}

std::string Certificate::private_key_pem() const {
  const BioHandle memory(BIO_new(BIO_s_mem()));
  ASSERT(PEM_write_bio_PrivateKey(memory.get(), key_.get(), nullptr, nullptr, 0, nullptr,
                                  nullptr) == 1);
  return take_text(memory.get());
}

}  // namespace dtls
