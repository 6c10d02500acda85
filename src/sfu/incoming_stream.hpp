// One incoming RTP stream: an encoding of a source, with its SSRC, its retransmission SSRC, and
// what is known of it so far. Ingress finds the stream of a packet; this turns the packet into a
// Packet.
#pragma once

#include <cstdint>
#include <optional>

#include "base/sequence_number.hpp"
#include "sfu/key_frame_request.hpp"
#include "sfu/nack_generator.hpp"
#include "sfu/packet.hpp"
#include "sfu/peer_setup.hpp"
#include "sfu/receive_statistics.hpp"
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

  const SendingSection& section;
  const LayerIndex layer;
  const uint32_t ssrc;
  uint32_t rtx_ssrc = 0;  // 0: not known yet
  const uint32_t clock_rate;

  base::Unwrapper<uint16_t> sequence;
  SourceClock clock;
  ReceiveStatistics statistics;
  NackGenerator nack;         // pictures only
  KeyFrameRequest key_frame;  // pictures only
};

}  // namespace sfu
