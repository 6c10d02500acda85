// Roles and the state of a seat. A person is waiting, then inside; whoever is gone, rejected,
// removed or barred has no seat any more, only the reason in the Ended event (event.hpp).
#pragma once

#include <cstdint>

namespace domain {

enum class Role : uint8_t {
  kModerator,
  kParticipant,
  kObserver,  // sees and hears, is not seen: the public gallery of a council, WHEP
};

enum class SeatState : uint8_t { kWaiting, kInside };

enum class RoomState : uint8_t { kOpen, kPaused, kDeleted };

}  // namespace domain
