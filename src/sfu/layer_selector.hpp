// Which encoding of a simulcast source a slot should show, from what arrives and how large the
// viewer shows it. What the line of the receiver can carry is the allocator's business
// (allocator.hpp), for which this is the most that a slot may get.
#pragma once

#include <cstdint>
#include <optional>

#include "sfu/room_view.hpp"

namespace sfu {

// The smallest layer that is at least as high as the picture on the viewer's screen (a tenth less
// will do: a browser scales that without visible loss), else the largest, of those that arrive or
// come when they are asked for. Layers whose height is not known yet count by their order: each
// twice the one below, the lowest 180.
std::optional<LayerIndex> select_layer(const SourceState& source, uint32_t wanted_height);

// The largest layer that arrives and is not higher than this one: what is shown until this one,
// which the publisher was told to stop, comes again.
std::optional<LayerIndex> stand_in(const SourceState& source, LayerIndex layer);

// Pixels of a layer, by its order where that is not known yet.
constexpr uint32_t height_of(const SourceState& source, LayerIndex layer) {
  constexpr uint32_t kLowest = 180;
  return source.heights[layer] != 0 ? source.heights[layer] : kLowest << layer;
}

}  // namespace sfu
