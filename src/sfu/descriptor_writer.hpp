// The dependency descriptor that one receiver gets: its slot's frame number, and where that has
// changed the mask of what it is sent. Everything else is the sender's.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "proto/codec/dependency_descriptor.hpp"
#include "sfu/packet.hpp"
#include "sfu/sent_packets.hpp"

namespace sfu {

// As large as a header extension can be.
using DescriptorBuffer = std::array<uint8_t, 255>;

// Bytes written. `fields.frame_number` is there.
inline size_t write_descriptor(const Packet& packet, const RewrittenPacket& fields,
                               DescriptorBuffer& out) {
  const base::BytesView original = packet.dependency_descriptor();
  size_t size = 0;
  if (fields.decode_targets && packet.descriptor.structure) {
    // Parsed once more, which happens at key frames and changes of layer only. A descriptor with a
    // structure gives it anew.
    codec::DependencyStructure structure = *packet.descriptor.structure;
    if (const auto descriptor = codec::parse_dependency_descriptor(original, structure))
      size = codec::write_active_decode_targets(original, *descriptor, structure,
                                                *fields.decode_targets, out)
                 .value_or(0);
  }
  if (size == 0) {
    std::ranges::copy(original, out.begin());
    size = original.size();
  }
  codec::write_frame_number(base::MutableBytes(out).first(size), *fields.frame_number);
  return size;
}

}  // namespace sfu
