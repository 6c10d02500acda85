#include "domain/appointment.hpp"

namespace domain {

Phase phase_at(const Appointment& appointment, base::UnixTime wall_now) {
  if (wall_now >= appointment.closes_at) return Phase::kOver;
  if (wall_now >= appointment.opens_at) return Phase::kOpen;
  return wall_now >= appointment.opens_at - kModeratorLead ? Phase::kPreparing : Phase::kBefore;
}

std::expected<void, Refusal> check_appointment(Scheduling rule,
                                               const std::optional<Appointment>& appointment,
                                               base::UnixTime wall_now) {
  const auto refuse = [](std::string_view why) {
    return std::unexpected(Refusal{RefusalCode::kBadTime, why});
  };
  if (!appointment) {
    if (rule == Scheduling::kAlways) return refuse("a room needs an appointed time here");
    return {};
  }
  if (rule == Scheduling::kNo) return refuse("rooms have no appointed times here");
  const auto& [opens_at, closes_at] = *appointment;
  if (closes_at <= opens_at) return refuse("it ends before it begins");
  if (closes_at - opens_at > kLongestAppointment) return refuse("longer than a day");
  if (closes_at <= wall_now) return refuse("it is over already");
  if (opens_at > wall_now + kFarthestAppointment) return refuse("more than a year ahead");
  return {};
}

}  // namespace domain
