// Appointment: the window of time that a room is made for (R28), and what its ends mean. In wall
// time, since people agree on it by their clocks.
//
//   opens_at - kModeratorLead       opens_at          closes_at        kGraceAfterEnd later
//   ─────────────┬─────────────────────┬──────────────────┬──────────────────────┬──────────▶
//     kBefore    │     kPreparing      │      kOpen       │        kOver         │ deleted, once
//     nobody     │  moderators enter   │  whoever may     │  nobody new; who is  │ nobody has been
//     enters     │  and prepare        │  enters          │  inside stays        │ inside so long
//
// Why so: docs/decisions/0007. Pure; who may enter when is decided in room.cpp.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>

#include "base/instant.hpp"
#include "domain/policy.hpp"
#include "domain/refusal.hpp"

namespace domain {

struct Appointment {
  base::UnixTime opens_at{};
  base::UnixTime closes_at{};
  friend bool operator==(const Appointment&, const Appointment&) = default;
};

// A teacher comes before her class, to look after sound, slides and the waiting room.
inline constexpr std::chrono::seconds kModeratorLead = std::chrono::minutes(15);
// A lesson may run over, and a teacher whose line broke may come back to end it.
inline constexpr std::chrono::seconds kGraceAfterEnd = std::chrono::minutes(30);
inline constexpr std::chrono::seconds kLongestAppointment = std::chrono::hours(24);
inline constexpr std::chrono::seconds kFarthestAppointment = std::chrono::days(366);

enum class Phase : uint8_t { kBefore, kPreparing, kOpen, kOver };
Phase phase_at(const Appointment& appointment, base::UnixTime wall_now);

// May a room be made with this appointment, or with none? bad_time: the policy wants one or takes
// none, it ends before it begins or has ended, it is longer or further away than the bounds above.
std::expected<void, Refusal> check_appointment(Scheduling rule,
                                               const std::optional<Appointment>& appointment,
                                               base::UnixTime wall_now);

}  // namespace domain
