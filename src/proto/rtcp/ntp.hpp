// NTP time as RTCP uses it (RFC 3550 section 4): seconds since 1900 in 32.32 fixed point, the
// middle 32 bits of it ("compact", 16.16) in reports, and the round trip that follows from them.
// Not a clock: NtpClock is a fixed line between the server's Instant and NTP time, laid down once.
#pragma once

#include <cstdint>
#include <optional>

#include "base/instant.hpp"

namespace rtcp {

struct NtpTime {
  // From 1 January 1900, where NTP begins, to 1970: 70 years, 17 of them leap years.
  static constexpr uint64_t kUnixEpoch = (70 * 365 + 17) * 86'400ull;

  uint64_t value = 0;  // 0: unknown

  static NtpTime from_unix(std::chrono::sys_time<std::chrono::microseconds> time);

  uint32_t seconds() const { return static_cast<uint32_t>(value >> 32); }
  uint32_t fraction() const { return static_cast<uint32_t>(value); }
  uint32_t compact() const { return static_cast<uint32_t>(value >> 16); }

  friend bool operator==(const NtpTime&, const NtpTime&) = default;
};

// Invariant: to_instant(to_ntp(t)) == t, for 68 years around the anchor and over the wrap of 2036.
class NtpClock {
 public:
  // `ntp` is the NTP time at `instant`.
  NtpClock(base::Instant instant, NtpTime ntp) : instant_(instant), ntp_(ntp) {}

  NtpTime to_ntp(base::Instant instant) const;
  base::Instant to_instant(NtpTime time) const;

 private:
  base::Instant instant_;
  NtpTime ntp_;
};

// A span in compact form, 1/65536 s a step, as in "delay since last SR". Saturates; negative is 0.
uint32_t to_compact(base::Duration span);
base::Duration from_compact(uint32_t span);

// Round-trip time from a report block that arrived at `now` (RFC 3550 section 6.4.1):
//
//   SR sent        block sent      block arrives
//   lsr ---------> <--- dlsr ---> -----------> now      rtt = now - lsr - dlsr
//
// Nothing when the reporter has had no SR yet (lsr 0). Zero when the far side claims to have held
// the report for longer than it was away: clocks drift, and peers lie. Equally a peer can claim
// hours; whoever uses the value bounds it.
std::optional<base::Duration> round_trip_time(uint32_t now, uint32_t last_sr,
                                              uint32_t delay_since_last_sr);

}  // namespace rtcp
