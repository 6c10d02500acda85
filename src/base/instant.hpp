// Time is an argument. Clock has no now(): only net/system_clock reads one, so that the simulator,
// the fuzzers and the tests can run any part of the server on a clock of their own.
#pragma once

#include <chrono>
#include <cstdint>

namespace base {

using Duration = std::chrono::microseconds;

// Monotonic time since an arbitrary start; in the server CLOCK_MONOTONIC.
struct Clock {
  using duration = Duration;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<Clock, duration>;
  static constexpr bool is_steady = true;
};
using Instant = Clock::time_point;

// "No deadline": later than any Instant that occurs.
inline constexpr Instant kNever = Instant::max();

// Wall time in seconds since 1970 UTC; for what is stored or shown, never for protocol timers.
using UnixTime = std::chrono::sys_seconds;

inline int64_t to_us(Instant t) { return t.time_since_epoch().count(); }
inline int64_t to_ms(Duration d) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(d).count();
}

}  // namespace base
