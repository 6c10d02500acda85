// The aggregation header of AV1 in RTP and the OBU headers behind it: "RTP Payload Format For AV1
// (v1.0)", section 4.4 (https://aomediacodec.github.io/av1-rtp-spec/#44-av1-aggregation-header).
// Tells the start of a coded video sequence and, where OBUs have extension headers, the layer.
// What frames depend on is in the dependency descriptor (dependency_descriptor.hpp), which is
// preferred wherever it is sent: it is exact, and it stays readable under end-to-end encryption.
#pragma once

#include <cstdint>
#include <expected>

#include "base/bytes.hpp"
#include "proto/codec/frame_info.hpp"

namespace codec {

struct Av1Payload {
  bool continues_obu = false;  // Z: the first element continues the last packet's OBU
  bool continued = false;      // Y: the last element goes on in the next packet
  bool new_sequence = false;   // N: first packet of a coded video sequence
  bool has_sequence_header = false;
  bool starts_frame = false;  // a sequence header, metadata, or a frame (header) OBU begins here
  uint8_t spatial_id = 0;
  uint8_t temporal_id = 0;
};

std::expected<Av1Payload, PayloadError> parse_av1(base::BytesView payload);
FrameInfo frame_info(const Av1Payload& payload, bool marker);

}  // namespace codec
