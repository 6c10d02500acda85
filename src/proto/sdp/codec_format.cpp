#include "proto/sdp/codec_format.hpp"

#include <charconv>

namespace sdp {
namespace {

// Nothing for text that is no number: such a profile is not one we know.
uint32_t profile(const Fmtp& fmtp, std::string_view key) {
  if (!fmtp.find(key)) return 0;
  return fmtp.number(key).value_or(UINT32_MAX);
}

}  // namespace

// profile-level-id: profile_idc, the constraint_set flags (set 0 is the highest bit), level_idc.
// Baseline, Main and Extended streams that keep constraint set 1 resp. 0 are Constrained Baseline
// (H.264, annex A.2.1.1).
H264Profile H264Format::profile() const {
  constexpr uint8_t kSet0 = 0x80;
  constexpr uint8_t kSet1 = 0x40;
  constexpr uint8_t kSets4And5 = 0x0c;
  const auto profile_idc = static_cast<uint8_t>(profile_level_id >> 16);
  const auto constraints = static_cast<uint8_t>(profile_level_id >> 8);
  switch (profile_idc) {
    case 0x42:
      return (constraints & kSet1) != 0 ? H264Profile::kConstrainedBaseline
                                        : H264Profile::kBaseline;
    case 0x4d:
      return (constraints & kSet0) != 0 ? H264Profile::kConstrainedBaseline : H264Profile::kMain;
    case 0x64:
      return (constraints & kSets4And5) == kSets4And5 ? H264Profile::kConstrainedHigh
                                                      : H264Profile::kHigh;
    default:
      return H264Profile::kOther;
  }
}

std::optional<H264Format> h264_format(const Fmtp& fmtp) {
  H264Format format;
  if (const auto text = fmtp.find("profile-level-id")) {
    const char* end = text->data() + text->size();
    const auto [stop, error] =
        std::from_chars(text->data(), end, format.profile_level_id, /*base=*/16);
    if (text->size() != 6 || error != std::errc() || stop != end) return std::nullopt;
  }
  const uint32_t mode = fmtp.number("packetization-mode").value_or(0);
  if (mode > 1) return std::nullopt;  // interleaved mode is not for real time
  format.packetization_mode = static_cast<uint8_t>(mode);
  return format;
}

OpusFormat opus_format(const Fmtp& fmtp) {
  OpusFormat format;
  format.stereo = fmtp.number("stereo") == 1u;
  format.in_band_fec = fmtp.number("useinbandfec") == 1u;
  format.discontinuous = fmtp.number("usedtx") == 1u;
  format.max_average_bitrate = fmtp.number("maxaveragebitrate");
  return format;
}

uint32_t vp9_profile(const Fmtp& fmtp) { return profile(fmtp, "profile-id"); }
uint32_t av1_profile(const Fmtp& fmtp) { return profile(fmtp, "profile"); }

}  // namespace sdp
