// Source description (RFC 3550 section 6.5): binds SSRCs to a canonical name. Only CNAME is kept;
// name, mail, phone and the rest are personal data that nobody here needs.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "proto/rtcp/common_header.hpp"

namespace rtcp {

struct Sdes {
  static constexpr uint8_t kItemEnd = 0;
  static constexpr uint8_t kItemCname = 1;

  struct Chunk {
    uint32_t ssrc = 0;
    std::string cname;  // at most 255 bytes, any bytes; empty: the chunk had none
    friend bool operator==(const Chunk&, const Chunk&) = default;
  };
  std::vector<Chunk> chunks;  // at most 31

  static std::expected<Sdes, Error> parse(const PacketView& packet);
  void append(base::Bytes& out) const;

  friend bool operator==(const Sdes&, const Sdes&) = default;
};

}  // namespace rtcp
