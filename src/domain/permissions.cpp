#include "domain/permissions.hpp"

namespace domain {
namespace {

using Set = uint8_t;
template <typename Enum>
constexpr Set bit(Enum value) {
  return static_cast<Set>(1u << static_cast<unsigned>(value));
}

constexpr Set kNewcomer = bit(Standing::kNewcomer);
constexpr Set kWaiting = bit(Standing::kWaiting);
constexpr Set kObserver = bit(Standing::kObserver);
constexpr Set kParticipant = bit(Standing::kParticipant);
constexpr Set kModerator = bit(Standing::kModerator);
constexpr Set kTokenHolder = bit(Standing::kTokenHolder);
constexpr Set kOperator = bit(Standing::kOperator);
constexpr Set kSeated = kWaiting | kObserver | kParticipant | kModerator;

constexpr Set kOpen = bit(RoomState::kOpen);
constexpr Set kPaused = bit(RoomState::kPaused);

struct Row {
  Action action;
  Set who;
  Set when;
};

// Entering a paused room is refined in Room::preview: only a moderator wakes it.
constexpr std::array<Row, kActions> kTable{{
    {Action::kEnter, kNewcomer, kOpen | kPaused},
    {Action::kLeave, kSeated, kOpen},
    {Action::kKeepLine, kSeated, kOpen},
    {Action::kSetMedia, kParticipant | kModerator, kOpen},
    {Action::kAdmit, kModerator, kOpen},
    {Action::kReject, kModerator, kOpen},
    {Action::kRemove, kModerator, kOpen},
    {Action::kSendToWait, kModerator, kOpen},
    {Action::kSetWaitingRoom, kModerator, kOpen},
    {Action::kSetAccessCode, kModerator, kOpen},
    {Action::kSetPermitted, kModerator, kOpen},
    {Action::kSwitchOff, kModerator, kOpen},
    {Action::kAskToSwitchOn, kModerator, kOpen},
    {Action::kRaiseHand, kParticipant | kModerator, kOpen},
    {Action::kLowerHands, kModerator, kOpen},
    {Action::kSetRole, kModerator, kOpen},
    {Action::kLockRoom, kModerator, kOpen},
    {Action::kSendChat, kParticipant | kModerator, kOpen},
    {Action::kReact, kParticipant | kModerator, kOpen},
    {Action::kReportLine, kParticipant | kModerator, kOpen},
    {Action::kTypeText, kParticipant | kModerator, kOpen},
    {Action::kCreatePoll, kModerator, kOpen},
    {Action::kVote, kParticipant | kModerator, kOpen},
    {Action::kClosePoll, kModerator, kOpen},
    {Action::kRemovePoll, kModerator, kOpen},
    {Action::kInvite, kModerator | kTokenHolder, kOpen | kPaused},
    {Action::kPause, kModerator, kOpen},
    {Action::kEndRoom, kModerator | kTokenHolder | kOperator, kOpen | kPaused},
    {Action::kSeeAccessData, kModerator | kTokenHolder, kOpen | kPaused},
}};

constexpr bool in_order() {
  for (size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<size_t>(kTable[i].action) != i) return false;
  }
  return true;
}
static_assert(in_order(), "the table is indexed by Action");

struct ActionOf {
  Action operator()(const Enter&) const { return Action::kEnter; }
  Action operator()(const Leave&) const { return Action::kLeave; }
  Action operator()(const LineLost&) const { return Action::kKeepLine; }
  Action operator()(const LineBack&) const { return Action::kKeepLine; }
  Action operator()(const SetMedia&) const { return Action::kSetMedia; }
  Action operator()(const Admit&) const { return Action::kAdmit; }
  Action operator()(const Reject&) const { return Action::kReject; }
  Action operator()(const Remove&) const { return Action::kRemove; }
  Action operator()(const SendToWait&) const { return Action::kSendToWait; }
  Action operator()(const SetWaitingRoom&) const { return Action::kSetWaitingRoom; }
  Action operator()(const SetAccessCode&) const { return Action::kSetAccessCode; }
  Action operator()(const SetPermitted&) const { return Action::kSetPermitted; }
  Action operator()(const SwitchOff&) const { return Action::kSwitchOff; }
  Action operator()(const AskToSwitchOn&) const { return Action::kAskToSwitchOn; }
  Action operator()(const RaiseHand&) const { return Action::kRaiseHand; }
  Action operator()(const LowerHands&) const { return Action::kLowerHands; }
  Action operator()(const SetRole&) const { return Action::kSetRole; }
  Action operator()(const LockRoom&) const { return Action::kLockRoom; }
  Action operator()(const SendChat&) const { return Action::kSendChat; }
  Action operator()(const React&) const { return Action::kReact; }
  Action operator()(const ReportLine&) const { return Action::kReportLine; }
  Action operator()(const TypeText&) const { return Action::kTypeText; }
  Action operator()(const CreatePoll&) const { return Action::kCreatePoll; }
  Action operator()(const Vote&) const { return Action::kVote; }
  Action operator()(const ClosePoll&) const { return Action::kClosePoll; }
  Action operator()(const RemovePoll&) const { return Action::kRemovePoll; }
  Action operator()(const Invite&) const { return Action::kInvite; }
  Action operator()(const Pause&) const { return Action::kPause; }
  Action operator()(const EndRoom&) const { return Action::kEndRoom; }
};

}  // namespace

Action action_of(const Command& command) { return std::visit(ActionOf{}, command); }

bool may(Standing standing, Action action, RoomState state) {
  const Row& row = kTable[static_cast<size_t>(action)];
  return (row.who & bit(standing)) != 0 && (row.when & bit(state)) != 0;
}

std::optional<Refusal> refusal_of(Standing standing, Action action, RoomState state) {
  if (may(standing, action, state)) return std::nullopt;
  if (state == RoomState::kDeleted) return Refusal{RefusalCode::kNoSuchRoom, "the room is deleted"};
  const Set who = kTable[static_cast<size_t>(action)].who;
  if ((who & bit(standing)) != 0) return Refusal{RefusalCode::kWrongState, "the room is paused"};
  if (standing == Standing::kWaiting && (who & kParticipant) != 0) {
    return Refusal{RefusalCode::kWrongState, "not admitted yet"};
  }
  return Refusal{RefusalCode::kNotPermitted, "the role may not do this"};
}

bool may_create(Creators rule, CreatorIs creator) {
  switch (rule) {
    case Creators::kAnyone:
      return true;
    case Creators::kVerifiedEmailOrAccount:
      return creator != CreatorIs::kUnknown;
    case Creators::kAccounts:
      return creator == CreatorIs::kAccount || creator == CreatorIs::kAccountWithPermission;
    case Creators::kAccountsWithPermission:
      return creator == CreatorIs::kAccountWithPermission;
  }
  return false;
}

}  // namespace domain
