// Client-to-mixer audio level (RFC 6464 section 3): how loud this packet is, so that the router can
// choose the speakers without decoding sound.
//
// https://www.rfc-editor.org/rfc/rfc6464#section-3
//
//   0 1 2 3 4 5 6 7
//  +-+-+-+-+-+-+-+-+
//  |V|    level    |   V: the encoder believes that this is voice
//  +-+-+-+-+-+-+-+-+   level: 0 is the loudest (0 dBov), 127 silence (-127 dBov)
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"

namespace rtp {

struct AudioLevel {
  static constexpr size_t kSize = 1;
  static constexpr uint8_t kSilence = 127;

  uint8_t minus_dbov = kSilence;  // 0 to 127
  bool voice = false;

  static std::optional<AudioLevel> parse(base::BytesView element) {
    if (element.size() != kSize) return std::nullopt;
    return AudioLevel{static_cast<uint8_t>(element[0] & 0x7F), (element[0] & 0x80) != 0};
  }
  uint8_t to_byte() const { return static_cast<uint8_t>((voice ? 0x80 : 0) | (minus_dbov & 0x7F)); }

  friend bool operator==(const AudioLevel&, const AudioLevel&) = default;
};

}  // namespace rtp
