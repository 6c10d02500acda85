#include "proto/srtp/cm_sha1_transform.hpp"

#include <openssl/crypto.h>

#include <algorithm>

namespace srtp {

using base::BytesView;
using base::MutableBytes;

namespace {

constexpr size_t kRtcpHeaderSize = 8;
constexpr uint32_t kEncryptedFlag = 0x80000000;

// https://www.rfc-editor.org/rfc/rfc3711#section-4.1.1
//
//   IV = (k_s * 2^16) XOR (SSRC * 2^64) XOR (i * 2^16)
//
//   bytes 0-13 salt, 4-7 SSRC, 8-13 packet index, 14-15 block counter from zero
AesCm::Iv make_iv(const std::array<uint8_t, 14>& salt, uint32_t ssrc, uint64_t index) {
  AesCm::Iv iv{};
  std::copy(salt.begin(), salt.end(), iv.begin());
  base::store_u32(&iv[4], base::load_u32(&iv[4]) ^ ssrc);
  base::store_u64(&iv[8], base::load_u64(&iv[8]) ^ index << 16);
  return iv;
}

bool same_tag(const HmacSha1::Digest& digest, BytesView tag) {
  return CRYPTO_memcmp(digest.data(), tag.data(), CmSha1Transform::kTagSize) == 0;
}

std::array<uint8_t, 4> roc_bytes(uint64_t index) {
  std::array<uint8_t, 4> roc;
  base::store_u32(roc.data(), static_cast<uint32_t>(index >> 16));
  return roc;
}

}  // namespace

CmSha1Transform::CmSha1Transform(const SessionKeys& keys)
    : rtp_cipher_(BytesView(keys.rtp.cipher_key).first(key_size(keys.profile))),
      rtcp_cipher_(BytesView(keys.rtcp.cipher_key).first(key_size(keys.profile))),
      rtp_auth_(keys.rtp.auth_key),
      rtcp_auth_(keys.rtcp.auth_key),
      rtp_salt_(keys.rtp.salt),
      rtcp_salt_(keys.rtcp.salt) {}

void CmSha1Transform::seal_rtp(uint32_t ssrc, uint64_t index, uint8_t* packet, size_t header_size,
                               BytesView head, BytesView tail) {
  uint8_t* const body = packet + header_size;
  rtp_cipher_.start(make_iv(rtp_salt_, ssrc, index));
  rtp_cipher_.apply(head, body);
  rtp_cipher_.apply(tail, body + head.size());
  const size_t size = header_size + head.size() + tail.size();
  const auto digest = rtp_auth_.digest(BytesView(packet, size), roc_bytes(index));
  std::copy_n(digest.begin(), kTagSize, packet + size);
}

bool CmSha1Transform::open_rtp(uint32_t ssrc, uint64_t index, size_t header_size,
                               MutableBytes packet) {
  const MutableBytes signed_part = packet.first(packet.size() - kTagSize);
  if (!same_tag(rtp_auth_.digest(signed_part, roc_bytes(index)), packet.last(kTagSize)))
    return false;
  const MutableBytes text = signed_part.subspan(header_size);
  rtp_cipher_.start(make_iv(rtp_salt_, ssrc, index));
  rtp_cipher_.apply(text, text.data());
  return true;
}

void CmSha1Transform::seal_rtcp(uint32_t ssrc, uint32_t index, uint8_t* packet, size_t size) {
  const MutableBytes text(packet + kRtcpHeaderSize, size - kRtcpHeaderSize);
  rtcp_cipher_.start(make_iv(rtcp_salt_, ssrc, index));
  rtcp_cipher_.apply(text, text.data());
  base::store_u32(packet + size, kEncryptedFlag | index);
  const auto digest = rtcp_auth_.digest(BytesView(packet, size + kSrtcpIndexSize), {});
  std::copy_n(digest.begin(), kTagSize, packet + size + kSrtcpIndexSize);
}

bool CmSha1Transform::open_rtcp(uint32_t ssrc, MutableBytes packet) {
  const MutableBytes signed_part = packet.first(packet.size() - kTagSize);
  if (!same_tag(rtcp_auth_.digest(signed_part, {}), packet.last(kTagSize))) return false;
  const uint32_t word = index_word(packet);
  if (word & kEncryptedFlag) {
    const MutableBytes plain = signed_part.first(signed_part.size() - kSrtcpIndexSize);
    const MutableBytes text = plain.subspan(kRtcpHeaderSize);
    rtcp_cipher_.start(make_iv(rtcp_salt_, ssrc, word & ~kEncryptedFlag));
    rtcp_cipher_.apply(text, text.data());
  }
  return true;
}

}  // namespace srtp
