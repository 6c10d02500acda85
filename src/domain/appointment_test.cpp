// R28: what a window of time is at its ends; how people meet it, tells tests/scenario/R28_*.txt.
#include "domain/appointment.hpp"

#include <gtest/gtest.h>

namespace domain {
namespace {
using std::chrono::hours;
using std::chrono::seconds;

constexpr base::UnixTime kNow{seconds(1'750'000'000)};

RefusalCode refused(Scheduling rule, const std::optional<Appointment>& appointment) {
  const auto checked = check_appointment(rule, appointment, kNow);
  return checked ? RefusalCode{} : checked.error().code;
}

TEST(Appointment, PhasesBeginToTheSecond) {
  const Appointment lesson{kNow, kNow + hours(1)};
  EXPECT_EQ(phase_at(lesson, kNow - kModeratorLead - seconds(1)), Phase::kBefore);
  EXPECT_EQ(phase_at(lesson, kNow - kModeratorLead), Phase::kPreparing);
  EXPECT_EQ(phase_at(lesson, kNow - seconds(1)), Phase::kPreparing);
  EXPECT_EQ(phase_at(lesson, kNow), Phase::kOpen);
  EXPECT_EQ(phase_at(lesson, kNow + hours(1) - seconds(1)), Phase::kOpen);
  EXPECT_EQ(phase_at(lesson, kNow + hours(1)), Phase::kOver);
}

TEST(Appointment, PolicyWantsOneOrTakesNone) {
  const Appointment lesson{kNow, kNow + hours(1)};
  EXPECT_EQ(refused(Scheduling::kNo, lesson), RefusalCode::kBadTime);
  EXPECT_EQ(refused(Scheduling::kNo, std::nullopt), RefusalCode{});
  EXPECT_EQ(refused(Scheduling::kOptional, lesson), RefusalCode{});
  EXPECT_EQ(refused(Scheduling::kOptional, std::nullopt), RefusalCode{});
  EXPECT_EQ(refused(Scheduling::kAlways, lesson), RefusalCode{});
  EXPECT_EQ(refused(Scheduling::kAlways, std::nullopt), RefusalCode::kBadTime);
}

TEST(Appointment, IsNeitherEmptyNorOverNorEndlessNorFarAway) {
  const auto lesson = [](base::UnixTime from, seconds length) {
    return refused(Scheduling::kAlways, Appointment{from, from + length});
  };
  EXPECT_EQ(lesson(kNow, seconds(0)), RefusalCode::kBadTime);
  EXPECT_EQ(lesson(kNow, seconds(-1)), RefusalCode::kBadTime);
  EXPECT_EQ(lesson(kNow, kLongestAppointment), RefusalCode{});
  EXPECT_EQ(lesson(kNow, kLongestAppointment + seconds(1)), RefusalCode::kBadTime);
  EXPECT_EQ(lesson(kNow - hours(1), hours(1)), RefusalCode::kBadTime) << "over already";
  EXPECT_EQ(lesson(kNow - hours(1), hours(2)), RefusalCode{}) << "has begun";
  EXPECT_EQ(lesson(kNow + kFarthestAppointment, hours(1)), RefusalCode{});
  EXPECT_EQ(lesson(kNow + kFarthestAppointment + seconds(1), hours(1)), RefusalCode::kBadTime);
}

}  // namespace
}  // namespace domain
