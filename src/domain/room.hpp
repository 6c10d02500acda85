// Room: the whole truth about one conference room, as a pure state machine. Commands and deadlines
// in, events or a refusal out.
//
//            pause                 EndRoom, last one left, too long idle
//   open ───────────▶ paused ──┐        ┌──────────────▶ deleted
//    ▲                 │  │    │        │                  ▲
//    └── a moderator ──┘  └────│────────│── pause_limit ───┘
//        enters                open ────┘
//
//   (newcomer) ─▶ waiting ◀─▶ inside ─▶ gone | removed | barred
//                    └─▶ gone | rejected | barred
//
// Invariants
//  1. A refused command has changed nothing.
//  2. Nobody who waits gets an event about a person, nor how many there are.
//  3. A person's view (people_seen_by) is what the events addressed to her add up to.
//  4. At most max_people are inside; ids are never given out twice.
//  5. Nobody passes from waiting to inside while no moderator is inside.
//  6. Each seat ends with exactly one Ended event.
//  7. At most one seat is held by one personal link.
//
// A deadline acts when on_timeout is called, never by itself: until then a person whose line was
// lost can still come back. Not here: connections, media, tokens (server/conference), guessing
// limits by address (server), storage (store.hpp). Split by topic: room.cpp (entering, leaving,
// lines), waiting_room.cpp, moderation.cpp (removing, roles), conduct.cpp (media, hands), chat.cpp,
// typing.cpp (real-time text), polling.cpp, lifetime.cpp, access_code.cpp, scheduling.cpp,
// returning.cpp (seats over a restart).
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/random.hpp"
#include "domain/command.hpp"
#include "domain/event.hpp"
#include "domain/permissions.hpp"
#include "domain/policy.hpp"
#include "domain/poll.hpp"
#include "domain/rate_limit.hpp"
#include "domain/refusal.hpp"
#include "domain/room_record.hpp"

namespace domain {

// The seat of somebody whose line is gone. Reloading a page takes a second or two; a phone that
// changes from WLAN to mobile data ten to twenty.
inline constexpr base::Duration kSeatKept = std::chrono::seconds(30);
// And her place, once the seat is gone: inside without being admitted again, with her number and
// role. A train between two stations; not somebody who comes back after lunch.
inline constexpr base::Duration kPlaceKept = std::chrono::minutes(10);
// Such places, and roles that moderators have given or taken, of one room; the oldest go first.
inline constexpr size_t kMostRemembered = 500;
// After a restart: browsers try again every few seconds, and all of them at once.
inline constexpr base::Duration kReturnTime = std::chrono::seconds(60);
// A room that is deleted when empty is not deleted before anybody came.
inline constexpr base::Duration kFirstVisitGrace = std::chrono::minutes(10);
// Of two moderators who answer a knock at once, the one who rejects wins: also when the other's
// admission arrived up to this long before.
inline constexpr base::Duration kRejectWins = std::chrono::seconds(5);
// A page tells of its line when it has become another one, which it watches for some seconds. In a
// large room everybody hears of it.
inline constexpr base::Duration kLineReportPause = std::chrono::seconds(2);
// Oldest out first; a moderator does not bar so many by hand.
inline constexpr size_t kMostBars = 1000;
// People from one place who wait at once: a class behind one address, not a flood.
inline constexpr size_t kMostWaitingFromOnePlace = 60;
// Edits of one line. Ours sends at most five a second, and the end of a line beside them.
inline constexpr double kEditsPerSecond = 10;
inline constexpr double kMostEditsAtOnce = 20;
// Personal links of one room; as many as there are places, however often a class changes.
inline constexpr size_t kMostInvited = 500;

// What is settled about a new room beyond its name.
struct Arrangement {
  std::optional<std::string> code{};  // overrules what the policy would set
  std::optional<Appointment> appointment{};
  std::vector<InvitationKey> invited{};
  std::string owner{};  // as in RoomRecord
};

class Room {
 public:
  // A new room under `id`, its name cleaned. Where the policy requires protection and there is no
  // code, the waiting room is on. Refused: bad_name, bad_time, room_full (too many invited).
  static std::expected<Room, Refusal> create(base::Instant now, base::UnixTime wall_now,
                                             const Policy& policy, RoomId id, std::string_view name,
                                             base::Random& random,
                                             const Arrangement& arrangement = {});
  // A room as it was stored, with nobody in it yet. A room that was occupied counts as active now;
  // one that lives until empty gets the grace of a new one.
  static Room restore(base::Instant now, base::UnixTime wall_now, const Policy& policy,
                      RoomRecord record);

  std::expected<Events, Refusal> apply(base::Instant now, const Actor& actor,
                                       const Command& command);
  Events on_timeout(base::Instant now);
  base::Instant next_timeout() const;

  // Would Enter succeed now, and where would it lead? Changes nothing.
  std::expected<SeatState, Refusal> preview(base::Instant now, const Enter& enter) const;

  RoomView view() const;
  RoomState state() const { return state_; }
  const Policy& policy() const { return policy_; }
  std::optional<Person> person(PersonId id) const;
  std::vector<Person> people_seen_by(PersonId viewer) const;  // in order of their ids
  Beside beside(PersonId viewer) const;                       // empty unless she is inside
  size_t people_inside() const;                               // observers included
  size_t people_waiting() const { return seats_.size() - people_inside(); }

  // The access code, the PIN and their generation, for who may see them (R21).
  struct AccessData {
    std::optional<std::string> code;
    std::optional<std::string> pin;
  };
  std::expected<AccessData, Refusal> access_data(const Actor& actor) const;
  uint32_t code_generation() const { return code_generation_; }
  // Does it belong to this account (R13)?
  bool is_owned_by(std::string_view owner) const;

  RoomRecord record() const;

 private:
  struct Seat {
    Person person;
    BarKey key;
    BarKey place;
    InvitationKey invitation;  // empty unless the room knows it
    bool unattended = false;
    bool appointed = false;                    // her role is another than her ticket says
    uint64_t inside_order = 0;                 // who is inside longest has the lowest; 0: waits
    std::optional<base::Instant> admitted_at;  // from the waiting room, by somebody's decision
    std::optional<base::Instant> line_lost_at;
    std::optional<base::Instant> line_reported_at;
    TypedLine typed;
    RateLimit typing{kEditsPerSecond, kMostEditsAtOnce};
  };
  using Done = std::expected<void, Refusal>;

  Room(base::Instant now, base::UnixTime wall_now, const Policy& policy, RoomRecord record);

  // Entering, leaving, lines: room.cpp.
  Done on(base::Instant now, const Actor& actor, const Enter& enter, Events& out);
  Done on(base::Instant now, const Actor& actor, const Leave&, Events& out);
  Done on(base::Instant now, const Actor& actor, const LineLost&, Events& out);
  Done on(base::Instant now, const Actor& actor, const LineBack&, Events& out);
  // waiting_room.cpp
  Done on(base::Instant now, const Actor& actor, const Admit& admit, Events& out);
  Done on(base::Instant now, const Actor& actor, const Reject& reject, Events& out);
  Done on(base::Instant now, const Actor& actor, const SendToWait& send, Events& out);
  Done on(base::Instant now, const Actor& actor, const SetWaitingRoom& set, Events& out);
  bool must_wait(Role role, const BarKey& place) const;
  size_t waiting_from(const BarKey& place) const;
  void let_in(Seat& seat, Events& out);
  void let_in_who_need_not_wait(Events& out);
  std::vector<PersonId> waiting() const;
  // moderation.cpp
  Done on(base::Instant now, const Actor& actor, const Remove& remove, Events& out);
  bool is_barred(const BarKey& key) const;
  void bar(const Actor& by, const BarKey& key, const BarKey& place, Events& out);
  void add_bar(const BarKey& key, Events& out);
  void promote_successor(Events& out);
  Done on(base::Instant now, const Actor& actor, const SetRole& set, Events& out);
  Done on(base::Instant now, const Actor& actor, const LockRoom& lock, Events& out);
  // conduct.cpp
  Done on(base::Instant now, const Actor& actor, const SetMedia& set, Events& out);
  Done on(base::Instant now, const Actor& actor, const SetPermitted& set, Events& out);
  Done on(base::Instant now, const Actor& actor, const SwitchOff& off, Events& out);
  Done on(base::Instant now, const Actor& actor, const AskToSwitchOn& ask, Events& out);
  Done on(base::Instant now, const Actor& actor, const RaiseHand& raise, Events& out);
  Done on(base::Instant now, const Actor& actor, const ReportLine& report, Events& out);
  Done on(base::Instant now, const Actor& actor, const LowerHands& lower, Events& out);
  Media allowed(const Person& person, const Media& media) const;
  // chat.cpp
  Done on(base::Instant now, const Actor& actor, const SendChat& said, Events& out);
  Done on(base::Instant now, const Actor& actor, const React& react, Events& out);
  // typing.cpp
  Done on(base::Instant now, const Actor& actor, const TypeText& typed, Events& out);
  static void drop_line(Seat& seat);
  // polling.cpp
  Done on(base::Instant now, const Actor& actor, const CreatePoll& create, Events& out);
  Done on(base::Instant now, const Actor& actor, const Vote& vote, Events& out);
  Done on(base::Instant now, const Actor& actor, const ClosePoll& close, Events& out);
  Done on(base::Instant now, const Actor& actor, const RemovePoll& remove, Events& out);
  void tell_polls(base::Instant now, Events& out);
  void forget_polls(Events& out);
  // access_code.cpp
  Done on(base::Instant now, const Actor& actor, const SetAccessCode& set, Events& out);
  bool code_is_right(const Enter& enter) const;
  std::expected<Role, Refusal> role_of(const Enter& enter) const;
  // scheduling.cpp
  Done on(base::Instant now, const Actor& actor, const Invite& invite, Events& out);
  bool is_invited(const InvitationKey& key) const;
  Done may_come_now(base::Instant now, const Enter& enter) const;
  std::optional<PersonId> seat_by(const InvitationKey& key) const;
  void withdraw(const InvitationKey& key, Events& out);
  base::Instant appointment_deadline() const;
  // lifetime.cpp
  Done on(base::Instant now, const Actor& actor, const Pause&, Events& out);
  Done on(base::Instant now, const Actor& actor, const EndRoom&, Events& out);
  void wake(base::Instant now, Events& out);
  void delete_room(Departure why, Events& out);
  void note_occupancy(base::Instant now, Events& out);
  base::Instant lifetime_deadline() const;
  base::UnixTime wall_at(base::Instant t) const;

  // returning.cpp
  bool is_kept(const Seat& seat) const;
  std::vector<KeptSeat> kept_seats() const;
  const KeptSeat* returning(const Enter& enter) const;
  bool awaits_moderator() const;
  PersonId id_for(const Enter& enter, Events& out);
  void keep_place(base::Instant now, const Seat& seat);
  void drop_old_places(base::Instant now);
  void note_role(const Seat& seat);
  Role role_by_ticket(const Enter& enter) const;

  // room.cpp: what the others have in common.
  Standing standing_of(const Actor& actor) const;
  void settle(base::Instant now, const RoomView& before, Events& out);
  void change(Seat& seat, const Person& changed, Events& out);
  void announce(const std::optional<Person>& before, const std::optional<Person>& after,
                Events& out) const;
  void depart(PersonId id, Departure why, Events& out);
  void depart_all(Departure why, Events& out);
  PersonId next_id(Events& out);
  Seat* seat_inside(PersonId id);
  std::vector<PersonId> inside() const;
  bool is_full() const { return people_inside() >= policy_.max_people; }
  bool has_moderator() const;
  size_t participants_inside() const;  // observers do not count
  bool is_attended() const;            // somebody inside could press a button

  Policy policy_;
  RoomRecord record_;            // what never changes, and the bars; the rest is below
  base::Instant started_at_;     // with started_wall_ one moment in both clocks, so that a
  base::UnixTime started_wall_;  // wall clock that jumps later moves no deadline
  RoomState state_ = RoomState::kOpen;
  bool waiting_room_ = false;
  std::optional<std::string> access_code_;
  uint32_t code_generation_ = 0;
  bool locked_ = false;
  Permitted permitted_;
  bool occupied_ = false;
  base::Instant last_active_;
  base::Instant paused_at_{};
  uint32_t next_person_ = 1;
  uint32_t reserved_until_ = 1;  // stored as next_person: ids are reserved in blocks
  uint64_t next_inside_order_ = 1;
  uint32_t next_hand_ = 1;
  std::map<PersonId, Seat> seats_;
  Polls polls_;
  std::vector<KeptSeat> returning_;  // of before the restart, not back yet
  base::Instant returning_until_{};
  struct KeptPlace {
    KeptSeat seat;
    base::Instant until;
  };
  std::vector<KeptPlace> kept_places_;  // of lost lines, the oldest first
  struct GivenRole {
    BarKey key;
    Role role;
  };
  std::vector<GivenRole> given_roles_;  // other than older tickets say, the oldest first
};

}  // namespace domain
