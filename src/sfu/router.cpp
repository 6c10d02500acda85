#include "sfu/router.hpp"

#include <algorithm>
#include <utility>

#include "sfu/layer_selector.hpp"

namespace sfu {

void Router::add_source(const SourceInfo& info, WorkerIndex worker) {
  Source& source = sources_[info.source];
  source.state.info = info;
  source.state.worker = worker;
  mark_changed();
}

void Router::remove_source(SourceId id) {
  if (sources_.erase(id) == 0) return;
  selection_.remove(id);
  mark_changed();
}

void Router::set_active(SourceId id, bool active) {
  const auto found = sources_.find(id);
  if (found == sources_.end() || found->second.state.active == active) return;
  SourceState& state = found->second.state;
  state.active = active;
  if (state.info.kind == SourceKind::kMicrophone) {
    if (active)
      selection_.add(id);
    else
      selection_.remove(id);
  }
  if (!active) state.alive = 0;
  mark_changed();
}

void Router::add_branch(WorkerIndex branch) {
  if (std::ranges::find(branches_, branch) != branches_.end()) return;
  branches_.push_back(branch);
  output_.publish_view(room_, branch, make_view());
}

void Router::remove_branch(WorkerIndex branch) {
  std::erase(branches_, branch);
  for (auto& [id, source] : sources_) set_interest(source, branch, 0);
}

void Router::set_interest(WorkerIndex branch, SourceId id, LayerMask layers) {
  const auto found = sources_.find(id);
  if (found != sources_.end()) set_interest(found->second, branch, layers);
}

void Router::set_interest(Source& source, WorkerIndex branch, LayerMask layers) {
  source.interest[branch] = layers;
  LayerMask wanted = 0;
  for (const LayerMask of_branch : source.interest) wanted |= of_branch;
  if (wanted == source.wanted) return;
  source.wanted = wanted;
  output_.set_wanted_layers(source.state.worker, source.state.info.source, wanted);
  if (source.watched.want(wanted))
    output_.watched_changed(room_, source.state.info, source.watched.sent());
}

void Router::want_key_frame(SourceId id, LayerIndex layer) {
  const auto found = sources_.find(id);
  if (found == sources_.end() || !found->second.state.active) return;
  if ((found->second.wanted >> layer & 1) == 0) return;
  output_.ask_key_frame(found->second.state.worker, id, layer);
}

void Router::receive(const PacketRef& packet, base::Instant now) {
  const auto found = sources_.find(packet->source);
  if (found == sources_.end() || !found->second.state.active)
    return drops_.count(DropReason::kSourceOff);
  if (is_sound(packet->kind))
    forward_sound(packet, now);
  else
    forward_picture(found->second, packet, now);
}

void Router::forward_sound(const PacketRef& packet, base::Instant now) {
  // The sound of a shared screen is not subject to selection: whoever shares wants it heard.
  if (packet->kind == SourceKind::kMicrophone) {
    const bool heard =
        selection_.on_packet(packet->source, packet->audio_level, packet->voice, now);
    if (selection_.version() != seen_selection_) publish_at_once(now);
    if (!heard) return drops_.count(DropReason::kNotLoudEnough);
  }
  for (const WorkerIndex branch : branches_) output_.deliver(room_, branch, packet);
}

void Router::forward_picture(Source& source, const PacketRef& packet, base::Instant now) {
  note_layer(source, *packet, now);
  bool wanted = false;
  for (const WorkerIndex branch : branches_) {
    // Each packet of a stream with spatial layers has its place in the line of sequence numbers.
    const LayerMask interest = source.interest[branch];
    if (packet->svc ? interest == 0 : (interest >> packet->layer & 1) == 0) continue;
    wanted = true;
    output_.deliver(room_, branch, packet);
  }
  if (!wanted) drops_.count(DropReason::kNotSelected);
}

void Router::note_layer(Source& source, const Packet& packet, base::Instant now) {
  source.last_packet[packet.layer] = now;
  constexpr size_t kAround = 40;  // header, extensions and tag, which the estimate counts too
  source.state.svc = packet.svc;
  for (LayerIndex layer = packet.layer; layer < kMaxLayers; ++layer) {
    source.meters[layer].add(packet.payload_size + kAround, packet.frame.temporal_id);
    if (!packet.svc || !packet.frame.needed_above) break;
  }
  TemporalIndex& top = source.state.temporal[packet.layer].top;
  top = std::max(top, packet.frame.temporal_id);
  if (packet.frame.start_of_frame)
    for (uint32_t& frames : source.frames_without) ++frames;
  source.frames_without[packet.layer] = 0;
  note_heights(source, packet, now);
  if ((source.state.alive >> packet.layer & 1) == 0) {
    source.state.alive |= static_cast<LayerMask>(1u << packet.layer);
    publish_at_once(now);
  }
}

// The shorter side: a phone held upright sends the same picture turned.
void Router::note_heights(Source& source, const Packet& packet, base::Instant now) {
  const codec::FrameInfo& frame = packet.frame;
  const auto note = [&](LayerIndex layer, uint16_t height) {
    source.seen_heights[layer] = height;
    if (take_height(source, layer, now)) mark_changed();
  };
  if (!packet.svc) {
    if (frame.resolution)
      note(packet.layer, std::min(frame.resolution->height, frame.resolution->width));
    return;
  }
  for (LayerIndex layer = 0; layer < std::min(frame.heights.size(), kMaxLayers); ++layer)
    if (frame.heights[layer] != 0) note(layer, frame.heights[layer]);
}

bool Router::take_height(Source& source, LayerIndex layer, base::Instant now) {
  uint16_t& height = source.state.heights[layer];
  if (source.seen_heights[layer] == height) return false;
  if (height != 0 && now - source.height_taken[layer] < kHeightHold) return false;
  height = source.seen_heights[layer];
  source.height_taken[layer] = now;
  return true;
}

bool Router::take_rates(base::Instant now) {
  const base::Duration elapsed = now - rates_taken_;
  const bool first = rates_taken_ == base::Instant{};
  rates_taken_ = now;
  bool changed = false;
  for (auto& [id, source] : sources_) {
    for (LayerIndex layer = 0; layer < kMaxLayers; ++layer) {
      LayerMeter& meter = source.meters[layer];
      if (first || (source.state.alive >> layer & 1) == 0)
        meter.forget();
      else
        changed |=
            meter.take(elapsed, source.state.rates_kbps[layer], source.state.temporal[layer]);
    }
  }
  return changed;
}

bool Router::has_ended(const Source& source, LayerIndex layer, base::Instant now) {
  const base::Duration silence = now - source.last_packet[layer];
  return silence > kLayerSilence ||
         (silence > kShortSilence && source.frames_without[layer] >= kFramesWithout);
}

// True when what receivers can choose from has changed.
bool Router::update_watched(Source& source, base::Instant now) {
  SourceState& state = source.state;
  if (is_sound(state.info.kind) || state.svc) return false;
  std::optional<LayerIndex> smallest;
  for (LayerIndex layer = 0; layer < kMaxLayers; ++layer)
    if ((state.alive >> layer & 1) != 0 &&
        (!smallest || height_of(state, layer) < height_of(state, *smallest)))
      smallest = layer;
  if (source.watched.on_tick(now, source.wanted, state.alive, smallest.value_or(0)))
    output_.watched_changed(room_, state.info, source.watched.sent());
  return std::exchange(state.on_request, source.watched.on_request()) != state.on_request;
}

void Router::on_timeout(base::Instant now) {
  bool changed = false;
  for (auto& [id, source] : sources_) {
    for (LayerIndex layer = 0; layer < kMaxLayers; ++layer) {
      changed |= take_height(source, layer, now);
      const auto bit = static_cast<LayerMask>(1u << layer);
      if ((source.state.alive & bit) == 0 || !has_ended(source, layer, now)) continue;
      source.state.alive &= static_cast<LayerMask>(~bit);
      changed = true;
    }
    changed |= update_watched(source, now);
  }
  if (now - rates_taken_ >= kRateInterval) changed |= take_rates(now);
  const auto dominant_before = selection_.dominant();
  selection_.update_dominant(now);
  changed = changed || selection_.dominant() != dominant_before;
  if (changed) mark_changed();

  std::vector<PersonId> speaking;
  for (const SourceId id : selection_.speaking(now))
    speaking.push_back(sources_.at(id).state.info.person);
  if (speaking == speaking_) return;
  speaking_ = std::move(speaking);
  output_.speakers_changed(room_, speaking_);
}

void Router::mark_changed() {
  seen_selection_ = selection_.version();
  if (!std::exchange(changed_, true)) output_.view_changed(room_);
}

base::Instant Router::publish_due(base::Instant now) {
  if (!changed_) return base::kNever;
  if (now < next_view_) return next_view_;
  publish(now);
  return base::kNever;
}

void Router::publish_at_once(base::Instant now) {
  mark_changed();
  if (now + kAhead >= next_view_) publish(now);
}

void Router::publish(base::Instant now) {
  changed_ = false;
  next_view_ = std::max(next_view_, now) + kViewInterval;
  const RoomViewRef view = make_view();
  for (const WorkerIndex branch : branches_) output_.publish_view(room_, branch, view);
}

RoomViewRef Router::make_view() const {
  auto view = std::make_shared<RoomView>();
  view->sources.reserve(sources_.size());
  for (const auto& [id, source] : sources_) view->sources.push_back(source.state);
  std::ranges::sort(view->sources, {},
                    [](const SourceState& s) { return RoomView::order(s.info); });
  for (const SourceId id : selection_.heard()) view->heard.push_back(sources_.at(id).state.info);
  if (const auto id = selection_.dominant()) view->dominant = sources_.at(*id).state.info;
  for (const SourceState& source : view->sources)
    if (source.info.kind == SourceKind::kScreenSound && source.active)
      view->screen_sounds.push_back(source.info);
  return view;
}

}  // namespace sfu
