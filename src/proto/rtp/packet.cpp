#include "proto/rtp/packet.hpp"

namespace rtp {

// https://www.rfc-editor.org/rfc/rfc3550#section-5.1
//
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |V=2|P|X|  CC   |M|     PT      |       sequence number         |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                           timestamp                           |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                             SSRC                              |
//  +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
//  |                     CSRC, CC times (0 to 15)                  |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |  defined by profile (X only)  |    length in 32-bit words     |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                        extension block                        |
//
// media path: 7. the header of a packet that is still encrypted
std::expected<HeaderView, Error> parse_header(base::BytesView packet) {
  if (packet.size() < kFixedHeaderSize) return std::unexpected(Error::kTruncated);
  const uint8_t* p = packet.data();
  if ((p[0] & 0xC0) != kVersionBits) return std::unexpected(Error::kVersion);

  HeaderView header;
  header.has_padding = (p[0] & kPaddingBit) != 0;
  header.has_extension = (p[0] & kExtensionBit) != 0;
  header.csrc_count = p[0] & 0x0F;
  header.marker = (p[1] & kMarkerBit) != 0;
  header.payload_type = p[1] & 0x7F;
  header.sequence_number = base::load_u16(p + 2);
  header.timestamp = base::load_u32(p + 4);
  header.ssrc = base::load_u32(p + 8);

  const size_t csrcs_size = size_t{header.csrc_count} * 4;
  if (packet.size() - kFixedHeaderSize < csrcs_size) return std::unexpected(Error::kTruncated);
  header.csrcs = packet.subspan(kFixedHeaderSize, csrcs_size);
  header.header_size = kFixedHeaderSize + csrcs_size;
  if (!header.has_extension) return header;

  const base::BytesView rest = packet.subspan(header.header_size);
  if (rest.size() < kExtensionHeaderSize) return std::unexpected(Error::kTruncated);
  header.extension_profile = base::load_u16(rest.data());
  const size_t block_size = size_t{base::load_u16(rest.data() + 2)} * 4;
  if (rest.size() - kExtensionHeaderSize < block_size) return std::unexpected(Error::kTruncated);
  header.extension_offset = header.header_size + kExtensionHeaderSize;
  header.extension_block = rest.subspan(kExtensionHeaderSize, block_size);
  header.header_size = header.extension_offset + block_size;
  return header;
}

// media path: 10. the payload of a packet that has been decrypted
std::expected<PayloadBounds, Error> payload_bounds(const HeaderView& header,
                                                   base::BytesView packet) {
  if (packet.size() < header.header_size) return std::unexpected(Error::kTruncated);
  const size_t behind_header = packet.size() - header.header_size;
  if (!header.has_padding) return PayloadBounds{header.header_size, behind_header, 0};

  // RFC 3550 section 5.1: the last byte counts the padding, itself included. Zero is therefore
  // impossible, and with nothing behind the header there is no such byte.
  if (behind_header == 0) return std::unexpected(Error::kPadding);
  const size_t padding = packet.back();
  if (padding == 0 || padding > behind_header) return std::unexpected(Error::kPadding);
  return PayloadBounds{header.header_size, behind_header - padding, padding};
}

}  // namespace rtp
