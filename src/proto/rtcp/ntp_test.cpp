#include "proto/rtcp/ntp.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace rtcp {
namespace {

using namespace std::chrono_literals;
using base::Duration;
using base::Instant;

TEST(NtpTime, CountsFrom1900) {
  using std::chrono::microseconds;
  EXPECT_EQ(NtpTime::from_unix(std::chrono::sys_time<microseconds>{}).seconds(), 2'208'988'800u);
  const auto half = NtpTime::from_unix(std::chrono::sys_time<microseconds>{1'500'000us});
  EXPECT_EQ(half.seconds(), 2'208'988'801u);
  EXPECT_EQ(half.fraction(), 0x80000000u);
}

TEST(NtpClock, GivesBackTheMicrosecondItWasGiven) {
  const Instant anchor = Instant{} + 1234567us;
  const NtpClock clock(anchor, NtpTime{0xe5010203'04050607});
  base::SeededRandom random(5);
  for (int i = 0; i < 100'000; ++i) {
    const auto years = Duration(60ll * 365 * 86'400 * 1'000'000);
    const Duration offset(static_cast<int64_t>(random.below(2 * years.count())) - years.count());
    ASSERT_EQ(clock.to_instant(clock.to_ntp(anchor + offset)), anchor + offset);
  }
  EXPECT_EQ(clock.to_ntp(anchor), (NtpTime{0xe5010203'04050607}));
}

TEST(NtpClock, RunsOnOverTheWrapOf2036) {
  const NtpClock clock(Instant{}, NtpTime{0xffffffff'00000000});
  const NtpTime after = clock.to_ntp(Instant{} + 3s);
  EXPECT_EQ(after.seconds(), 2u);
  EXPECT_EQ(clock.to_instant(after), Instant{} + 3s);
}

TEST(CompactNtp, SaturatesAndHasNoNegativeSpans) {
  EXPECT_EQ(to_compact(1s), 0x10000u);
  EXPECT_EQ(to_compact(500ms), 0x8000u);
  EXPECT_EQ(to_compact(-1us), 0u);
  EXPECT_EQ(to_compact(std::chrono::hours(18)), 64'800u << 16);
  EXPECT_EQ(to_compact(std::chrono::hours(19)), UINT32_MAX);
  EXPECT_EQ(to_compact(Duration::max()), UINT32_MAX);
  EXPECT_EQ(from_compact(0x10000), 1s);
  EXPECT_EQ(from_compact(0x4000), 250ms);
}

// The worked example of RFC 3550 section 6.4.1, figure 2: 6.125 s.
TEST(RoundTripTime, IsThatOfTheRfcsExample) {
  EXPECT_EQ(round_trip_time(0xb7108000, 0xb7052000, 0x00054000), 6125ms);
}

TEST(RoundTripTime, IsUnknownWithoutAReportAndNeverNegative) {
  EXPECT_EQ(round_trip_time(0x10000, 0, 0), std::nullopt);
  EXPECT_EQ(round_trip_time(0x20000, 0x10000, 0x10001), 0us);
  EXPECT_EQ(round_trip_time(0x00008000, 0xffff8000, 0x8000), 500ms) << "over the wrap";
}

}  // namespace
}  // namespace rtcp
