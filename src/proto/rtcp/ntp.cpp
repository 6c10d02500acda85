#include "proto/rtcp/ntp.hpp"

#include <algorithm>

namespace rtcp {
namespace {

constexpr int64_t kMicrosPerSecond = 1'000'000;

// Signed microseconds to 32.32, towards the later fraction: a microsecond is about 4295 fractions,
// so that cutting them off again on the way back gives the same microsecond.
uint64_t to_fixed(int64_t us) {
  const int64_t seconds = us / kMicrosPerSecond - (us % kMicrosPerSecond < 0 ? 1 : 0);
  const auto rest = static_cast<uint64_t>(us - seconds * kMicrosPerSecond);
  const uint64_t fraction = ((rest << 32) + kMicrosPerSecond - 1) / kMicrosPerSecond;
  return (static_cast<uint64_t>(seconds) << 32) + fraction;
}

// Seconds and fraction apart, since their product with a million would not fit in 64 bits.
int64_t to_micros(int64_t fixed) {
  const int64_t seconds = fixed >> 32;
  const uint64_t fraction = static_cast<uint32_t>(fixed);
  return seconds * kMicrosPerSecond + static_cast<int64_t>((fraction * kMicrosPerSecond) >> 32);
}

}  // namespace

NtpTime NtpTime::from_unix(std::chrono::sys_time<std::chrono::microseconds> time) {
  return NtpTime{(kUnixEpoch << 32) + to_fixed(time.time_since_epoch().count())};
}

NtpTime NtpClock::to_ntp(base::Instant instant) const {
  return NtpTime{ntp_.value + to_fixed((instant - instant_).count())};
}

base::Instant NtpClock::to_instant(NtpTime time) const {
  return instant_ + base::Duration(to_micros(static_cast<int64_t>(time.value - ntp_.value)));
}

uint32_t to_compact(base::Duration span) {
  if (span.count() <= 0) return 0;
  const auto us = static_cast<uint64_t>(span.count());
  if (us / kMicrosPerSecond > UINT16_MAX) return UINT32_MAX;
  return static_cast<uint32_t>((us << 16) / kMicrosPerSecond);
}

base::Duration from_compact(uint32_t span) {
  return base::Duration((uint64_t{span} * kMicrosPerSecond) >> 16);
}

std::optional<base::Duration> round_trip_time(uint32_t now, uint32_t last_sr,
                                              uint32_t delay_since_last_sr) {
  if (last_sr == 0) return std::nullopt;
  const auto steps = static_cast<int32_t>(now - last_sr - delay_since_last_sr);
  return from_compact(static_cast<uint32_t>(std::max(steps, 0)));
}

}  // namespace rtcp
