#include "proto/codec/dependency_descriptor.hpp"

#include <gtest/gtest.h>

#include "proto/codec/test_structures.hpp"
#include "proto/codec/test_sweep.hpp"

namespace codec {
namespace {

using base::Bytes;
using enum DecodeTargetIndication;

// L1T1 by hand: start, end, template 0, frame 1 | structure | offset 0, one target | two templates
// of one layer | S, S | none; 1 | one chain, diffs 0 and 1 | 1280x720.
const Bytes kKeyL1T1 = {0xc0, 0x00, 0x01, 0x80, 0x00, 0x3a, 0x41,
                        0x01, 0x82, 0x7f, 0x81, 0x67, 0x80};
const Bytes kDeltaL1T1 = {0xc1, 0x00, 0x02};

const test::TestStructure kL2T2 = test::l2t2();
Bytes key_l2t2() {
  return test::write_descriptor({.template_id = 60, .frame_number = 100, .structure = &kL2T2});
}
DependencyStructure l2t2_structure() {
  DependencyStructure structure;
  EXPECT_TRUE(parse_dependency_descriptor(key_l2t2(), structure));
  return structure;
}

TEST(DependencyDescriptor, ReadsAKeyFrameWithItsStructureAndThenAFrameOfThreeBytes) {
  DependencyStructure structure;
  const auto key = parse_dependency_descriptor(kKeyL1T1, structure);
  ASSERT_TRUE(key);
  EXPECT_TRUE(key->has_structure && key->start_of_frame && key->end_of_frame);
  EXPECT_EQ(key->active_decode_targets, 1u);
  EXPECT_EQ(key->resolution, (Resolution{1280, 720}));
  EXPECT_TRUE(frame_info(*key, structure).key_frame);

  const auto delta = parse_dependency_descriptor(kDeltaL1T1, structure);
  ASSERT_TRUE(delta);
  EXPECT_EQ(delta->frame_number, 2);
  EXPECT_EQ(delta->frame.frame_diff_count, 1);
  EXPECT_EQ(delta->frame.frame_diffs[0], 1);
  EXPECT_EQ(delta->frame.chain_diffs[0], 1);
  EXPECT_EQ(delta->active_decode_targets, std::nullopt);
  const FrameInfo info = frame_info(*delta, structure);
  EXPECT_FALSE(info.key_frame);
  EXPECT_TRUE(info.switch_up_point);
  EXPECT_EQ(info.frame_number, 2);
}

TEST(DependencyDescriptor, WithoutAStructureNothingCanBeRead) {
  DependencyStructure structure;
  EXPECT_EQ(parse_dependency_descriptor(kDeltaL1T1, structure).error(), PayloadError::kNoStructure);
}

TEST(DependencyDescriptor, ATemplateOfAnotherStructureIsRefusedAndNumbersWrapAt64) {
  DependencyStructure structure = l2t2_structure();
  for (unsigned id = 0; id < 64; ++id) {
    const auto d =
        parse_dependency_descriptor(test::write_descriptor({.template_id = id}), structure);
    const unsigned index = (id + 64 - 60) % 64;
    ASSERT_EQ(d.has_value(), index < 6) << id;
    if (d) {
      EXPECT_EQ(d->frame.spatial_id, kL2T2.templates[index].spatial_id);
    } else {
      EXPECT_EQ(d.error(), PayloadError::kUnknownTemplate);
    }
  }
}

TEST(DependencyDescriptor, AFrameOverridesItsTemplate) {
  DependencyStructure structure = l2t2_structure();
  const auto d =
      parse_dependency_descriptor(test::write_descriptor({.template_id = 61,
                                                          .frame_number = 65535,
                                                          .structure = nullptr,
                                                          .active_targets = 0b0011,
                                                          .target_count = 4,
                                                          .indications = "S-DR",
                                                          .frame_diffs = {{1, 17, 257, 4096}},
                                                          .chain_diffs = {255, 7}}),
                                  structure);
  ASSERT_TRUE(d);
  EXPECT_EQ(d->active_decode_targets, 0b0011u);
  EXPECT_EQ(d->frame.indications[0], kSwitch);
  EXPECT_EQ(d->frame.indications[1], kNotPresent);
  EXPECT_EQ(d->frame.indications[2], kDiscardable);
  EXPECT_EQ(d->frame.indications[3], kRequired);
  EXPECT_EQ(d->frame.frame_diff_count, 4);
  EXPECT_EQ(d->frame.frame_diffs[3], 4096);
  EXPECT_EQ(d->frame.chain_diffs[0], 255);
  EXPECT_EQ(structure.templates[1].chain_diffs[0], 4) << "the template stays";
}

TEST(DependencyDescriptor, ABadDescriptorLeavesTheStructureAlone) {
  DependencyStructure none;
  test::expect_each_prefix_refused(
      kKeyL1T1, [&](base::BytesView prefix) { return parse_dependency_descriptor(prefix, none); });
  EXPECT_TRUE(none.empty());

  DependencyStructure structure = l2t2_structure();
  const DependencyStructure before = structure;
  Bytes nine_references = test::write_descriptor({.template_id = 60,
                                                  .frame_number = 1,
                                                  .structure = &kL2T2,
                                                  .active_targets = {},
                                                  .target_count = 0,
                                                  .indications = {},
                                                  .frame_diffs = std::vector<unsigned>(9, 1),
                                                  .chain_diffs = {}});
  EXPECT_EQ(parse_dependency_descriptor(nine_references, structure).error(),
            PayloadError::kMalformed);
  EXPECT_EQ(structure, before);
}

TEST(DependencyDescriptor, FrameInfoTellsSwitchPointsAndDiscardableFrames) {
  DependencyStructure structure = l2t2_structure();
  struct Row {
    unsigned template_id;
    uint8_t spatial, temporal;
    bool switch_up, discardable;
  };
  for (const Row& row :
       {Row{61, 0, 0, true, false}, Row{62, 0, 1, false, false}, Row{63, 1, 0, true, false},
        Row{0, 1, 0, true, false}, Row{1, 1, 1, false, true}}) {
    const auto d = parse_dependency_descriptor(
        test::write_descriptor({.template_id = row.template_id}), structure);
    ASSERT_TRUE(d);
    const FrameInfo info = frame_info(*d, structure);
    EXPECT_EQ(info.spatial_id, row.spatial);
    EXPECT_EQ(info.temporal_id, row.temporal);
    EXPECT_EQ(info.switch_up_point, row.switch_up) << row.template_id;
    EXPECT_EQ(info.discardable, row.discardable) << row.template_id;
    EXPECT_EQ(info.begins_layer, row.template_id == 63) << "refers to the layer below alone";
    EXPECT_FALSE(info.key_frame);
  }
}

TEST(DependencyDescriptor, TheFrameNumberIsRewrittenInPlace) {
  DependencyStructure structure;
  Bytes extension = kKeyL1T1;
  write_frame_number(extension, 0xbeef);
  EXPECT_EQ(parse_dependency_descriptor(extension, structure)->frame_number, 0xbeef);
  extension[1] = kKeyL1T1[1];
  extension[2] = kKeyL1T1[2];
  EXPECT_EQ(extension, kKeyL1T1);
}

// The mask is set, replaced or added, and every other field stays as it was.
TEST(DependencyDescriptor, TheMaskOfActiveTargetsIsRewritten) {
  const std::vector<unsigned> diffs = {3, 300};
  for (const bool with_structure : {false, true}) {
    for (const bool with_mask : {false, true}) {
      for (const bool custom : {false, true}) {
        DependencyStructure structure = l2t2_structure();
        test::TestDescriptor source{.template_id = 60, .frame_number = 77};
        if (with_structure) source.structure = &kL2T2;
        if (with_mask) source.active_targets = 0b1110, source.target_count = 4;
        if (custom) {
          source.indications = "SSDR";
          source.frame_diffs = diffs;
          source.chain_diffs = {9, 8};
        }
        test::TestDescriptor expected = source;
        expected.active_targets = 0b0101;
        expected.target_count = 4;

        const Bytes extension = test::write_descriptor(source);
        const auto d = parse_dependency_descriptor(extension, structure);
        ASSERT_TRUE(d);
        Bytes out(extension.size() + 5, 0xff);
        const auto size = write_active_decode_targets(extension, *d, structure, 0xfff5, out);
        ASSERT_TRUE(size);
        out.resize(*size);
        EXPECT_EQ(out, test::write_descriptor(expected));
        for (size_t room = 0; room < *size; ++room) {
          Bytes small(room);
          EXPECT_FALSE(write_active_decode_targets(extension, *d, structure, 0b0101, small));
        }
      }
    }
  }
}

TEST(DependencyDescriptor, TakesAnyBytesOfAnyLength) {
  DependencyStructure structure = l2t2_structure();
  test::run_random_bytes_of_each_length([&](base::BytesView bytes) {
    const auto d = parse_dependency_descriptor(bytes, structure);
    if (d) frame_info(*d, structure);
  });
}

}  // namespace
}  // namespace codec
