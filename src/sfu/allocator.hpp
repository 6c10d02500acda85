// Which layer each slot of a receiver shows, or none, so that all of them fit its line. Pure.
//
// First everybody gets the smallest picture, screens first, then in the client's order; whose
// smallest does not fit gets it with fewer frames (temporal layers), if that helps. What is
// left goes to a shared screen, step by step, then always to the picture that lacks most of what
// its tile can show. So with equal tiles all grow together, and a large one (pinned, speaking)
// grows first. Nobody gets more than the tile can show (layer_selector).
//
// Hysteresis: what is shown stays while it fits; going up needs a tenth more than it costs, and
// time since the line became worse (LineBudget::may_rise).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sfu/room_view.hpp"

namespace sfu {

struct PictureDemand {
  const SourceState* source = nullptr;
  uint32_t wanted_height = 0;
  std::optional<LayerIndex> shown;  // what is forwarded at present
};

struct PictureGrant {
  std::optional<LayerIndex> layer;  // none: paused
  // The highest temporal layer that fits: beyond the smallest picture only all of them.
  TemporalIndex temporal = kAllTemporal;
  double bps = 0;  // what that costs
};

struct Allocation {
  std::vector<PictureGrant> grants;  // as the demands
  double granted_bps = 0;
  double wanted_bps = 0;  // if the line were endless
  size_t paused = 0;      // pictures that arrive and are not granted
};

// `demands`: most important first. `budget_bps` none: endless.
Allocation allocate(std::span<const PictureDemand> demands, std::optional<double> budget_bps,
                    bool may_rise);

// Bits per second of a layer, up to this temporal layer: as measured (router), or what is usual for
// its height, and for a share of the frames.
double layer_bps(const SourceState& source, LayerIndex layer,
                 TemporalIndex temporal = kAllTemporal);
// The most of its temporal layers that cost no more than this. Nothing: not even the lowest.
std::optional<TemporalIndex> temporal_within(const SourceState& source, LayerIndex layer,
                                             double bps);

}  // namespace sfu
