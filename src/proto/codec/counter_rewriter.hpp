// Rewriters of codec counters: they make what a slot sends one continuous stream over loss,
// reordering, layers left out, and changes of simulcast layer, of source and of codec. One rewriter
// per slot and codec; it lives as long as the slot. Which packets are sent is not decided here
// (sfu/layer_selector), nor are bytes written (patch() in payload.hpp).
//
// Use: switch_source() when the next frame forwarded is a key frame of another SSRC, or the first
// after a pause; then, for each packet of this SSRC in the order of arrival, rewrite() if it is to
// be forwarded and drop() if its frame is left out. rewrite() gives none for a packet that must not
// be sent: its frame is from before the switch, was left out before, or is older than the history.
//
// A key frame whose number is far from all the others of its source counts as a switch too: the
// encoder was set up anew.
#pragma once

#include <cstdint>
#include <optional>

#include "proto/codec/compact_counter.hpp"
#include "proto/codec/frame_info.hpp"
#include "proto/codec/offset_counter.hpp"

namespace codec {

// TL0PICIDX, 8 bits. A picture of layer 0 is never left out between two others of its source, so an
// offset per source does.
class Tl0Counter {
 public:
  void switch_source() { switching_ = true; }
  uint8_t map(uint8_t input);

 private:
  uint8_t offset_ = 0;
  uint8_t newest_output_ = 0;
  bool started_ = false;
  bool switching_ = true;
};

// Leaves no gap in the picture ids for frames dropped. A packet without picture id passes
// unchanged.
class Vp8Rewriter {
 public:
  void switch_source();
  std::optional<PictureCounters> rewrite(const FrameInfo& info);
  void drop(const FrameInfo& info);

 private:
  void switch_if_begun_anew(const FrameInfo& info);

  CompactCounter pictures_;
  Tl0Counter tl0_;
};

// Pictures left out leave a gap, which VP9 receivers expect (RFC 9628, section 4.2: references are
// differences of picture ids). So there is no drop().
class Vp9Rewriter {
 public:
  void switch_source();
  std::optional<PictureCounters> rewrite(const FrameInfo& info);

 private:
  OffsetCounter pictures_{15};
  Tl0Counter tl0_;
};

// frame_number of the dependency descriptor. Gaps stay here too.
class FrameNumberRewriter {
 public:
  void switch_source() { frames_.switch_source(); }
  std::optional<uint16_t> rewrite(uint16_t frame_number, bool key_frame);

 private:
  OffsetCounter frames_{16};
};

}  // namespace codec
