#include "proto/codec/vp9_descriptor.hpp"

#include <gtest/gtest.h>

#include "proto/codec/test_sweep.hpp"

namespace codec {
namespace {

using base::Bytes;

// I L B V | 15 bits: 0x1234 | TID 0 U 0 SID 0 D 0 | TL0 9 | SS: two layers with sizes, group of
// two: TID 0 one reference, TID 1 U two references | payload
const Bytes kKeyNonFlexible = {0xaa, 0x92, 0x34, 0x00, 0x09, 0x38, 0x01, 0x40, 0x00, 0xb4, 0x02,
                               0x80, 0x01, 0x68, 0x02, 0x04, 0x02, 0x38, 0x01, 0x03, 0x55};
// I P L F B E | 7 bits: 5 | TID 2 U SID 1 D | P_DIFF 1, P_DIFF 127 | payload
const Bytes kFlexible = {0xfc, 0x05, 0x53, 0x03, 0xfe, 0x55};

Bytes patched(const Bytes& payload, const PictureCounters& counters) {
  const PayloadPatch patch = patch_vp9(payload, counters);
  Bytes out = base::to_bytes(patch.view());
  out.insert(out.end(), payload.begin() + patch.replaced, payload.end());
  return out;
}

TEST(Vp9Descriptor, ReadsNonFlexibleModeWithItsStructure) {
  const auto d = parse_vp9(kKeyNonFlexible);
  ASSERT_TRUE(d);
  EXPECT_TRUE(d->key_frame());
  EXPECT_EQ(d->picture_id, 0x1234);
  EXPECT_EQ(d->tl0_pic_idx, 9);
  ASSERT_TRUE(d->structure);
  EXPECT_EQ(d->structure->spatial_layers, 2);
  EXPECT_EQ(d->structure->resolutions[1], (Resolution{640, 360}));
  EXPECT_EQ(d->structure->group_size, 2);
  EXPECT_EQ(d->size, kKeyNonFlexible.size() - 1);
  EXPECT_EQ(frame_info(*d).resolution, (Resolution{320, 180}));
}

TEST(Vp9Descriptor, ReadsFlexibleModeWithItsReferences) {
  const auto d = parse_vp9(kFlexible);
  ASSERT_TRUE(d);
  EXPECT_TRUE(d->flexible && d->inter_picture && d->inter_layer && d->switching_up);
  EXPECT_TRUE(d->start_of_frame && d->end_of_frame);
  EXPECT_EQ(d->picture_id, 5);
  EXPECT_FALSE(d->picture_id_is_long);
  EXPECT_EQ(d->temporal_id, 2);
  EXPECT_EQ(d->spatial_id, 1);
  EXPECT_EQ(d->tl0_pic_idx, std::nullopt) << "flexible mode has none";
  EXPECT_EQ(d->picture_diff_count, 2);
  EXPECT_EQ(d->picture_diffs[0], 1);
  EXPECT_EQ(d->picture_diffs[1], 127);
}

TEST(Vp9Descriptor, EachPrefixIsRefused) {
  test::expect_each_prefix_refused(kKeyNonFlexible, parse_vp9);
  test::expect_each_prefix_refused(kFlexible, parse_vp9);
}

TEST(Vp9Descriptor, RefusesAFourthReferenceAndFlexibleModeWithoutPictureId) {
  EXPECT_TRUE(parse_vp9(Bytes{0xd0, 0x05, 0x03, 0x03, 0x02, 0x55}));
  EXPECT_EQ(parse_vp9(Bytes{0xd0, 0x05, 0x03, 0x03, 0x03, 0x02, 0x55}).error(),
            PayloadError::kMalformed);
  EXPECT_EQ(parse_vp9(Bytes{0x50, 0x03, 0x02, 0x55}).error(), PayloadError::kMalformed);
}

TEST(Vp9Descriptor, AStructureOfTheGreatestSizeIsRead) {
  Bytes payload = {0x02, 0xf8};  // V | eight layers, Y, G
  payload.insert(payload.end(), 8 * 4, 0x01);
  payload.push_back(255);
  for (int i = 0; i < 255; ++i) payload.insert(payload.end(), {0x0c, 1, 2, 3});
  payload.push_back(0x55);
  const auto d = parse_vp9(payload);
  ASSERT_TRUE(d);
  EXPECT_EQ(d->size, 2 + 32 + 1 + 255 * 4);
}

TEST(Vp9Descriptor, AKeyPictureIsKeyInItsLowestLayerAndASwitchUpPointInTheOthers) {
  struct Row {
    uint8_t first, layers;
    bool key, up_here, up_after;
  };
  for (const Row& row : {Row{0xa8, 0x00, true, true, true},       // P 0, SID 0
                         Row{0xa8, 0x03, false, true, true},      // P 0, SID 1, D
                         Row{0xa8, 0x02, true, true, true},       // P 0, SID 1, on its own
                         Row{0xe8, 0x02, false, false, false},    // P 1, SID 1
                         Row{0xe8, 0x30, false, false, true}}) {  // P 1, TID 1, U
    const auto d = parse_vp9(Bytes{row.first, 0x01, row.layers, 0x01, 0x55});
    ASSERT_TRUE(d);
    const FrameInfo info = frame_info(*d);
    EXPECT_EQ(info.key_frame, row.key);
    EXPECT_EQ(info.switch_up_point, row.up_here);
    EXPECT_EQ(info.switch_up_after, row.up_after);
  }
}

TEST(Vp9Patch, ChangesTheCountersAndNothingElse) {
  Bytes expected = kKeyNonFlexible;
  expected[1] = 0xff;
  expected[2] = 0xfe;
  expected[4] = 0x11;
  EXPECT_EQ(patched(kKeyNonFlexible, {.picture_id = 0x7ffe, .tl0_pic_idx = 0x11}), expected);
}

TEST(Vp9Patch, ASevenBitPictureIdGrowsToFifteenAndReferencesStay) {
  EXPECT_EQ(patched(kFlexible, {.picture_id = 0x0102, .tl0_pic_idx = 1}),
            (Bytes{0xfc, 0x81, 0x02, 0x53, 0x03, 0xfe, 0x55}));
}

TEST(Vp9Patch, AddsNoCounterThatTheSourceDoesNotHave) {
  for (const Bytes& payload : {Bytes{0x0c, 0x55}, Bytes{0x80}, Bytes{}})
    EXPECT_EQ(patched(payload, {.picture_id = 1, .tl0_pic_idx = 2}), payload);
}

}  // namespace
}  // namespace codec
