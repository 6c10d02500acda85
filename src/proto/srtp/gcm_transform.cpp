#include "proto/srtp/gcm_transform.hpp"

#include <algorithm>

namespace srtp {

using base::BytesView;
using base::MutableBytes;

namespace {

constexpr size_t kRtcpHeaderSize = 8;
constexpr uint32_t kEncryptedFlag = 0x80000000;

// https://www.rfc-editor.org/rfc/rfc7714#section-8.1
//
//     0  0  0  0  0  0  0  0  0  0  1  1
//     0  1  2  3  4  5  6  7  8  9  0  1
//   +--+--+--+--+--+--+--+--+--+--+--+--+
//   |00|00|    SSRC   |     ROC   | SEQ |   XOR salt; SRTCP (section 9.1) has two zero bytes and
//   +--+--+--+--+--+--+--+--+--+--+--+--+   the 31-bit index in place of ROC and SEQ
AesGcm::Iv make_iv(const std::array<uint8_t, 12>& salt, uint32_t ssrc, uint64_t index) {
  AesGcm::Iv iv;
  base::store_u32(&iv[0], base::load_u32(&salt[0]) ^ ssrc >> 16);
  base::store_u64(&iv[4],
                  base::load_u64(&salt[4]) ^ (static_cast<uint64_t>(ssrc & 0xffff) << 48 | index));
  return iv;
}

BytesView cipher_key(const SessionKeys& keys, const SessionKey& key) {
  return BytesView(key.cipher_key).first(key_size(keys.profile));
}

}  // namespace

GcmTransform::GcmTransform(const SessionKeys& keys, AesGcm::Direction direction)
    : rtp_(cipher_key(keys, keys.rtp), direction), rtcp_(cipher_key(keys, keys.rtcp), direction) {
  std::copy_n(keys.rtp.salt.begin(), rtp_salt_.size(), rtp_salt_.begin());
  std::copy_n(keys.rtcp.salt.begin(), rtcp_salt_.size(), rtcp_salt_.begin());
}

void GcmTransform::seal_rtp(uint32_t ssrc, uint64_t index, BytesView header, BytesView head,
                            BytesView tail, uint8_t* body) {
  rtp_.seal(make_iv(rtp_salt_, ssrc, index), header, {}, head, tail, body);
}

bool GcmTransform::open_rtp(uint32_t ssrc, uint64_t index, BytesView header, MutableBytes body) {
  const MutableBytes text = body.first(body.size() - AesGcm::kTagSize);
  return rtp_.open(make_iv(rtp_salt_, ssrc, index), header, {}, text, body.last(AesGcm::kTagSize));
}

void GcmTransform::seal_rtcp(uint32_t ssrc, uint32_t index, uint8_t* packet, size_t size) {
  uint8_t word[kSrtcpIndexSize];
  base::store_u32(word, kEncryptedFlag | index);
  const BytesView header(packet, kRtcpHeaderSize);
  const BytesView text(packet + kRtcpHeaderSize, size - kRtcpHeaderSize);
  rtcp_.seal(make_iv(rtcp_salt_, ssrc, index), header, word, text, {}, packet + kRtcpHeaderSize);
  std::copy_n(word, kSrtcpIndexSize, packet + size + AesGcm::kTagSize);
}

bool GcmTransform::open_rtcp(uint32_t ssrc, MutableBytes packet) {
  const uint32_t word = index_word(packet);
  const AesGcm::Iv iv = make_iv(rtcp_salt_, ssrc, word & ~kEncryptedFlag);
  const MutableBytes plain = packet.first(packet.size() - kSrtcpIndexSize - AesGcm::kTagSize);
  const BytesView tag = packet.subspan(plain.size(), AesGcm::kTagSize);
  const BytesView last_word = packet.last(kSrtcpIndexSize);
  if (word & kEncryptedFlag) {
    return rtcp_.open(iv, plain.first(kRtcpHeaderSize), last_word, plain.subspan(kRtcpHeaderSize),
                      tag);
  }
  return rtcp_.open(iv, plain, last_word, {}, tag);
}

}  // namespace srtp
