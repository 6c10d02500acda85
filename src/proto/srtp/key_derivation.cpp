#include "proto/srtp/key_derivation.hpp"

#include <algorithm>

#include "proto/srtp/aes_cm.hpp"

namespace srtp {

using base::BytesView;
using base::MutableBytes;

namespace {

// Labels of RFC 3711 section 4.3.1 (RTP) and 4.3.2 (RTCP).
enum class Label : uint8_t {
  kRtpCipher = 0,
  kRtpAuth = 1,
  kRtpSalt = 2,
  kRtcpCipher = 3,
  kRtcpAuth = 4,
  kRtcpSalt = 5,
};

// https://www.rfc-editor.org/rfc/rfc3711#section-4.3.1
//
//   key_id = label || r         label: 8 bits, r: 48 bits, zero for a derivation rate of zero
//   x      = key_id XOR salt    right-aligned in 112 bits, so the label meets byte 7
//   key    = first bytes of the AES-CM keystream under the master key, IV = x * 2^16
void derive(AesCm& prf, const MasterKey& master, Label label, MutableBytes out) {
  AesCm::Iv iv{};
  std::copy(master.salt.begin(), master.salt.end(), iv.begin());
  iv[7] ^= static_cast<uint8_t>(label);
  std::fill(out.begin(), out.end(), uint8_t{0});
  prf.start(iv);
  prf.apply(out, out.data());
}

}  // namespace

std::optional<MasterKey> MasterKey::from_bytes(Profile profile, BytesView key, BytesView salt) {
  if (key.size() != key_size(profile) || salt.size() != salt_size(profile)) return std::nullopt;
  MasterKey master;
  master.profile = profile;
  std::copy(key.begin(), key.end(), master.key.begin());
  std::copy(salt.begin(), salt.end(), master.salt.begin());
  return master;
}

SessionKeys derive_session_keys(const MasterKey& master) {
  const Profile profile = master.profile;
  AesCm prf(BytesView(master.key).first(key_size(profile)));
  SessionKeys keys;
  keys.profile = profile;
  const auto derive_one = [&](SessionKey& key, Label cipher, Label auth, Label salt) {
    derive(prf, master, cipher, MutableBytes(key.cipher_key).first(key_size(profile)));
    derive(prf, master, salt, MutableBytes(key.salt).first(salt_size(profile)));
    if (!is_aead(profile)) derive(prf, master, auth, key.auth_key);
  };
  derive_one(keys.rtp, Label::kRtpCipher, Label::kRtpAuth, Label::kRtpSalt);
  derive_one(keys.rtcp, Label::kRtcpCipher, Label::kRtcpAuth, Label::kRtcpSalt);
  return keys;
}

}  // namespace srtp
