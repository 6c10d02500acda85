// The only place that reads a clock. Everything else takes an Instant or a UnixTime as an argument;
// who needs one here calls now() once per turn and hands it down.
#pragma once

#include <time.h>

#include <chrono>

#include "base/instant.hpp"

namespace net {

// CLOCK_MONOTONIC: not moved by NTP steps or by an administrator setting the date.
inline base::Instant now() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return base::Instant(base::Duration(int64_t{t.tv_sec} * 1'000'000 + t.tv_nsec / 1000));
}

// The date: only for what is stored or shown.
inline base::UnixTime unix_now() {
  timespec t{};
  clock_gettime(CLOCK_REALTIME, &t);
  return base::UnixTime(std::chrono::seconds(t.tv_sec));
}

}  // namespace net
