// How many temporal layers of what a slot shows go on, frame by frame: VP8, VP9 and AV1 send frames
// of an upper temporal layer that no frame of a lower one refers to, so they can be left out while
// the receiver's line has no room for the full frame rate. Where a stream has none (H.264) all of
// its frames are of layer 0 and pass.
//
// Down with the next picture. Up where a frame allows it: a key frame; a frame of the next layer
// that begins it (VP8's Y bit, a switch indication of the dependency descriptor); a frame of what
// goes on already after which all layers may be added (VP9's U bit). That no other frame needs one
// does not allow it: Firefox predicts those from earlier ones of their layer. What changes does so
// at the first frame of a picture, so that neither a frame nor its spatial layers are torn apart.
#pragma once

#include <cstdint>
#include <limits>

#include "proto/codec/frame_info.hpp"

namespace sfu {

// Highest temporal layer that goes on. Eight exist (three bits in VP9 and AV1).
using TemporalIndex = uint8_t;
inline constexpr TemporalIndex kAllTemporal = 7;

class TemporalSelector {
 public:
  void set_wanted(TemporalIndex highest) { wanted_ = highest; }
  TemporalIndex highest() const { return highest_; }
  // The stream begins, with a key frame.
  void begin() {
    highest_ = wanted_;
    picture_ = std::numeric_limits<int64_t>::min();
  }

  // Of packets of one stream that are not left out for another reason, in the order of arrival.
  // `picture` is the instant of the frame.
  bool passes(const codec::FrameInfo& frame, int64_t picture) {
    if (frame.start_of_frame && picture > picture_) {
      picture_ = picture;
      if (wanted_ != highest_) change_at(frame);
    }
    return frame.temporal_id <= highest_;
  }

 private:
  void change_at(const codec::FrameInfo& frame) {
    const bool is_next = frame.temporal_id == highest_ + 1;
    const bool goes_on = frame.temporal_id <= highest_;
    if (wanted_ < highest_ || frame.key_frame || (goes_on && frame.switch_up_after))
      highest_ = wanted_;
    else if (is_next && frame.switch_up_point)
      ++highest_;
  }

  TemporalIndex wanted_ = kAllTemporal;
  TemporalIndex highest_ = kAllTemporal;
  int64_t picture_ = std::numeric_limits<int64_t>::min();  // the newest
};

}  // namespace sfu
