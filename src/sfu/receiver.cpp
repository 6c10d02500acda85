#include "sfu/receiver.hpp"

#include <algorithm>

#include "sfu/layer_selector.hpp"

namespace sfu {

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
  for (Subscription& subscription : video_) {
    const SourceInfo& info = subscription.info();
    if (!info.source) continue;
    const SourceState* source = room.find(info);
    if (!source) continue;
    const LayerMask before = subscription.interest();
    subscription.set_target(select_layer(*source, wanted_height(info)));
    if (subscription.interest() == before) continue;
    output_.interest_changed(info.source);
    want_missing_key_frame(subscription);
  }
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
