// Session keys from a master key, RFC 3711 section 4.3 with a key derivation rate of zero: each key
// is derived once and serves all packets of one direction. RFC 7714 section 11 uses the same
// function with a 12-byte salt. Master keys come from the DTLS exporter (proto/dtls).
#pragma once

#include <array>
#include <optional>

#include "base/bytes.hpp"
#include "proto/srtp/profile.hpp"

namespace srtp {

// Plain structs; bytes beyond the profile's sizes are zero.
struct MasterKey {
  Profile profile = Profile::kAeadAes128Gcm;
  std::array<uint8_t, kMaxKeySize> key{};
  std::array<uint8_t, kMaxSaltSize> salt{};

  // None when the lengths are not those of the profile.
  static std::optional<MasterKey> from_bytes(Profile profile, base::BytesView key,
                                             base::BytesView salt);
};

struct SessionKey {
  std::array<uint8_t, kMaxKeySize> cipher_key{};
  std::array<uint8_t, kMaxSaltSize> salt{};
  std::array<uint8_t, kAuthKeySize> auth_key{};

  friend bool operator==(const SessionKey&, const SessionKey&) = default;
};

// Everything one direction needs.
struct SessionKeys {
  Profile profile = Profile::kAeadAes128Gcm;
  SessionKey rtp;
  SessionKey rtcp;

  friend bool operator==(const SessionKeys&, const SessionKeys&) = default;
};

SessionKeys derive_session_keys(const MasterKey& master);

}  // namespace srtp
