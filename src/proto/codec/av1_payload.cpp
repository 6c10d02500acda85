#include "proto/codec/av1_payload.hpp"

namespace codec {
namespace {

enum ObuType : uint8_t { kSequenceHeader = 1, kFrameHeader = 3, kMetadata = 5, kFrame = 6 };

// leb128 of at most 32 bits (AV1 specification, 4.10.5): seven bits a byte, lowest first.
bool read_leb128(base::ByteReader& reader, size_t& value) {
  uint64_t result = 0;
  for (unsigned i = 0; i < 5; ++i) {
    const uint8_t byte = reader.u8();
    result |= static_cast<uint64_t>(byte & 0x7f) << (7 * i);
    if (!(byte & 0x80)) {
      value = static_cast<size_t>(result);
      return reader.ok() && result <= UINT32_MAX;
    }
  }
  return false;
}

//   0 1 2 3 4 5 6 7   AV1 specification, 5.3.2 and 5.3.3
//  +-+-+-+-+-+-+-+-+
//  |F| type  |X|S|-|
//  +-+-+-+-+-+-+-+-+
//  | TID |SID|-|-|-|   if X
//  +-+-+-+-+-+-+-+-+
std::expected<void, PayloadError> look_at_obu(base::BytesView obu, Av1Payload& p) {
  if (obu.empty()) return std::unexpected(PayloadError::kMalformed);
  if (obu[0] & 0x80) return std::unexpected(PayloadError::kMalformed);
  const uint8_t type = obu[0] >> 3 & 0x0f;
  p.has_sequence_header |= type == kSequenceHeader;
  p.starts_frame |=
      type == kSequenceHeader || type == kFrameHeader || type == kMetadata || type == kFrame;
  if (obu[0] & 0x04) {
    if (obu.size() < 2) return std::unexpected(PayloadError::kTruncated);
    p.temporal_id = obu[1] >> 5;
    p.spatial_id = obu[1] >> 3 & 0x03;
  }
  return {};
}

}  // namespace

//   0 1 2 3 4 5 6 7
//  +-+-+-+-+-+-+-+-+
//  |Z|Y| W |N|-|-|-|
//  +-+-+-+-+-+-+-+-+
//
// W = 0: each element has a length before it; else W elements, the last of them without.
std::expected<Av1Payload, PayloadError> parse_av1(base::BytesView payload) {
  base::ByteReader reader(payload);
  const uint8_t header = reader.u8();
  if (!reader.ok() || reader.remaining() == 0) return std::unexpected(PayloadError::kTruncated);
  Av1Payload p;
  p.continues_obu = header & 0x80;
  p.continued = header & 0x40;
  p.new_sequence = header & 0x08;
  const unsigned count = header >> 4 & 0x03;
  // A coded video sequence cannot begin within an OBU.
  if (p.new_sequence && p.continues_obu) return std::unexpected(PayloadError::kMalformed);

  unsigned index = 0;
  for (; reader.remaining() > 0 && (count == 0 || index < count); ++index) {
    size_t length = reader.remaining();
    if (count == 0 || index + 1 < count) {
      if (!read_leb128(reader, length)) return std::unexpected(PayloadError::kMalformed);
    }
    const base::BytesView element = reader.bytes(length);
    if (!reader.ok()) return std::unexpected(PayloadError::kTruncated);
    if (index == 0 && p.continues_obu) continue;
    // Empty elements carry nothing; some packetizers leave one where an OBU was removed.
    if (element.empty()) continue;
    if (const auto seen = look_at_obu(element, p); !seen) return std::unexpected(seen.error());
  }
  if (index < count) return std::unexpected(PayloadError::kTruncated);
  return p;
}

FrameInfo frame_info(const Av1Payload& p, bool marker) {
  FrameInfo info;
  info.start_of_frame = p.starts_frame;
  info.end_of_frame = marker;
  info.key_frame = p.new_sequence || p.has_sequence_header;
  info.switch_up_point = info.key_frame;
  info.switch_up_after = info.key_frame;
  info.spatial_id = p.spatial_id;
  info.temporal_id = p.temporal_id;
  return info;
}

}  // namespace codec
