// Which encoding of a simulcast source a slot should show, from what arrives and how large the
// viewer shows it. What the line of the receiver can carry is the allocator's business, which calls
// this with a smaller height.
#pragma once

#include <cstdint>
#include <optional>

#include "sfu/room_view.hpp"

namespace sfu {

// The smallest living layer that is at least as high as the picture on the viewer's screen (a tenth
// less will do: a browser scales that without visible loss), else the largest living one. Layers
// whose height is not known yet count by their order: each twice the one below, the lowest 180.
std::optional<LayerIndex> select_layer(const SourceState& source, uint32_t wanted_height);

}  // namespace sfu
