// Picture loss indication (RFC 4585 section 6.3.1): "I cannot decode, send a key frame". The
// request that browsers answer to and Plenum sends.
#pragma once

#include <cstdint>
#include <expected>

#include "proto/rtcp/common_header.hpp"

namespace rtcp {

struct Pli {
  static constexpr uint8_t kFormat = 1;

  uint32_t sender_ssrc = 0;
  uint32_t media_ssrc = 0;  // the stream that shall send one

  static std::expected<Pli, Error> parse(const PacketView& packet);
  void append(base::Bytes& out) const;

  friend bool operator==(const Pli&, const Pli&) = default;
};

}  // namespace rtcp
