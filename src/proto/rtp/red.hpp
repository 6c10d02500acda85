// Redundant audio data (RFC 2198 section 3): the sound of this packet (the primary block, last) and
// copies of earlier packets in front of it. Read with as many copies as a sender likes, written
// with one: that of the packet before.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <span>

#include "base/bytes.hpp"
#include "proto/rtp/error.hpp"

namespace rtp {

struct RedBlock {
  uint8_t payload_type = 0;
  uint16_t timestamp_offset = 0;  // to be subtracted from the packet's timestamp; primary: 0
  base::BytesView data;
};

class RedPayload {
 public:
  // Browsers send one or two copies, libwebrtc nine at most.
  static constexpr size_t kMaxRedundant = 16;

  // `payload` without RTP padding.
  static std::expected<RedPayload, Error> parse(base::BytesView payload);

  const RedBlock& primary() const { return primary_; }
  // Oldest first.
  std::span<const RedBlock> redundant() const {
    return std::span(redundant_).first(redundant_count_);
  }

 private:
  std::array<RedBlock, kMaxRedundant> redundant_{};
  size_t redundant_count_ = 0;
  RedBlock primary_;
};

// What stands in front of one copy and the primary block, both of the same payload type.
struct RedHead {
  static constexpr size_t kSize = 5;
  static constexpr size_t kMaxCopy = 0x3FF;                // bytes: ten bits
  static constexpr uint16_t kMaxTimestampOffset = 0x3FFF;  // ticks: 14 bits, at 48 kHz 341 ms

  uint8_t payload_type = 0;
  uint16_t timestamp_offset = 0;  // of the copy, at most kMaxTimestampOffset
  uint16_t copy_size = 0;         // at most kMaxCopy

  // Into the first kSize bytes of the payload; the copy, then the primary block follow.
  void write(base::MutableBytes payload) const;
};

}  // namespace rtp
