// Which source fills which slot of one receiver. Pure decisions, no packets.
//
// Pictures: what the client asked to see, in its order, as many as there are slots; a source that
// is shown already keeps its slot. Sound slot k and video slot k share a stream in the SDP (the
// first kPaired), so whoever is seen in video slot k is heard through sound slot k and the browser
// keeps lips and voice together. Whoever is heard without being seen gets a slot that nobody's
// picture claims, the unpaired ones first. With a new speaker only sound moves, never a picture.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "sfu/ids.hpp"

namespace sfu {

struct SourceInfo {
  SourceId source;
  PersonId person;
  SourceKind kind = SourceKind::kMicrophone;
  friend bool operator==(const SourceInfo&, const SourceInfo&) = default;
};

class SlotAssignment {
 public:
  static constexpr size_t kPaired = 25;

  // More slots after a new offer; what is assigned stays. Slots never become fewer.
  void resize(size_t video_slots, size_t sound_slots);

  // Pictures to show, most important first, without duplicates. True when a slot changed.
  bool show(std::span<const SourceInfo> pictures);
  // Sounds to hear, most important first. True when a slot changed.
  bool hear(std::span<const SourceInfo> sounds);

  // Empty slots have no source.
  const std::vector<SourceInfo>& video() const { return video_; }
  const std::vector<SourceInfo>& sound() const { return sound_; }

 private:
  std::optional<size_t> slot_of_picture(const SourceInfo& sound) const;
  std::optional<size_t> free_sound_slot() const;

  std::vector<SourceInfo> video_;
  std::vector<SourceInfo> sound_;
};

}  // namespace sfu
