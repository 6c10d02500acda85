// The permission table: who may do what in which state of the room. The only place that answers
// this; what is not in the table is forbidden. R24, R29–R32, R36, R40–R43.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "domain/command.hpp"
#include "domain/policy.hpp"
#include "domain/refusal.hpp"
#include "domain/role.hpp"

namespace domain {

// What somebody is to a room at the moment of asking.
enum class Standing : uint8_t {
  kNewcomer,
  kWaiting,
  kObserver,
  kParticipant,
  kModerator,
  kTokenHolder,
  kOperator,
};
inline constexpr size_t kStandings = 7;

enum class Action : uint8_t {
  kEnter,
  kLeave,
  kKeepLine,  // LineLost and LineBack
  kSetMedia,
  kAdmit,
  kReject,
  kRemove,
  kSendToWait,
  kSetWaitingRoom,
  kSetAccessCode,
  kSetPermitted,
  kSwitchOff,
  kAskToSwitchOn,
  kRaiseHand,
  kLowerHands,
  kSetRole,
  kLockRoom,
  kSendChat,
  kReact,
  kReportLine,
  kTypeText,
  kCreatePoll,
  kVote,
  kClosePoll,
  kRemovePoll,
  kInvite,
  kPause,
  kEndRoom,
  kSeeAccessData,  // link, code and PIN (R21)
};
inline constexpr size_t kActions = 29;

Action action_of(const Command& command);

bool may(Standing standing, Action action, RoomState state);

// nullopt when may(); else why not: kNoSuchRoom once it is deleted, kWrongState when the same
// person may do it later (admitted, or the room open again), kNotPermitted otherwise.
std::optional<Refusal> refusal_of(Standing standing, Action action, RoomState state);

// Who wants to create a room, as far as the server knows.
enum class CreatorIs : uint8_t { kUnknown, kVerifiedEmail, kAccount, kAccountWithPermission };
bool may_create(Creators rule, CreatorIs creator);

}  // namespace domain
