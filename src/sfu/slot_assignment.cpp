#include "sfu/slot_assignment.hpp"

#include <algorithm>

namespace sfu {

void SlotAssignment::resize(size_t video_slots, size_t sound_slots) {
  video_.resize(std::max(video_.size(), video_slots));
  sound_.resize(std::max(sound_.size(), sound_slots));
}

bool SlotAssignment::show(std::span<const SourceInfo> pictures) {
  const std::vector<SourceInfo> before = video_;
  pictures = pictures.first(std::min(pictures.size(), video_.size()));
  // 1. Slots of those no longer wanted become free.
  for (SourceInfo& slot : video_)
    if (std::ranges::find(pictures, slot.source, &SourceInfo::source) == pictures.end()) slot = {};
  // 2. Those newly wanted take the first free ones; there are enough by the cut above.
  for (const SourceInfo& picture : pictures) {
    if (std::ranges::find(video_, picture.source, &SourceInfo::source) != video_.end()) continue;
    *std::ranges::find(video_, SourceId{}, &SourceInfo::source) = picture;
  }
  return video_ != before;
}

bool SlotAssignment::hear(std::span<const SourceInfo> sounds) {
  const std::vector<SourceInfo> before = sound_;
  sounds = sounds.first(std::min(sounds.size(), sound_.size()));
  // 1. Who is not heard any more makes room.
  for (SourceInfo& slot : sound_)
    if (std::ranges::find(sounds, slot.source, &SourceInfo::source) == sounds.end()) slot = {};
  // 2. Whoever is seen is heard through the slot of their picture; who sat there moves in step 3.
  for (const SourceInfo& sound : sounds) {
    const auto wanted = slot_of_picture(sound);
    if (!wanted || sound_[*wanted].source == sound.source) continue;
    for (SourceInfo& slot : sound_)
      if (slot.source == sound.source) slot = {};
    sound_[*wanted] = sound;
  }
  // 3. The rest keep their slot or take a free one.
  for (const SourceInfo& sound : sounds) {
    if (std::ranges::find(sound_, sound.source, &SourceInfo::source) != sound_.end()) continue;
    if (const auto slot = free_sound_slot()) sound_[*slot] = sound;
  }
  return sound_ != before;
}

std::optional<size_t> SlotAssignment::slot_of_picture(const SourceInfo& sound) const {
  const size_t paired = std::min({kPaired, video_.size(), sound_.size()});
  for (size_t k = 0; k < paired; ++k)
    if (video_[k].source && video_[k].person == sound.person &&
        video_[k].kind == counterpart(sound.kind))
      return k;
  return std::nullopt;
}

std::optional<size_t> SlotAssignment::free_sound_slot() const {
  const size_t paired = std::min({kPaired, video_.size(), sound_.size()});
  for (size_t k = paired; k < sound_.size(); ++k)
    if (!sound_[k].source) return k;
  for (size_t k = 0; k < paired; ++k)
    if (!sound_[k].source && !video_[k].source) return k;
  for (size_t k = 0; k < paired; ++k)
    if (!sound_[k].source) return k;
  return std::nullopt;
}

}  // namespace sfu
