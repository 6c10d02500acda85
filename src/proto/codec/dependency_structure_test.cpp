#include "proto/codec/dependency_structure.hpp"

#include <gtest/gtest.h>

#include "proto/codec/test_structures.hpp"

namespace codec {
namespace {

using base::Bytes;

Bytes written(const test::TestStructure& structure) {
  Bytes bytes(512);
  BitWriter out(bytes);
  test::write_structure(out, structure);
  EXPECT_TRUE(out.ok());
  bytes.resize(out.size());
  return bytes;
}

std::expected<DependencyStructure, PayloadError> parsed(const Bytes& bytes) {
  BitReader reader(bytes);
  return parse_dependency_structure(reader);
}

TEST(BitStream, NonSymmetricValuesTakeTheFewestBitsAndComeBack) {
  for (uint32_t n = 1; n <= 33; ++n) {
    for (uint32_t value = 0; value < n; ++value) {
      Bytes bytes(2);
      BitWriter out(bytes);
      test::write_non_symmetric(out, value, n);
      BitReader in(bytes);
      EXPECT_EQ(in.non_symmetric(n), value) << "of " << n;
      EXPECT_LE(in.position(), static_cast<size_t>(std::bit_width(n)));
    }
  }
}

TEST(BitStream, StopsForGoodAtTheFirstReadThatDoesNotFit) {
  const Bytes bytes = {0xa5, 0xff};
  BitReader reader(bytes);
  EXPECT_EQ(reader.bits(3), 5u);
  EXPECT_EQ(reader.bits(9), 0x05fu);
  EXPECT_EQ(reader.bits(5), 0u);
  EXPECT_FALSE(reader.ok());
  EXPECT_EQ(reader.bits(1), 0u) << "four bits are left, but the reader has failed";
}

TEST(DependencyStructure, ReadsWhatTheSpecificationNames) {
  const auto s = parsed(written(test::l2t2()));
  ASSERT_TRUE(s);
  EXPECT_EQ(s->template_id_offset, 60);
  EXPECT_EQ(s->template_count, 6);
  EXPECT_EQ(s->decode_target_count, 4);
  EXPECT_EQ(s->chain_count, 2);
  EXPECT_EQ(s->spatial_layers, 2);
  const FrameDependencies& last = s->templates[5];
  EXPECT_EQ(last.spatial_id, 1);
  EXPECT_EQ(last.temporal_id, 1);
  EXPECT_EQ(last.frame_diff_count, 2);
  EXPECT_EQ(last.frame_diffs[0], 2);
  EXPECT_EQ(last.chain_diffs[0], 3);
  EXPECT_EQ(last.indications[3], DecodeTargetIndication::kDiscardable);
  EXPECT_EQ(last.indications[2], DecodeTargetIndication::kNotPresent);
  EXPECT_EQ(s->protected_by_chain[2], 1);
  EXPECT_EQ(s->resolutions[1], (Resolution{640, 360}));
}

TEST(DependencyStructure, DecodeTargetsAreFoundByTheirLayers) {
  const auto s = parsed(written(test::l2t2()));
  ASSERT_TRUE(s);
  EXPECT_EQ(s->target_layers[1], (DecodeTargetLayer{0, 1}));
  EXPECT_EQ(s->target_layers[2], (DecodeTargetLayer{1, 0}));
  EXPECT_EQ(s->decode_target_for(0, 0), 0u);
  EXPECT_EQ(s->decode_target_for(0, 7), 1u);
  EXPECT_EQ(s->decode_target_for(1, 0), 2u);
  EXPECT_EQ(s->decode_target_for(3, 7), 3u);
  EXPECT_EQ(s->decode_targets_within(0, 1), 0b0011u);
  EXPECT_EQ(s->decode_targets_within(1, 0), 0b0101u);
  EXPECT_EQ(DependencyStructure{}.decode_target_for(3, 7), std::nullopt);
}

TEST(DependencyStructure, TheGreatestOneIsRead) {
  test::TestStructure greatest{.template_id_offset = 63,
                               .templates = {},
                               .protected_by = {},
                               .resolutions = {{65535, 1}, {1, 65535}, {2, 2}, {3, 3}}};
  for (unsigned i = 0; i < 64; ++i)
    greatest.templates.push_back({static_cast<uint8_t>(i / 16),
                                  static_cast<uint8_t>(i / 2 % 8),
                                  "SSSSSSSSRRRRRRRRDDDDDDDD--------",
                                  {1, 2, 3, 4, 5, 6, 7, 16},
                                  std::vector<unsigned>(32, 15)});
  for (unsigned i = 0; i < 32; ++i) greatest.protected_by.push_back(i);
  Bytes bytes(4096);
  BitWriter out(bytes);
  test::write_structure(out, greatest);
  ASSERT_TRUE(out.ok());
  const auto s = parsed(bytes);
  ASSERT_TRUE(s);
  EXPECT_EQ(s->template_count, 64);
  EXPECT_EQ(s->chain_count, 32);
  EXPECT_EQ(s->all_decode_targets(), ~0u);
  EXPECT_EQ(s->templates[63].frame_diffs[7], 16);
  EXPECT_EQ(s->resolutions[0], (Resolution{65535, 1}));
}

TEST(DependencyStructure, RefusesMoreThanTheBounds) {
  const auto with = [](auto change) {
    test::TestStructure s{
        .template_id_offset = 0, .templates = {}, .protected_by = {}, .resolutions = {}};
    change(s);
    Bytes bytes(512);
    BitWriter out(bytes);
    test::write_structure(out, s);
    return parsed(bytes);
  };
  const test::TestTemplate plain{0, 0, "S", {}, {}};
  EXPECT_EQ(with([&](auto& s) { s.templates.assign(65, plain); }).error(),
            PayloadError::kMalformed);
  EXPECT_EQ(with([&](auto& s) {
              for (uint8_t i = 0; i < 5; ++i) s.templates.push_back({i, 0, "S", {}, {}});
            }).error(),
            PayloadError::kMalformed);
  EXPECT_EQ(with([&](auto& s) {
              for (uint8_t i = 0; i < 9; ++i) s.templates.push_back({0, i, "S", {}, {}});
            }).error(),
            PayloadError::kMalformed);
  EXPECT_EQ(with([&](auto& s) {
              s.templates.push_back({0, 0, "S", std::vector<unsigned>(9, 1), {}});
            }).error(),
            PayloadError::kMalformed);
}

TEST(DependencyStructure, EachPrefixIsTruncated) {
  const Bytes whole = written(test::l2t2());
  for (size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(parsed(Bytes(whole.begin(), whole.begin() + static_cast<ptrdiff_t>(size))).error(),
              PayloadError::kTruncated)
        << size;
}

}  // namespace
}  // namespace codec
