#include "proto/rtcp/pli.hpp"

namespace rtcp {

// https://www.rfc-editor.org/rfc/rfc4585#section-6.3.1
//
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |V=2|P| FMT=1   |   PT=206      |          length=2             |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                  SSRC of packet sender                        |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                  SSRC of media source                         |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
std::expected<Pli, Error> Pli::parse(const PacketView& packet) {
  if (packet.type != kTypePayloadSpecificFeedback || packet.count != kFormat)
    return std::unexpected(Error::kWrongType);
  base::ByteReader reader(packet.body);
  Pli pli;
  pli.sender_ssrc = reader.u32();
  pli.media_ssrc = reader.u32();
  if (!reader.ok()) return std::unexpected(Error::kTruncated);
  return pli;
}

void Pli::append(base::Bytes& out) const {
  PacketWriter writer(out, kTypePayloadSpecificFeedback, kFormat);
  writer.u32(sender_ssrc);
  writer.u32(media_ssrc);
  writer.finish();
}

}  // namespace rtcp
