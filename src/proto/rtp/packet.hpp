// The RTP header as it stands in a datagram (RFC 3550 section 5.1), without copying or allocating.
// Not here: what is inside the extension block (header_extension.hpp), writing (header_writer.hpp),
// decryption (proto/srtp).
//
// Reading takes two steps, because SRTP leaves the header in the clear and encrypts the rest:
//   1. parse_header()    before decryption: who sent it, how long the header is
//   2. payload_bounds()  after decryption: where the payload ends. The padding count is the last
//                        byte of the encrypted part, so before decryption it is noise.
//
// Invariant of a HeaderView: every view and every size lies inside the bytes that it was parsed
// from; it stays valid while these are decrypted in place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>

#include "base/bytes.hpp"
#include "proto/rtp/error.hpp"

namespace rtp {

inline constexpr size_t kFixedHeaderSize = 12;
inline constexpr size_t kExtensionHeaderSize = 4;  // profile and length in front of the block
inline constexpr uint8_t kVersionBits = 0x80;      // version 2 in the top two bits
inline constexpr uint8_t kPaddingBit = 0x20;
inline constexpr uint8_t kExtensionBit = 0x10;
inline constexpr uint8_t kMarkerBit = 0x80;

struct HeaderView {
  uint8_t payload_type = 0;
  bool marker = false;
  bool has_padding = false;  // the P bit; the count is payload_bounds()'s business
  bool has_extension = false;
  uint8_t csrc_count = 0;
  uint16_t sequence_number = 0;
  uint32_t timestamp = 0;
  uint32_t ssrc = 0;
  uint16_t extension_profile = 0;   // 0xBEDE: one-byte elements, 0x100x: two-byte elements
  size_t extension_offset = 0;      // of the block in the packet, behind profile and length
  base::BytesView csrcs;            // csrc_count times four bytes
  base::BytesView extension_block;  // elements and their padding; empty without the X bit
  size_t header_size = 0;           // fixed part, CSRCs and extension: what SRTP leaves clear

  uint32_t csrc(size_t index) const { return base::load_u32(csrcs.subspan(index * 4, 4).data()); }
};

std::expected<HeaderView, Error> parse_header(base::BytesView packet);

struct PayloadBounds {
  size_t offset = 0;   // == header_size
  size_t size = 0;     // 0 in a packet of padding alone, as bandwidth probes are
  size_t padding = 0;  // bytes behind the payload, the count byte included

  base::BytesView of(base::BytesView packet) const { return packet.subspan(offset, size); }
};

// `packet` is the decrypted packet that `header` was parsed from, without authentication tag.
std::expected<PayloadBounds, Error> payload_bounds(const HeaderView& header,
                                                   base::BytesView packet);

}  // namespace rtp
