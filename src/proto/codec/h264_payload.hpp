// The RTP payload of H.264: RFC 6184, section 5 (https://www.rfc-editor.org/rfc/rfc6184#section-5),
// packetization modes 0 and 1: single NAL units, STAP-A and FU-A. Finds parameter sets, IDR slices
// and the first slice of a picture. It reads two bits of a slice header and nothing else of the
// video; profile and level of the SDP are in h264_profile.
//
// Deviation: the interleaved mode (STAP-B, MTAP, FU-B) is refused; no browser offers it.
#pragma once

#include <cstdint>
#include <expected>

#include "base/bytes.hpp"
#include "proto/codec/frame_info.hpp"

namespace codec {

struct H264Payload {
  bool has_sps = false;
  bool has_pps = false;
  bool has_idr = false;         // a slice, or the beginning of one, of an IDR picture
  bool starts_picture = false;  // parameter set, delimiter, SEI, or a slice with macroblock 0
  bool non_reference = false;   // has slices, and nal_ref_idc is 0 in all NAL units
};

std::expected<H264Payload, PayloadError> parse_h264(base::BytesView payload);

// A key frame begins where its sequence parameter set or its IDR slice is, whichever comes first;
// encoders in WebRTC send the parameter sets with each IDR picture.
FrameInfo frame_info(const H264Payload& payload, bool marker);

}  // namespace codec
