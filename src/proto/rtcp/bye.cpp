#include "proto/rtcp/bye.hpp"

namespace rtcp {

// https://www.rfc-editor.org/rfc/rfc3550#section-6.6
//
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |V=2|P|    SC   |   PT=BYE=203  |            length             |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                         SSRC, SC times                        |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  | length (opt)  | reason for leaving, zeros to a whole word   ...
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
std::expected<Bye, Error> Bye::parse(const PacketView& packet) {
  if (packet.type != kTypeBye) return std::unexpected(Error::kWrongType);
  base::ByteReader reader(packet.body);
  Bye bye;
  for (size_t i = 0; i < packet.count && reader.ok(); ++i) bye.ssrcs.push_back(reader.u32());
  if (reader.ok() && reader.remaining() > 0) {
    const size_t size = reader.u8();
    bye.reason = base::as_text(reader.bytes(size));
  }
  if (!reader.ok()) return std::unexpected(Error::kTruncated);
  return bye;
}

void Bye::append(base::Bytes& out) const {
  ASSERT(reason.size() <= 255);
  PacketWriter writer(out, kTypeBye, ssrcs.size());
  for (const uint32_t ssrc : ssrcs) writer.u32(ssrc);
  if (!reason.empty()) {
    writer.u8(static_cast<uint8_t>(reason.size()));
    writer.bytes(base::as_bytes(reason));
  }
  writer.finish();
}

}  // namespace rtcp
