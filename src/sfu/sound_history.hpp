// What ingress remembers of one incoming sound stream so that a lost packet can be made good by the
// next one (RED, RFC 2198): the newest packet, of which the next gets a copy, and which packets
// were restored from copies that the publisher sent.
//
// A copy is made once for all receivers. It lies right in front of the payload in the packet's own
// buffer, so that both leave as one piece; what stood there, the header of the datagram, has been
// read.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>

#include "proto/rtp/red.hpp"
#include "sfu/packet.hpp"

namespace sfu {

class SoundHistory {
 public:
  // The last thing that ingress does with a packet: gives it the copy of the one before, where that
  // is here and both together are small, and keeps it for the next. A late packet is only passed.
  void add(PacketRef& reference) {
    if (newest_ && reference->sequence <= newest_->sequence) return;
    give_copy(reference.mutable_packet());
    newest_ = reference;
  }

  // Whether nothing was received under this number, and the time fits into the gap.
  bool lacks(int64_t sequence, int64_t line_time) const {
    return newest_ && newest_->sequence < sequence && newest_->line_time < line_time;
  }
  void note_restored(int64_t sequence) { restored_[next_restored_++ % kRestored] = sequence; }
  // The packet itself comes after all, later than the one that had its copy.
  bool was_restored(int64_t sequence) const {
    return std::ranges::find(restored_, sequence) != restored_.end();
  }

 private:
  // Both payloads: with headers, tag and a relay's framing they stay within any path's limit.
  static constexpr size_t kMostTogether = 1000;
  static_assert(kMostTogether <= rtp::RedHead::kMaxCopy);
  static constexpr size_t kRestored = 16;  // more than a line reorders

  void give_copy(Packet& packet) const {
    if (!newest_ || newest_->sequence != packet.sequence - 1) return;
    const base::BytesView copy = newest_->payload();
    const int64_t age = packet.line_time - newest_->line_time;
    if (copy.empty() || copy.size() + packet.payload_size > kMostTogether) return;
    if (age <= 0 || age > rtp::RedHead::kMaxTimestampOffset) return;  // silence was left out
    if (packet.payload_offset < copy.size()) {
      std::memmove(packet.buffer + copy.size(), packet.payload().data(), packet.payload_size);
      packet.payload_offset = static_cast<uint16_t>(copy.size());
    }
    std::memcpy(packet.buffer + packet.payload_offset - copy.size(), copy.data(), copy.size());
    packet.copy_size = static_cast<uint16_t>(copy.size());
    packet.copy_age = static_cast<uint16_t>(age);
  }

  PacketRef newest_;
  std::array<int64_t, kRestored> restored_{};  // unwrapped numbers are never 0
  size_t next_restored_ = 0;
};

}  // namespace sfu
