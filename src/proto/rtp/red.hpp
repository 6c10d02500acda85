// Redundant audio data (RFC 2198 section 3): the sound of this packet (the primary block, last) and
// copies of earlier packets in front of it. Plenum forwards RED as it is to receivers that take it,
// and unwraps the primary block for those that do not.
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

}  // namespace rtp
