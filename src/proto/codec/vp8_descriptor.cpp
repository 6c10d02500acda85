#include "proto/codec/vp8_descriptor.hpp"

namespace codec {
namespace {

constexpr uint8_t kExtension = 0x80;      // X
constexpr uint8_t kNonReference = 0x20;   // N
constexpr uint8_t kStart = 0x10;          // S
constexpr uint8_t kHasPictureId = 0x80;   // I
constexpr uint8_t kHasTl0 = 0x40;         // L
constexpr uint8_t kHasTid = 0x20;         // T
constexpr uint8_t kHasKeyIdx = 0x10;      // K
constexpr uint8_t kLongPictureId = 0x80;  // M

// RFC 7741, section 4.3 and RFC 6386, section 9.1: the key frame bit is inverted, and a key frame
// goes on with a start code and its size.
//
//   0                   1                   2
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |Size0|H| VER |P|     Size1     |     Size2     |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |     0x9d      |     0x01      |     0x2a      |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |  width, 14 bits, little endian, scale 2 bits |  height likewise |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
void parse_frame_header(base::BytesView frame, Vp8Descriptor& d) {
  d.key_frame = (frame[0] & 0x01) == 0;
  if (!d.key_frame || frame.size() < 10) return;
  if (frame[3] != 0x9d || frame[4] != 0x01 || frame[5] != 0x2a) return;
  const auto size_at = [&](size_t i) {
    return static_cast<uint16_t>((frame[i + 1] << 8 | frame[i]) & 0x3fff);
  };
  d.resolution = Resolution{size_at(6), size_at(8)};
}

}  // namespace

//       0 1 2 3 4 5 6 7
//      +-+-+-+-+-+-+-+-+
//      |X|R|N|S|R| PID |
//      +-+-+-+-+-+-+-+-+
//  X:  |I|L|T|K| RSV   |
//      +-+-+-+-+-+-+-+-+
//  I:  |M| PictureID   |
//      +-+-+-+-+-+-+-+-+
//  M:  |   PictureID   |
//      +-+-+-+-+-+-+-+-+
//  L:  |   TL0PICIDX   |
//      +-+-+-+-+-+-+-+-+
//  T/K:|TID|Y| KEYIDX  |
//      +-+-+-+-+-+-+-+-+
std::expected<Vp8Descriptor, PayloadError> parse_vp8(base::BytesView payload) {
  base::ByteReader reader(payload);
  Vp8Descriptor d;
  const uint8_t first = reader.u8();
  d.non_reference = first & kNonReference;
  d.start_of_partition = first & kStart;
  d.partition_index = first & 0x07;
  const uint8_t fields = first & kExtension ? reader.u8() : uint8_t{0};
  if (fields & kHasPictureId) {
    uint16_t id = reader.u8();
    d.picture_id_is_long = id & kLongPictureId;
    if (d.picture_id_is_long) id = static_cast<uint16_t>((id & 0x7f) << 8 | reader.u8());
    d.picture_id = id;
  }
  if (fields & kHasTl0) d.tl0_pic_idx = reader.u8();
  if (fields & (kHasTid | kHasKeyIdx)) {
    const uint8_t layer = reader.u8();
    if (fields & kHasTid) {
      d.temporal_id = layer >> 6;
      d.layer_sync = layer & 0x20;
    }
    if (fields & kHasKeyIdx) d.key_idx = layer & 0x1f;
  }
  // A descriptor alone carries nothing to forward.
  if (!reader.ok() || reader.remaining() == 0) return std::unexpected(PayloadError::kTruncated);
  d.size = static_cast<uint8_t>(reader.offset());
  if (d.start_of_frame()) parse_frame_header(reader.rest(), d);
  return d;
}

FrameInfo frame_info(const Vp8Descriptor& d, bool marker) {
  FrameInfo info;
  info.start_of_frame = d.start_of_frame();
  info.end_of_frame = marker;
  info.key_frame = d.key_frame;
  info.switch_up_point = d.key_frame || d.layer_sync;
  info.switch_up_after = d.key_frame;
  info.discardable = d.non_reference;
  info.temporal_id = d.temporal_id.value_or(0);
  info.counters = {.picture_id = d.picture_id, .tl0_pic_idx = d.tl0_pic_idx};
  if (d.picture_id) info.picture_id_bits = d.picture_id_is_long ? 15 : 7;
  info.resolution = d.resolution;
  return info;
}

PayloadPatch patch_vp8(base::BytesView payload, const PictureCounters& counters) {
  const auto d = parse_vp8(payload);
  if (!d || (!d->picture_id && !d->tl0_pic_idx)) return {};

  PayloadPatch patch;
  const auto put = [&](uint8_t byte) { patch.bytes[patch.size++] = byte; };
  // 1. The two fixed octets; a counter implies that both are there.
  put(payload[0]);
  put(payload[1]);
  patch.replaced = 2;
  // 2. The picture id, in 15 bits whatever its size was.
  if (d->picture_id) {
    const uint16_t id = counters.picture_id.value_or(*d->picture_id);
    put(static_cast<uint8_t>(kLongPictureId | (id >> 8 & 0x7f)));
    put(static_cast<uint8_t>(id));
    patch.replaced += d->picture_id_is_long ? 2 : 1;
  }
  // 3. TL0PICIDX.
  if (d->tl0_pic_idx) {
    put(counters.tl0_pic_idx.value_or(*d->tl0_pic_idx));
    patch.replaced += 1;
  }
  return patch;
}

}  // namespace codec
