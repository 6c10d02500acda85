// Full intra request (RFC 5104 section 4.3.1): a key frame is wanted from each stream listed. A new
// request has a new number, a repeated one the same; the receiver answers each number once.
#pragma once

#include <cstdint>
#include <expected>
#include <vector>

#include "proto/rtcp/common_header.hpp"

namespace rtcp {

struct Fir {
  static constexpr uint8_t kFormat = 4;

  struct Request {
    uint32_t ssrc = 0;
    uint8_t sequence_number = 0;
    friend bool operator==(const Request&, const Request&) = default;
  };

  uint32_t sender_ssrc = 0;
  std::vector<Request> requests;

  static std::expected<Fir, Error> parse(const PacketView& packet);
  void append(base::Bytes& out) const;

  friend bool operator==(const Fir&, const Fir&) = default;
};

}  // namespace rtcp
