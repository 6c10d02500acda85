#include "proto/codec/h264_profile.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace codec {
namespace {

// RFC 6184, Table 5, and Constrained High of H.264, A.2.4.2. A profile_idc and profile-iop bits:
// those of `mask` must equal `value`. The first row of a profile is the one that we write.
struct ProfileRow {
  H264Profile profile;
  uint8_t idc;
  uint8_t mask;
  uint8_t value;
  uint8_t written;  // profile-iop, constraint_set0 in the highest bit
};
constexpr ProfileRow kProfiles[] = {
    {H264Profile::kConstrainedBaseline, 0x42, 0x4f, 0x40, 0xe0},  // x1xx0000
    {H264Profile::kConstrainedBaseline, 0x4d, 0x8f, 0x80, 0x80},  // 1xxx0000
    {H264Profile::kConstrainedBaseline, 0x58, 0xcf, 0xc0, 0xc0},  // 11xx0000
    {H264Profile::kBaseline, 0x42, 0x4f, 0x00, 0x00},             // x0xx0000
    {H264Profile::kBaseline, 0x58, 0xcf, 0x80, 0x80},             // 10xx0000
    {H264Profile::kMain, 0x4d, 0xaf, 0x00, 0x00},                 // 0x0x0000
    {H264Profile::kExtended, 0x58, 0xcf, 0x00, 0x00},             // 00xx0000
    {H264Profile::kHigh, 0x64, 0xff, 0x00, 0x00},
    {H264Profile::kConstrainedHigh, 0x64, 0xff, 0x0c, 0x0c},
    {H264Profile::kHigh10, 0x6e, 0xff, 0x00, 0x00},
    {H264Profile::kHigh422, 0x7a, 0xff, 0x00, 0x00},
    {H264Profile::kHigh444Predictive, 0xf4, 0xff, 0x00, 0x00},
};

constexpr uint8_t kLevels[] = {10, 11, 12, 13, 20, 21, 22, 30, 31, 32, 40, 41, 42, 50, 51, 52};
constexpr uint8_t kConstraintSet3 = 0x10;

// The profiles of 1999 write level 1b as 1.1 with constraint_set3; the later ones as 9 (H.264,
// A.3).
bool has_constraint_set3_for_1b(uint8_t idc) { return idc == 0x42 || idc == 0x4d || idc == 0x58; }

}  // namespace

std::optional<H264ProfileLevel> parse_profile_level_id(std::string_view text) {
  uint32_t number = 0;
  if (text.size() != 6) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  const auto idc = static_cast<uint8_t>(number >> 16);
  const auto iop = static_cast<uint8_t>(number >> 8);
  auto level = static_cast<uint8_t>(number);

  const auto* row = std::ranges::find_if(kProfiles, [&](const ProfileRow& candidate) {
    return candidate.idc == idc && (iop & candidate.mask) == candidate.value;
  });
  if (row == std::end(kProfiles)) return std::nullopt;

  const bool old = has_constraint_set3_for_1b(idc);
  const bool level_1b = old ? level == 11 && (iop & kConstraintSet3) : level == 9;
  if (level_1b) level = 10;
  if (std::ranges::find(kLevels, level) == std::end(kLevels)) return std::nullopt;
  return H264ProfileLevel{.profile = row->profile, .level = level, .level_1b = level_1b};
}

std::string profile_level_id(const H264ProfileLevel& value) {
  const auto& row = *std::ranges::find(kProfiles, value.profile, &ProfileRow::profile);
  uint8_t iop = row.written;
  uint8_t level = value.level;
  if (value.level_1b) {
    const bool old = has_constraint_set3_for_1b(row.idc);
    if (old) iop |= kConstraintSet3;
    level = old ? 11 : 9;
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const uint8_t byte : {row.idc, iop, level}) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0x0f];
  }
  return text;
}

bool compatible(const H264Format& a, const H264Format& b) {
  return a.profile_level.profile == b.profile_level.profile &&
         a.packetization_mode == b.packetization_mode;
}

H264ProfileLevel answer_profile_level(const H264ProfileLevel& offered, const H264ProfileLevel& ours,
                                      LevelAsymmetry asymmetry) {
  if (asymmetry == LevelAsymmetry::kAllowedByBoth) return ours;
  return offered.level_rank() < ours.level_rank() ? offered : ours;
}

}  // namespace codec
