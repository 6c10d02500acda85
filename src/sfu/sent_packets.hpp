// The last packets sent in one slot, for answering NACKs by retransmission (RFC 4588). Holds shared
// references and the few rewritten fields, no copies. Grows with the rate from 64 packets until it
// covers about a second, at most 1,024 packets.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "proto/codec/frame_info.hpp"
#include "sfu/packet.hpp"

namespace sfu {

// The fields of an outgoing packet that differ from the received one.
struct RewrittenPacket {
  uint8_t payload_type = 0;
  bool marker = false;
  uint16_t sequence_number = 0;
  uint32_t timestamp = 0;
  codec::PayloadPatch patch;               // counters at the front of the payload
  bool with_copy = false;                  // sound: the copy stands in front of the payload
  std::optional<uint16_t> frame_number;    // of the dependency descriptor; none: sent without it
  std::optional<uint32_t> decode_targets;  // its mask of active ones; none: as it came
};

struct SentPacket {
  PacketRef packet;
  RewrittenPacket fields;
  base::Instant sent{};
  base::Instant retransmitted{};
  uint32_t transport_number = 0;  // of the newest copy (congestion/sent_history.hpp)
  uint8_t retransmissions = 0;
};

class SentPackets {
 public:
  void add(const PacketRef& packet, const RewrittenPacket& fields, uint32_t transport_number,
           base::Instant now) {
    if (ring_.empty()) ring_.resize(kInitial);
    SentPacket* place = &ring_[fields.sequence_number & (ring_.size() - 1)];
    if (place->packet && now - place->sent < kCover && ring_.size() < kMaximum) {
      grow();
      place = &ring_[fields.sequence_number & (ring_.size() - 1)];
    }
    place->packet = packet;
    place->fields = fields;
    place->sent = now;
    place->retransmitted = now;
    place->transport_number = transport_number;
    place->retransmissions = 0;
  }

  SentPacket* find(uint16_t sequence_number) {
    if (ring_.empty()) return nullptr;
    SentPacket& place = ring_[sequence_number & (ring_.size() - 1)];
    return place.packet && place.fields.sequence_number == sequence_number ? &place : nullptr;
  }

  // Gives the references back: an empty slot holds no memory.
  void clear() { ring_ = {}; }

 private:
  static constexpr size_t kInitial = 64;  // powers of two
  static constexpr size_t kMaximum = 1024;
  static constexpr base::Duration kCover = std::chrono::seconds(1);

  void grow() {
    std::vector<SentPacket> larger(ring_.size() * 2);
    for (SentPacket& old : ring_)
      if (old.packet) larger[old.fields.sequence_number & (larger.size() - 1)] = std::move(old);
    ring_ = std::move(larger);
  }

  std::vector<SentPacket> ring_;
};

}  // namespace sfu
