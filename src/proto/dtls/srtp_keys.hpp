// What a DTLS-SRTP handshake yields (RFC 5764 section 4.2): the protection profile and, for each
// direction, a master key and salt. Lengths per profile are in the table; the transforms themselves
// are in proto/srtp, which has its own type for a master key.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"

namespace dtls {

struct SrtpProfile {
  uint16_t id;  // IANA "DTLS-SRTP Protection Profiles"
  size_t key_size;
  size_t salt_size;
  std::string_view openssl_name;
};

// In our order of preference: GCM costs a third of SHA-1, and 128 bits suffice; both browsers offer
// all three.
inline constexpr std::array<SrtpProfile, 3> kSrtpProfiles{{
    {0x0007, 16, 12, "SRTP_AEAD_AES_128_GCM"},
    {0x0008, 32, 12, "SRTP_AEAD_AES_256_GCM"},
    {0x0001, 16, 14, "SRTP_AES128_CM_SHA1_80"},
}};

struct SrtpMasterKey {
  base::Bytes key;
  base::Bytes salt;
  friend bool operator==(const SrtpMasterKey&, const SrtpMasterKey&) = default;
};

struct SrtpKeys {
  uint16_t profile = 0;   // SrtpProfile::id
  SrtpMasterKey send;     // what we protect with
  SrtpMasterKey receive;  // what the peer protects with
};

}  // namespace dtls
