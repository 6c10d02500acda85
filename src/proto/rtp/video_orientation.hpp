// Coordination of video orientation (3GPP TS 26.114 section 7.4.5): how the receiver must turn the
// picture. Phones send it with the last packet of a frame; a router that swallows it shows people
// lying on their side, so it must be passed through.
//
//   0 1 2 3 4 5 6 7
//  +-+-+-+-+-+-+-+-+
//  |0 0 0 0|C|F|R R|   C: back camera, F: mirrored, R: turned clockwise by R times 90 degrees
//  +-+-+-+-+-+-+-+-+
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"

namespace rtp {

struct VideoOrientation {
  static constexpr size_t kSize = 1;

  uint8_t quarter_turns = 0;  // 0 to 3
  bool mirrored = false;
  bool back_camera = false;

  static std::optional<VideoOrientation> parse(base::BytesView element) {
    if (element.size() != kSize) return std::nullopt;
    return VideoOrientation{static_cast<uint8_t>(element[0] & 0x03), (element[0] & 0x04) != 0,
                            (element[0] & 0x08) != 0};
  }
  uint8_t to_byte() const {
    return static_cast<uint8_t>((back_camera ? 0x08 : 0) | (mirrored ? 0x04 : 0) |
                                (quarter_turns & 0x03));
  }
  // A picture on its side has its width and height exchanged on the screen.
  bool is_on_its_side() const { return (quarter_turns & 1) != 0; }

  friend bool operator==(const VideoOrientation&, const VideoOrientation&) = default;
};

}  // namespace rtp
