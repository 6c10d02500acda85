// The server's clock as it stands in our sender reports: NTP time that runs with the monotonic
// clock from a fixed beginning. Receivers compare it only with itself, so it says nothing of the
// time of day, and setting the host's clock moves no picture.
#pragma once

#include "proto/rtcp/ntp.hpp"

namespace sfu {

inline rtcp::NtpTime to_ntp(base::Instant instant) {
  static constexpr rtcp::NtpTime kBeginning{rtcp::NtpTime::kUnixEpoch << 32};
  return rtcp::NtpClock(base::Instant{}, kBeginning).to_ntp(instant);
}

}  // namespace sfu
