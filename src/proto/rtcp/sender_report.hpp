// Sender report (RFC 3550 section 6.4.1): where RTP time and wall time meet for one stream, how
// much it has sent, and what its sender says about the streams that it receives.
#pragma once

#include <cstdint>
#include <expected>
#include <vector>

#include "proto/rtcp/common_header.hpp"
#include "proto/rtcp/ntp.hpp"
#include "proto/rtcp/report_block.hpp"

namespace rtcp {

struct SenderReport {
  uint32_t sender_ssrc = 0;
  NtpTime ntp;
  uint32_t rtp_timestamp = 0;  // of the same moment as `ntp`
  uint32_t packet_count = 0;
  uint32_t octet_count = 0;          // payload only
  std::vector<ReportBlock> reports;  // at most 31

  static std::expected<SenderReport, Error> parse(const PacketView& packet);
  void append(base::Bytes& out) const;

  friend bool operator==(const SenderReport&, const SenderReport&) = default;
};

}  // namespace rtcp
