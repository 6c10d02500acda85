#include "sfu/layer_selector.hpp"

namespace sfu {

std::optional<LayerIndex> select_layer(const SourceState& source, uint32_t wanted_height) {
  const auto is_enough = [&](LayerIndex layer) {
    return height_of(source, layer) * 10 >= wanted_height * 9;
  };
  std::optional<LayerIndex> best;
  for (LayerIndex layer = 0; layer < kMaxLayers; ++layer) {
    if ((source.available() >> layer & 1) == 0) continue;
    if (!best) {
      best = layer;
      continue;
    }
    // Among those that are enough the smaller, otherwise the larger.
    const bool smaller = height_of(source, layer) < height_of(source, *best);
    if (is_enough(*best) ? smaller && is_enough(layer) : !smaller) best = layer;
  }
  return best;
}

std::optional<LayerIndex> stand_in(const SourceState& source, LayerIndex layer) {
  std::optional<LayerIndex> best;
  for (LayerIndex other = 0; other < kMaxLayers; ++other) {
    if ((source.alive >> other & 1) == 0 || height_of(source, other) > height_of(source, layer))
      continue;
    if (!best || height_of(source, other) > height_of(source, *best)) best = other;
  }
  return best;
}

}  // namespace sfu
