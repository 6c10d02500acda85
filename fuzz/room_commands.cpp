// Stateful: the first bytes choose a policy, the rest are commands of people inside, waiting and at
// the door, of people long gone, and jumps of time. After each one the invariants of
// domain/room.hpp are checked against replicas that know nothing but the events.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "domain/memory_store.hpp"
#include "domain/replica.hpp"
#include "domain/room.hpp"

namespace {

using namespace domain;

constexpr base::UnixTime kWall{std::chrono::seconds(1'750'000'000)};

class Play {
 public:
  explicit Play(base::ByteReader& bytes)
      : bytes_(bytes), policy_(choose_policy()), room_(create()) {}

  void run() {
    while (bytes_.ok() && bytes_.remaining() > 0) {
      step();
      check();
    }
  }

 private:
  Policy choose_policy() {
    const uint8_t choice = bytes_.u8();
    Policy policy = policy_of(static_cast<Profile>(choice & 3));
    policy.max_people = 1 + (choice >> 2 & 7);
    policy.max_waiting = 1 + (choice >> 5 & 3);
    const uint8_t change = bytes_.u8();
    if (change & 1) policy.waiting_room = !policy.waiting_room;
    if (change & 2) policy.require_protection = !policy.require_protection;
    if (change & 4) policy.without_moderator = static_cast<WithoutModerator>(change >> 3 & 1);
    if (change & 16) policy.moderator = static_cast<ModeratorRule>(change >> 5 & 3);
    if (change & 64) policy.only_invited = true;
    if (change & 128) policy.pause_limit = std::chrono::days(7);
    return policy;
  }
  Room create() {
    base::SeededRandom random(1);
    Arrangement arrangement{.invited = {{"A"}}};
    const bool appointed = policy_.scheduling == Scheduling::kAlways ||
                           (policy_.scheduling == Scheduling::kOptional && policy_.only_invited);
    if (appointed)
      arrangement.appointment = {kWall + kModeratorLead * 2, kWall + std::chrono::hours(1)};
    return std::move(*Room::create(now_, kWall, policy_, {"fuzz"}, "Fuzz", random, arrangement));
  }

  // Somebody with a seat, now or earlier, or nobody who ever had one.
  PersonId somebody() { return PersonId{bytes_.u8() % (highest_ + 2)}; }
  std::vector<PersonId> some_people() {
    std::vector<PersonId> people(bytes_.u8() % 4);
    for (PersonId& person : people) person = somebody();
    return people;
  }
  std::string code() { return std::string(1, static_cast<char>('a' + bytes_.u8() % 3)); }

  Command command() {
    switch (bytes_.u8() % 29) {
      case 0:
        return Leave{};
      case 1:
        return LineLost{};
      case 2:
        return LineBack{};
      case 3: {
        const uint8_t on = bytes_.u8();
        return SetMedia{{(on & 1) != 0, (on & 2) != 0, (on & 4) != 0, (on & 8) != 0}};
      }
      case 4:
        return Admit{some_people()};
      case 5:
        return Reject{some_people()};
      case 6:
        return Remove{somebody(), (bytes_.u8() & 1) != 0};
      case 7:
        return SetWaitingRoom{(bytes_.u8() & 1) != 0};
      case 8:
        return SetAccessCode{(bytes_.u8() & 1) != 0 ? std::optional(code()) : std::nullopt};
      case 9:
        return Pause{};
      case 10:
        return (bytes_.u8() & 7) == 0 ? Command{EndRoom{}} : Command{Admit{}};
      case 11:
        return SendToWait{somebody()};
      case 12: {
        const uint8_t on = bytes_.u8();
        return SetPermitted{
            {(on & 1) != 0, (on & 2) != 0, (on & 4) != 0, (on & 8) != 0, (on & 16) != 0}};
      }
      case 13:
        return SwitchOff{static_cast<MediaKind>(bytes_.u8() % 3), some_people()};
      case 14:
        return AskToSwitchOn{somebody(), static_cast<MediaKind>(bytes_.u8() % 3)};
      case 15:
        return RaiseHand{(bytes_.u8() & 1) != 0};
      case 16:
        return LowerHands{some_people()};
      case 17:
        return SetRole{somebody(), static_cast<Role>(bytes_.u8() % 3)};
      case 18:
        return LockRoom{(bytes_.u8() & 1) != 0};
      case 19:
        return SendChat{(bytes_.u8() & 1) != 0 ? std::optional(somebody()) : std::nullopt,
                        std::string(base::as_text(bytes_.bytes(3)))};
      case 20:
        return React{static_cast<Reaction>(bytes_.u8() % 5)};
      case 21:
        return Invite{{{std::string(1, static_cast<char>('A' + bytes_.u8() % 4))}}};
      case 22:
        return ReportLine{static_cast<LineQuality>(bytes_.u8() % 4)};
      case 23:
        return TypeText{{.line = highest_line_ += bytes_.u8() & 1,
                         .step = bytes_.u8() % 4u,
                         .at = bytes_.u8() % 4u,
                         .erase = bytes_.u8() % 3u,
                         .insert = std::string(base::as_text(bytes_.bytes(2))),
                         .finished = (bytes_.u8() & 7) == 0}};
      case 24: {
        const uint8_t how = bytes_.u8();
        return CreatePoll{{.question = "?",
                           .answers = {"a", "b", code()},
                           .multiple = (how & 1) != 0,
                           .anonymous = (how & 2) != 0,
                           .live = (how & 4) != 0}};
      }
      case 25:
        return Vote{poll(), std::vector<uint32_t>(bytes_.u8() % 3, bytes_.u8() % 4u)};
      case 26:
        return ClosePoll{poll()};
      case 27:
        return RemovePoll{poll()};
      default:
        return enter();
    }
  }
  PollId poll() { return PollId{bytes_.u8() % 4u}; }
  Enter enter() {
    const uint8_t how = bytes_.u8();
    Enter enter;
    enter.name = (how & 0xE0) == 0xE0 ? std::string(base::as_text(bytes_.bytes(2))) : "N";
    enter.role = static_cast<Role>(std::min(how & 3, 2));
    const auto access = room_.access_data(Actor::token_holder());
    if ((how & 4) != 0) enter.code = access ? access->code.value_or("") : code();
    if ((how & 8) != 0) enter.proved_code = room_.code_generation() - (how >> 4 & 1);
    if ((how & 16) != 0) enter.pin = access ? access->pin.value_or("1") : "2";
    enter.invitation = {std::string(1, static_cast<char>('A' + (how & 3)))};
    enter.had_seat = (how & 12) == 12;
    enter.key = {std::string(1, static_cast<char>('k' + (how >> 5)))};
    return enter;
  }

  void step() {
    const uint8_t choice = bytes_.u8();
    if (choice < 160) return act(Actor::of(somebody()), command());
    if (choice < 216) return act(Actor::newcomer(), enter());
    if (choice < 220) return act(Actor::token_holder(), command());
    if (choice < 222) return act(Actor::service_operator(), command());
    if (choice < 224) return restart();
    pass_time();
  }
  void act(const Actor& actor, const Command& command) {
    const RoomRecord before = room_.record();
    const RoomView view = room_.view();
    const auto events = room_.apply(now_, actor, command);
    if (!events) {
      ASSERT(room_.record() == before && room_.view() == view);
      return;
    }
    deliver(*events);
  }
  void pass_time() {
    constexpr int64_t kSeconds[] = {0, 1, 5, 29, 30, 31, 600, 86'400, 86'400 * 4};
    const base::Instant then = now_ + std::chrono::seconds(kSeconds[bytes_.u8() % 9]);
    while (room_.next_timeout() <= then) {
      now_ = std::max(now_, room_.next_timeout());
      const Events events = room_.on_timeout(now_);
      // Else this loop would not end. A place that is kept no longer goes without a word.
      ASSERT(!events.empty() || room_.next_timeout() > now_);
      deliver(events);
      check();
    }
    now_ = then;
  }
  // kill -9: only what was stored is left.
  void restart() {
    const auto stored = store_.load_room({"fuzz"});
    replicas_.clear();
    if (!*stored) return;
    const auto wall = kWall + std::chrono::floor<std::chrono::seconds>(now_.time_since_epoch());
    room_ = Room::restore(now_, wall, policy_, **stored);
  }

  void deliver(const Events& events) {
    for (const auto& [to, fact] : events) {
      if (const auto* seated = std::get_if<Seated>(&fact)) {
        ASSERT(seated->self.id.value > highest_);  // never given out twice
        highest_ = seated->self.id.value;
      }
      // Nobody passes from waiting to inside while no moderator is inside.
      if (const auto* admitted = std::get_if<Admitted>(&fact)) {
        ASSERT(admitted->room.moderator_present);
      }
      if (std::holds_alternative<Persist>(fact)) (void)store_.save_room(room_.record());
      if (std::holds_alternative<RoomDeleted>(fact)) {
        (void)store_.delete_room({"fuzz"});
        ASSERT(room_.state() == RoomState::kDeleted);
      }
      for (const PersonId person : to) ASSERT(!replicas_[person].take(fact));
    }
  }

  void check() {
    // Who has ended is forgotten: one more event to her would come "before Seated".
    std::erase_if(replicas_, [this](const auto& entry) {
      const auto& [id, replica] = entry;
      ASSERT(room_.person(id).has_value() != replica.ended().has_value());
      return replica.ended().has_value();
    });
    for (const auto& [id, replica] : replicas_) {
      const auto person = room_.person(id);
      std::vector<Person> told;
      for (const auto& [other, seen] : replica.people()) told.push_back(seen);
      ASSERT(told == room_.people_seen_by(id));
      ASSERT(replica.room() == room_.view());
      ASSERT(replica.state() == person->state);
      check_beside(id, replica);
      ASSERT(person->state == SeatState::kInside || person->role != Role::kModerator);
    }
    const size_t seats = replicas_.size();
    ASSERT(seats == room_.people_inside() + room_.people_waiting());
    ASSERT(room_.people_inside() <= policy_.max_people);
    ASSERT(room_.people_waiting() <= policy_.max_waiting);
    ASSERT(seats == 0 || room_.state() == RoomState::kOpen);
    const RoomView view = room_.view();
    ASSERT(!policy_.require_protection || view.waiting_room || view.code_required);
  }

  // What others type, and the polls, as far as that is settled: votes are told a little later.
  void check_beside(PersonId id, const Replica& replica) const {
    const Beside beside = room_.beside(id);
    ASSERT(beside.polls.size() <= kMostPolls && beside.polls.size() == replica.polls().size());
    for (const PollShown& shown : beside.polls) {
      const PollView& told = replica.polls().at(shown.poll.id);
      ASSERT(told.poll == shown.poll.poll && told.closed == shown.poll.closed);
      ASSERT(shown.poll.closed || shown.poll.poll.live || told.results.empty());
      for (const PollResult& result : told.results)
        ASSERT(!shown.poll.poll.anonymous || result.voters.empty());
    }
    for (const TypedLine& line : beside.lines)
      ASSERT(line.person == id || replica.lines().at(line.person) == line);
  }

  base::ByteReader& bytes_;
  base::Instant now_{};
  uint32_t highest_ = 0;
  uint32_t highest_line_ = 1;
  Policy policy_;
  Room room_;
  MemoryStore store_;
  std::map<PersonId, Replica> replicas_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  base::ByteReader bytes({data, size});
  Play(bytes).run();
  return 0;
}
