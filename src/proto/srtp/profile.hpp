// SRTP protection profiles: the three that browsers offer and this server takes. A profile fixes
// the cipher, the authentication and all lengths. Values are the DTLS-SRTP profile numbers of the
// IANA registry, so that the number from the handshake is the enum (RFC 5764 section 4.1.2,
// RFC 7714 section 14.2). Negotiation is in proto/dtls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace srtp {

enum class Profile : uint16_t {
  kAes128CmSha1_80 = 0x0001,
  kAeadAes128Gcm = 0x0007,
  kAeadAes256Gcm = 0x0008,
};

inline constexpr size_t kMaxKeySize = 32;
inline constexpr size_t kMaxSaltSize = 14;
inline constexpr size_t kAuthKeySize = 20;  // HMAC-SHA1; unused by the AEAD profiles
inline constexpr size_t kMaxTagSize = 16;
inline constexpr size_t kSrtcpIndexSize = 4;  // E flag and 31-bit index
// What protection adds at most: reserve this much behind a packet.
inline constexpr size_t kMaxRtpOverhead = kMaxTagSize;
inline constexpr size_t kMaxRtcpOverhead = kMaxTagSize + kSrtcpIndexSize;

constexpr bool is_aead(Profile p) { return p != Profile::kAes128CmSha1_80; }
constexpr size_t key_size(Profile p) { return p == Profile::kAeadAes256Gcm ? 32 : 16; }
constexpr size_t salt_size(Profile p) { return is_aead(p) ? 12 : 14; }
constexpr size_t tag_size(Profile p) { return is_aead(p) ? 16 : 10; }

constexpr std::string_view name(Profile p) {
  switch (p) {
    case Profile::kAes128CmSha1_80:
      return "AES128_CM_HMAC_SHA1_80";
    case Profile::kAeadAes128Gcm:
      return "AEAD_AES_128_GCM";
    case Profile::kAeadAes256Gcm:
      return "AEAD_AES_256_GCM";
  }
  return "";
}

constexpr std::optional<Profile> profile_from_dtls_id(uint16_t id) {
  switch (id) {
    case 0x0001:
      return Profile::kAes128CmSha1_80;
    case 0x0007:
      return Profile::kAeadAes128Gcm;
    case 0x0008:
      return Profile::kAeadAes256Gcm;
    default:
      return std::nullopt;
  }
}

}  // namespace srtp
