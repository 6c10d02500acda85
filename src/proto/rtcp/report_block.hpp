// Report block (RFC 3550 section 6.4.1): what one receiver says about one stream. Stands inside
// sender and receiver reports.
//
// https://www.rfc-editor.org/rfc/rfc3550#section-6.4.1
//
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                  SSRC of the stream reported on               |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  | fraction lost |       cumulative number of packets lost       |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |           extended highest sequence number received           |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                      interarrival jitter                      |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                         last SR (LSR)                         |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                   delay since last SR (DLSR)                  |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <vector>

#include "base/bytes.hpp"
#include "proto/rtcp/error.hpp"

namespace rtcp {

struct ReportBlock {
  static constexpr size_t kSize = 24;
  // The 24 signed bits of the cumulative count; written values are held inside.
  static constexpr int32_t kMaxCumulativeLost = 0x7F'FFFF;
  static constexpr int32_t kMinCumulativeLost = -0x80'0000;

  uint32_t ssrc = 0;
  uint8_t fraction_lost = 0;    // of 256, since the last report
  int32_t cumulative_lost = 0;  // negative when there were duplicates
  uint32_t extended_highest_sequence_number = 0;
  uint32_t jitter = 0;               // in units of the stream's RTP timestamp
  uint32_t last_sr = 0;              // compact NTP time of the last SR, 0: none yet
  uint32_t delay_since_last_sr = 0;  // in 1/65536 s

  void write(base::ByteWriter& writer) const;

  friend bool operator==(const ReportBlock&, const ReportBlock&) = default;
};

// The `count` blocks that stand next; kTruncated when they do not fit.
std::expected<std::vector<ReportBlock>, Error> read_report_blocks(base::ByteReader& reader,
                                                                  size_t count);

}  // namespace rtcp
