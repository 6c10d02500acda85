// Extended report (RFC 3611), of which two blocks matter: a receiver's own time (RRTR, section 4.4)
// and the answer to it (DLRR, section 4.5). Together they give somebody who sends nothing a
// round-trip time. All other blocks are skipped.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "proto/rtcp/common_header.hpp"
#include "proto/rtcp/ntp.hpp"

namespace rtcp {

struct ExtendedReport {
  static constexpr uint8_t kBlockReceiverReferenceTime = 4;
  static constexpr uint8_t kBlockDelaySinceLastReceiverReport = 5;

  // Names as in RFC 3611; used like LSR and DLSR of a report block (round_trip_time in ntp.hpp).
  struct DelaySinceLastReceiverReport {
    uint32_t ssrc = 0;
    uint32_t last_rr = 0;              // compact NTP time of the last RRTR, 0: none yet
    uint32_t delay_since_last_rr = 0;  // in 1/65536 s
    friend bool operator==(const DelaySinceLastReceiverReport&,
                           const DelaySinceLastReceiverReport&) = default;
  };

  uint32_t sender_ssrc = 0;
  std::optional<NtpTime> receiver_reference_time;  // the first, should there be several
  std::vector<DelaySinceLastReceiverReport> delays;

  static std::expected<ExtendedReport, Error> parse(const PacketView& packet);
  void append(base::Bytes& out) const;

  friend bool operator==(const ExtendedReport&, const ExtendedReport&) = default;
};

}  // namespace rtcp
