// Pictures and sound that no codec made, but that look like it from outside: valid VP8 descriptors
// and frame headers, plausible sizes. Each frame and each sound packet carries a stamp that says
// what it is, and a checksum over all of it: whoever receives it can prove that it is whole and
// which one it is.
//
//   picture: VP8 frame header (3 bytes, key frames 10) | stamp | filler | checksum (8)
//   sound:   TOC byte | stamp | filler | checksum (8)
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "signalling/message.hpp"

namespace sim {

using signalling::SourceKind;

struct Stamp {
  uint32_t publisher = 0;  // Publisher::id
  SourceKind kind = SourceKind::kCamera;
  uint8_t layer = 0;
  bool key_frame = false;
  uint32_t number = 0;  // of the picture, the same in all layers; or of the sound packet
  base::Instant captured{};
  friend bool operator==(const Stamp&, const Stamp&) = default;
};

inline constexpr size_t kSmallestPicture = 48;

// `size` is at least kSmallestPicture.
base::Bytes make_picture(const Stamp& stamp, uint16_t height, size_t size);
// Nothing when a byte is missing or wrong.
std::optional<Stamp> read_picture(base::BytesView frame);

base::Bytes make_sound(const Stamp& stamp, size_t size);
std::optional<Stamp> read_sound(base::BytesView payload);

// The running numbers of one VP8 stream with two temporal layers, every second frame in layer 1.
class Vp8Counters {
 public:
  Vp8Counters(uint16_t picture_id, uint8_t tl0_pic_idx)
      : picture_id_(picture_id), tl0_pic_idx_(tl0_pic_idx) {}

  // The payloads of the next frame, each at most `max_payload` bytes.
  std::vector<base::Bytes> packetize(base::BytesView frame, bool key_frame, size_t max_payload);

 private:
  uint16_t picture_id_;
  uint8_t tl0_pic_idx_;
  uint8_t temporal_id_ = 1;  // of the last frame
};

}  // namespace sim
