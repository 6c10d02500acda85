// What can be said of a certificate before it serves anybody: for whom, how long, and whether a
// browser would find its way from it to a root (RFC 5280, RFC 6125). For `plenum doctor`.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "net/failure.hpp"

namespace net {

struct CertificateReport {
  base::UnixTime valid_from;
  base::UnixTime valid_until;
  bool covers_host = false;
  bool is_self_signed = false;
  // By the system's list of authorities and the intermediates of the file, whatever the time.
  bool is_trusted = false;
  std::string distrust;  // OpenSSL's words, when it is not
};

// `certificate`: the PEM file as TlsContext takes it, which has checked that it can be used.
std::expected<CertificateReport, Failure> report_certificate(
    const std::filesystem::path& certificate, const std::string& host);

}  // namespace net
