#include "proto/sdp/slot_table.hpp"

#include <algorithm>
#include <utility>

namespace sdp {

SlotTable::SlotTable(std::vector<Slot> known, const SessionDescription& offer, base::Random& random)
    : slots_(std::move(known)), taken_{0}, random_(random) {
  for (const Slot& slot : slots_) taken_.insert({slot.ssrc, slot.rtx_ssrc});
  std::erase_if(slots_, [&](const Slot& slot) {
    const auto section = std::ranges::find(offer.sections, slot.mid, &MediaSection::mid);
    return section == offer.sections.end() || section->rejected() || section->kind != slot.kind;
  });
  for (const MediaSection& section : offer.sections) {
    for (const Source& source : section.sources) taken_.insert(source.ssrc);
    for (const SourceGroup& group : section.source_groups)
      taken_.insert(group.ssrcs.begin(), group.ssrcs.end());
  }
}

Slot SlotTable::slot_for(const MediaSection& section) {
  const auto known = std::ranges::find(slots_, section.mid, &Slot::mid);
  if (known != slots_.end()) return *known;
  Slot slot;
  slot.mid = section.mid;
  slot.kind = section.kind;
  slot.index = lowest_free_index(section.kind);
  slot.ssrc = new_ssrc();
  if (section.kind == MediaKind::kVideo) slot.rtx_ssrc = new_ssrc();
  return slots_.emplace_back(std::move(slot));
}

uint32_t SlotTable::lowest_free_index(MediaKind kind) const {
  std::set<uint32_t> used;
  for (const Slot& slot : slots_)
    if (slot.kind == kind) used.insert(slot.index);
  uint32_t index = 0;
  while (used.contains(index)) ++index;
  return index;
}

uint32_t SlotTable::new_ssrc() {
  uint32_t ssrc = random_.u32();
  while (!taken_.insert(ssrc).second) ssrc = random_.u32();
  return ssrc;
}

Msid msid_of(const Slot& slot) {
  const std::string number = std::to_string(slot.index);
  const std::string track = (slot.kind == MediaKind::kVideo ? "video-" : "sound-") + number;
  return {slot.index < kPairedSlots ? "slot-" + number : "slot-" + track, track};
}

}  // namespace sdp
