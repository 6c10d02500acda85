#include "proto/codec/dependency_descriptor.hpp"

#include <algorithm>
#include <span>

#include "base/assert.hpp"

namespace codec {
namespace {

constexpr size_t kMandatorySize = 3;
constexpr unsigned kFlagsBit = 24;
constexpr unsigned kFlagsEnd = 29;

struct ExtendedFlags {
  bool structure = false;
  bool active_targets = false;
  bool custom_indications = false;
  bool custom_frame_diffs = false;
  bool custom_chain_diffs = false;
};

ExtendedFlags parse_flags(BitReader& reader) {
  ExtendedFlags flags;
  flags.structure = reader.flag();
  flags.active_targets = reader.flag();
  flags.custom_indications = reader.flag();
  flags.custom_frame_diffs = reader.flag();
  flags.custom_chain_diffs = reader.flag();
  return flags;
}

// frame_fdiffs(): 2 bits n, then 4n bits minus one, until n is 0.
bool parse_frame_diffs(BitReader& reader, FrameDependencies& frame) {
  frame.frame_diff_count = 0;
  frame.frame_diffs = {};
  while (const uint32_t nibbles = reader.bits(2)) {
    if (frame.frame_diff_count == kMaxFrameDiffs) return false;
    frame.frame_diffs[frame.frame_diff_count++] =
        static_cast<uint16_t>(reader.bits(4 * nibbles) + 1);
  }
  return true;
}

// frame_dependency_definition(): the template, and what of it the frame overrides.
std::expected<FrameDependencies, PayloadError> parse_frame(BitReader& reader, uint8_t template_id,
                                                           const ExtendedFlags& flags,
                                                           const DependencyStructure& s) {
  const unsigned index = (template_id + 64u - s.template_id_offset) % 64;
  if (index >= s.template_count) return std::unexpected(PayloadError::kUnknownTemplate);
  FrameDependencies frame = s.templates[index];
  if (flags.custom_indications)
    for (unsigned target = 0; target < s.decode_target_count; ++target)
      frame.indications[target] = static_cast<DecodeTargetIndication>(reader.bits(2));
  if (flags.custom_frame_diffs && !parse_frame_diffs(reader, frame))
    return std::unexpected(PayloadError::kMalformed);
  if (flags.custom_chain_diffs)
    for (unsigned chain = 0; chain < s.chain_count; ++chain)
      frame.chain_diffs[chain] = static_cast<uint8_t>(reader.bits(8));
  if (!reader.ok()) return std::unexpected(PayloadError::kTruncated);
  return frame;
}

// All that it refers to are frames of its own picture, which come right before it, lowest first.
bool begins_layer(const FrameDependencies& frame) {
  const auto diffs = std::span(frame.frame_diffs).first(frame.frame_diff_count);
  return !diffs.empty() &&
         std::ranges::all_of(diffs, [&](uint16_t diff) { return diff <= frame.spatial_id; });
}

void copy_bits(BitReader& from, BitWriter& to, size_t end) {
  while (from.position() < end) {
    const auto count = static_cast<unsigned>(std::min<size_t>(32, end - from.position()));
    to.bits(from.bits(count), count);
  }
}

}  // namespace

//   0                   1                   2
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+----
//  |S|E|template id|         frame number          |T|A|I|F|C| ...
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+----
//  The flags only if more than three bytes are there; behind them, where the flag says so:
//  T the structure, A the mask of active decode targets, I indications, F frame diffs, C chain
//  diffs of this frame. Zero bits up to the end.
std::expected<DependencyDescriptor, PayloadError> parse_dependency_descriptor(
    base::BytesView extension, DependencyStructure& structure) {
  // 1. mandatory_descriptor_fields()
  BitReader reader(extension);
  DependencyDescriptor d;
  d.start_of_frame = reader.flag();
  d.end_of_frame = reader.flag();
  d.template_id = static_cast<uint8_t>(reader.bits(6));
  d.frame_number = static_cast<uint16_t>(reader.bits(16));
  if (!reader.ok()) return std::unexpected(PayloadError::kTruncated);

  // 2. extended_descriptor_fields(), or none of them
  ExtendedFlags flags;
  if (extension.size() > kMandatorySize) flags = parse_flags(reader);
  std::optional<DependencyStructure> attached;
  if (flags.structure) {
    const auto parsed = parse_dependency_structure(reader);
    if (!parsed) return std::unexpected(parsed.error());
    attached = *parsed;
  }
  const DependencyStructure& current = attached ? *attached : structure;
  if (current.empty()) return std::unexpected(PayloadError::kNoStructure);
  d.has_structure = attached.has_value();
  d.mask_bit = static_cast<uint16_t>(reader.position());
  if (flags.structure) d.active_decode_targets = current.all_decode_targets();
  if (flags.active_targets) d.active_decode_targets = reader.bits(current.decode_target_count);
  d.frame_bit = static_cast<uint16_t>(reader.position());

  // 3. frame_dependency_definition()
  const auto frame = parse_frame(reader, d.template_id, flags, current);
  if (!frame) return std::unexpected(frame.error());
  d.frame = *frame;
  d.end_bit = static_cast<uint16_t>(reader.position());
  if (current.has_resolutions) d.resolution = current.resolutions[d.frame.spatial_id];
  if (attached) structure = *attached;
  return d;
}

bool has_structure(base::BytesView extension) {
  constexpr uint8_t kStructure = 0x80;  // T
  return extension.size() > kMandatorySize && (extension[kMandatorySize] & kStructure) != 0;
}

FrameInfo frame_info(const DependencyDescriptor& d, const DependencyStructure& s) {
  using enum DecodeTargetIndication;
  FrameInfo info;
  info.start_of_frame = d.start_of_frame;
  info.end_of_frame = d.end_of_frame;
  info.key_frame = d.frame.frame_diff_count == 0 && (d.has_structure || !d.start_of_frame);
  info.spatial_id = d.frame.spatial_id;
  info.temporal_id = d.frame.temporal_id;
  info.frame_number = d.frame_number;
  info.resolution = d.resolution;

  bool any_discardable = false, any_needed = false, all_switch = true, any_above = false;
  uint8_t top = 0;
  for (unsigned target = 0; target < s.decode_target_count; ++target) {
    const DecodeTargetIndication indication = d.frame.indications[target];
    const DecodeTargetLayer& layer = s.target_layers[target];
    if (layer.spatial_id > info.spatial_id) any_above |= indication != kNotPresent;
    if (layer.spatial_id == info.spatial_id && layer.temporal_id >= info.temporal_id)
      all_switch &= indication == kSwitch;
    if (d.active_decode_targets.value_or(0) >> target & 1) top = std::max(top, layer.spatial_id);
    any_discardable |= indication == kDiscardable;
    any_needed |= indication == kSwitch || indication == kRequired;
    // The decode target whose top is the layer of this frame.
    const DecodeTargetLayer own{d.frame.spatial_id, d.frame.temporal_id};
    info.switch_up_point |= indication == kSwitch && s.target_layers[target] == own;
  }
  info.discardable = any_discardable && !any_needed;
  info.switch_up_point |= info.key_frame;
  // Who gets the lower layers of this frame gets it, and can go on with any of its targets.
  info.switch_up_after = info.key_frame || all_switch;
  info.needed_above = any_above;
  info.begins_layer = begins_layer(d.frame);
  if (!d.has_structure) return info;
  info.spatial_layers = static_cast<uint8_t>(top + 1);
  for (size_t layer = 0; layer < s.spatial_layers; ++layer)
    info.heights[layer] = std::min(s.resolutions[layer].width, s.resolutions[layer].height);
  return info;
}

void write_frame_number(base::MutableBytes extension, uint16_t frame_number) {
  ASSERT(extension.size() >= kMandatorySize);
  base::store_u16(&extension[1], frame_number);
}

std::optional<size_t> write_active_decode_targets(base::BytesView extension,
                                                  const DependencyDescriptor& d,
                                                  const DependencyStructure& structure,
                                                  uint32_t mask, base::MutableBytes out) {
  ASSERT(d.end_bit <= extension.size() * 8);
  BitReader from(extension);
  BitWriter to(out);
  // 1. The mandatory fields, then the flags with the one for the mask set.
  copy_bits(from, to, kFlagsBit);
  constexpr uint32_t kActiveTargets = 0b01000;
  if (extension.size() > kMandatorySize) {
    to.bits(from.bits(kFlagsEnd - kFlagsBit) | kActiveTargets, kFlagsEnd - kFlagsBit);
  } else {
    to.bits(kActiveTargets, kFlagsEnd - kFlagsBit);
  }
  // 2. The structure if there is one, and the mask, instead of the one that was there.
  copy_bits(from, to, d.mask_bit);
  to.bits(mask & structure.all_decode_targets(), structure.decode_target_count);
  from = BitReader(extension);
  from.skip(d.frame_bit);
  // 3. What the frame overrides.
  copy_bits(from, to, d.end_bit);
  if (!to.ok()) return std::nullopt;
  return to.size();
}

}  // namespace codec
