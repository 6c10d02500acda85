// The SHA-256 digest of a certificate, as in `a=fingerprint:sha-256 AB:CD:…` (RFC 8122 section 5).
// It ties the certificate of the DTLS handshake to the one that was signalled.
//
// Deviation: other hash functions of RFC 8122 are not taken; both browsers send sha-256.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dtls {

struct Fingerprint {
  std::array<uint8_t, 32> sha256{};

  // `value` is 32 pairs of hex digits, either case, separated by colons; `hash` the token before
  // it, compared without regard to case.
  static std::optional<Fingerprint> parse(std::string_view hash, std::string_view value);
  // Upper case, as RFC 8122 wants it, without the hash's name.
  std::string to_string() const;

  // In constant time, although nothing here is secret: there is no reason to have two kinds.
  friend bool operator==(const Fingerprint& a, const Fingerprint& b) {
    uint8_t difference = 0;
    for (size_t i = 0; i < a.sha256.size(); ++i)
      difference = static_cast<uint8_t>(difference | (a.sha256[i] ^ b.sha256[i]));
    return difference == 0;
  }
};

}  // namespace dtls
