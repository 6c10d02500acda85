// The VP9 payload descriptor: RFC 9628, section 4.2
// (https://www.rfc-editor.org/rfc/rfc9628#section-4.2), flexible and non-flexible mode with the
// scalability structure. Needs nothing of the VP9 frame itself, which may be encrypted. Does not
// keep the counters continuous: that is Vp9Rewriter in counter_rewriter.hpp.
//
// A picture is one instant; its spatial layers are its frames and share one picture id.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>

#include "base/bytes.hpp"
#include "proto/codec/frame_info.hpp"

namespace codec {

// The scalability structure (SS), section 4.2.1. Of the picture group only its length is kept:
// the layers of each picture are in its own descriptor.
struct Vp9ScalabilityStructure {
  uint8_t spatial_layers = 1;  // N_S + 1, 1 to 8
  bool has_resolutions = false;
  std::array<Resolution, 8> resolutions{};
  uint8_t group_size = 0;  // N_G; 0: no picture group
};

struct Vp9Descriptor {
  bool inter_picture = false;        // P: refers to earlier pictures
  bool flexible = false;             // F
  bool start_of_frame = false;       // B
  bool end_of_frame = false;         // E
  bool not_inter_layer_ref = false;  // Z: higher spatial layers of the picture do not need it
  std::optional<uint16_t> picture_id;
  bool picture_id_is_long = false;  // M: 15 bits, not 7
  bool has_layers = false;          // L: the next four are on the wire
  uint8_t temporal_id = 0;          // TID, 3 bits
  uint8_t spatial_id = 0;           // SID, 3 bits
  bool switching_up = false;        // U
  bool inter_layer = false;         // D: refers to the spatial layer below
  std::optional<uint8_t> tl0_pic_idx;
  std::array<uint8_t, 3> picture_diffs{};  // P_DIFF: picture ids back to each reference, 1 to 127
  uint8_t picture_diff_count = 0;
  std::optional<Vp9ScalabilityStructure> structure;
  uint16_t size = 0;  // bytes of the descriptor

  bool key_frame() const { return !inter_picture && !inter_layer; }
};

std::expected<Vp9Descriptor, PayloadError> parse_vp9(base::BytesView payload);
FrameInfo frame_info(const Vp9Descriptor& descriptor);

// The front of the descriptor of `payload` with other counters. As patch_vp8: nothing is added, a
// picture id of 7 bits grows to 15, a payload that parse_vp9 refuses stays as it is. References are
// differences of picture ids, so they stay valid.
PayloadPatch patch_vp9(base::BytesView payload, const PictureCounters& counters);

}  // namespace codec
