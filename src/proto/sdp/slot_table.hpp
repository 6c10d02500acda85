// SlotTable: gives the recvonly sections of an offer their slots and remembers those of the offers
// before. Internal to this folder.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "proto/sdp/negotiated.hpp"
#include "proto/sdp/session_description.hpp"

namespace sdp {

class SlotTable {
 public:
  // Keeps those of `known` whose section is alive in `offer`. New SSRCs differ from those of
  // `known` and from all that `offer` mentions.
  SlotTable(std::vector<Slot> known, const SessionDescription& offer, base::Random& random);

  // The slot of this section: the one that it had, or a new one with the lowest free index.
  Slot slot_for(const MediaSection& section);

  std::vector<Slot> take() && { return std::move(slots_); }

 private:
  uint32_t lowest_free_index(MediaKind kind) const;
  uint32_t new_ssrc();

  std::vector<Slot> slots_;
  std::set<uint32_t> taken_;
  base::Random& random_;
};

// The media stream and track under which a slot appears in the browser: "slot-3" and "video-3".
Msid msid_of(const Slot& slot);

}  // namespace sdp
