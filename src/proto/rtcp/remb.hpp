// Receiver estimated maximum bitrate (draft-alvestrand-rmcat-remb-03): the receiver's own estimate
// for the sum of some streams. Read from senders and receivers without transport-wide feedback.
#pragma once

#include <cstdint>
#include <expected>
#include <vector>

#include "proto/rtcp/common_header.hpp"

namespace rtcp {

struct Remb {
  static constexpr uint8_t kFormat = 15;  // application layer feedback, shared: hence the letters
  static constexpr uint32_t kIdentifier = 0x52454D42;  // "REMB"
  static constexpr size_t kMaxSsrcs = 255;

  uint32_t sender_ssrc = 0;
  uint64_t bitrate_bps = 0;  // written with 18 significant bits, rounded down
  std::vector<uint32_t> ssrcs;

  // Whether the packet is a REMB rather than another application's feedback.
  static bool matches(const PacketView& packet);
  static std::expected<Remb, Error> parse(const PacketView& packet);
  void append(base::Bytes& out) const;

  friend bool operator==(const Remb&, const Remb&) = default;
};

}  // namespace rtcp
