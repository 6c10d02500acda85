// Person: one seat as others may see it. Which of them, says sees(): the only rule of visibility.
#pragma once

#include <cstdint>
#include <string>

#include "domain/ids.hpp"
#include "domain/role.hpp"

namespace domain {

// What somebody sends at present. The server never switches it on (R43).
struct Media {
  bool microphone = false;
  bool camera = false;
  bool screen = false;
  bool screen_sound = false;
  friend bool operator==(const Media&, const Media&) = default;
};

enum class MediaKind : uint8_t { kMicrophone, kCamera, kScreen };

enum class Reaction : uint8_t { kApplause, kThumbsUp, kHeart, kLaughter, kSurprise };

// How somebody's line is, by her own page's measure: told to the others so that they know why a
// picture stands still (R55). Nothing is decided by it.
enum class LineQuality : uint8_t { kUnknown, kGood, kUnsteady, kPoor };

struct Person {
  PersonId id;
  std::string name;  // clean (name.hpp); not unique, two Annas are two people
  Role role = Role::kParticipant;
  SeatState state = SeatState::kWaiting;
  Media media;
  bool away = false;  // the line is gone; the seat is kept for a while
  // 0: down. Else the hand was raised as the n-th in this room: the lowest speaks first (R39).
  uint32_t hand = 0;
  LineQuality line = LineQuality::kUnknown;
  friend bool operator==(const Person&, const Person&) = default;
};

// Before admission nobody sees anybody, not even herself. Inside, everybody sees the moderators and
// participants; moderators also see who waits; of observers only they themselves know.
inline bool sees(const Person& viewer, const Person& other) {
  if (viewer.state != SeatState::kInside) return false;
  if (viewer.id == other.id) return true;
  if (other.state == SeatState::kWaiting) return viewer.role == Role::kModerator;
  return other.role != Role::kObserver;
}

}  // namespace domain
