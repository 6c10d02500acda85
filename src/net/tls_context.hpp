// What every TLS connection of the server shares: certificate, key and the rules of BSI TR-02102-2.
//
// TLS 1.3 (RFC 8446) and 1.2 (RFC 5246): ephemeral elliptic curves with AES-GCM and nothing else;
// signatures are ECDSA or RSA-PSS. No renegotiation, no compression, no early data. No session
// tickets either: a client makes one or two handshakes per visit, and a ticket key would be a
// secret that opens recorded TLS 1.2 connections afterwards.
//
// ALPN (RFC 7301): "http/1.1" and "stun.turn" (RFC 7443) are answered where they are offered. A
// hello never fails for what it offers: browsers send none for turns:, so the first decrypted bytes
// decide (tls_arrival.hpp).
//
// Thread: constant after it was made; connections of any thread may share it.
#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "net/failure.hpp"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace net {

// X25519 is what browsers offer a key for. The others are those of TR-02102-2; the brainpool curves
// serve TLS 1.2 only, until OpenSSL 3.2.
inline constexpr std::string_view kDefaultTlsGroups =
    "X25519:P-256:P-384:P-521:brainpoolP256r1:brainpoolP384r1:brainpoolP512r1";

class TlsContext {
 public:
  using Shared = std::shared_ptr<const TlsContext>;

  // PEM: our certificate first, then its intermediates; the key without a passphrase. `groups` in
  // OpenSSL's words, separated by colons.
  static std::expected<Shared, Failure> from_pem(std::string_view chain, std::string_view key,
                                                 std::string_view groups = kDefaultTlsGroups);
  static std::expected<Shared, Failure> load(const std::filesystem::path& certificate,
                                             const std::filesystem::path& key,
                                             std::string_view groups = kDefaultTlsGroups);

  ssl_ctx_st* get() const { return context_.get(); }
  base::UnixTime valid_until() const { return valid_until_; }

 private:
  TlsContext(std::shared_ptr<ssl_ctx_st> context, base::UnixTime valid_until)
      : context_(std::move(context)), valid_until_(valid_until) {}

  std::shared_ptr<ssl_ctx_st> context_;
  base::UnixTime valid_until_;
};

}  // namespace net
