// One incoming RTP stream: an encoding of a source, with its SSRC, its retransmission SSRC, and
// what is known of it so far. Ingress finds the stream of a packet; this turns the packet into a
// Packet.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "base/sequence_number.hpp"
#include "sfu/key_frame_request.hpp"
#include "sfu/nack_generator.hpp"
#include "sfu/packet.hpp"
#include "sfu/peer_setup.hpp"
#include "sfu/receive_statistics.hpp"
#include "sfu/room_view.hpp"
#include "sfu/sound_history.hpp"
#include "sfu/source_clock.hpp"

namespace sfu {

struct IncomingStream {
  IncomingStream(const SendingSection& its_section, LayerIndex its_layer, uint32_t its_ssrc)
      : section(its_section),
        layer(its_layer),
        ssrc(its_ssrc),
        clock_rate(is_sound(its_section.kind) ? 48'000 : 90'000),
        clock(clock_rate, is_sound(its_section.kind)),
        statistics(clock_rate) {}

  bool sound() const { return is_sound(section.kind); }
  // The section has no other encoding.
  bool is_only() const { return section.rids.size() < 2 && layer == 0; }
  bool carries_any(LayerMask layers) const {
    return svc ? layers != 0 : (layers >> layer & 1) != 0;
  }

  // A client that begins an encoding anew does so under another SSRC. For everybody behind ingress
  // the line of sequence numbers goes on, with a gap of one. Key frames are asked of the new one.
  void take_over(IncomingStream& before) {
    continues_at_ = before.sequence.newest().value_or(0) + before.shift_ + 2;
    key_frame = std::exchange(before.key_frame, {});
  }
  int64_t line_sequence(int64_t unwrapped) {
    if (continues_at_) shift_ = *std::exchange(continues_at_, std::nullopt) - unwrapped;
    return unwrapped + shift_;
  }

  const SendingSection& section;
  const LayerIndex layer;
  const uint32_t ssrc;
  uint32_t rtx_ssrc = 0;  // 0: not known yet
  const uint32_t clock_rate;

  base::Instant last_packet{};
  base::Unwrapper<uint16_t> sequence;
  SourceClock clock;
  ReceiveStatistics statistics;
  // The structure of its dependency descriptors, from its newest key frame.
  std::shared_ptr<const codec::DependencyStructure> structure;
  uint32_t active_targets = 0;
  bool svc = false;           // it has had several spatial layers
  NackGenerator nack;         // pictures only
  KeyFrameRequest key_frame;  // pictures only
  SoundHistory history;       // sound only

 private:
  std::optional<int64_t> continues_at_;
  int64_t shift_ = 0;
};

}  // namespace sfu
