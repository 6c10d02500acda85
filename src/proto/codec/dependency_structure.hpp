// The template dependency structure of the dependency descriptor: "RTP Payload Format For AV1
// (v1.0)", appendix A.8.2 (https://aomediacodec.github.io/av1-rtp-spec/#a82-syntax). A sender gives
// it with the first packet of a coded video sequence; until the next one, each descriptor names one
// of its templates. This is the whole state that reading descriptors needs: plain data, bounded.
//
// Terms. A decode target is what a receiver may want ("layers up to spatial 1, temporal 2"). A
// chain is a row of frames that have to arrive unbroken for a decode target to be decodable.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>

#include "proto/codec/bit_stream.hpp"
#include "proto/codec/frame_info.hpp"

namespace codec {

inline constexpr unsigned kMaxDecodeTargets = 32;  // 5 bits, minus one
inline constexpr unsigned kMaxTemplates = 64;      // 6 bits
inline constexpr unsigned kMaxFrameDiffs = 8;      // AV1 has eight reference buffers
inline constexpr unsigned kMaxSpatialLayers = 4;
inline constexpr unsigned kMaxTemporalLayers = 8;

// What a frame is to one decode target.
enum class DecodeTargetIndication : uint8_t {
  kNotPresent = 0,   // not part of it
  kDiscardable = 1,  // no later frame of it needs this one
  kSwitch = 2,       // all later frames of it are decodable once this one is
  kRequired = 3,
};

// A template, or a frame after its own values have replaced those of its template.
struct FrameDependencies {
  uint8_t spatial_id = 0;
  uint8_t temporal_id = 0;
  uint8_t frame_diff_count = 0;
  std::array<DecodeTargetIndication, kMaxDecodeTargets> indications{};
  std::array<uint16_t, kMaxFrameDiffs> frame_diffs{};    // frames back to each reference, 1 to 4096
  std::array<uint8_t, kMaxDecodeTargets> chain_diffs{};  // frames back in each chain, 0: none

  friend bool operator==(const FrameDependencies&, const FrameDependencies&) = default;
};

struct DecodeTargetLayer {
  uint8_t spatial_id = 0;
  uint8_t temporal_id = 0;
  friend bool operator==(const DecodeTargetLayer&, const DecodeTargetLayer&) = default;
};

struct DependencyStructure {
  uint8_t template_id_offset = 0;
  uint8_t template_count = 0;  // 0: no structure yet
  uint8_t decode_target_count = 0;
  uint8_t chain_count = 0;
  uint8_t spatial_layers = 0;
  bool has_resolutions = false;
  std::array<FrameDependencies, kMaxTemplates> templates{};
  std::array<uint8_t, kMaxDecodeTargets> protected_by_chain{};
  std::array<DecodeTargetLayer, kMaxDecodeTargets> target_layers{};  // the highest of its frames
  std::array<Resolution, kMaxSpatialLayers> resolutions{};

  bool empty() const { return template_count == 0; }
  uint32_t all_decode_targets() const {
    return decode_target_count == 32 ? ~0u : (1u << decode_target_count) - 1;
  }
  // The best decode target within these layers: the greatest spatial id, then temporal id.
  std::optional<unsigned> decode_target_for(uint8_t max_spatial, uint8_t max_temporal) const;
  // The decode targets within these layers, bit i for target i.
  uint32_t decode_targets_within(uint8_t max_spatial, uint8_t max_temporal) const;

  friend bool operator==(const DependencyStructure&, const DependencyStructure&) = default;
};

// template_dependency_structure(). The reader's own ok() may fail in it: that is kTruncated.
std::expected<DependencyStructure, PayloadError> parse_dependency_structure(BitReader& reader);

}  // namespace codec
