// Receiver report (RFC 3550 section 6.4.2): a sender report of somebody who sends nothing. Without
// blocks it also opens a compound that carries only feedback.
#pragma once

#include <cstdint>
#include <expected>
#include <vector>

#include "proto/rtcp/common_header.hpp"
#include "proto/rtcp/report_block.hpp"

namespace rtcp {

struct ReceiverReport {
  uint32_t sender_ssrc = 0;          // of this report
  std::vector<ReportBlock> reports;  // at most 31

  static std::expected<ReceiverReport, Error> parse(const PacketView& packet);
  void append(base::Bytes& out) const;

  friend bool operator==(const ReceiverReport&, const ReceiverReport&) = default;
};

}  // namespace rtcp
