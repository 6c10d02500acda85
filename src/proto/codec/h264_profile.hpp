// profile-level-id of H.264 in SDP: RFC 6184, section 8.1
// (https://www.rfc-editor.org/rfc/rfc6184#section-8.1), and the rule of section 8.2.2 by which two
// H.264 formats are the same one: equal profile and equal packetization mode; the level may differ.
// Reading fmtp lines is proto/sdp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace codec {

enum class H264Profile : uint8_t {
  kConstrainedBaseline,
  kBaseline,
  kMain,
  kExtended,
  kConstrainedHigh,
  kHigh,
  kHigh10,
  kHigh422,
  kHigh444Predictive,
};

struct H264ProfileLevel {
  H264Profile profile = H264Profile::kBaseline;
  // Ten times the level: 31 is level 3.1. Level 1b lies between 1 and 1.1 and is not ten times
  // anything, so order levels with level_rank().
  uint8_t level = 10;
  bool level_1b = false;
  friend bool operator==(const H264ProfileLevel&, const H264ProfileLevel&) = default;

  int level_rank() const { return 2 * level + (level_1b ? 1 : 0); }
};

// Six hexadecimal digits; none if they are no profile and level of Table 5. An SDP without the
// parameter means H264ProfileLevel{}: Baseline, level 1.
std::optional<H264ProfileLevel> parse_profile_level_id(std::string_view text);
// Lower case, as browsers write it: "42e01f".
std::string profile_level_id(const H264ProfileLevel& value);

struct H264Format {
  H264ProfileLevel profile_level;
  uint8_t packetization_mode = 0;  // 0 single NAL unit, 1 non-interleaved
};
bool compatible(const H264Format& a, const H264Format& b);

// What an answer declares: our own level where both sides allow level asymmetry, else the lower
// one.
enum class LevelAsymmetry : uint8_t { kNotAllowed, kAllowedByBoth };
H264ProfileLevel answer_profile_level(const H264ProfileLevel& offered, const H264ProfileLevel& ours,
                                      LevelAsymmetry asymmetry);

}  // namespace codec
