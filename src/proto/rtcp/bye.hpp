// Goodbye (RFC 3550 section 6.6): streams that end, and sometimes why.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "proto/rtcp/common_header.hpp"

namespace rtcp {

struct Bye {
  std::vector<uint32_t> ssrcs;  // at most 31; none is legal and says nothing
  std::string reason;           // at most 255 bytes, any bytes

  static std::expected<Bye, Error> parse(const PacketView& packet);
  void append(base::Bytes& out) const;

  friend bool operator==(const Bye&, const Bye&) = default;
};

}  // namespace rtcp
