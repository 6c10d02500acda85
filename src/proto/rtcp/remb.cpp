#include "proto/rtcp/remb.hpp"

namespace rtcp {

constexpr uint64_t kMaxMantissa = 0x3'FFFF;  // 18 bits

bool Remb::matches(const PacketView& packet) {
  return packet.type == kTypePayloadSpecificFeedback && packet.count == kFormat &&
         packet.body.size() >= 12 && base::load_u32(&packet.body[8]) == kIdentifier;
}

// https://datatracker.ietf.org/doc/html/draft-alvestrand-rmcat-remb-03#section-2.2
//
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |V=2|P| FMT=15  |   PT=206      |             length            |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                  SSRC of packet sender                        |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                  SSRC of media source: unused, zero           |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |  unique identifier 'R' 'E' 'M' 'B'                            |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |  num SSRC     | exponent  |  mantissa of bits per second      |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |   SSRC, num SSRC times                                        |
std::expected<Remb, Error> Remb::parse(const PacketView& packet) {
  if (!matches(packet)) return std::unexpected(Error::kWrongType);
  base::ByteReader reader(packet.body);
  Remb remb;
  remb.sender_ssrc = reader.u32();
  reader.skip(8);
  const size_t ssrc_count = reader.u8();
  const uint32_t exponent_and_mantissa = reader.u24();
  // The count comes from the network: it must fill the rest of the packet, no more, no less.
  if (!reader.ok() || reader.remaining() != ssrc_count * 4)
    return std::unexpected(Error::kTruncated);

  const unsigned exponent = exponent_and_mantissa >> 18;
  const uint64_t mantissa = exponent_and_mantissa & kMaxMantissa;
  remb.bitrate_bps = mantissa << exponent;
  if (remb.bitrate_bps >> exponent != mantissa) return std::unexpected(Error::kRange);

  remb.ssrcs.resize(ssrc_count);
  for (uint32_t& ssrc : remb.ssrcs) ssrc = reader.u32();
  return remb;
}

void Remb::append(base::Bytes& out) const {
  ASSERT(ssrcs.size() <= kMaxSsrcs);
  uint64_t mantissa = bitrate_bps;
  uint32_t exponent = 0;
  for (; mantissa > kMaxMantissa; mantissa >>= 1) ++exponent;

  PacketWriter writer(out, kTypePayloadSpecificFeedback, kFormat);
  writer.u32(sender_ssrc);
  writer.u32(0);
  writer.u32(kIdentifier);
  writer.u8(static_cast<uint8_t>(ssrcs.size()));
  writer.u24(exponent << 18 | static_cast<uint32_t>(mantissa));
  for (const uint32_t ssrc : ssrcs) writer.u32(ssrc);
  writer.finish();
}

}  // namespace rtcp
