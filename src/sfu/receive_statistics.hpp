// Counts of one incoming RTP stream for receiver reports: loss and jitter as RFC 3550 section 6.4.1
// and appendix A.3 and A.8 define them.
#pragma once

#include <cstdint>
#include <optional>

#include "base/instant.hpp"
#include "proto/rtcp/ntp.hpp"
#include "proto/rtcp/report_block.hpp"

namespace sfu {

class ReceiveStatistics {
 public:
  explicit ReceiveStatistics(uint32_t clock_rate) : clock_rate_(clock_rate) {}

  // `sequence` from a base::Unwrapper. Each original packet once; repairs and duplicates do not
  // count.
  void on_packet(int64_t sequence, uint32_t timestamp, base::Instant arrival);
  void on_sender_report(rtcp::NtpTime ntp, base::Instant arrival);

  bool has_news() const { return received_ != received_at_report_; }
  rtcp::ReportBlock take_report(uint32_t ssrc, base::Instant now);

 private:
  const uint32_t clock_rate_;
  std::optional<int64_t> first_;
  int64_t highest_ = 0;
  int64_t received_ = 0;
  int64_t expected_at_report_ = 0;
  int64_t received_at_report_ = 0;
  std::optional<int64_t> transit_;  // ticks
  int64_t jitter_ = 0;              // ticks times 16
  uint32_t report_ntp_ = 0;         // middle 32 bits of the newest sender report
  base::Instant report_arrival_{};
};

}  // namespace sfu
