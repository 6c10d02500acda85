// The VP8 payload descriptor and the first bytes of the VP8 frame header: RFC 7741, sections 4.2
// and 4.3 (https://www.rfc-editor.org/rfc/rfc7741#section-4.2). Reads where a frame begins, its
// temporal layer and its counters; rewrites the counters. Does not decode, and does not keep the
// counters continuous: that is Vp8Rewriter in counter_rewriter.hpp.
//
// KEYIDX is forwarded unchanged: receivers do not use it, and a slot never mixes two sources
// without a key frame between them.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>

#include "base/bytes.hpp"
#include "proto/codec/frame_info.hpp"

namespace codec {

struct Vp8Descriptor {
  bool non_reference = false;       // N: no other frame needs this one
  bool start_of_partition = false;  // S
  uint8_t partition_index = 0;      // PID, 3 bits
  std::optional<uint16_t> picture_id;
  bool picture_id_is_long = false;  // M: 15 bits, not 7
  std::optional<uint8_t> tl0_pic_idx;
  std::optional<uint8_t> temporal_id;  // TID, 2 bits
  bool layer_sync = false;             // Y: depends on temporal layer 0 only
  std::optional<uint8_t> key_idx;      // KEYIDX, 5 bits
  uint8_t size = 0;                    // bytes of the descriptor, 1 to 6

  // From the frame header that follows; known on the first packet of a frame.
  bool key_frame = false;
  std::optional<Resolution> resolution;

  bool start_of_frame() const { return start_of_partition && partition_index == 0; }
};

std::expected<Vp8Descriptor, PayloadError> parse_vp8(base::BytesView payload);
FrameInfo frame_info(const Vp8Descriptor& descriptor, bool marker);

// The descriptor of `payload` with other counters. A counter that the payload does not have is not
// added; a picture id of 7 bits grows to 15, and the payload by one byte. No change at all if the
// payload is not VP8 that parse_vp8 takes.
PayloadPatch patch_vp8(base::BytesView payload, const PictureCounters& counters);

}  // namespace codec
