// The mask of active decode targets in the dependency descriptors of one slot: a receiver that is
// not sent some layers is told so, or it might wait for them ("RTP Payload Format For AV1", section
// A.4). It is told with the first packet after a change, and where the sender's own descriptor says
// something else.
#pragma once

#include <cstdint>
#include <optional>

#include "sfu/packet.hpp"
#include "sfu/temporal_selector.hpp"

namespace sfu {

class DecodeTargetMask {
 public:
  // Another stream follows: the receiver knows nothing of it.
  void forget() { told_.reset(); }

  // The mask to send with this packet of what is shown up to these layers, if one is due.
  std::optional<uint32_t> due(const Packet& packet, LayerIndex spatial, TemporalIndex temporal) {
    const DescriptorFields& descriptor = packet.descriptor;
    if (!descriptor.structure) return std::nullopt;
    if (!packet.frame.start_of_frame && !descriptor.tells_targets) return std::nullopt;
    if (descriptor.tells_targets || !told_) told_ = descriptor.active_targets;
    const uint32_t sent =
        descriptor.structure->decode_targets_within(spatial, temporal) & descriptor.active_targets;
    if (sent == *told_) return std::nullopt;
    return told_ = sent;
  }

 private:
  std::optional<uint32_t> told_;
};

}  // namespace sfu
