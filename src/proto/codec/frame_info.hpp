// FrameInfo: what the SFU needs to know of one RTP payload, the same for every codec. Filled by the
// parser of each codec (vp8_descriptor, vp9_descriptor, h264_payload, av1_payload) or from the
// dependency descriptor (dependency_descriptor.hpp), and read by the layer selector and by the
// rewriters (counter_rewriter.hpp). It says nothing of RTP: marker, sequence number and timestamp
// are the caller's.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/bytes.hpp"

namespace codec {

enum class PayloadError : uint8_t {
  kTruncated,        // ends within a field
  kMalformed,        // a value that the format forbids
  kUnsupported,      // legal, but never negotiated by us (H.264 interleaved mode)
  kNoStructure,      // dependency descriptor: no template structure has been seen yet
  kUnknownTemplate,  // dependency descriptor: a template of another structure
};

struct Resolution {
  uint16_t width = 0;
  uint16_t height = 0;
  friend bool operator==(const Resolution&, const Resolution&) = default;
};

// AV1 has four spatial layers at most; of VP9's eight nobody sends more.
inline constexpr size_t kMaxToldLayers = 4;

// The running numbers of the VP8 and VP9 payload descriptors.
struct PictureCounters {
  std::optional<uint16_t> picture_id;  // 15 bits, or 7 where picture_id_bits says so
  std::optional<uint8_t> tl0_pic_idx;  // counts the pictures of temporal layer 0
  friend bool operator==(const PictureCounters&, const PictureCounters&) = default;
};

struct FrameInfo {
  // A "frame" is one spatial layer of one picture. H.264 and AV1 have no flag for its start: there
  // it means "can be the start", and the RTP timestamp decides.
  bool start_of_frame = false;
  // Marker bit; VP9 and the dependency descriptor have a flag of their own, so that the last frame
  // kept of a picture can be given the marker when higher spatial layers are left out.
  bool end_of_frame = false;
  // Decodable without any earlier or lower frame. VP8, H.264 and AV1 say so on the first packet
  // of the frame only.
  bool key_frame = false;
  // Who receives the lower layers can add the layer of this frame, beginning with this frame.
  bool switch_up_point = false;
  // Who receives this layer can add all higher temporal layers after this frame (VP9's U bit).
  bool switch_up_after = false;
  // Who receives a higher spatial layer needs this frame, too: always in full SVC, in k-SVC only
  // with key frames.
  bool needed_above = true;
  // Predicted from lower spatial layers of its own picture and nothing older: who receives those
  // can go on with its layer. So layers begin, with key frames and where a sender adds one in
  // between.
  bool begins_layer = false;
  // No other frame needs it. False where the codec does not tell.
  bool discardable = false;
  uint8_t spatial_id = 0;
  uint8_t temporal_id = 0;
  uint8_t picture_id_bits = 0;  // 7 or 15 if counters.picture_id is there
  PictureCounters counters;
  std::optional<uint16_t> frame_number;  // of the dependency descriptor
  std::optional<Resolution> resolution;  // where the packet tells
  // Spatial layers of the stream from this frame on, and the shorter side of each; 0: not told
  // here.
  uint8_t spatial_layers = 0;
  std::array<uint16_t, kMaxToldLayers> heights{};
};

// A change at the front of a payload: the first `replaced` bytes give way to bytes[0, size).
// replaced == size == 0: leave the payload as it is.
struct PayloadPatch {
  std::array<uint8_t, 6> bytes{};
  uint8_t size = 0;
  uint8_t replaced = 0;

  base::BytesView view() const { return base::BytesView(bytes).first(size); }
};

}  // namespace codec
