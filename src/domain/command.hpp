// Commands: everything that can be asked of a room, and who asks. Who may, says permissions.hpp;
// what happens, room.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/ids.hpp"
#include "domain/permitted.hpp"
#include "domain/person.hpp"
#include "domain/poll.hpp"
#include "domain/role.hpp"
#include "domain/typed_line.hpp"

namespace domain {

// Who gives a command. The caller has verified it; nothing in a command says who somebody is.
struct Actor {
  enum class Kind : uint8_t {
    kNewcomer,     // at the door, no seat yet
    kPerson,       // holds the seat `person`
    kTokenHolder,  // shows the moderator's token of this room without being in it (HTTP API)
    kOperator,     // runs the installation (R65)
  };
  Kind kind = Kind::kNewcomer;
  PersonId person;

  static Actor newcomer() { return {Kind::kNewcomer, {}}; }
  static Actor of(PersonId person) { return {Kind::kPerson, person}; }
  static Actor token_holder() { return {Kind::kTokenHolder, {}}; }
  static Actor service_operator() { return {Kind::kOperator, {}}; }
};

// Takes a seat: inside or waiting. A moderator who enters a paused room wakes it (R33).
struct Enter {
  std::string name{};
  // The role that the newcomer's token proves: kModerator for the creator and for a signed-in
  // organiser, kParticipant for everybody who only has the link.
  Role role = Role::kParticipant;
  std::string code{};  // as typed
  std::string pin{};   // as typed; the right one makes a moderator where the policy says so
  // The generation of the access code (Room::code_generation) that was proved when the token was
  // made. A token older than the present code proves nothing.
  std::optional<uint32_t> proved_code{};
  BarKey key{};
  // Where she comes from, as far as that can be told: people of one house share it. Whoever comes
  // from where somebody was barred is not turned away, but has to be admitted.
  BarKey place{};
  // Her number before the server was restarted, sealed into her ticket; it is hers again.
  PersonId former{};
  // By which personal link she comes; it tells no name. One that the room does not know is none.
  InvitationKey invitation{};
  // She had a seat here before and comes back to it: the end of the appointed time is not for her.
  bool had_seat = false;
  // A device with nobody in front of it (WHIP, WHEP): it never moderates, whatever its token says.
  bool unattended = false;
};
struct Leave {};
struct LineLost {};  // the connection broke; the seat stays for kSeatKept, media goes on
struct LineBack {};
struct SetMedia {
  Media media;
};
struct Admit {
  std::vector<PersonId> people;  // empty: everybody who waits
};
struct Reject {
  std::vector<PersonId> people;  // empty: everybody who waits
};
struct Remove {
  PersonId person;
  bool bar = false;  // may not come back, nor may her other tabs stay
};
// Back behind the door, to be admitted again or not; not for moderators. R24.
struct SendToWait {
  PersonId person;
};
struct SetWaitingRoom {
  bool on = false;
};
struct SetAccessCode {
  std::optional<std::string> code;  // nullopt: no code any more
};
// What participants may do from now on; what they may no longer send is switched off. R42, R46.
struct SetPermitted {
  Permitted permitted;
};
// Off at once, for those named or (empty) for everybody but moderators. Who may, switches on again.
struct SwitchOff {
  MediaKind kind = MediaKind::kMicrophone;
  std::vector<PersonId> people;
};
struct AskToSwitchOn {
  PersonId person;
  MediaKind kind = MediaKind::kMicrophone;
};
struct RaiseHand {
  bool up = false;
};
struct LowerHands {
  std::vector<PersonId> people;  // empty: everybody's
};
struct SetRole {
  PersonId person;
  Role role = Role::kParticipant;  // kModerator or kParticipant
};
struct LockRoom {
  bool on = false;
};
struct SendChat {
  std::optional<PersonId> to;  // nullopt: everybody
  std::string text;            // as typed; lines are kept
};
struct React {
  Reaction reaction = Reaction::kApplause;
};
// Of her own line; at most once in kLineReportPause.
struct ReportLine {
  LineQuality quality = LineQuality::kUnknown;
};
// Real-time text: what I type reaches the others letter by letter.
struct TypeText {
  TypedEdit edit;
};
struct CreatePoll {
  PollDraft poll;
};
struct Vote {
  PollId poll;
  std::vector<uint32_t> answers;  // indexes; empty withdraws
};
// Ends the voting; everybody sees the result.
struct ClosePoll {
  PollId poll;
};
struct RemovePoll {
  PollId poll;
};
// More personal links are good from now on.
struct Invite {
  std::vector<InvitationKey> keys;
};
struct Pause {};
struct EndRoom {};  // deletes it

using Command =
    std::variant<Enter, Leave, LineLost, LineBack, SetMedia, Admit, Reject, Remove, SendToWait,
                 SetWaitingRoom, SetAccessCode, SetPermitted, SwitchOff, AskToSwitchOn, RaiseHand,
                 LowerHands, SetRole, LockRoom, SendChat, React, ReportLine, TypeText, CreatePoll,
                 Vote, ClosePoll, RemovePoll, Invite, Pause, EndRoom>;

}  // namespace domain
