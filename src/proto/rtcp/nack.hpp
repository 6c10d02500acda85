// Generic NACK (RFC 4585 section 6.2.1): packets of one stream that did not arrive. Kept in the
// form of the wire, pairs of a number and a mask, so that memory is bounded by the packet;
// for_each_lost() unfolds them (up to 17 numbers a pair, in the sender's order, repeats possible).
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <vector>

#include "proto/rtcp/common_header.hpp"

namespace rtcp {

struct Nack {
  static constexpr uint8_t kFormat = 1;

  struct Item {
    uint16_t packet_id = 0;         // PID: a lost packet
    uint16_t lost_packet_mask = 0;  // BLP: bit i set: PID + i + 1 is lost too
    friend bool operator==(const Item&, const Item&) = default;
  };

  uint32_t sender_ssrc = 0;
  uint32_t media_ssrc = 0;
  std::vector<Item> items;

  static std::expected<Nack, Error> parse(const PacketView& packet);
  void append(base::Bytes& out) const;

  // Packs sequence numbers in ascending order (serially, over the wrap) into as few pairs as
  // possible, behind those already there.
  void add_lost(std::span<const uint16_t> sequence_numbers);

  template <typename Visit>
  void for_each_lost(Visit visit) const {
    for (const Item& item : items) {
      visit(item.packet_id);
      for (unsigned bit = 0; bit < 16; ++bit)
        if ((item.lost_packet_mask >> bit & 1) != 0)
          visit(static_cast<uint16_t>(item.packet_id + bit + 1));
    }
  }

  friend bool operator==(const Nack&, const Nack&) = default;
};

}  // namespace rtcp
