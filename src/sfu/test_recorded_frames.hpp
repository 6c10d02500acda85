// What a recorded stream consists of and what a viewer can make of a part of it, by the dependency
// descriptors of the recording: they name the frames that each frame is predicted from. Nothing
// here asks the code that chooses layers.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "base/sequence_number.hpp"
#include "proto/codec/dependency_descriptor.hpp"
#include "proto/codec/vp9_descriptor.hpp"
#include "sfu/test_media.hpp"
#include "sfu/test_recording.hpp"

namespace sfu {

// One encoding, or one spatial layer of the only one, at one instant.
struct RecordedFrame {
  LayerIndex encoding = 0;
  uint8_t spatial = 0;
  uint8_t temporal = 0;
  uint32_t timestamp = 0;
  bool begins_anew = false;     // decodable by itself, and whatever follows with it
  std::vector<size_t> needs;    // frames that it is predicted from
  std::vector<size_t> packets;  // in order
};

// Several spatial layers make one picture.
inline bool is_same_picture(const RecordedFrame& one, const RecordedFrame& other) {
  return one.encoding == other.encoding && one.timestamp == other.timestamp;
}

class RecordedFrames {
 public:
  explicit RecordedFrames(const Recording& recording) {
    std::map<LayerIndex, codec::DependencyStructure> structures;
    std::map<LayerIndex, base::Unwrapper<uint16_t>> unwrappers;
    std::map<std::pair<LayerIndex, int64_t>, size_t> by_number;
    for (size_t index = 0; index < recording.packets.size(); ++index) {
      const RecordedPacket& packet = recording.packets[index];
      const auto descriptor =
          codec::parse_dependency_descriptor(packet.descriptor, structures[packet.encoding]);
      ASSERT(descriptor.has_value());
      const int64_t number = unwrappers[packet.encoding].unwrap(descriptor->frame_number);
      const auto [found, is_new] = by_number.try_emplace({packet.encoding, number}, frames.size());
      frame_of.push_back(found->second);
      if (is_new) {
        RecordedFrame frame{.encoding = packet.encoding,
                            .spatial = descriptor->frame.spatial_id,
                            .temporal = descriptor->frame.temporal_id,
                            .timestamp = packet.timestamp,
                            .begins_anew = descriptor->has_structure,
                            .needs = {},
                            .packets = {}};
        for (size_t k = 0; k < descriptor->frame.frame_diff_count; ++k)
          frame.needs.push_back(
              by_number.at({packet.encoding, number - descriptor->frame.frame_diffs[k]}));
        frames.push_back(std::move(frame));
      }
      frames[found->second].packets.push_back(index);
    }
  }

  const RecordedFrame& of(size_t packet) const { return frames[frame_of[packet]]; }
  // The packet that begins a frame after which nothing older is needed.
  bool begins_anew(size_t packet) const {
    return of(packet).begins_anew && of(packet).packets.front() == packet;
  }
  std::vector<RecordedFrame> frames;
  std::vector<size_t> frame_of;  // by packet
};

// A packet that the viewer got, and which of the recording it is.
struct ViewedPacket {
  size_t packet = 0;
  SentToPeer sent;
};

inline const CodecBinding& binding_of(codec::CodecKind kind) {
  static const CodecBinding h264{
      .payload_type = 102, .rtx_payload_type = 103, .kind = codec::CodecKind::kH264, .nack = true};
  switch (kind) {
    case codec::CodecKind::kVp9:
      return kVp9;
    case codec::CodecKind::kH264:
      return h264;
    case codec::CodecKind::kAv1:
      return kAv1;
    default:
      return kVp8;
  }
}

// The publisher of a recording, and how it sends a packet of it. Each payload is marked at its end,
// in a way that a row of H.264 units (STAP-A) may end, too.
inline PeerSetup recorded_publisher(const Recording& recording) {
  PeerSetup setup = test_setup(1, 0, 0);
  setup.sending[1].codecs = {binding_of(recording.codec)};
  setup.sending[1].rids = recording.rids;
  return setup;
}
inline SentByPeer recorded_packet(const Recording& recording, size_t index) {
  const RecordedPacket& packet = recording.packets[index];
  base::Bytes payload = packet.payload();
  payload.insert(payload.end(),
                 {0, 3, 1, static_cast<uint8_t>(index >> 8), static_cast<uint8_t>(index)});
  return {.ssrc = 100u + packet.encoding,
          .payload_type = binding_of(recording.codec).payload_type,
          .marker = packet.marker,
          .sequence_number = packet.sequence_number,
          .timestamp = packet.timestamp,
          .mid = "v",
          .rid = recording.rids.empty() ? "" : recording.rids[packet.encoding],
          .descriptor = packet.descriptor,
          .payload = std::move(payload)};
}
inline size_t mark_of(base::BytesView payload) { return base::load_u16(payload.last(2).data()); }

// Looks at everything that a slot has sent in the order of its sequence numbers, as a jitter buffer
// would hand it on, and says what no decoder could use.
class RecordedViewer {
 public:
  RecordedViewer(const Recording& recording, const RecordedFrames& frames)
      : recording_(recording), frames_(frames), decoded_(frames.frames.size()) {}

  // Gaps in the sequence numbers are for what got lost, and for what came so late that it was seen
  // to be missing before it could be left out.
  enum class Gaps : uint8_t { kNone, kAllowed };
  void watch(std::vector<SentToPeer> sent, Gaps gaps = Gaps::kNone) {
    base::Unwrapper<uint16_t> unwrapper;
    std::map<int64_t, ViewedPacket> in_order;
    for (SentToPeer& packet : sent) {
      const int64_t sequence = unwrapper.unwrap(packet.sequence_number);
      const size_t mark = mark_of(packet.payload);
      const bool is_new = in_order.try_emplace(sequence, ViewedPacket{mark, packet}).second;
      EXPECT_TRUE(is_new) << "one number for two packets";
    }
    for (auto& [sequence, packet] : in_order) {
      if (!packets.empty() && gaps == Gaps::kNone) {
        EXPECT_EQ(sequence, last_sequence_ + 1) << "packet " << packet.packet;
      }
      last_sequence_ = sequence;
      packets.push_back(std::move(packet));
    }
    for (size_t k = 0; k < packets.size(); ++k) look_at(k);
  }

  std::vector<ViewedPacket> packets;  // in the order of sequence numbers
  // Frames in the order of decoding.
  std::vector<size_t> decoded;

 private:
  void look_at(size_t k) {
    const ViewedPacket& viewed = packets[k];
    SCOPED_TRACE("packet " + std::to_string(viewed.packet) + " of the recording");
    const RecordedFrame& frame = frames_.of(viewed.packet);
    if (current_ != &frame) begin_frame(frame);
    // Frames come whole, packet after packet.
    ASSERT_LT(arrived_, frame.packets.size());
    EXPECT_EQ(viewed.packet, frame.packets[arrived_++]) << "not the next one of its frame";
    check_time(k, frame);
    check_counters(viewed, frame);
    if (is_complete()) end_frame(viewed, frame);
  }
  bool is_complete() const { return current_ && arrived_ == current_->packets.size(); }
  void begin_frame(const RecordedFrame& frame) {
    // Nothing but a key frame may cut a frame off, or be of another encoding.
    if (current_ && (!is_complete() || current_->encoding != frame.encoding)) {
      EXPECT_TRUE(frame.begins_anew);
    }
    new_picture_ = !current_ || !is_same_picture(*current_, frame);
    current_ = &frame;
    arrived_ = 0;
  }
  void end_frame(const ViewedPacket& viewed, const RecordedFrame& frame) {
    for (const size_t needed : frame.needs)
      EXPECT_TRUE(decoded_[needed]) << "predicted from a frame that did not come";
    const size_t index = frames_.frame_of[viewed.packet];
    decoded_[index] = true;
    decoded.push_back(index);
  }
  // One picture is one instant, later than the one before, and the marker is on its last packet.
  void check_time(size_t k, const RecordedFrame& frame) {
    const SentToPeer& sent = packets[k].sent;
    if (k > 0) {
      const auto later = static_cast<int32_t>(sent.timestamp - packets[k - 1].sent.timestamp);
      if (is_same_picture(frames_.of(packets[k - 1].packet), frame)) {
        EXPECT_EQ(later, 0);
      } else {
        EXPECT_GT(later, 0);
      }
    }
    // Of the last picture of all the rest may be missing.
    if (k + 1 == packets.size()) return;
    const bool is_last = packets[k + 1].sent.timestamp != sent.timestamp;
    const bool may_be_cut_off = frames_.of(packets[k + 1].packet).begins_anew;
    if (!is_last) {
      EXPECT_FALSE(sent.marker);
    } else if (is_marked(frame) && !may_be_cut_off) {
      EXPECT_TRUE(sent.marker);
    }
  }
  // Encoders that leave out upper layers of a picture at times forget it.
  bool is_marked(const RecordedFrame& frame) const {
    return std::ranges::any_of(frames_.frames, [&](const RecordedFrame& other) {
      return is_same_picture(frame, other) && recording_.packets[other.packets.back()].marker;
    });
  }
  void check_counters(const ViewedPacket& viewed, const RecordedFrame& frame) {
    switch (recording_.codec) {
      case codec::CodecKind::kVp8:
        EXPECT_TRUE(viewed.sent.descriptor.empty());
        check_vp8(viewed.sent.vp8(), frame);
        break;
      case codec::CodecKind::kVp9:
        check_vp9(viewed, frame);
        check_descriptor(viewed, frame);
        break;
      case codec::CodecKind::kAv1:
        check_descriptor(viewed, frame);
        break;
      default:
        EXPECT_TRUE(viewed.sent.descriptor.empty());
    }
  }
  // libwebrtc waits for every picture id that is missing, and finds references by TL0PICIDX.
  void check_vp8(const codec::FrameInfo& info, const RecordedFrame& frame) {
    if (!info.counters.picture_id) return;
    const uint16_t id = *info.counters.picture_id;
    const bool begins = arrived_ == 1;
    if (last_id_) {
      EXPECT_EQ(id, begins ? (*last_id_ + 1) & 0x7fff : *last_id_);
    }
    last_id_ = id;
    if (begins) check_tl0(info, frame);
  }
  void check_tl0(const codec::FrameInfo& info, const RecordedFrame& frame) {
    if (!info.counters.tl0_pic_idx) return;
    const uint8_t tl0 = *info.counters.tl0_pic_idx;
    const bool counts = frame.temporal == 0 && new_picture_;
    if (last_tl0_) {
      EXPECT_EQ(tl0, static_cast<uint8_t>(*last_tl0_ + (counts ? 1 : 0)));
    }
    last_tl0_ = tl0;
  }
  // References are differences of picture ids.
  void check_vp9(const ViewedPacket& viewed, const RecordedFrame& frame) {
    const auto read = codec::parse_vp9(viewed.sent.payload);
    ASSERT_TRUE(read.has_value());
    if (arrived_ != 1) return;
    const uint16_t id = *read->picture_id;
    for (size_t k = 0; read->inter_picture && k < read->picture_diff_count; ++k) {
      const auto reference = static_cast<uint16_t>((id - read->picture_diffs[k]) & 0x7fff);
      EXPECT_TRUE(ids_.contains({reference, read->spatial_id})) << "refers to " << reference;
    }
    if (read->inter_layer) {
      EXPECT_TRUE(ids_.contains({id, static_cast<uint8_t>(read->spatial_id - 1)}));
    }
    ids_.insert({id, read->spatial_id});
    check_tl0(codec::frame_info(*read), frame);
  }
  // What the viewer reads in its descriptors leads to frames that it has; and the layers that it is
  // told to expect are those that come.
  void check_descriptor(const ViewedPacket& viewed, const RecordedFrame& frame) {
    if (viewed.sent.descriptor.empty()) return;
    const auto read = codec::parse_dependency_descriptor(viewed.sent.descriptor, structure_);
    ASSERT_TRUE(read.has_value());
    if (read->active_decode_targets) targets_ = *read->active_decode_targets;
    if (viewed.packet != frame.packets.back()) return;
    for (size_t k = 0; k < read->frame.frame_diff_count; ++k)
      EXPECT_TRUE(numbers_.contains(
          static_cast<uint16_t>(read->frame_number - read->frame.frame_diffs[k])));
    numbers_.insert(read->frame_number);
    uint8_t top = 0;
    for (unsigned target = 0; target < structure_.decode_target_count; ++target)
      if (targets_ >> target & 1) top = std::max(top, structure_.target_layers[target].spatial_id);
    if (viewed.sent.marker) {
      EXPECT_EQ(frame.spatial, top) << "the layer that is waited for";
    }
  }

  const Recording& recording_;
  const RecordedFrames& frames_;
  std::vector<bool> decoded_;
  const RecordedFrame* current_ = nullptr;
  size_t arrived_ = 0;  // packets of it
  bool new_picture_ = true;
  int64_t last_sequence_ = 0;
  std::optional<uint16_t> last_id_;
  std::optional<uint8_t> last_tl0_;
  std::set<std::pair<uint16_t, uint8_t>> ids_;  // picture id and spatial layer
  codec::DependencyStructure structure_;
  uint32_t targets_ = 0;
  std::set<uint16_t> numbers_;
};

}  // namespace sfu
