// What a codec's fmtp parameters mean: H.264 (RFC 6184, section 8), Opus (RFC 7587, section 6),
// the profiles of VP9 (RFC 9628, section 7) and AV1 (AV1 RTP specification, section 7). Only what
// decides whether two ends understand each other or what the allocator may send; the rest of the
// text is kept in Fmtp.
#pragma once

#include <cstdint>
#include <optional>

#include "proto/sdp/fmtp.hpp"

namespace sdp {

// In the order in which we like to have them: every H.264 decoder plays the first.
enum class H264Profile : uint8_t {
  kConstrainedBaseline,
  kBaseline,
  kMain,
  kConstrainedHigh,
  kHigh,
  kOther,
};

struct H264Format {
  uint32_t profile_level_id = 0x42000a;  // RFC 6184, section 8.1: the default is Baseline, level 1
  uint8_t packetization_mode = 0;

  H264Profile profile() const;
  uint8_t level() const { return static_cast<uint8_t>(profile_level_id); }  // 31 is level 3.1
  friend bool operator==(const H264Format&, const H264Format&) = default;
};

// The receiver's wishes. Bit rates in bit/s.
struct OpusFormat {
  bool stereo = false;
  bool in_band_fec = false;
  bool discontinuous = false;  // usedtx
  std::optional<uint32_t> max_average_bitrate;
  friend bool operator==(const OpusFormat&, const OpusFormat&) = default;
};

// Nothing if profile-level-id is there but not six hexadecimal digits.
std::optional<H264Format> h264_format(const Fmtp& fmtp);
OpusFormat opus_format(const Fmtp& fmtp);
uint32_t vp9_profile(const Fmtp& fmtp);
uint32_t av1_profile(const Fmtp& fmtp);

}  // namespace sdp
