// The codec counters of one slot: one rewriter per codec, so that a slot may go from VP8 to AV1 and
// back and each line of counters goes on where it stood.
#pragma once

#include <algorithm>
#include <limits>
#include <optional>

#include "proto/codec/counter_rewriter.hpp"
#include "proto/codec/payload.hpp"
#include "sfu/packet.hpp"
#include "sfu/sent_packets.hpp"

namespace sfu {

class SlotCounters {
 public:
  // The next frame is a key frame of another stream.
  void switch_source() {
    newest_ = std::numeric_limits<int64_t>::min();
    vp8_.switch_source();
    vp9_.switch_source();
    frame_numbers_.switch_source();
  }

  // media path: 22. the slot's codec counters. Fills in patch and frame number. False: the packet
  // must not be sent (it is from before the switch).
  bool rewrite(const Packet& packet, RewrittenPacket& fields) {
    // A key frame far from what came before means an encoder set up anew, but not when it is late:
    // a repair of what was lost long ago is too old, and begins nothing.
    const bool late = packet.sequence < newest_;
    newest_ = std::max(newest_, packet.sequence);
    codec::FrameInfo frame = packet.frame;
    frame.key_frame = frame.key_frame && !late;
    // The dependency descriptor is for SVC; VP8 and H.264 receivers do without, which saves bytes.
    const bool svc =
        packet.codec == codec::CodecKind::kVp9 || packet.codec == codec::CodecKind::kAv1;
    if (svc && packet.descriptor_size > 0 && frame.frame_number) {
      fields.frame_number = frame_numbers_.rewrite(*frame.frame_number, frame.key_frame);
      if (!fields.frame_number) return false;
    }
    std::optional<codec::PictureCounters> counters;
    switch (packet.codec) {
      case codec::CodecKind::kVp8:
        counters = vp8_.rewrite(frame);
        break;
      case codec::CodecKind::kVp9:
        counters = vp9_.rewrite(frame);
        break;
      default:
        return true;  // no counters in the payload
    }
    if (!counters) return false;
    if (*counters != frame.counters)
      fields.patch = codec::patch(packet.codec, packet.payload(), *counters);
    return true;
  }

  // The packet's frame is left out.
  void drop(const Packet& packet) {
    if (packet.codec == codec::CodecKind::kVp8) vp8_.drop(packet.frame);
  }

 private:
  int64_t newest_ = std::numeric_limits<int64_t>::min();  // sequence number of this source
  codec::Vp8Rewriter vp8_;
  codec::Vp9Rewriter vp9_;
  codec::FrameNumberRewriter frame_numbers_;
};

}  // namespace sfu
