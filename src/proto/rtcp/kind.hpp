// Which of the packets that Plenum speaks a PacketView is, as one value to switch on. Type and
// format together decide, for REMB also the four letters that it puts into RFC 4585's format for
// applications. Everything else is kUnknown, to be skipped (RFC 3550 section 6.1).
#pragma once

#include <cstdint>

#include "proto/rtcp/common_header.hpp"

namespace rtcp {

enum class Kind : uint8_t {
  kUnknown,
  kSenderReport,
  kReceiverReport,
  kSdes,
  kBye,
  kNack,
  kTransportFeedback,
  kPli,
  kFir,
  kRemb,
  kExtendedReport,
};

Kind kind_of(const PacketView& packet);

}  // namespace rtcp
