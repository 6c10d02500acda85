// The four bytes in front of every RTCP packet (RFC 3550 section 6.4.1): splitting one packet off a
// datagram, and the writer that every packet type serialises with. Not here: what the body means
// (one file per packet type), walking a datagram (compound.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "proto/rtcp/error.hpp"

namespace rtcp {

inline constexpr size_t kHeaderSize = 4;
inline constexpr size_t kMaxCount = 31;  // the count field has five bits

// Packet types (IANA "RTCP Control Packet Types").
inline constexpr uint8_t kTypeSenderReport = 200;
inline constexpr uint8_t kTypeReceiverReport = 201;
inline constexpr uint8_t kTypeSdes = 202;
inline constexpr uint8_t kTypeBye = 203;
inline constexpr uint8_t kTypeApp = 204;
inline constexpr uint8_t kTypeTransportLayerFeedback = 205;   // RTPFB, RFC 4585
inline constexpr uint8_t kTypePayloadSpecificFeedback = 206;  // PSFB, RFC 4585
inline constexpr uint8_t kTypeExtendedReport = 207;           // XR, RFC 3611

// One packet inside a datagram. The body lies behind the header and is without padding.
struct PacketView {
  uint8_t type = 0;
  uint8_t count = 0;  // number of blocks, or the format of feedback (FMT); 0 to 31
  base::BytesView body;
};

// Splits the first packet off `rest`, which then begins behind it. On an error `rest` is unchanged.
std::expected<PacketView, Error> take_packet(base::BytesView& rest);

// For a buffer that holds one packet alone; P is any packet type of this folder.
template <typename P>
std::expected<P, Error> parse_one(base::BytesView bytes) {
  const auto packet = take_packet(bytes);
  if (!packet) return std::unexpected(packet.error());
  return P::parse(*packet);
}

// Writes one packet at the end of a buffer. finish() fills to whole words with zeros and puts the
// length into the header; without it the packet is not valid.
class PacketWriter : public base::ByteWriter {
 public:
  PacketWriter(base::Bytes& out, uint8_t type, size_t count)
      : base::ByteWriter(out), start_(out.size()) {
    ASSERT(count <= kMaxCount);
    u8(static_cast<uint8_t>(0x80 | count));
    u8(type);
    u16(0);
  }

  void finish() {
    zeros((4 - (size() - start_) % 4) % 4);
    const size_t words = (size() - start_) / 4 - 1;
    ASSERT(words <= UINT16_MAX);
    patch_u16(start_ + 2, static_cast<uint16_t>(words));
  }

 private:
  size_t start_;
};

}  // namespace rtcp
