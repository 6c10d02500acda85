#include "proto/codec/vp9_descriptor.hpp"

#include <algorithm>

namespace codec {
namespace {

constexpr uint8_t kHasPictureId = 0x80;    // I
constexpr uint8_t kInterPicture = 0x40;    // P
constexpr uint8_t kHasLayers = 0x20;       // L
constexpr uint8_t kFlexible = 0x10;        // F
constexpr uint8_t kStart = 0x08;           // B
constexpr uint8_t kEnd = 0x04;             // E
constexpr uint8_t kHasStructure = 0x02;    // V
constexpr uint8_t kNotInterLayer = 0x01;   // Z
constexpr uint8_t kLongPictureId = 0x80;   // M
constexpr uint8_t kMoreReferences = 0x01;  // N

//       0 1 2 3 4 5 6 7
//      +-+-+-+-+-+-+-+-+
//  I:  |M| PICTURE ID  |
//      +-+-+-+-+-+-+-+-+
//  M:  | EXTENDED PID  |
//      +-+-+-+-+-+-+-+-+
void parse_picture_id(base::ByteReader& reader, Vp9Descriptor& d) {
  uint16_t id = reader.u8();
  d.picture_id_is_long = id & kLongPictureId;
  if (d.picture_id_is_long) id = static_cast<uint16_t>((id & 0x7f) << 8 | reader.u8());
  d.picture_id = id;
}

//      +-+-+-+-+-+-+-+-+
//  L:  | TID |U| SID |D|
//      +-+-+-+-+-+-+-+-+
//      |   TL0PICIDX   |   non-flexible mode only
//      +-+-+-+-+-+-+-+-+
void parse_layers(base::ByteReader& reader, Vp9Descriptor& d) {
  const uint8_t layers = reader.u8();
  d.has_layers = true;
  d.temporal_id = layers >> 5;
  d.switching_up = layers & 0x10;
  d.spatial_id = layers >> 1 & 0x07;
  d.inter_layer = layers & 0x01;
  if (!d.flexible) d.tl0_pic_idx = reader.u8();
}

//      +-+-+-+-+-+-+-+-+
//  P,F:| P_DIFF      |N|   up to three times
//      +-+-+-+-+-+-+-+-+
bool parse_references(base::ByteReader& reader, Vp9Descriptor& d) {
  uint8_t octet = kMoreReferences;
  while (octet & kMoreReferences) {
    if (d.picture_diff_count == d.picture_diffs.size()) return false;
    octet = reader.u8();
    d.picture_diffs[d.picture_diff_count++] = octet >> 1;
  }
  return true;
}

//      +-+-+-+-+-+-+-+-+
//  V:  | N_S |Y|G|-|-|-|
//      +-+-+-+-+-+-+-+-+
//  Y:  |     WIDTH     |   16 bits, N_S + 1 times
//      |     HEIGHT    |   16 bits
//      +-+-+-+-+-+-+-+-+
//  G:  |      N_G      |
//      +-+-+-+-+-+-+-+-+
//  N_G:| TID |U| R |-|-|   N_G times
//      +-+-+-+-+-+-+-+-+
//      |    P_DIFF     |   R times
//      +-+-+-+-+-+-+-+-+
void parse_structure(base::ByteReader& reader, Vp9Descriptor& d) {
  const uint8_t header = reader.u8();
  Vp9ScalabilityStructure& ss = d.structure.emplace();
  ss.spatial_layers = static_cast<uint8_t>((header >> 5) + 1);
  ss.has_resolutions = header & 0x10;
  if (ss.has_resolutions) {
    for (size_t i = 0; i < ss.spatial_layers; ++i) {
      ss.resolutions[i].width = reader.u16();
      ss.resolutions[i].height = reader.u16();
    }
  }
  if (header & 0x08) ss.group_size = reader.u8();
  for (size_t i = 0; i < ss.group_size && reader.ok(); ++i) reader.skip(reader.u8() >> 2 & 0x03);
}

}  // namespace

//       0 1 2 3 4 5 6 7
//      +-+-+-+-+-+-+-+-+
//      |I|P|L|F|B|E|V|Z|
//      +-+-+-+-+-+-+-+-+
std::expected<Vp9Descriptor, PayloadError> parse_vp9(base::BytesView payload) {
  base::ByteReader reader(payload);
  Vp9Descriptor d;
  const uint8_t first = reader.u8();
  d.inter_picture = first & kInterPicture;
  d.flexible = first & kFlexible;
  d.start_of_frame = first & kStart;
  d.end_of_frame = first & kEnd;
  d.not_inter_layer_ref = first & kNotInterLayer;
  // References count picture ids back, so flexible mode cannot do without one.
  if (d.flexible && !(first & kHasPictureId)) return std::unexpected(PayloadError::kMalformed);

  if (first & kHasPictureId) parse_picture_id(reader, d);
  if (first & kHasLayers) parse_layers(reader, d);
  if (d.inter_picture && d.flexible && !parse_references(reader, d))
    return std::unexpected(PayloadError::kMalformed);
  if (first & kHasStructure) parse_structure(reader, d);
  if (!reader.ok() || reader.remaining() == 0) return std::unexpected(PayloadError::kTruncated);
  d.size = static_cast<uint16_t>(reader.offset());
  return d;
}

FrameInfo frame_info(const Vp9Descriptor& d) {
  FrameInfo info;
  info.start_of_frame = d.start_of_frame;
  info.end_of_frame = d.end_of_frame;
  info.key_frame = d.key_frame();
  info.switch_up_point = !d.inter_picture;
  info.switch_up_after = !d.inter_picture || d.switching_up;
  info.needed_above = !d.not_inter_layer_ref;
  info.begins_layer = !d.inter_picture && d.inter_layer;
  info.spatial_id = d.spatial_id;
  info.temporal_id = d.temporal_id;
  info.counters = {.picture_id = d.picture_id, .tl0_pic_idx = d.tl0_pic_idx};
  if (d.picture_id) info.picture_id_bits = d.picture_id_is_long ? 15 : 7;
  if (d.structure && d.structure->has_resolutions && d.spatial_id < d.structure->spatial_layers)
    info.resolution = d.structure->resolutions[d.spatial_id];
  if (!d.structure) return info;
  info.spatial_layers = d.structure->spatial_layers;
  for (size_t layer = 0; layer < std::min<size_t>(info.spatial_layers, kMaxToldLayers); ++layer) {
    const Resolution& picture = d.structure->resolutions[layer];
    info.heights[layer] = std::min(picture.width, picture.height);
  }
  return info;
}

PayloadPatch patch_vp9(base::BytesView payload, const PictureCounters& counters) {
  const auto d = parse_vp9(payload);
  if (!d || (!d->picture_id && !d->tl0_pic_idx)) return {};

  PayloadPatch patch;
  const auto put = [&](uint8_t byte) { patch.bytes[patch.size++] = byte; };
  // 1. The fixed octet.
  put(payload[0]);
  patch.replaced = 1;
  // 2. The picture id, in 15 bits whatever its size was.
  if (d->picture_id) {
    const uint16_t id = counters.picture_id.value_or(*d->picture_id);
    put(static_cast<uint8_t>(kLongPictureId | (id >> 8 & 0x7f)));
    put(static_cast<uint8_t>(id));
    patch.replaced += d->picture_id_is_long ? 2 : 1;
  }
  // 3. The layers as they are, and TL0PICIDX behind them.
  if (d->tl0_pic_idx) {
    put(payload[patch.replaced]);
    put(counters.tl0_pic_idx.value_or(*d->tl0_pic_idx));
    patch.replaced += 2;
  }
  return patch;
}

}  // namespace codec
