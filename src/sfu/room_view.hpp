// What every worker knows of a room: an immutable snapshot that the room's home router publishes to
// the branches whenever something changes. Shared between workers, never changed.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

#include "sfu/slot_assignment.hpp"
#include "sfu/temporal_selector.hpp"

namespace sfu {

// Bit k: layer k.
using LayerMask = uint8_t;

// What remains of a layer's rate when its upper temporal layers are left out.
struct TemporalShares {
  TemporalIndex top = 0;  // the highest that arrives; 0: nothing can be left out
  // Percent of the rate that layers 0 to t make together, of the first three; 0: not measured.
  std::array<uint8_t, 3> percent{};
};

struct SourceState {
  SourceInfo info;
  WorkerIndex worker = 0;  // where the publisher's peer lives
  bool active = false;     // switched on by its owner
  LayerMask alive = 0;     // layers that arrive at present
  bool svc = false;        // its layers are those of one stream, and come or go together
  // Layers that its publisher was told to stop, and sends again when somebody wants them.
  LayerMask on_request = 0;
  std::array<uint16_t, kMaxLayers> heights{};  // of the last key frame, pixels; 0: not known
  // Of each layer, smoothed over seconds; 0: not known yet.
  std::array<uint32_t, kMaxLayers> rates_kbps{};
  std::array<TemporalShares, kMaxLayers> temporal{};

  // What a receiver may choose from.
  LayerMask available() const { return alive | on_request; }
};

struct RoomView {
  std::vector<SourceState> sources;  // ordered by person, kind and source
  std::vector<SourceInfo> heard;     // microphones that are forwarded, most recently loud first
  std::vector<SourceInfo> screen_sounds;  // those that are on
  SourceInfo dominant;  // microphone of the current speaker; none before the first word

  // The active source of a person, or null. The newest, where a connection is being replaced.
  const SourceState* find(PersonId person, SourceKind kind) const {
    const auto key = [](const SourceState& s) { return std::pair(s.info.person, s.info.kind); };
    const auto same = std::ranges::equal_range(sources, std::pair(person, kind), {}, key);
    for (auto newest = same.end(); newest != same.begin();)
      if ((--newest)->active) return &*newest;
    return nullptr;
  }
  const SourceState* find(const SourceInfo& info) const {
    const auto found = std::ranges::lower_bound(sources, order(info), {},
                                                [](const SourceState& s) { return order(s.info); });
    return found == sources.end() || found->info != info ? nullptr : &*found;
  }

  static std::tuple<PersonId, SourceKind, SourceId> order(const SourceInfo& info) {
    return {info.person, info.kind, info.source};
  }
};
using RoomViewRef = std::shared_ptr<const RoomView>;

}  // namespace sfu
