#include "proto/rtcp/nack.hpp"

namespace rtcp {

// https://www.rfc-editor.org/rfc/rfc4585#section-6.2.1
//
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |V=2|P| FMT=1   |   PT=205      |            length             |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                  SSRC of packet sender                        |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                  SSRC of media source                         |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |            PID                |             BLP               |   once or more
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
std::expected<Nack, Error> Nack::parse(const PacketView& packet) {
  if (packet.type != kTypeTransportLayerFeedback || packet.count != kFormat)
    return std::unexpected(Error::kWrongType);
  base::ByteReader reader(packet.body);
  Nack nack;
  nack.sender_ssrc = reader.u32();
  nack.media_ssrc = reader.u32();
  if (!reader.ok()) return std::unexpected(Error::kTruncated);
  if (reader.remaining() == 0) return std::unexpected(Error::kEmpty);
  nack.items.reserve(reader.remaining() / 4);
  while (reader.remaining() > 0) {
    Item& item = nack.items.emplace_back();
    item.packet_id = reader.u16();
    item.lost_packet_mask = reader.u16();
    if (!reader.ok()) return std::unexpected(Error::kTruncated);
  }
  return nack;
}

void Nack::append(base::Bytes& out) const {
  ASSERT(!items.empty());
  PacketWriter writer(out, kTypeTransportLayerFeedback, kFormat);
  writer.u32(sender_ssrc);
  writer.u32(media_ssrc);
  for (const Item& item : items) {
    writer.u16(item.packet_id);
    writer.u16(item.lost_packet_mask);
  }
  writer.finish();
}

void Nack::add_lost(std::span<const uint16_t> sequence_numbers) {
  for (const uint16_t number : sequence_numbers) {
    const auto distance =
        items.empty() ? uint16_t{0} : static_cast<uint16_t>(number - items.back().packet_id);
    if (distance >= 1 && distance <= 16) {
      items.back().lost_packet_mask |= static_cast<uint16_t>(1u << (distance - 1));
    } else {
      items.push_back({number, 0});
    }
  }
}

}  // namespace rtcp
