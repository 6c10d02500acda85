#include "net/certificate_report.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <time.h>

#include "base/endpoint.hpp"
#include "net/openssl_handle.hpp"

namespace net {
namespace {

using StoreHandle = OpensslHandle<X509_STORE, X509_STORE_free>;
using StoreContextHandle = OpensslHandle<X509_STORE_CTX, X509_STORE_CTX_free>;

struct FreeChain {
  void operator()(STACK_OF(X509) * chain) const { sk_X509_pop_free(chain, X509_free); }
};
using ChainHandle = std::unique_ptr<STACK_OF(X509), FreeChain>;

base::UnixTime unix_time(const ASN1_TIME* time) {
  tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return base::UnixTime(std::chrono::seconds(timegm(&parts)));
}

// Empty: trusted.
std::string distrust_of(X509* own, STACK_OF(X509) * chain) {
  const StoreHandle store(X509_STORE_new());
  X509_STORE_set_default_paths(store.get());
  const StoreContextHandle context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), own, chain);
  X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER);
  X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_NO_CHECK_TIME);
  if (X509_verify_cert(context.get()) == 1) return {};
  return X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
}

}  // namespace

std::expected<CertificateReport, Failure> report_certificate(
    const std::filesystem::path& certificate, const std::string& host) {
  const BioHandle file(BIO_new_file(certificate.c_str(), "r"));
  if (!file) {
    ERR_clear_error();
    return std::unexpected(system_failure("Cannot read " + certificate.string()));
  }
  const X509Handle own(PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr));
  const ChainHandle chain(sk_X509_new_null());
  while (X509* const next = PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr))
    sk_X509_push(chain.get(), next);
  ERR_clear_error();
  if (!own)
    return std::unexpected(Failure{std::make_error_code(std::errc::invalid_argument),
                                   certificate.string() + " holds no certificate."});
  CertificateReport report;
  report.valid_from = unix_time(X509_get0_notBefore(own.get()));
  report.valid_until = unix_time(X509_get0_notAfter(own.get()));
  report.covers_host = base::IpAddress::parse(host)
                           ? X509_check_ip_asc(own.get(), host.c_str(), 0) == 1
                           : X509_check_host(own.get(), host.data(), host.size(), 0, nullptr) == 1;
  report.is_self_signed = X509_self_signed(own.get(), 0) == 1;
  report.distrust = distrust_of(own.get(), chain.get());
  report.is_trusted = report.distrust.empty();
  ERR_clear_error();
  return report;
}

}  // namespace net
