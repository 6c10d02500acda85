#include "sfu/receiver.hpp"

#include <algorithm>

#include "sfu/layer_selector.hpp"

namespace sfu {

namespace {
constexpr double kEndless = 1e12;
}

Receiver::Receiver(const PeerSetup& setup, Egress& egress, ReceiverOutput& output,
                   DropCounters& drops)
    : setup_(setup), egress_(egress), output_(output), drops_(drops) {
  add_slots();
}

Receiver::~Receiver() {
  for (std::deque<Subscription>* slots : {&video_, &sound_})
    for (Subscription& subscription : *slots)
      if (const SourceId source = subscription.source()) {
        subscription.stop();
        output_.unsubscribed(subscription, source);
      }
}

void Receiver::add_slots() {
  for (size_t k = video_.size(); k < setup_.video_slots.size(); ++k)
    video_.emplace_back(egress_, egress_.video_stream(k), setup_.video_slots[k], drops_);
  for (size_t k = sound_.size(); k < setup_.sound_slots.size(); ++k)
    sound_.emplace_back(egress_, egress_.sound_stream(k), setup_.sound_slots[k], drops_);
  slots_.resize(video_.size(), sound_.size());
}

bool Receiver::update(const RoomView& room) {
  const bool pictures_changed = slots_.show(wanted_pictures(room));
  const bool sounds_changed = slots_.hear(sounds(room));
  if (pictures_changed) apply(video_, slots_.video());
  if (sounds_changed) apply(sound_, slots_.sound());
  select_layers(room);
  return pictures_changed || sounds_changed;
}

std::vector<SourceInfo> Receiver::wanted_pictures(const RoomView& room) const {
  if (setup_.follows_speaker) return pictures_by_speaker(room);
  std::vector<SourceInfo> pictures;
  for (const WantedPicture& wanted : wanted_) {
    if (wanted.person == setup_.person) continue;
    const SourceState* source = room.find(wanted.person, wanted.kind);
    if (source && std::ranges::find(pictures, source->info) == pictures.end())
      pictures.push_back(source->info);
  }
  return pictures;
}

std::vector<SourceInfo> Receiver::pictures_by_speaker(const RoomView& room) const {
  // 1. The current speaker, 2. others in the order in which they spoke, 3. everybody else.
  std::vector<SourceInfo> pictures;
  const auto add = [&](const SourceState* source) {
    if (!source || !source->active || source->info.person == setup_.person) return;
    if (std::ranges::find(pictures, source->info) == pictures.end())
      pictures.push_back(source->info);
  };
  add(room.find(room.dominant.person, SourceKind::kCamera));
  for (const SourceInfo& microphone : room.heard)
    add(room.find(microphone.person, SourceKind::kCamera));
  for (const SourceState& source : room.sources)
    if (!is_sound(source.info.kind)) add(&source);
  return pictures;
}

std::vector<SourceInfo> Receiver::sounds(const RoomView& room) const {
  std::vector<SourceInfo> sounds;
  for (const std::vector<SourceInfo>* some : {&room.screen_sounds, &room.heard})
    for (const SourceInfo& sound : *some)
      if (sound.person != setup_.person) sounds.push_back(sound);
  return sounds;
}

void Receiver::apply(std::deque<Subscription>& subscriptions,
                     const std::vector<SourceInfo>& assigned) {
  // First all that end, then all that begin: a source may move from one slot to another.
  for (size_t k = 0; k < subscriptions.size(); ++k) {
    const SourceId before = subscriptions[k].source();
    if (!before || before == assigned[k].source) continue;
    subscriptions[k].stop();
    output_.unsubscribed(subscriptions[k], before);
  }
  for (size_t k = 0; k < subscriptions.size(); ++k) {
    if (!assigned[k].source || subscriptions[k].source() == assigned[k].source) continue;
    subscriptions[k].start(assigned[k]);
    output_.subscribed(subscriptions[k]);
  }
}

void Receiver::select_layers(const RoomView& room) {
  std::vector<Subscription*> subscriptions;
  std::vector<PictureDemand> demands;
  for (Subscription* subscription : by_importance()) {
    const SourceState* source = room.find(subscription->info());
    if (!source) continue;
    subscriptions.push_back(subscription);
    demands.push_back({source, wanted_height(subscription->info()), subscription->shown()});
  }
  const LineBudget& line = egress_.budget();
  const Allocation given = allocate(demands, line.bps, line.may_rise);
  LineDemand demand{given.wanted_bps, given.granted_bps, given.paused, {}};
  for (const PictureGrant& granted : given.grants)
    if (granted.layer) ++demand.layers[*granted.layer];
  egress_.set_demand(demand);
  const double spare = line.bps ? *line.bps - given.granted_bps : kEndless;
  for (size_t k = 0; k < subscriptions.size(); ++k) {
    Subscription& subscription = *subscriptions[k];
    const LayerMask before = subscription.interest();
    const auto awaited = subscription.awaits_key_frame();
    grant(subscription, demands[k], given.grants[k], spare);
    if (subscription.interest() != before) output_.interest_changed(subscription.source());
    if (subscription.interest() != before || subscription.awaits_key_frame() != awaited)
      want_missing_key_frame(subscription);
  }
}

void Receiver::grant(Subscription& subscription, const PictureDemand& demand,
                     const PictureGrant& granted, double spare) {
  if (subscription.is_broken()) subscription.interrupt();
  const SourceState& source = *demand.source;
  std::optional<LayerIndex> target = granted.layer;
  if (target && !subscription.shown() && (source.alive >> *target & 1) == 0)
    target = stand_in(source, *target).value_or(*target);
  subscription.set_target(target);
  subscription.set_requested(granted.layer);
  if (source.alive == 0) return;  // nothing arrives: it goes on where it stood when it does
  TemporalIndex temporal = granted.temporal;
  const auto shown = subscription.shown();
  if (shown && shown != target && (!target || subscription.awaits_key_frame())) {
    // What is shown goes on until the key frame of the other, if the line can carry it so long.
    const auto fits = temporal_within(source, *shown, spare + granted.bps);
    if (!granted.layer || !fits)
      subscription.interrupt();
    else
      temporal = *fits;
  }
  subscription.set_temporal(temporal);
}

// In the client's order, those without a place in it last.
std::vector<Subscription*> Receiver::by_importance() {
  std::vector<Subscription*> ordered;
  for (Subscription& subscription : video_)
    if (subscription.source()) ordered.push_back(&subscription);
  std::ranges::stable_sort(ordered, {}, [this](const Subscription* subscription) {
    return std::ranges::find_if(wanted_,
                                [&](const WantedPicture& wanted) {
                                  return wanted.person == subscription->info().person &&
                                         wanted.kind == subscription->info().kind;
                                }) -
           wanted_.begin();
  });
  return ordered;
}

void Receiver::want_missing_key_frame(const Subscription& subscription) {
  const auto layer = subscription.awaits_key_frame();
  if (layer && egress_.can_send()) output_.want_key_frame(subscription.source(), *layer);
}

void Receiver::on_connected() {
  for (const Subscription& subscription : video_) want_missing_key_frame(subscription);
}

uint32_t Receiver::wanted_height(const SourceInfo& picture) const {
  for (const WantedPicture& wanted : wanted_)
    if (wanted.person == picture.person && wanted.kind == picture.kind) return wanted.height;
  constexpr uint32_t kLargest = 4320;  // follows the speaker: the best there is
  return kLargest;
}

void Receiver::on_key_frame_request(uint32_t ssrc) {
  for (Subscription& subscription : video_) {
    if (subscription.ssrc() != ssrc) continue;
    for (LayerIndex layer = 0; layer < kMaxLayers; ++layer)
      if (subscription.interest() >> layer & 1)
        output_.want_key_frame(subscription.source(), layer);
  }
}

}  // namespace sfu
