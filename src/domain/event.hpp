// Events: what a room says after a command or a deadline, each with the people it is for. The
// recipients are settled when the event happens, so that a room's events may be delivered one after
// the other without looking at the room: replica.hpp rebuilds each person's view from them alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/appointment.hpp"
#include "domain/ids.hpp"
#include "domain/permitted.hpp"
#include "domain/person.hpp"
#include "domain/poll.hpp"
#include "domain/role.hpp"
#include "domain/typed_line.hpp"

namespace domain {

// What anybody may know who has the link, also before admission. Nothing about people.
struct RoomView {
  RoomId id;
  std::string name;
  RoomState state = RoomState::kOpen;
  bool waiting_room = false;
  bool moderator_present = false;
  bool code_required = false;
  bool can_pause = false;
  bool locked = false;  // nobody new comes in but moderators
  Permitted permitted{};
  bool only_invited = false;
  std::optional<Appointment> appointment{};
  friend bool operator==(const RoomView&, const RoomView&) = default;
};

// What runs beside sound and picture, so that a newcomer can follow on.
struct Beside {
  std::vector<PollShown> polls{};
  std::vector<TypedLine> lines{};  // of those who have typed something, herself included
  friend bool operator==(const Beside&, const Beside&) = default;
};

// To the newcomer: her seat, and everything she may see (nobody while she waits).
struct Seated {
  Person self;
  RoomView room;
  std::vector<Person> people;
  Beside beside{};
};
// To somebody who waited: she is inside now.
struct Admitted {
  RoomView room;
  std::vector<Person> people;
  Beside beside{};
};
// To somebody who was inside: she waits now, and what she saw of others is no longer hers to see.
struct SentToWait {
  RoomView room;
};
// Somebody became visible to the recipients: entered, or knocked (to moderators).
struct PersonJoined {
  Person person;
};
struct PersonChanged {
  Person person;
};
struct PersonLeft {
  PersonId person;
};
struct RoomChanged {
  RoomView room;
};

// A moderator asks the recipient to switch something on; she does, or not (R43).
struct AskedToSwitchOn {
  PersonId by;
  MediaKind kind = MediaKind::kMicrophone;
};
// Never stored (R46, R61): who comes later does not see it.
struct ChatSaid {
  PersonId from;
  std::string name;            // hers, who may be gone when it is read
  std::optional<PersonId> to;  // nullopt: everybody
  std::string text;
};
struct Reacted {
  PersonId person;
  Reaction reaction = Reaction::kApplause;
};

// To everybody inside but herself, who sees what she types.
struct TextTyped {
  PersonId person;
  TypedEdit edit;
};
// A new poll, or one with more votes, or one that is closed now.
struct PollChanged {
  PollView poll;
};
struct PollRemoved {
  PollId poll;
};

enum class Departure : uint8_t {
  kLeft,
  kLineLost,  // did not come back in time
  kRejected,
  kRemoved,
  kBarred,
  kRoomPaused,
  kRoomEnded,
};
// To the person herself, exactly once per seat: it is gone. Whoever keeps something for the seat (a
// connection, a media peer) lets it go.
struct Ended {
  PersonId person;
  Departure reason = Departure::kLeft;
};

// To nobody, for the server: store Room::record() before anything else of this batch is answered.
struct Persist {};
// To nobody, for the server: delete the room from the store and forget it.
struct RoomDeleted {};

using Fact = std::variant<Seated, Admitted, SentToWait, PersonJoined, PersonChanged, PersonLeft,
                          RoomChanged, AskedToSwitchOn, ChatSaid, Reacted, TextTyped, PollChanged,
                          PollRemoved, Ended, Persist, RoomDeleted>;

struct Event {
  std::vector<PersonId> to;
  Fact fact;
};
using Events = std::vector<Event>;

}  // namespace domain
