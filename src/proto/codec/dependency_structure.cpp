#include "proto/codec/dependency_structure.hpp"

#include <algorithm>

namespace codec {
namespace {

// template_layers(): two bits after each template tell how the next one differs.
bool parse_layers(BitReader& reader, DependencyStructure& s) {
  enum Next : uint32_t { kSameLayer, kNextTemporal, kNextSpatial, kNoMore };
  uint8_t spatial = 0, temporal = 0;
  uint32_t next = kSameLayer;
  do {
    if (s.template_count == kMaxTemplates) return false;
    FrameDependencies& t = s.templates[s.template_count++];
    t.spatial_id = spatial;
    t.temporal_id = temporal;
    next = reader.bits(2);
    if (next == kNextTemporal && ++temporal == kMaxTemporalLayers) return false;
    if (next == kNextSpatial) {
      temporal = 0;
      if (++spatial == kMaxSpatialLayers) return false;
    }
  } while (next != kNoMore && reader.ok());
  s.spatial_layers = static_cast<uint8_t>(spatial + 1);
  return true;
}

// template_dtis()
void parse_indications(BitReader& reader, DependencyStructure& s) {
  for (unsigned i = 0; i < s.template_count; ++i)
    for (unsigned target = 0; target < s.decode_target_count; ++target)
      s.templates[i].indications[target] = static_cast<DecodeTargetIndication>(reader.bits(2));
}

// template_fdiffs(): a flag "one more" before each.
bool parse_frame_diffs(BitReader& reader, DependencyStructure& s) {
  for (unsigned i = 0; i < s.template_count; ++i) {
    FrameDependencies& t = s.templates[i];
    while (reader.flag()) {
      if (t.frame_diff_count == kMaxFrameDiffs) return false;
      t.frame_diffs[t.frame_diff_count++] = static_cast<uint16_t>(reader.bits(4) + 1);
    }
  }
  return true;
}

// template_chains()
void parse_chains(BitReader& reader, DependencyStructure& s) {
  s.chain_count = static_cast<uint8_t>(reader.non_symmetric(s.decode_target_count + 1u));
  if (s.chain_count == 0) return;
  for (unsigned target = 0; target < s.decode_target_count; ++target)
    s.protected_by_chain[target] = static_cast<uint8_t>(reader.non_symmetric(s.chain_count));
  for (unsigned i = 0; i < s.template_count; ++i)
    for (unsigned chain = 0; chain < s.chain_count; ++chain)
      s.templates[i].chain_diffs[chain] = static_cast<uint8_t>(reader.bits(4));
}

// decode_target_layers(): no bits of its own.
void derive_target_layers(DependencyStructure& s) {
  for (unsigned target = 0; target < s.decode_target_count; ++target) {
    DecodeTargetLayer& layer = s.target_layers[target];
    for (unsigned i = 0; i < s.template_count; ++i) {
      const FrameDependencies& t = s.templates[i];
      if (t.indications[target] == DecodeTargetIndication::kNotPresent) continue;
      layer.spatial_id = std::max(layer.spatial_id, t.spatial_id);
      layer.temporal_id = std::max(layer.temporal_id, t.temporal_id);
    }
  }
}

// render_resolutions(): each side minus one in 16 bits; 65,536 does not fit and is taken as 65,535.
void parse_resolutions(BitReader& reader, DependencyStructure& s) {
  s.has_resolutions = reader.flag();
  if (!s.has_resolutions) return;
  const auto side = [&] { return static_cast<uint16_t>(std::min(reader.bits(16) + 1, 0xffffu)); };
  for (unsigned layer = 0; layer < s.spatial_layers; ++layer) {
    s.resolutions[layer].width = side();
    s.resolutions[layer].height = side();
  }
}

}  // namespace

//  template_id_offset 6 | decode targets minus one 5 | layers, 2 each | indications, 2 each |
//  frame diffs, 1 + 4 each | chains ns(n) | protecting chain of each target ns(n) |
//  chain diffs, 4 each | resolutions present 1 | width and height minus one, 32 each
std::expected<DependencyStructure, PayloadError> parse_dependency_structure(BitReader& reader) {
  DependencyStructure s;
  s.template_id_offset = static_cast<uint8_t>(reader.bits(6));
  s.decode_target_count = static_cast<uint8_t>(reader.bits(5) + 1);
  if (!parse_layers(reader, s)) return std::unexpected(PayloadError::kMalformed);
  parse_indications(reader, s);
  if (!parse_frame_diffs(reader, s)) return std::unexpected(PayloadError::kMalformed);
  parse_chains(reader, s);
  derive_target_layers(s);
  parse_resolutions(reader, s);
  if (!reader.ok()) return std::unexpected(PayloadError::kTruncated);
  return s;
}

std::optional<unsigned> DependencyStructure::decode_target_for(uint8_t max_spatial,
                                                               uint8_t max_temporal) const {
  std::optional<unsigned> best;
  const auto rank = [&](unsigned target) {
    return target_layers[target].spatial_id * kMaxTemporalLayers +
           target_layers[target].temporal_id;
  };
  const uint32_t within = decode_targets_within(max_spatial, max_temporal);
  for (unsigned target = 0; target < decode_target_count; ++target)
    if ((within >> target & 1u) && (!best || rank(target) > rank(*best))) best = target;
  return best;
}

uint32_t DependencyStructure::decode_targets_within(uint8_t max_spatial,
                                                    uint8_t max_temporal) const {
  uint32_t mask = 0;
  for (unsigned target = 0; target < decode_target_count; ++target) {
    const DecodeTargetLayer& layer = target_layers[target];
    if (layer.spatial_id <= max_spatial && layer.temporal_id <= max_temporal) mask |= 1u << target;
  }
  return mask;
}

}  // namespace codec
