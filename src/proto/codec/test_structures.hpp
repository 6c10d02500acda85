// For the tests of this folder: writes template structures and descriptors bit by bit from the
// notation of the specification ("S" switch, "R" required, "D" discardable, "-" not present).
#pragma once

#include <bit>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "proto/codec/bit_stream.hpp"

namespace codec::test {

struct TestTemplate {
  uint8_t spatial_id, temporal_id;
  std::string_view indications;
  std::vector<unsigned> frame_diffs;
  std::vector<unsigned> chain_diffs;
};

struct TestStructure {
  unsigned template_id_offset = 0;
  std::vector<TestTemplate> templates = {};
  std::vector<unsigned> protected_by = {};  // a chain for each decode target; empty: no chains
  std::vector<std::pair<unsigned, unsigned>> resolutions = {};
};

inline void write_non_symmetric(BitWriter& out, uint32_t value, uint32_t n) {
  const auto width = static_cast<unsigned>(std::bit_width(n));
  const uint32_t short_codes = (1u << width) - n;
  if (value < short_codes) {
    out.bits(value, width - 1);
  } else {
    out.bits(value + short_codes, width);
  }
}

inline void write_indications(BitWriter& out, std::string_view text) {
  for (const char c : text) out.bits(static_cast<uint32_t>(std::string_view("-DSR").find(c)), 2);
}

inline void write_structure(BitWriter& out, const TestStructure& s) {
  const auto targets = static_cast<unsigned>(s.templates[0].indications.size());
  const auto chains = static_cast<unsigned>(s.templates[0].chain_diffs.size());
  out.bits(s.template_id_offset, 6);
  out.bits(targets - 1, 5);
  for (size_t i = 0; i + 1 < s.templates.size(); ++i) {
    const TestTemplate &a = s.templates[i], &b = s.templates[i + 1];
    out.bits(a.spatial_id != b.spatial_id ? 2 : a.temporal_id != b.temporal_id ? 1 : 0, 2);
  }
  out.bits(3, 2);
  for (const TestTemplate& t : s.templates) write_indications(out, t.indications);
  for (const TestTemplate& t : s.templates) {
    for (const unsigned diff : t.frame_diffs) out.bits(0x10 | (diff - 1), 5);
    out.bits(0, 1);
  }
  write_non_symmetric(out, chains, targets + 1);
  if (chains > 0) {
    for (const unsigned chain : s.protected_by) write_non_symmetric(out, chain, chains);
    for (const TestTemplate& t : s.templates)
      for (const unsigned diff : t.chain_diffs) out.bits(diff, 4);
  }
  out.bits(s.resolutions.empty() ? 0 : 1, 1);
  for (const auto& [width, height] : s.resolutions) {
    out.bits(width - 1, 16);
    out.bits(height - 1, 16);
  }
}

// Two spatial and two temporal layers; decode targets S0T0, S0T1, S1T0, S1T1; one chain for each
// spatial layer.
inline TestStructure l2t2() {
  return {.template_id_offset = 60,
          .templates = {{0, 0, "SSSS", {}, {0, 0}},
                        {0, 0, "SSRR", {4}, {4, 3}},
                        {0, 1, "-D-R", {2}, {2, 1}},
                        {1, 0, "--SS", {1}, {1, 1}},
                        {1, 0, "--SS", {4, 1}, {1, 1}},
                        {1, 1, "---D", {2, 1}, {3, 2}}},
          .protected_by = {0, 0, 1, 1},
          .resolutions = {{320, 180}, {640, 360}}};
}

struct TestDescriptor {
  unsigned template_id = 0;
  unsigned frame_number = 0;
  const TestStructure* structure = nullptr;
  std::optional<uint32_t> active_targets = std::nullopt;
  unsigned target_count = 0;
  std::string_view indications = {};
  std::optional<std::vector<unsigned>> frame_diffs = std::nullopt;
  std::vector<unsigned> chain_diffs = {};
};

inline base::Bytes write_descriptor(const TestDescriptor& d) {
  base::Bytes bytes(256);
  BitWriter out(bytes);
  out.bits(3, 2);
  out.bits(d.template_id, 6);
  out.bits(d.frame_number, 16);
  const bool extended = d.structure != nullptr || d.active_targets || !d.indications.empty() ||
                        d.frame_diffs || !d.chain_diffs.empty();
  if (extended) {
    for (const bool flag :
         {d.structure != nullptr, d.active_targets.has_value(), !d.indications.empty(),
          d.frame_diffs.has_value(), !d.chain_diffs.empty()})
      out.bits(flag ? 1 : 0, 1);
    if (d.structure != nullptr) write_structure(out, *d.structure);
    if (d.active_targets) out.bits(*d.active_targets, d.target_count);
    write_indications(out, d.indications);
    if (d.frame_diffs) {
      for (const unsigned diff : *d.frame_diffs) {
        const unsigned nibbles = diff > 256 ? 3 : diff > 16 ? 2 : 1;
        out.bits(nibbles, 2);
        out.bits(diff - 1, 4 * nibbles);
      }
      out.bits(0, 2);
    }
    for (const unsigned diff : d.chain_diffs) out.bits(diff, 8);
  }
  bytes.resize(out.size());
  return bytes;
}

}  // namespace codec::test
