#include "sfu/receive_statistics.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/sequence_number.hpp"

namespace sfu {

void ReceiveStatistics::on_packet(int64_t sequence, uint32_t timestamp, base::Instant arrival) {
  if (!first_) first_ = highest_ = sequence;
  highest_ = std::max(highest_, sequence);
  ++received_;
  // Appendix A.8, in ticks; the difference of two transits cancels the unknown offset.
  const int64_t arrival_ticks = base::to_us(arrival) / 1000 * clock_rate_ / 1000;
  const int64_t transit = static_cast<int32_t>(static_cast<uint32_t>(arrival_ticks) - timestamp);
  if (transit_) {
    const int64_t difference =
        std::abs(int64_t{static_cast<int32_t>(static_cast<uint32_t>(transit - *transit_))});
    jitter_ += difference - (jitter_ + 8) / 16;
  }
  transit_ = transit;
}

void ReceiveStatistics::on_sender_report(rtcp::NtpTime ntp, base::Instant arrival) {
  report_ntp_ = ntp.compact();
  report_arrival_ = arrival;
}

rtcp::ReportBlock ReceiveStatistics::take_report(uint32_t ssrc, base::Instant now) {
  const int64_t expected = first_ ? highest_ - *first_ + 1 : 0;
  const int64_t expected_since = expected - expected_at_report_;
  const int64_t received_since = received_ - received_at_report_;
  const int64_t lost_since = std::max<int64_t>(0, expected_since - received_since);
  expected_at_report_ = expected;
  received_at_report_ = received_;

  rtcp::ReportBlock block;
  block.ssrc = ssrc;
  block.fraction_lost = static_cast<uint8_t>(
      expected_since > 0 ? std::min<int64_t>(255, lost_since * 256 / expected_since) : 0);
  block.cumulative_lost =
      static_cast<int32_t>(std::clamp<int64_t>(expected - received_, -0x800000, 0x7fffff));
  // The unwrapper counts cycles from one, RFC 3550 from zero.
  block.extended_highest_sequence_number =
      static_cast<uint32_t>(highest_ - base::Unwrapper<uint16_t>::kRange);
  block.jitter = static_cast<uint32_t>(jitter_ / 16);
  block.last_sr = report_ntp_;
  if (report_ntp_ != 0) block.delay_since_last_sr = rtcp::to_compact(now - report_arrival_);
  return block;
}

}  // namespace sfu
