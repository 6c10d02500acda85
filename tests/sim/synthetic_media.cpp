#include "sim/synthetic_media.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "sim/digest.hpp"

namespace sim {

namespace {

constexpr size_t kStampSize = 4 + 1 + 1 + 1 + 4 + 8;
constexpr size_t kChecksumSize = 8;
constexpr size_t kInterHeader = 3;
constexpr size_t kKeyHeader = 10;
constexpr uint8_t kOpusToc = 0x78;  // CELT, fullband, 20 ms, mono, one frame (RFC 6716 section 3.1)

void put(const Stamp& stamp, base::ByteWriter& out) {
  out.u32(stamp.publisher);
  out.u8(static_cast<uint8_t>(stamp.kind));
  out.u8(stamp.layer);
  out.u8(stamp.key_frame ? 1 : 0);
  out.u32(stamp.number);
  out.u64(static_cast<uint64_t>(base::to_us(stamp.captured)));
}

Stamp take_stamp(base::ByteReader& in) {
  Stamp stamp;
  stamp.publisher = in.u32();
  stamp.kind = static_cast<SourceKind>(in.u8());
  stamp.layer = in.u8();
  stamp.key_frame = in.u8() != 0;
  stamp.number = in.u32();
  stamp.captured = base::Instant(base::Duration(static_cast<int64_t>(in.u64())));
  return stamp;
}

uint64_t checksum(base::BytesView bytes) {
  Digest digest;
  digest.add(bytes);
  return digest.value();
}

// Filler that differs from frame to frame, then the checksum.
void finish(const Stamp& stamp, size_t size, base::Bytes& out) {
  ASSERT(size >= out.size() + kChecksumSize);
  uint32_t filler = stamp.number * 2'654'435'761u + stamp.layer;
  while (out.size() < size - kChecksumSize) {
    filler = filler * 1'664'525u + 1'013'904'223u;
    out.push_back(static_cast<uint8_t>(filler >> 24));
  }
  const uint64_t sum = checksum(out);
  base::ByteWriter(out).u64(sum);
}

std::optional<Stamp> read(base::BytesView bytes, size_t header) {
  if (bytes.size() < header + kStampSize + kChecksumSize) return std::nullopt;
  const base::BytesView body = bytes.first(bytes.size() - kChecksumSize);
  if (base::load_u64(bytes.last(kChecksumSize).data()) != checksum(body)) return std::nullopt;
  base::ByteReader reader(body.subspan(header));
  return take_stamp(reader);
}

}  // namespace

// RFC 7741 section 4.3, RFC 6386 section 9.1: P bit (0 on key frames), version 0, show_frame; then
// on key frames the start code and the size, little-endian.
base::Bytes make_picture(const Stamp& stamp, uint16_t height, size_t size) {
  ASSERT(size >= kSmallestPicture);
  base::Bytes out;
  base::ByteWriter writer(out);
  writer.u8(static_cast<uint8_t>(0x10 | (stamp.key_frame ? 0 : 1)));
  writer.u16(0);
  if (stamp.key_frame) {
    const auto width = static_cast<uint16_t>(height * 16 / 9);
    writer.u24(0x9D'01'2A);
    for (const uint16_t length : {width, height}) {
      writer.u8(static_cast<uint8_t>(length));
      writer.u8(static_cast<uint8_t>(length >> 8));
    }
  }
  put(stamp, writer);
  finish(stamp, size, out);
  return out;
}

std::optional<Stamp> read_picture(base::BytesView frame) {
  if (frame.empty()) return std::nullopt;
  const bool key_frame = (frame[0] & 1) == 0;
  const auto stamp = read(frame, key_frame ? kKeyHeader : kInterHeader);
  return stamp && stamp->key_frame == key_frame ? stamp : std::nullopt;
}

base::Bytes make_sound(const Stamp& stamp, size_t size) {
  base::Bytes out{kOpusToc};
  base::ByteWriter writer(out);
  put(stamp, writer);
  finish(stamp, size, out);
  return out;
}

std::optional<Stamp> read_sound(base::BytesView payload) { return read(payload, 1); }

std::vector<base::Bytes> Vp8Counters::packetize(base::BytesView frame, bool key_frame,
                                                size_t max_payload) {
  picture_id_ = (picture_id_ + 1) & 0x7FFF;
  temporal_id_ = key_frame || temporal_id_ == 1 ? 0 : 1;
  if (temporal_id_ == 0) ++tl0_pic_idx_;

  constexpr size_t kDescriptor = 6;
  const size_t room = max_payload - kDescriptor;
  const size_t count = (frame.size() + room - 1) / room;
  const size_t part = (frame.size() + count - 1) / count;  // equal sizes, as browsers cut
  std::vector<base::Bytes> payloads;
  for (size_t at = 0; at < frame.size(); at += part) {
    base::Bytes payload;
    base::ByteWriter writer(payload);
    const bool discardable = temporal_id_ == 1;
    writer.u8(static_cast<uint8_t>(0x80 | (discardable ? 0x20 : 0) | (at == 0 ? 0x10 : 0)));
    writer.u8(0x80 | 0x40 | 0x20);  // picture id, TL0PICIDX, TID follow
    writer.u16(static_cast<uint16_t>(0x8000 | picture_id_));
    writer.u8(tl0_pic_idx_);
    // Y: predicted from layer 0 alone.
    writer.u8(static_cast<uint8_t>(temporal_id_ << 6 | (temporal_id_ == 1 ? 0x20 : 0)));
    writer.bytes(frame.subspan(at, std::min(part, frame.size() - at)));
    payloads.push_back(std::move(payload));
  }
  return payloads;
}

}  // namespace sim
