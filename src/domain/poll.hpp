// Polls: a question with answers to choose from, asked by a moderator in a running meeting. They
// live in memory with the people inside and are stored nowhere; when the last one has left they are
// gone.
//
// Anonymous means: who chose what leaves this file for nobody, moderators included. It is kept only
// so that a choice can be changed while the poll is open. For elections that have to be secret or
// proof against somebody who enters twice, this is not made.
//
// Invariants
//  1. A view holds results only if they may be seen now: while the poll is open, `live` ones only.
//  2. A view of an anonymous poll names nobody.
//  3. One ballot per seat.
//  4. Changed results are told once a second at most, so that 500 votes are not 250,000 messages.
#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <map>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "domain/ids.hpp"
#include "domain/refusal.hpp"

namespace domain {

inline constexpr size_t kMostPolls = 20;  // of a room at a time
inline constexpr size_t kFewestAnswers = 2;
inline constexpr size_t kMostAnswers = 10;
inline constexpr size_t kLongestQuestion = 300;  // code points
inline constexpr size_t kLongestAnswer = 150;
inline constexpr size_t kMostBallots = 2000;  // of a poll; people may come and go
// What the names of voters take in the polls of a room, together: they are in one message for
// somebody who comes in, and in one a second while an open poll grows.
inline constexpr size_t kMostNamesBytes = 128 * 1024;
inline constexpr base::Duration kResultsEvery = std::chrono::seconds(1);

// Counts from 1 within the room and is never given out twice.
struct PollId {
  uint32_t value = 0;
  friend auto operator<=>(const PollId&, const PollId&) = default;
};

// As it is typed.
struct PollDraft {
  std::string question{};
  std::vector<std::string> answers{};
  bool multiple = false;   // more than one answer may be chosen
  bool anonymous = false;  // nobody learns who chose what
  bool live = false;       // the result grows before everybody's eyes; else it is shown at the end
  friend bool operator==(const PollDraft&, const PollDraft&) = default;
};

struct Voter {
  PersonId person;
  std::string name;  // hers, who may be gone when it is read
  friend bool operator==(const Voter&, const Voter&) = default;
};
struct PollResult {
  uint32_t votes = 0;
  std::vector<Voter> voters{};  // empty in an anonymous poll
  friend bool operator==(const PollResult&, const PollResult&) = default;
};

// A poll as everybody inside sees it: the same for all.
struct PollView {
  PollId id;
  PollDraft poll;  // cleaned
  bool closed = false;
  uint32_t ballots = 0;               // how many have voted
  std::vector<PollResult> results{};  // one per answer, or none as long as nobody may see them
  friend bool operator==(const PollView&, const PollView&) = default;
};
// The same with what the viewer herself has chosen.
struct PollShown {
  PollView poll;
  std::vector<uint32_t> mine{};  // indexes of answers, ascending
  friend bool operator==(const PollShown&, const PollShown&) = default;
};

// The polls of one room.
class Polls {
 public:
  // Refused: bad_message for a question or answers that are empty, too long or twice the same;
  // wrong_state when there are kMostPolls.
  std::expected<PollView, Refusal> add(base::Instant now, const PollDraft& draft);
  // Replaces what this seat chose before; no answer withdraws it. Refused: wrong_state when the
  // poll is closed or gone, bad_message for answers that are not there or too many; room_full when
  // more ballots, or names, cannot be kept.
  std::expected<void, Refusal> vote(PollId id, const Voter& voter, std::vector<uint32_t> answers);
  // Closing a closed one changes nothing.
  std::expected<PollView, Refusal> close(base::Instant now, PollId id);
  std::expected<void, Refusal> remove(PollId id);
  // All of them; returns which there were.
  std::vector<PollId> clear();

  std::vector<PollShown> shown_to(PersonId viewer) const;  // in order of creation
  // Those of which something is to be told now.
  std::vector<PollView> take_due(base::Instant now);
  base::Instant next_due() const;

 private:
  struct Ballot {
    std::string name;
    std::vector<uint32_t> answers;
  };
  struct Poll {
    PollDraft draft;
    bool closed = false;
    std::map<PersonId, Ballot> ballots{};
    base::Instant told_at{};
    bool is_untold = false;  // votes have changed since
  };
  using Entry = std::map<PollId, Poll>::value_type;

  static PollView view(const Entry& entry);
  size_t names_bytes() const;

  std::map<PollId, Poll> polls_;
  uint32_t next_id_ = 1;
};

}  // namespace domain
