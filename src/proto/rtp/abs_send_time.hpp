// Absolute send time: when the packet left the sender, 24 bits of seconds in 6.18 fixed point,
// wrapping every 64 seconds; about 3.8 us a step. Only differences mean anything. Used where a
// sender does not do transport-wide numbers, and by REMB estimators.
//
// http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
//
//   0                   1                   2
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |  seconds  |      fraction, 2^-18 seconds      |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "base/instant.hpp"

namespace rtp {

struct AbsSendTime {
  static constexpr size_t kSize = 3;
  static constexpr uint32_t kMask = 0xFFFFFF;

  uint32_t value = 0;  // 24 bits

  static std::optional<AbsSendTime> parse(base::BytesView element) {
    if (element.size() != kSize) return std::nullopt;
    return AbsSendTime{base::load_u24(element.data())};
  }
  // Whole seconds and the rest apart, so that the shift cannot overflow after years of uptime.
  static AbsSendTime from(base::Instant instant) {
    const uint64_t us = static_cast<uint64_t>(base::to_us(instant));
    const uint64_t seconds = us / 1'000'000;
    const uint64_t fraction = ((us % 1'000'000) << 18) / 1'000'000;
    return AbsSendTime{static_cast<uint32_t>((seconds << 18 | fraction) & kMask)};
  }
  void write(base::MutableBytes three) const { base::store_u24(three.data(), value); }

  // Time from `earlier` to `later`, right when they are less than 32 seconds apart.
  static base::Duration between(AbsSendTime earlier, AbsSendTime later) {
    // Into the top 24 bits of 32, so that the sign of the difference is that of the type.
    const int32_t steps = static_cast<int32_t>((later.value - earlier.value) << 8) / 256;
    return base::Duration((int64_t{steps} * 1'000'000) >> 18);
  }

  friend bool operator==(const AbsSendTime&, const AbsSendTime&) = default;
};

}  // namespace rtp
