#include "proto/codec/vp8_descriptor.hpp"

#include <gtest/gtest.h>

#include "proto/codec/test_sweep.hpp"

namespace codec {
namespace {

using base::Bytes;

// X N=0 S=1 PID=0 | I L T K | M, id 0x1234 | TL0 0xab | TID 2, Y, KEYIDX 5 | key frame 1280x720
const Bytes kFull = {0x90, 0xf0, 0x92, 0x34, 0xab, 0xa5, 0x10, 0x02,
                     0x00, 0x9d, 0x01, 0x2a, 0x00, 0x05, 0xd0, 0x02};

Bytes patched(const Bytes& payload, const PictureCounters& counters) {
  const PayloadPatch patch = patch_vp8(payload, counters);
  Bytes out = base::to_bytes(patch.view());
  out.insert(out.end(), payload.begin() + patch.replaced, payload.end());
  return out;
}

TEST(Vp8Descriptor, ReadsEveryOptionalField) {
  const auto d = parse_vp8(kFull);
  ASSERT_TRUE(d);
  EXPECT_EQ(d->size, 6);
  EXPECT_TRUE(d->start_of_frame());
  EXPECT_EQ(d->picture_id, 0x1234);
  EXPECT_TRUE(d->picture_id_is_long);
  EXPECT_EQ(d->tl0_pic_idx, 0xab);
  EXPECT_EQ(d->temporal_id, 2);
  EXPECT_TRUE(d->layer_sync);
  EXPECT_EQ(d->key_idx, 5);
  EXPECT_TRUE(d->key_frame);
  EXPECT_EQ(d->resolution, (Resolution{1280, 720}));
}

TEST(Vp8Descriptor, EachCombinationOfFieldsHasItsSize) {
  for (unsigned fields = 0; fields < 16; ++fields) {
    for (const bool is_long : {false, true}) {
      Bytes payload = {0x90, static_cast<uint8_t>(fields << 4)};
      if (fields & 8) payload.push_back(is_long ? 0x81 : 0x01);
      if (fields & 8 && is_long) payload.push_back(0x02);
      if (fields & 4) payload.push_back(0x33);
      if (fields & 3) payload.push_back(0x40);
      const size_t size = payload.size();
      payload.push_back(0x01);  // an inter frame
      const auto d = parse_vp8(payload);
      ASSERT_TRUE(d) << fields;
      EXPECT_EQ(d->size, size);
      EXPECT_EQ(d->picture_id.has_value(), (fields & 8) != 0);
      EXPECT_EQ(d->tl0_pic_idx.has_value(), (fields & 4) != 0);
      EXPECT_EQ(d->temporal_id.has_value(), (fields & 2) != 0);
      EXPECT_EQ(d->key_idx.has_value(), (fields & 1) != 0);
      EXPECT_FALSE(d->key_frame);
      test::expect_each_prefix_refused(payload, parse_vp8);
    }
  }
}

TEST(Vp8Descriptor, OnlyTheFirstPacketOfTheFirstPartitionTellsAKeyFrame) {
  struct Row {
    Bytes payload;
    bool start, key;
  };
  for (const Row& row : {Row{{0x10, 0x00}, true, true}, Row{{0x10, 0x01}, true, false},
                         Row{{0x00, 0x00}, false, false}, Row{{0x11, 0x00}, false, false}}) {
    const auto d = parse_vp8(row.payload);
    ASSERT_TRUE(d);
    EXPECT_EQ(d->start_of_frame(), row.start);
    EXPECT_EQ(d->key_frame, row.key);
  }
}

TEST(Vp8Descriptor, ResolutionNeedsTheStartCodeAndDropsTheScale) {
  Bytes payload = kFull;
  payload[13] |= 0xc0;
  payload[15] |= 0x40;
  EXPECT_EQ(parse_vp8(payload)->resolution, (Resolution{1280, 720}));
  payload[9] = 0;
  EXPECT_EQ(parse_vp8(payload)->resolution, std::nullopt);
  EXPECT_TRUE(parse_vp8(payload)->key_frame) << "encrypted behind the first byte";
}

TEST(Vp8Descriptor, FrameInfoTellsLayerSyncAndNonReference) {
  const FrameInfo sync = frame_info(*parse_vp8(Bytes{0x80, 0x20, 0x60, 0x01}), true);
  EXPECT_EQ(sync.temporal_id, 1);
  EXPECT_TRUE(sync.switch_up_point);
  EXPECT_TRUE(sync.end_of_frame);
  EXPECT_FALSE(sync.discardable);
  const FrameInfo spare = frame_info(*parse_vp8(Bytes{0xa0, 0x20, 0x80, 0x01}), false);
  EXPECT_EQ(spare.temporal_id, 2);
  EXPECT_FALSE(spare.switch_up_point);
  EXPECT_TRUE(spare.discardable);
}

TEST(Vp8Patch, ChangesTheCountersAndNothingElse) {
  Bytes expected = kFull;
  expected[2] = 0xff;
  expected[3] = 0xfe;
  expected[4] = 0x11;
  EXPECT_EQ(patched(kFull, {.picture_id = 0x7ffe, .tl0_pic_idx = 0x11}), expected);
}

TEST(Vp8Patch, ASevenBitPictureIdGrowsToFifteen) {
  EXPECT_EQ(patched({0x90, 0x80, 0x05, 0x01}, {.picture_id = 0x0102, .tl0_pic_idx = {}}),
            (Bytes{0x90, 0x80, 0x81, 0x02, 0x01}));
}

TEST(Vp8Patch, AddsNoCounterThatTheSourceDoesNotHave) {
  for (const Bytes& payload :
       {Bytes{0x10, 0x01}, Bytes{0x90, 0x00, 0x01}, Bytes{0x90, 0x20, 0x40, 0x01}, Bytes{0x90}, {}})
    EXPECT_EQ(patched(payload, {.picture_id = 1, .tl0_pic_idx = 2}), payload);
}

}  // namespace
}  // namespace codec
