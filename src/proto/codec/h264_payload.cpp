#include "proto/codec/h264_payload.hpp"

namespace codec {
namespace {

enum NalType : uint8_t {
  kSlice = 1,
  kPartitionA = 2,
  kIdr = 5,
  kSei = 6,
  kSps = 7,
  kPps = 8,
  kDelimiter = 9,
  kLastSingle = 23,
  kStapA = 24,
  kStapB = 25,
  kFuA = 28,
  kFuB = 29,
};

bool is_slice(uint8_t type) { return type >= kSlice && type <= kIdr; }

// One NAL unit or the first fragment of one: the type, and what follows the NAL unit header. A
// slice header begins with first_mb_in_slice as ue(v), where 0 is a single 1 bit (H.264, 7.3.3).
void look_at(uint8_t type, base::BytesView body, H264Payload& p) {
  switch (type) {
    case kSlice:
    case kPartitionA:
    case kIdr:
      p.has_idr |= type == kIdr;
      p.starts_picture |= !body.empty() && (body[0] & 0x80);
      break;
    case kSps:
      p.has_sps = true;
      p.starts_picture = true;
      break;
    case kPps:
      p.has_pps = true;
      p.starts_picture = true;
      break;
    case kSei:
    case kDelimiter:
      p.starts_picture = true;
      break;
    default:
      break;
  }
}

//   0 1 2 3 4 5 6 7                                  STAP-A, section 5.7.1
//  +-+-+-+-+-+-+-+-+-----------------+--------------+-----------------+---
//  |F|NRI|  24     | size, 16 bits   | NAL unit     | size, 16 bits   | ...
//  +-+-+-+-+-+-+-+-+-----------------+--------------+-----------------+---
std::expected<H264Payload, PayloadError> parse_aggregate(base::ByteReader reader) {
  H264Payload p;
  bool slices = false, reference = false;
  while (reader.ok() && reader.remaining() > 0) {
    const base::BytesView unit = reader.bytes(reader.u16());
    if (!reader.ok()) break;
    if (unit.empty()) return std::unexpected(PayloadError::kMalformed);
    const uint8_t type = unit[0] & 0x1f;
    if (type == 0 || type > kLastSingle) return std::unexpected(PayloadError::kMalformed);
    look_at(type, unit.subspan(1), p);
    slices |= is_slice(type);
    reference |= (unit[0] & 0x60) != 0;
  }
  if (!reader.ok()) return std::unexpected(PayloadError::kTruncated);
  p.non_reference = slices && !reference;
  return p;
}

//   0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7                  FU-A, section 5.8
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-----------------
//  |F|NRI|  28     |S|E|R|  Type   | fragment ...
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-----------------
std::expected<H264Payload, PayloadError> parse_fragment(uint8_t indicator,
                                                        base::ByteReader reader) {
  const uint8_t header = reader.u8();
  if (!reader.ok() || reader.remaining() == 0) return std::unexpected(PayloadError::kTruncated);
  const uint8_t type = header & 0x1f;
  if (type == 0 || type > kLastSingle) return std::unexpected(PayloadError::kMalformed);
  H264Payload p;
  if (header & 0x80) look_at(type, reader.rest(), p);
  p.non_reference = is_slice(type) && (indicator & 0x60) == 0;
  return p;
}

}  // namespace

//   0 1 2 3 4 5 6 7
//  +-+-+-+-+-+-+-+-+
//  |F|NRI|  Type   |   1-23 a NAL unit, 24 STAP-A, 28 FU-A
//  +-+-+-+-+-+-+-+-+
std::expected<H264Payload, PayloadError> parse_h264(base::BytesView payload) {
  base::ByteReader reader(payload);
  const uint8_t header = reader.u8();
  if (!reader.ok() || reader.remaining() == 0) return std::unexpected(PayloadError::kTruncated);
  const uint8_t type = header & 0x1f;
  if (type == kStapA) return parse_aggregate(reader);
  if (type == kFuA) return parse_fragment(header, reader);
  if (type >= kStapB && type <= kFuB) return std::unexpected(PayloadError::kUnsupported);
  if (type == 0 || type > kLastSingle) return std::unexpected(PayloadError::kMalformed);
  H264Payload p;
  look_at(type, reader.rest(), p);
  p.non_reference = is_slice(type) && (header & 0x60) == 0;
  return p;
}

FrameInfo frame_info(const H264Payload& p, bool marker) {
  FrameInfo info;
  info.start_of_frame = p.starts_picture;
  info.end_of_frame = marker;
  info.key_frame = p.has_sps || p.has_idr;
  info.switch_up_point = info.key_frame;
  info.switch_up_after = info.key_frame;
  info.discardable = p.non_reference;
  return info;
}

}  // namespace codec
