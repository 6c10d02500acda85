// Which spatial layers of one stream go on, frame by frame: VP9 and AV1 send the spatial layers of
// a picture one after the other under one SSRC, and whoever shows layer s needs the frames of s and
// those below that it is predicted from. In full SVC (L3T3) these are all below, in k-SVC
// (L3T3_KEY) only those of key frames; the sender says which (FrameInfo::needed_above). Simulcast
// has a stream for each layer, which subscription.cpp chooses between; temporal layers are
// temporal_selector.hpp.
//
// Up with a key frame. Down with the next picture where every frame of the lower layer has passed
// since the last key frame (full SVC), else with a key frame, too. Where a key frame comes with
// fewer layers than are shown, its highest counts as the one shown, until the sender adds another:
// Chromium does so without a key frame as its line grows.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "sfu/packet.hpp"
#include "sfu/room_view.hpp"

namespace sfu {

class SvcSelector {
 public:
  // The stream goes on with this key frame and this layer. passes() is asked of it, too.
  void begin(LayerIndex layer) { layer_ = layer; }

  // The highest spatial layer that goes on at present.
  LayerIndex shown() const { return std::min(layer_, top_); }
  // Nothing of a later picture has been here: a change can begin with this packet.
  bool is_newest(const Packet& packet) const { return packet.line_time > picture_; }
  // All frames of a lower layer have passed: it can be shown from the next picture on.
  bool can_lower_to(LayerIndex layer) const {
    return layer < layer_ && (unbroken_ >> layer & 1) != 0;
  }

  // Of every packet of the stream, in the order of arrival.
  bool passes(const Packet& packet) {
    const codec::FrameInfo& frame = packet.frame;
    if (is_newest(packet) && frame.start_of_frame) begin_picture(packet);
    const LayerIndex layer = frame.spatial_id;
    if (frame.begins_layer && layer == top_ + 1 && packet.line_time == picture_) top_ = layer;
    if (layer == shown() || (layer < shown() && frame.needed_above)) return true;
    unbroken_ &= static_cast<LayerMask>(~(1u << layer));
    return false;
  }
  // The last packet that this receiver gets of the picture, if upper layers are left out of it.
  bool ends_picture(const Packet& packet) const {
    return packet.frame.spatial_id == layer_ && packet.frame.end_of_frame;
  }

 private:
  void begin_picture(const Packet& packet) {
    picture_ = packet.line_time;
    if (!packet.frame.key_frame) return;
    unbroken_ = 0xff;
    top_ = packet.frame.spatial_layers == 0
               ? kHighest
               : static_cast<LayerIndex>(packet.frame.spatial_layers - 1);
  }

  static constexpr LayerIndex kHighest = 7;

  LayerIndex layer_ = 0;
  LayerIndex top_ = kHighest;  // of the sender at present
  LayerMask unbroken_ = 0;     // layers of which nothing has been left out since
  int64_t picture_ = std::numeric_limits<int64_t>::min();
};

}  // namespace sfu
