// Writes an RTP header (RFC 3550 section 5.1) into a packet that is being built, extension block
// included, and adds padding behind the payload. Layout: packet.cpp.
//
//   HeaderWriter writer(buffer, {.payload_type = 96, …}, TwoByteForm::kAllowed);
//   writer.extensions().add(id, bytes);
//   size_t header_size = writer.finish();      // the payload goes here
//
// Deviation: no CSRC list is written. Plenum selects streams and never mixes them, so a packet has
// no contributing sources beside its SSRC.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "proto/rtp/extension_writer.hpp"
#include "proto/rtp/packet.hpp"

namespace rtp {

struct HeaderFields {
  uint8_t payload_type = 0;
  bool marker = false;
  uint16_t sequence_number = 0;
  uint32_t timestamp = 0;
  uint32_t ssrc = 0;
};

// media path: 24. the header that a receiver gets
class HeaderWriter {
 public:
  // `out` holds at least the fixed header.
  HeaderWriter(base::MutableBytes out, const HeaderFields& fields, TwoByteForm two_byte)
      : out_(out), extensions_(out.subspan(kFixedHeaderSize), two_byte) {
    out_[0] = kVersionBits;
    out_[1] = static_cast<uint8_t>((fields.marker ? kMarkerBit : 0) | (fields.payload_type & 0x7F));
    base::store_u16(&out_[2], fields.sequence_number);
    base::store_u32(&out_[4], fields.timestamp);
    base::store_u32(&out_[8], fields.ssrc);
  }

  ExtensionWriter& extensions() { return extensions_; }

  // Size of the header in all; the payload follows. Once.
  size_t finish() {
    const size_t block = extensions_.finish();
    if (block != 0) out_[0] |= kExtensionBit;
    return kFixedHeaderSize + block;
  }

 private:
  base::MutableBytes out_;
  ExtensionWriter extensions_;
};

// Pads the packet that fills the first `size` bytes of `buffer` by `padding` bytes (1 to 255, the
// count byte included) and returns its new size. Used to make packets of one burst equally long
// (UDP GSO) and for probes. The buffer has the room; the packet is not padded yet.
inline size_t add_padding(base::MutableBytes buffer, size_t size, uint8_t padding) {
  ASSERT(padding != 0 && size >= kFixedHeaderSize && buffer.size() - size >= padding);
  ASSERT((buffer[0] & kPaddingBit) == 0);
  buffer[0] |= kPaddingBit;
  std::memset(buffer.data() + size, 0, size_t{padding} - 1);
  buffer[size + padding - 1] = padding;
  return size + padding;
}

}  // namespace rtp
