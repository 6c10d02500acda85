// Where the RTP payload begins: the fixed header, the contributing sources and the header extension
// (RFC 3550 section 5.1). SRTP leaves all of it clear. The parser proper is proto/rtp.
#pragma once

#include <optional>

#include "base/bytes.hpp"

namespace srtp {

inline constexpr size_t kRtpFixedHeaderSize = 12;

// https://www.rfc-editor.org/rfc/rfc3550#section-5.1
//
//  0                   1                   2                   3
//  |V=2|P|X|  CC   |M|     PT      |       sequence number         |
//  |                           timestamp                           |
//  |                             SSRC                              |
//  |                     CSRC, CC times (0-15)                     |
//  |  if X: defined by profile     |    length in 32-bit words     |
//  |                       that many words                         |
//
// None when the version is not 2 or the header does not fit into the packet.
inline std::optional<size_t> rtp_header_size(base::BytesView packet) {
  if (packet.size() < kRtpFixedHeaderSize || packet[0] >> 6 != 2) return std::nullopt;
  size_t size = kRtpFixedHeaderSize + 4 * size_t{packet[0] & 0x0fu};
  if (packet[0] & 0x10) {
    if (packet.size() < size + 4) return std::nullopt;
    size += 4 + 4 * size_t{base::load_u16(&packet[size + 2])};
  }
  if (packet.size() < size) return std::nullopt;
  return size;
}

}  // namespace srtp
