// For tests: certificates made on the spot, and a TLS client without a socket, so that a test
// decides how its bytes travel.
#pragma once

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "net/openssl_handle.hpp"
#include "net/tls_stream.hpp"

namespace net::testing {

struct TestCertificate {
  std::string chain;
  std::string key;
};

inline std::string pem_text(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return {data, static_cast<size_t>(size)};
}

// A self-signed certificate for this name; valid from yesterday for so many days.
inline TestCertificate make_certificate(const std::string& name = "localhost", bool rsa = false,
                                        int days = 90) {
  const PrivateKeyHandle key(rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256"));
  const X509Handle x509(X509_new());
  ASSERT(key && x509 && X509_set_version(x509.get(), X509_VERSION_3) == 1);
  static long serial = 0;
  ASSERT(ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), ++serial) == 1);
  X509_gmtime_adj(X509_getm_notBefore(x509.get()), -24 * 3600);
  X509_gmtime_adj(X509_getm_notAfter(x509.get()), days * 24L * 3600);
  X509_NAME* const subject = X509_get_subject_name(x509.get());
  ASSERT(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(name.data()),
                                    static_cast<int>(name.size()), -1, 0) == 1);
  ASSERT(X509_set_issuer_name(x509.get(), subject) == 1);
  ASSERT(X509_set_pubkey(x509.get(), key.get()) == 1);
  X509_EXTENSION* const names =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + name).c_str());
  ASSERT(names != nullptr && X509_add_ext(x509.get(), names, -1) == 1);
  X509_EXTENSION_free(names);
  ASSERT(X509_sign(x509.get(), key.get(), EVP_sha256()) > 0);
  const BioHandle chain(BIO_new(BIO_s_mem())), secret(BIO_new(BIO_s_mem()));
  ASSERT(PEM_write_bio_X509(chain.get(), x509.get()) == 1);
  ASSERT(PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) ==
         1);
  return {pem_text(chain.get()), pem_text(secret.get())};
}

inline TlsContext::Shared make_context(const TestCertificate& certificate = make_certificate()) {
  return TlsContext::from_pem(certificate.chain, certificate.key).value();
}

class TlsTestClient {
 public:
  // `set_up` may restrict or spoil what the client says.
  explicit TlsTestClient(void (*set_up)(SSL* ssl) = nullptr) {
    static SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
    ssl_.reset(SSL_new(context));
    in_ = BIO_new(BIO_s_mem());
    out_ = BIO_new(BIO_s_mem());
    SSL_set_bio(ssl_.get(), in_, out_);
    SSL_set_connect_state(ssl_.get());
    if (set_up) set_up(ssl_.get());
  }

  SSL* ssl() { return ssl_.get(); }
  bool shake_hands() {
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl_.get());
    failed_ = result != 1 && SSL_get_error(ssl_.get(), result) != SSL_ERROR_WANT_READ;
    return result == 1;
  }
  bool failed() const { return failed_; }
  void feed(base::BytesView bytes) {
    if (!bytes.empty()) BIO_write(in_, bytes.data(), static_cast<int>(bytes.size()));
  }
  // What it wants to send since the last call.
  base::Bytes output() {
    char* data = nullptr;
    const long size = BIO_get_mem_data(out_, &data);
    base::Bytes bytes = base::to_bytes(base::as_bytes({data, static_cast<size_t>(size)}));
    (void)BIO_reset(out_);
    return bytes;
  }
  void write(std::string_view plaintext) {
    ASSERT(SSL_write(ssl_.get(), plaintext.data(), static_cast<int>(plaintext.size())) > 0);
  }
  // What is decrypted by now; `closed` says whether a close_notify came.
  std::string read() {
    std::string text;
    char piece[16 * 1024];
    int count = 0;
    ERR_clear_error();
    while ((count = SSL_read(ssl_.get(), piece, sizeof piece)) > 0)
      text.append(piece, static_cast<size_t>(count));
    closed = SSL_get_error(ssl_.get(), count) == SSL_ERROR_ZERO_RETURN;
    return text;
  }
  bool closed = false;

 private:
  SslHandle ssl_;
  BIO* in_;
  BIO* out_;
  bool failed_ = false;
};

}  // namespace net::testing
