#include "proto/rtcp/common_header.hpp"

namespace rtcp {

// https://www.rfc-editor.org/rfc/rfc3550#section-6.4.1
//
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |V=2|P|  count  |  packet type  |  length in words, minus one   |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//
// Deviation: padding is taken off any packet, and in any count up to the body. RFC 3550 allows it
// on the last packet of a compound only and in whole words; libwebrtc pads transport feedback by
// one to three bytes wherever it stands.
std::expected<PacketView, Error> take_packet(base::BytesView& rest) {
  if (rest.size() < kHeaderSize) return std::unexpected(Error::kTruncated);
  if ((rest[0] & 0xC0) != 0x80) return std::unexpected(Error::kVersion);
  const size_t size = (size_t{base::load_u16(&rest[2])} + 1) * 4;
  if (size > rest.size()) return std::unexpected(Error::kTruncated);

  PacketView packet{rest[1], static_cast<uint8_t>(rest[0] & 0x1F),
                    rest.subspan(kHeaderSize, size - kHeaderSize)};
  if ((rest[0] & 0x20) != 0) {
    if (packet.body.empty()) return std::unexpected(Error::kPadding);
    const size_t padding = packet.body.back();
    if (padding == 0 || padding > packet.body.size()) return std::unexpected(Error::kPadding);
    packet.body = packet.body.first(packet.body.size() - padding);
  }
  rest = rest.subspan(size);
  return packet;
}

}  // namespace rtcp
