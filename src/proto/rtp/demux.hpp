// Which protocol a datagram on the media port speaks, from its first two bytes (RFC 7983 section 7,
// RFC 5761 section 4). Nothing is validated here: the answer says who parses, not that it parses.
//
// https://www.rfc-editor.org/rfc/rfc7983#section-7
//
//                    +----------------+
//                    |        [0..3] -+--> STUN
//                    |      [16..19] -+--> ZRTP          (not spoken: unknown)
//        packet -->  |      [20..63] -+--> DTLS
//                    |      [64..79] -+--> TURN channel data
//                    |    [128..191] -+--> RTP or RTCP --> second byte in [192..223]: RTCP
//                    +----------------+                    any other:                 RTP
//
// The second byte of RTP is marker and payload type; payload types 64 to 95 are never given out
// (RFC 5761), so that a marked packet cannot be taken for RTCP.
#pragma once

#include "base/bytes.hpp"

namespace rtp {

enum class Protocol { kUnknown, kStun, kDtls, kTurnChannel, kRtp, kRtcp };

// True for payload types that demultiplexing leaves to RTP.
constexpr bool is_usable_payload_type(uint8_t payload_type) {
  return payload_type < 64 || (payload_type > 95 && payload_type < 128);
}

// media path: 4. the first decision about a datagram
inline Protocol demultiplex(base::BytesView datagram) {
  if (datagram.empty()) return Protocol::kUnknown;
  const uint8_t first = datagram[0];
  if (first >= 128 && first <= 191) {
    if (datagram.size() < 2) return Protocol::kUnknown;
    return datagram[1] >= 192 && datagram[1] <= 223 ? Protocol::kRtcp : Protocol::kRtp;
  }
  if (first <= 3) return Protocol::kStun;
  if (first >= 20 && first <= 63) return Protocol::kDtls;
  if (first >= 64 && first <= 79) return Protocol::kTurnChannel;
  return Protocol::kUnknown;
}

}  // namespace rtp
