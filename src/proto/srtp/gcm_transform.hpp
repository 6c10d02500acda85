// Packet layouts and IVs of the AEAD profiles, RFC 7714 sections 8 and 9. Stateless apart from the
// keyed cipher: which index a packet has, and whether it may be used, is the contexts' business.
#pragma once

#include "proto/srtp/aes_gcm.hpp"
#include "proto/srtp/key_derivation.hpp"

namespace srtp {

class GcmTransform {
 public:
  GcmTransform(const SessionKeys& keys, AesGcm::Direction direction);

  // https://www.rfc-editor.org/rfc/rfc7714#section-8.2
  //
  //   | RTP header (clear, associated data) | encrypted payload | tag, 16 bytes |
  //
  // `body` receives ciphertext and tag; it may be head.data() when tail is empty.
  void seal_rtp(uint32_t ssrc, uint64_t index, base::BytesView header, base::BytesView head,
                base::BytesView tail, uint8_t* body);
  // `body` is ciphertext and tag, at least the tag; decrypted in place.
  bool open_rtp(uint32_t ssrc, uint64_t index, base::BytesView header, base::MutableBytes body);

  // https://www.rfc-editor.org/rfc/rfc7714#section-9.2
  //
  //   | RTCP header, 8 bytes | encrypted rest | tag, 16 bytes | E, 31-bit index |
  //
  // The associated data are the header and the last word when E is set, otherwise (section 9.3)
  // the whole packet and the last word. `packet` has kMaxRtcpOverhead bytes behind `size`.
  void seal_rtcp(uint32_t ssrc, uint32_t index, uint8_t* packet, size_t size);
  // `packet` is complete, at least header, tag and index.
  bool open_rtcp(uint32_t ssrc, base::MutableBytes packet);

  // The SRTCP index word of a packet at least that long.
  static uint32_t index_word(base::BytesView packet) {
    return base::load_u32(packet.data() + packet.size() - kSrtcpIndexSize);
  }

 private:
  using Salt = std::array<uint8_t, 12>;

  AesGcm rtp_;
  AesGcm rtcp_;
  Salt rtp_salt_;
  Salt rtcp_salt_;
};

}  // namespace srtp
