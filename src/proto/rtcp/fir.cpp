#include "proto/rtcp/fir.hpp"

namespace rtcp {

// https://www.rfc-editor.org/rfc/rfc5104#section-4.3.1.1
//
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |V=2|P| FMT=4   |   PT=206      |            length             |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                  SSRC of packet sender                        |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                  SSRC of media source: unused, zero           |
//  +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+  once or more
//  |                              SSRC                             |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  | sequence nr.  |                  reserved                     |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
std::expected<Fir, Error> Fir::parse(const PacketView& packet) {
  if (packet.type != kTypePayloadSpecificFeedback || packet.count != kFormat)
    return std::unexpected(Error::kWrongType);
  base::ByteReader reader(packet.body);
  Fir fir;
  fir.sender_ssrc = reader.u32();
  reader.skip(4);
  if (!reader.ok()) return std::unexpected(Error::kTruncated);
  if (reader.remaining() == 0) return std::unexpected(Error::kEmpty);
  while (reader.remaining() > 0) {
    Request& request = fir.requests.emplace_back();
    request.ssrc = reader.u32();
    request.sequence_number = reader.u8();
    reader.skip(3);
    if (!reader.ok()) return std::unexpected(Error::kTruncated);
  }
  return fir;
}

void Fir::append(base::Bytes& out) const {
  ASSERT(!requests.empty());
  PacketWriter writer(out, kTypePayloadSpecificFeedback, kFormat);
  writer.u32(sender_ssrc);
  writer.u32(0);
  for (const Request& request : requests) {
    writer.u32(request.ssrc);
    writer.u8(request.sequence_number);
    writer.zeros(3);
  }
  writer.finish();
}

}  // namespace rtcp
