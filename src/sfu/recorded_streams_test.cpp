// What real browsers publish (tests/recorded), replayed into a slot whose layers change at all
// kinds of frames: whatever goes on can be decoded, in one line of numbers, and comes when it can.
#include <gtest/gtest.h>

#include <functional>
#include <numeric>

#include "sfu/ingress.hpp"
#include "sfu/subscription.hpp"
#include "sfu/test_recorded_frames.hpp"

namespace sfu {
namespace {

enum class Descriptors { kKept, kStripped };

struct Case {
  std::string name;
  Descriptors descriptors = Descriptors::kKept;
};

const SourceInfo kAnna = camera_info(1);
// A publisher's ingress and one slot of one viewer.
class Replay {
 public:
  Replay(const Recording& recording, Descriptors descriptors)
      : recording_(recording),
        descriptors_(descriptors),
        publisher_(recorded_publisher(recording)),
        viewer_(test_setup(9, 1, 0)),
        ingress_(publisher_, pool_, drops_),
        egress_(viewer_, random_, drops_) {
    viewer_.video_slots[0].codecs = publisher_.sending[1].codecs;
    ingress_.set_keys(test_key());
    egress_.set_keys(test_key());
    egress_.set_path(test_path(1));
    slot.emplace(egress_, egress_.video_stream(0), viewer_.video_slots[0], drops_);
    slot->start(kAnna);
  }

  void play(size_t index) {
    SentByPeer packet = recorded_packet(recording_, index);
    if (descriptors_ == Descriptors::kStripped) packet.descriptor.clear();
    const base::Instant now = at(recording_.packets[index].arrival);
    const PacketRef received = ingress_.receive_rtp(mouth_.write(packet), now);
    ASSERT_TRUE(received) << "packet " << index;
    slot->forward(received, now, batch_);
    for (SentToPeer& sent_now : ears_.take(batch_)) sent.push_back(std::move(sent_now));
  }

 private:
  const Recording& recording_;
  const Descriptors descriptors_;
  PacketPool pool_{4096};
  base::SeededRandom random_{1};
  DropCounters drops_;
  PeerSetup publisher_, viewer_;
  Ingress ingress_;
  Egress egress_;
  PeerMouth mouth_;
  PeerEars ears_;
  base::PacketBatch batch_;

 public:
  std::optional<Subscription> slot;
  std::vector<SentToPeer> sent;
};

class RecordedStreams : public ::testing::TestWithParam<Case> {
 protected:
  static constexpr LayerIndex kLayers = 3;

  bool is_svc() const { return recording_.rids.empty(); }
  bool is_k_svc() const { return recording_.mode.ends_with("_KEY"); }
  size_t size() const { return recording_.packets.size(); }
  // The layer that shows this frame, and what of it there is to show at that instant.
  LayerIndex layer_of(const RecordedFrame& frame) const {
    return is_svc() ? frame.spatial : frame.encoding;
  }
  LayerIndex top_of_picture(const RecordedFrame& frame) const {
    LayerIndex top = 0;
    for (const RecordedFrame& other : frames_.frames)
      if (is_same_picture(frame, other)) top = std::max(top, layer_of(other));
    return top;
  }

  using Change = std::function<void(size_t, Subscription&)>;
  // Replays everything, with what `change` does before each packet, and looks at the outcome.
  RecordedViewer view(const Change& change) const {
    std::vector<size_t> order(size());
    std::iota(order.begin(), order.end(), size_t{0});
    return view(order, change);
  }
  RecordedViewer view(const std::vector<size_t>& order, const Change& change,
                      RecordedViewer::Gaps gaps = RecordedViewer::Gaps::kNone) const {
    Replay replay(recording_, GetParam().descriptors);
    for (const size_t index : order) {
      change(index, *replay.slot);
      replay.play(index);
    }
    RecordedViewer viewer(recording_, frames_);
    viewer.watch(std::move(replay.sent), gaps);
    return viewer;
  }
  // The first packet from here on with which a slot can begin to show the layer.
  size_t begin_of(LayerIndex layer, size_t from) const {
    for (size_t index = from; index < size(); ++index) {
      const RecordedFrame& frame = frames_.of(index);
      if (!frames_.begins_anew(index) || (!is_svc() && frame.encoding != layer)) continue;
      // Without descriptors nothing tells of layers that are still to come.
      const bool tells = GetParam().descriptors == Descriptors::kKept || top_of_picture(frame) > 0;
      if (!is_svc() || layer == 0 || tells) return index;
    }
    return size();
  }
  // The first packet from here on that begins an instant.
  size_t next_picture(size_t from) const {
    for (size_t index = std::max<size_t>(from, 1); index < size(); ++index)
      if (!is_same_picture(frames_.of(index - 1), frames_.of(index))) return index;
    return size();
  }
  // The first picture from here on whose frame of a lower layer the viewer can decode.
  size_t fall_to(LayerIndex to, size_t from, const RecordedViewer& viewer) const {
    const std::set<size_t> decoded(viewer.decoded.begin(), viewer.decoded.end());
    for (const RecordedFrame& frame : frames_.frames) {
      const bool can =
          std::ranges::all_of(frame.needs, [&](size_t needed) { return decoded.contains(needed); });
      if (layer_of(frame) == to && can && first_of_picture(frame) >= next_picture(from))
        return first_of_picture(frame);
    }
    return size();
  }
  size_t first_of_picture(const RecordedFrame& frame) const {
    return std::ranges::find_if(frames_.frames,
                                [&](const auto& other) { return is_same_picture(frame, other); })
        ->packets.front();
  }
  // Each picture that came is of layer `from` until that of `to` can begin: with its key frame, or
  // of spatial layers downwards as soon as it can be decoded (in k-SVC at the latest with the key
  // frame).
  void expect_change(LayerIndex from, LayerIndex to, size_t change,
                     const RecordedViewer& viewer) const {
    const size_t latest =
        is_svc() && !is_k_svc() && to < from ? next_picture(change) : begin_of(to, change);
    const size_t earliest = is_svc() && to < from ? fall_to(to, change, viewer) : latest;
    for (size_t k = 0; k + 1 < viewer.decoded.size(); ++k) {
      const RecordedFrame& frame = frames_.frames[viewer.decoded[k]];
      if (is_same_picture(frame, frames_.frames[viewer.decoded[k + 1]])) continue;
      const auto shows = [&](LayerIndex layer) {
        return layer_of(frame) == (is_svc() ? std::min(layer, top_of_picture(frame)) : layer);
      };
      const size_t end = frame.packets.back();
      ASSERT_TRUE((end < latest && shows(from)) || (end >= earliest && shows(to)))
          << "layer " << unsigned{layer_of(frame)} << " with packet " << end
          << ", which comes from " << earliest << " to " << latest << " on";
    }
  }

  const Recording recording_ = read_recording("tests/recorded/" + GetParam().name + ".txt");
  const RecordedFrames frames_{recording_};
};

TEST_P(RecordedStreams, HaveLayersAndKeyFrames) {
  std::set<LayerIndex> layers;
  size_t begins = 0;
  for (const RecordedFrame& frame : frames_.frames) {
    layers.insert(layer_of(frame));
    begins += frame.begins_anew ? 1 : 0;
  }
  EXPECT_EQ(layers.size(), size_t{kLayers});
  EXPECT_GE(begins, 7u);
}

TEST_P(RecordedStreams, AChangeOfLayerComesWithTheFirstFrameThatAllowsIt) {
  for (LayerIndex from = 0; from < kLayers; ++from)
    for (LayerIndex to = 0; to < kLayers; ++to)
      for (size_t change = 37; change < size(); change += 61) {
        SCOPED_TRACE("from " + std::to_string(from) + " to " + std::to_string(to) +
                     " before packet " + std::to_string(change));
        const auto viewer = view([&](size_t index, Subscription& slot) {
          if (index == 0) slot.set_target(from);
          if (index == change) slot.set_target(to);
        });
        expect_change(from, to, change, viewer);
        EXPECT_GT(viewer.decoded.size(), 60u);
        if (HasFailure()) return;
      }
}

TEST_P(RecordedStreams, OfALayerThatStaysEveryFrameComes) {
  for (LayerIndex layer = 0; layer < kLayers; ++layer) {
    SCOPED_TRACE("layer " + std::to_string(layer));
    const auto viewer = view([&](size_t index, Subscription& slot) {
      if (index == 0) slot.set_target(layer);
    });
    size_t expected = 0, came = 0;
    for (const RecordedFrame& frame : frames_.frames)
      expected += layer_of(frame) == layer && frame.packets.front() >= begin_of(layer, 0) ? 1 : 0;
    for (const size_t index : viewer.decoded)
      came += layer_of(frames_.frames[index]) == layer ? 1 : 0;
    EXPECT_EQ(came, expected);
  }
}

TEST_P(RecordedStreams, FramesOfUpperTemporalLayersEndAtOnceAndComeBackWithinASecond) {
  const uint8_t top = std::ranges::max(frames_.frames, {}, &RecordedFrame::temporal).temporal;
  for (LayerIndex layer = 0; layer < kLayers; ++layer)
    for (TemporalIndex less = 0; less < top; ++less)
      for (size_t change = size() / 4; change < size() / 2; change += 23) {
        SCOPED_TRACE("of layer " + std::to_string(layer) + " at packet " + std::to_string(change) +
                     " down to " + std::to_string(less));
        const size_t back = change + size() / 5;
        const auto viewer = view([&](size_t index, Subscription& slot) {
          if (index == 0) slot.set_target(layer);
          if (index == change) slot.set_temporal(less);
          if (index == back) slot.set_temporal(kAllTemporal);
        });
        base::Duration first = base::Duration::max();
        for (const size_t index : viewer.decoded) {
          const RecordedFrame& frame = frames_.frames[index];
          const size_t begin = first_of_picture(frame);
          if (begin >= change && begin < back) {
            EXPECT_LE(frame.temporal, less);
          }
          if (begin >= back && frame.temporal == top)
            first = std::min(first, recording_.packets[begin].arrival);
        }
        EXPECT_LE(first - recording_.packets[back].arrival, 1200ms);
        if (HasFailure()) return;
      }
}

TEST_P(RecordedStreams, AfterAnInterruptionNothingComesBeforeTheKeyFrame) {
  for (LayerIndex layer = 0; layer < kLayers; ++layer)
    for (size_t change = 50; change < size(); change += 71) {
      SCOPED_TRACE("of layer " + std::to_string(layer) + " at packet " + std::to_string(change));
      const auto viewer = view([&](size_t index, Subscription& slot) {
        if (index == 0) slot.set_target(layer);
        if (index == change) slot.interrupt();
      });
      for (const ViewedPacket& packet : viewer.packets)
        EXPECT_TRUE(packet.packet < change || packet.packet >= begin_of(layer, change));
      if (HasFailure()) return;
    }
}

TEST_P(RecordedStreams, WhateverIsAskedForWhatComesCanBeDecoded) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    base::SeededRandom random(seed);
    view([&](size_t index, Subscription& slot) {
      if (index == 0 || random.below(40) == 0)
        slot.set_target(static_cast<LayerIndex>(random.below(kLayers)));
      if (random.below(30) == 0) slot.set_temporal(static_cast<TemporalIndex>(random.below(3)));
      if (random.below(30) == 0) slot.set_temporal(kAllTemporal);
      if (random.below(200) == 0) slot.interrupt();
    });
    if (HasFailure()) return;
  }
}

// Packets that were lost come again, up to thirty others later.
TEST_P(RecordedStreams, WhatComesLateBreaksNothing) {
  for (uint64_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    base::SeededRandom random(seed);
    std::vector<std::pair<size_t, size_t>> places;  // when, what
    for (size_t index = 0; index < size(); ++index) {
      const bool is_late = index > begin_of(2, 1) && random.below(20) == 0;
      places.emplace_back(is_late ? index + random.below(30) : index, index);
    }
    std::ranges::stable_sort(places, {}, &std::pair<size_t, size_t>::first);
    std::vector<size_t> order;
    for (const auto& [when, index] : places) order.push_back(index);
    const Change show = [&](size_t index, Subscription& slot) {
      if (index == 0) slot.set_target(static_cast<LayerIndex>(seed % kLayers));
    };
    const auto late = view(order, show, RecordedViewer::Gaps::kAllowed);
    EXPECT_EQ(late.decoded.size(), view(show).decoded.size());
    if (HasFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Browsers, RecordedStreams,
    ::testing::Values(Case{"chromium_vp8_simulcast"}, Case{"chromium_h264_simulcast"},
                      Case{"firefox_vp8_simulcast"}, Case{"chromium_vp9_k_svc"},
                      Case{"chromium_vp9_full_svc"}, Case{"chromium_av1_k_svc"},
                      Case{"chromium_vp9_k_svc", Descriptors::kStripped},
                      Case{"chromium_vp9_full_svc", Descriptors::kStripped}),
    [](const auto& one) {
      return one.param.name +
             (one.param.descriptors == Descriptors::kStripped ? "_by_payload" : "");
    });

}  // namespace
}  // namespace sfu
