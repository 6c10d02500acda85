// Model test of the rewriters: random sources whose packets are lost, delayed, retransmitted and
// left out by temporal layer, and a slot that changes between them. The model knows the true order
// of the frames, checks each number given out against it, and at the end of each source accounts
// for every number that was not used.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "base/random.hpp"
#include "proto/codec/counter_rewriter.hpp"

namespace codec {
namespace {

struct Packet {
  int64_t frame = 0;  // position in its source, from 0
  uint64_t arrival = 0;
  FrameInfo info;
};

struct Plan {
  unsigned bits = 15;
  unsigned loss_percent = 0;
  unsigned window = 1;  // packets; delays are shorter than this
  bool temporal_layers = true;
};

// One source from its key frame on: L1T3 (0 2 1 2), one to three packets per frame.
std::vector<Packet> make_source(base::Random& random, const Plan& plan) {
  constexpr uint8_t kLayers[] = {0, 2, 1, 2};
  const auto first_id = random.u16();
  uint8_t tl0 = random.u8();
  std::vector<Packet> packets;
  const auto frames = static_cast<int64_t>(20 + random.below(400));
  uint64_t sent = 0;
  for (int64_t f = 0; f < frames; ++f) {
    FrameInfo info;
    info.temporal_id = plan.temporal_layers ? kLayers[f % 4] : uint8_t{0};
    info.key_frame = f == 0;
    if (info.temporal_id == 0) ++tl0;
    info.picture_id_bits = static_cast<uint8_t>(plan.bits);
    info.counters.picture_id = static_cast<uint16_t>((first_id + f) & ((1 << plan.bits) - 1));
    info.counters.tl0_pic_idx = tl0;
    for (uint64_t count = 1 + random.below(3); count > 0; --count, ++sent) {
      uint64_t arrival = sent + random.below(plan.window);
      if (f > 0 && random.below(100) < plan.loss_percent) {
        if (random.below(2) == 0) continue;    // lost for good
        arrival += 2 * uint64_t{plan.window};  // retransmitted
      }
      packets.push_back({f, f == 0 ? 0 : arrival + 1, info});
    }
  }
  std::ranges::sort(packets, {}, &Packet::arrival);
  return packets;
}

int64_t distance(uint16_t from, uint16_t to, unsigned bits) {
  return unwrap_near(from, to, bits) - from;
}

// The numbers of one source at one rewriter.
struct Segment {
  enum class Seen : uint8_t { kForwarded, kDroppedInTime, kDroppedLate };
  std::map<int64_t, Seen> seen;
  std::map<int64_t, uint16_t> outputs;
  std::optional<uint8_t> tl0_offset;

  bool is_late(int64_t frame) const { return !seen.empty() && frame < seen.rbegin()->first; }
  void note(int64_t frame, bool forwarded) {
    seen.try_emplace(frame, forwarded        ? Seen::kForwarded
                            : is_late(frame) ? Seen::kDroppedLate
                                             : Seen::kDroppedInTime);
  }
  // Frames in (after, before) whose number the network has cost.
  int64_t lost_between(int64_t after, int64_t before) const {
    int64_t count = 0;
    for (int64_t f = after + 1; f < before; ++f) {
      const auto it = seen.find(f);
      count += it == seen.end() || it->second == Seen::kDroppedLate;
    }
    return count;
  }
};

void check_vp8_segment(const Segment& segment, std::optional<uint16_t> expected_first) {
  ASSERT_FALSE(segment.outputs.empty());
  if (expected_first) {
    EXPECT_EQ(segment.outputs.begin()->second, *expected_first);
  }
  for (auto it = segment.outputs.begin(); std::next(it) != segment.outputs.end(); ++it) {
    const auto next = std::next(it);
    // Rises with the frames, is unique, and leaves out exactly what got lost.
    ASSERT_EQ(distance(it->second, next->second, 15),
              1 + segment.lost_between(it->first, next->first))
        << "frames " << it->first << " and " << next->first;
  }
}

void run_vp8(uint64_t seed, const Plan& plan) {
  base::SeededRandom random(seed);
  Vp8Rewriter rewriter;
  std::optional<uint16_t> expected_first;
  std::optional<uint8_t> newest_tl0;
  for (int source = 0; source < 30; ++source) {
    Segment segment;
    uint8_t target = 2;
    rewriter.switch_source();
    for (const Packet& packet : make_source(random, plan)) {
      if (random.below(20) == 0) target = static_cast<uint8_t>(random.below(3));
      const bool wanted = packet.info.temporal_id <= target;
      const bool first_of_frame = !segment.seen.contains(packet.frame);
      segment.note(packet.frame, wanted);
      if (!wanted) {
        rewriter.drop(packet.info);
        continue;
      }
      const auto out = rewriter.rewrite(packet.info);
      const bool dropped_before = segment.seen[packet.frame] != Segment::Seen::kForwarded;
      ASSERT_EQ(out.has_value(), !dropped_before) << "frame " << packet.frame;
      if (!out) continue;
      const auto [it, is_new] = segment.outputs.emplace(packet.frame, *out->picture_id);
      ASSERT_EQ(is_new, first_of_frame);
      ASSERT_EQ(it->second, *out->picture_id) << "one frame, one number";
      const auto offset =
          static_cast<uint8_t>(*out->tl0_pic_idx - *packet.info.counters.tl0_pic_idx);
      if (!segment.tl0_offset) segment.tl0_offset = offset;
      ASSERT_EQ(*segment.tl0_offset, offset);
      if (is_new && segment.outputs.size() == 1 && newest_tl0) {
        ASSERT_EQ(*out->tl0_pic_idx, static_cast<uint8_t>(*newest_tl0 + 1));
      }
      if (segment.outputs.size() == 1 || static_cast<int8_t>(*out->tl0_pic_idx - *newest_tl0) > 0)
        newest_tl0 = *out->tl0_pic_idx;
    }
    check_vp8_segment(segment, expected_first);
    if (testing::Test::HasFatalFailure()) return;
    const auto [last, last_output] = *segment.outputs.rbegin();
    const int64_t end = segment.seen.rbegin()->first + 1;
    expected_first =
        static_cast<uint16_t>((last_output + 1 + segment.lost_between(last, end)) & 0x7fff);
  }
}

TEST(Vp8RewriterModel, EachNumberIsUsedOnceAndOnlyLossLeavesGaps) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    for (const Plan& plan : {Plan{15, 0, 1}, Plan{15, 10, 1}, Plan{15, 0, 12}, Plan{15, 20, 12},
                             Plan{7, 20, 12}, Plan{15, 60, 6}, Plan{15, 20, 12, false}}) {
      SCOPED_TRACE(testing::Message() << "seed " << seed << ", loss " << plan.loss_percent
                                      << ", window " << plan.window << ", bits " << plan.bits);
      run_vp8(seed, plan);
      if (testing::Test::HasFatalFailure()) return;
    }
  }
}

TEST(Vp8RewriterModel, WithoutLossAndReorderingThereIsNoGapAtAll) {
  base::SeededRandom random(9);
  Vp8Rewriter rewriter;
  std::optional<uint16_t> last;
  for (int source = 0; source < 300; ++source) {
    rewriter.switch_source();
    int64_t last_frame = -1;
    for (const Packet& packet : make_source(random, {})) {
      if (packet.info.temporal_id > 1) {
        rewriter.drop(packet.info);
        continue;
      }
      const auto out = rewriter.rewrite(packet.info);
      ASSERT_TRUE(out);
      if (last) {
        ASSERT_EQ(distance(*last, *out->picture_id, 15), packet.frame == last_frame ? 0 : 1);
      }
      last = out->picture_id;
      last_frame = packet.frame;
    }
  }
}

// The rewriters that keep gaps: within a source distances stay what they were, and a new source
// follows the highest number forwarded.
template <unsigned kOutputBits, typename Rewrite, typename Switch>
void run_offset(uint64_t seed, const Plan& plan, Switch switch_source, Rewrite rewrite) {
  base::SeededRandom random(seed);
  std::optional<uint16_t> newest;
  for (int source = 0; source < 200; ++source) {
    switch_source();
    std::optional<uint16_t> first;
    int64_t newest_frame = 0;
    for (const Packet& packet : make_source(random, plan)) {
      if (packet.info.temporal_id > 1) continue;
      const std::optional<uint16_t> out = rewrite(packet.info);
      ASSERT_TRUE(out);
      if (!first) {
        first = out;
        if (newest) {
          ASSERT_EQ(distance(*newest, *out, kOutputBits), 1);
        }
        newest = out;
      }
      ASSERT_EQ(distance(*first, *out, kOutputBits), packet.frame);
      if (packet.frame > newest_frame) {
        newest_frame = packet.frame;
        newest = out;
      }
    }
  }
}

TEST(Vp9RewriterModel, DistancesStayAndSourcesFollowEachOther) {
  for (const unsigned bits : {7u, 15u}) {
    Vp9Rewriter rewriter;
    run_offset<15>(
        bits, {.bits = bits, .loss_percent = 20, .window = 12}, [&] { rewriter.switch_source(); },
        [&](const FrameInfo& info) {
          const auto out = rewriter.rewrite(info);
          return out ? out->picture_id : std::nullopt;
        });
  }
}

TEST(FrameNumberRewriterModel, DistancesStayAndSourcesFollowEachOther) {
  FrameNumberRewriter rewriter;
  run_offset<16>(
      3, {.bits = 16, .loss_percent = 20, .window = 12}, [&] { rewriter.switch_source(); },
      [&](const FrameInfo& info) {
        return rewriter.rewrite(*info.counters.picture_id, info.key_frame);
      });
}

}  // namespace
}  // namespace codec
