#include "sfu/allocator.hpp"

#include <algorithm>
#include <limits>

#include "sfu/layer_selector.hpp"

namespace sfu {

namespace {

// One picture while the line is being given out.
struct Candidate {
  const PictureDemand* demand;
  PictureGrant* grant;
  std::vector<LayerIndex> steps;  // smallest first, up to what the tile can show
  size_t next = 0;
  bool done = false;

  double bps_of(size_t step) const { return layer_bps(*demand->source, steps[step]); }
  bool is_screen() const { return demand->source->info.kind == SourceKind::kScreen; }
  // How much of the tile is missing; screens before all others.
  double need() const {
    if (next == 0) return std::numeric_limits<double>::infinity();
    const double height = height_of(*demand->source, steps[next - 1]);
    return (is_screen() ? 1000 : 1) * demand->wanted_height / height;
  }
};

class Line {
 public:
  Line(double budget, bool may_rise) : left_(budget), may_rise_(may_rise) {}

  // Up one step, if it fits.
  bool take_step(Candidate& one) {
    const LayerIndex layer = one.steps[one.next];
    const double cost = one.bps_of(one.next) - one.grant->bps;
    if (!fits(one, layer, cost)) return false;
    left_ -= cost;
    *one.grant = {layer, kAllTemporal, one.bps_of(one.next)};
    ++one.next;
    return true;
  }
  // Better a picture that jerks than none.
  void take_fewer_frames(Candidate& one) {
    const SourceState& source = *one.demand->source;
    const LayerIndex layer = one.steps[0];
    for (TemporalIndex highest = source.temporal[layer].top; highest-- > 0;) {
      const double cost = layer_bps(source, layer, highest);
      if (!fits(one, layer, cost)) continue;
      left_ -= cost;
      *one.grant = {layer, highest, cost};
      return;
    }
  }

 private:
  bool fits(const Candidate& one, LayerIndex layer, double cost) const {
    const auto& shown = one.demand->shown;
    const SourceState& source = *one.demand->source;
    const bool rises = !shown || layer_bps(source, layer) > layer_bps(source, *shown);
    // The first layer of all may always come: a picture is not to be missing for the hysteresis.
    if (rises && !may_rise_ && one.next > 0) return false;
    constexpr double kMargin = 1.1;
    return (rises ? kMargin : 1.0) * cost <= left_;
  }

  double left_;
  bool may_rise_;
};

std::vector<LayerIndex> steps_of(const PictureDemand& demand) {
  const SourceState& source = *demand.source;
  const auto best = select_layer(source, demand.wanted_height);
  std::vector<LayerIndex> steps;
  if (!best) return steps;
  for (LayerIndex layer = 0; layer < kMaxLayers; ++layer)
    if ((source.available() >> layer & 1) != 0 &&
        height_of(source, layer) <= height_of(source, *best) &&
        (layer == *best || layer_bps(source, layer) < layer_bps(source, *best)))
      steps.push_back(layer);
  std::ranges::sort(steps, {}, [&](LayerIndex layer) {
    return std::pair(layer == *best, layer_bps(source, layer));
  });
  return steps;
}

double usual_bps(uint32_t height) {
  return height <= 180 ? 150'000 : height <= 360 ? 500'000 : height <= 720 ? 1'500'000 : 2'500'000;
}

// Of the rate, for layers 0 to `highest` of a stream with layers 0 to `top`. Frames of the lowest
// layer are larger: they refer to older ones. Encoders give them 60 % of two layers, 40 % of three.
double share(const TemporalShares& shares, TemporalIndex highest) {
  if (highest >= shares.top) return 1;
  if (highest < shares.percent.size() && shares.percent[highest] != 0)
    return shares.percent[highest] / 100.0;
  return shares.top == 1 ? 0.6 : highest == 0 ? 0.4 : 0.6;
}

}  // namespace

double layer_bps(const SourceState& source, LayerIndex layer, TemporalIndex temporal) {
  const double all = source.rates_kbps[layer] != 0 ? 1000.0 * source.rates_kbps[layer]
                                                   : usual_bps(height_of(source, layer));
  return share(source.temporal[layer], temporal) * all;
}

std::optional<TemporalIndex> temporal_within(const SourceState& source, LayerIndex layer,
                                             double bps) {
  if (layer_bps(source, layer) <= bps) return kAllTemporal;
  for (TemporalIndex highest = source.temporal[layer].top; highest-- > 0;)
    if (layer_bps(source, layer, highest) <= bps) return highest;
  return std::nullopt;
}

Allocation allocate(std::span<const PictureDemand> demands, std::optional<double> budget_bps,
                    bool may_rise) {
  Allocation result;
  result.grants.resize(demands.size());
  std::vector<Candidate> candidates;
  for (size_t k = 0; k < demands.size(); ++k) {
    Candidate one{&demands[k], &result.grants[k], steps_of(demands[k])};
    if (one.steps.empty()) continue;
    result.wanted_bps += one.bps_of(one.steps.size() - 1);
    candidates.push_back(std::move(one));
  }
  Line line(budget_bps.value_or(std::numeric_limits<double>::infinity()), may_rise);
  // 1. The least for everybody.
  std::ranges::stable_partition(candidates, &Candidate::is_screen);
  for (Candidate& one : candidates) {
    if (line.take_step(one)) continue;
    line.take_fewer_frames(one);
    one.done = true;
  }
  // 2. The rest by need.
  const auto can_grow = [](const Candidate& one) {
    return !one.done && one.next < one.steps.size();
  };
  while (true) {
    Candidate* neediest = nullptr;
    for (Candidate& one : candidates)
      if (can_grow(one) && (!neediest || one.need() > neediest->need())) neediest = &one;
    if (!neediest) break;
    if (!line.take_step(*neediest)) neediest->done = true;
  }
  for (const PictureGrant& grant : result.grants) result.granted_bps += grant.bps;
  for (const Candidate& one : candidates) result.paused += one.grant->layer ? 0 : 1;
  return result;
}

}  // namespace sfu
