// The dependency descriptor RTP header extension: "RTP Payload Format For AV1 (v1.0)", appendix A
// (https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension). Exact
// for any codec and readable under end-to-end encryption, so it is preferred to the payload's own
// headers. Its structure and templates are in dependency_structure.hpp; keeping frame numbers
// continuous is FrameNumberRewriter in counter_rewriter.hpp; which decode target a receiver gets is
// sfu/layer_selector.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "proto/codec/dependency_structure.hpp"
#include "proto/codec/frame_info.hpp"

namespace codec {

inline constexpr std::string_view kDependencyDescriptorUri =
    "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension";

struct DependencyDescriptor {
  bool start_of_frame = false;
  bool end_of_frame = false;
  uint8_t template_id = 0;
  uint16_t frame_number = 0;
  bool has_structure = false;
  // Which decode targets the sender produces at present; once given, it holds until it is given
  // anew.
  std::optional<uint32_t> active_decode_targets;
  FrameDependencies frame;
  std::optional<Resolution> resolution;

  // Where the mask of active decode targets is or would be, and where the fields of the frame begin
  // and end: bits from the front, for write_active_decode_targets().
  uint16_t mask_bit = 0;
  uint16_t frame_bit = 0;
  uint16_t end_bit = 0;
};

// Whether the descriptor has a structure of its own, so that parsing it would replace the former.
bool has_structure(base::BytesView extension);

// `structure` is the state of this SSRC. It is replaced if the descriptor is valid and has a
// structure, else untouched. Structures that follow each other number their templates differently,
// so a late packet of the former one is kUnknownTemplate.
std::expected<DependencyDescriptor, PayloadError> parse_dependency_descriptor(
    base::BytesView extension, DependencyStructure& structure);

// What the descriptor tells of the frame. A key frame refers to no other, and begins with a
// structure: without one a new receiver could not read on.
FrameInfo frame_info(const DependencyDescriptor& descriptor, const DependencyStructure& structure);

// Replaces frame_number, in place. `extension` was parsed before.
void write_frame_number(base::MutableBytes extension, uint16_t frame_number);

// The descriptor with another mask of active decode targets, so that a receiver does not wait for
// layers that it is not sent. Gives the bytes written to `out`, none if they do not fit: up to
// kMaskRoom more than `extension`, which is the one that `descriptor` was parsed from.
inline constexpr size_t kMaskRoom = 5;
std::optional<size_t> write_active_decode_targets(base::BytesView extension,
                                                  const DependencyDescriptor& descriptor,
                                                  const DependencyStructure& structure,
                                                  uint32_t mask, base::MutableBytes out);

}  // namespace codec
