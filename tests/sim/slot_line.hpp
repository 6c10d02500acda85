// The line between RTP time and the server's clock that the sender reports of one slot draw. It has
// to be the same line for as long as the connection lives, whoever fills the slot: browsers play
// sound and picture together by it.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <optional>

#include "base/instant.hpp"
#include "proto/rtcp/sender_report.hpp"

namespace sim {

class SlotLine {
 public:
  explicit SlotLine(uint32_t clock_rate) : rate_(clock_rate) {}

  // How far the report lies off the line of the first.
  base::Duration on_report(const rtcp::SenderReport& report) {
    const int64_t ntp_us = static_cast<int64_t>(report.ntp.seconds()) * 1'000'000 +
                           (static_cast<int64_t>(report.ntp.fraction()) * 1'000'000 >> 32);
    if (!first_) first_ = Point{ntp_us, report.rtp_timestamp};
    return base::Duration(std::abs(*to_us(report.rtp_timestamp) - ntp_us));
  }
  // The server's time of an RTP timestamp, once there was a report.
  std::optional<int64_t> to_us(uint32_t timestamp) const {
    if (!first_) return std::nullopt;
    const int64_t ticks = static_cast<int32_t>(timestamp - first_->timestamp);
    return first_->ntp_us + ticks * 1'000'000 / rate_;
  }

 private:
  struct Point {
    int64_t ntp_us;
    uint32_t timestamp;
  };
  const int64_t rate_;
  std::optional<Point> first_;
};

}  // namespace sim
