// Packet layouts, IVs and authentication of AES128_CM_HMAC_SHA1_80, RFC 3711 sections 3.1, 3.4,
// 4.1.1 and 4.2. Stateless apart from the keyed cipher: which index a packet has, and whether it
// may be used, is the contexts' business.
#pragma once

#include "proto/srtp/aes_cm.hpp"
#include "proto/srtp/hmac_sha1.hpp"
#include "proto/srtp/key_derivation.hpp"

namespace srtp {

class CmSha1Transform {
 public:
  static constexpr size_t kTagSize = 10;

  explicit CmSha1Transform(const SessionKeys& keys);

  // https://www.rfc-editor.org/rfc/rfc3711#section-3.1
  //
  //   | RTP header (clear) | encrypted payload | tag, 10 bytes |
  //   |<----------- authenticated ------------>|   followed by the ROC, which is not sent
  //
  // `packet` already holds the header; ciphertext and tag are written behind it. Payload pieces may
  // lie in place when `tail` is empty.
  void seal_rtp(uint32_t ssrc, uint64_t index, uint8_t* packet, size_t header_size,
                base::BytesView head, base::BytesView tail);
  // `packet` is complete, at least header and tag; decrypted in place only when it is authentic.
  bool open_rtp(uint32_t ssrc, uint64_t index, size_t header_size, base::MutableBytes packet);

  // https://www.rfc-editor.org/rfc/rfc3711#section-3.4
  //
  //   | RTCP header, 8 bytes | encrypted rest | E, 31-bit index | tag, 10 bytes |
  //   |<------------------- authenticated -------------------->|
  //
  // `packet` has kMaxRtcpOverhead bytes behind `size`.
  void seal_rtcp(uint32_t ssrc, uint32_t index, uint8_t* packet, size_t size);
  // `packet` is complete, at least header, index and tag.
  bool open_rtcp(uint32_t ssrc, base::MutableBytes packet);

  // The SRTCP index word of a packet at least that long.
  static uint32_t index_word(base::BytesView packet) {
    return base::load_u32(packet.data() + packet.size() - kTagSize - kSrtcpIndexSize);
  }

 private:
  using Salt = std::array<uint8_t, 14>;

  AesCm rtp_cipher_;
  AesCm rtcp_cipher_;
  HmacSha1 rtp_auth_;
  HmacSha1 rtcp_auth_;
  Salt rtp_salt_;
  Salt rtcp_salt_;
};

}  // namespace srtp
