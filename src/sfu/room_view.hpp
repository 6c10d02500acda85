// What every worker knows of a room: an immutable snapshot that the room's home router publishes to
// the branches whenever something changes. Shared between workers, never changed.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "sfu/slot_assignment.hpp"

namespace sfu {

// Bit k: layer k.
using LayerMask = uint8_t;

struct SourceState {
  SourceInfo info;
  WorkerIndex worker = 0;                      // where the publisher's peer lives
  bool active = false;                         // switched on by its owner
  LayerMask alive = 0;                         // layers that arrive at present
  std::array<uint16_t, kMaxLayers> heights{};  // of the last key frame, pixels; 0: not known
};

struct RoomView {
  std::vector<SourceState> sources;  // ordered by person, then kind
  std::vector<SourceId> heard;       // microphones that are forwarded, most recently loud first
  SourceId dominant;  // microphone of the current speaker; none before the first word

  // The active source of a person, or null.
  const SourceState* find(PersonId person, SourceKind kind) const {
    const auto found = std::ranges::lower_bound(
        sources, std::pair(person, kind), {},
        [](const SourceState& s) { return std::pair(s.info.person, s.info.kind); });
    if (found == sources.end() || found->info.person != person || found->info.kind != kind ||
        !found->active)
      return nullptr;
    return &*found;
  }
  const SourceState* find(SourceId source) const {
    const auto found =
        std::ranges::find(sources, source, [](const SourceState& s) { return s.info.source; });
    return found == sources.end() ? nullptr : &*found;
  }
};
using RoomViewRef = std::shared_ptr<const RoomView>;

}  // namespace sfu
