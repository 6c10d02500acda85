#include "sfu/decode_target_mask.hpp"

#include <gtest/gtest.h>

#include "proto/codec/test_structures.hpp"
#include "sfu/descriptor_writer.hpp"

namespace sfu {
namespace {

using codec::test::TestDescriptor;

// Decode targets S0T0, S0T1, S1T0, S1T1.
constexpr uint32_t kAll = 0b1111;

class Mask : public ::testing::Test {
 protected:
  Mask() {
    auto structure = std::make_shared<codec::DependencyStructure>();
    (void)codec::parse_dependency_descriptor(key_bytes(), *structure);
    structure_ = structure;
  }
  base::Bytes key_bytes() {
    return codec::test::write_descriptor(
        {.template_id = 60, .frame_number = 7, .structure = &test_structure_});
  }
  std::unique_ptr<Packet> packet(const base::Bytes& descriptor, bool tells = false) {
    auto packet = std::make_unique<Packet>();
    packet->frame.start_of_frame = true;
    packet->descriptor = {structure_, kAll, tells};
    std::ranges::copy(descriptor, packet->buffer);
    packet->descriptor_size = static_cast<uint16_t>(descriptor.size());
    return packet;
  }
  std::unique_ptr<Packet> delta() {
    return packet(codec::test::write_descriptor({.template_id = 61, .frame_number = 8}));
  }

  codec::test::TestStructure test_structure_ = codec::test::l2t2();
  std::shared_ptr<const codec::DependencyStructure> structure_;
  DecodeTargetMask mask_;
};

TEST_F(Mask, WhoGetsEverythingIsToldNothing) {
  EXPECT_EQ(mask_.due(*packet(key_bytes(), true), 1, kAllTemporal), std::nullopt);
  EXPECT_EQ(mask_.due(*delta(), 1, kAllTemporal), std::nullopt);
}

TEST_F(Mask, WhatIsLeftOutIsToldOnceAndWithEachStructure) {
  EXPECT_EQ(mask_.due(*packet(key_bytes(), true), 0, kAllTemporal), 0b0011u);
  EXPECT_EQ(mask_.due(*delta(), 0, kAllTemporal), std::nullopt);
  EXPECT_EQ(mask_.due(*packet(key_bytes(), true), 0, kAllTemporal), 0b0011u);
  EXPECT_EQ(mask_.due(*delta(), 0, 0), 0b0001u) << "temporal layers count, too";
  EXPECT_EQ(mask_.due(*delta(), 0, kAllTemporal), 0b0011u);
}

TEST_F(Mask, WhatTheSenderDoesNotProduceIsNotPromised) {
  const auto key = packet(key_bytes(), true);
  key->descriptor.active_targets = 0b0111;
  EXPECT_EQ(mask_.due(*key, 1, kAllTemporal), std::nullopt) << "the sender's own mask is right";
  EXPECT_EQ(mask_.due(*key, 1, 0), 0b0101u);
}

TEST_F(Mask, ItIsWrittenBesideTheSlotsFrameNumber) {
  for (const auto& one : {packet(key_bytes(), true), delta()}) {
    RewrittenPacket fields;
    fields.frame_number = 4711;
    fields.decode_targets = 0b0011;
    DescriptorBuffer out;
    const size_t size = write_descriptor(*one, fields, out);
    codec::DependencyStructure structure = *structure_;
    const auto read =
        codec::parse_dependency_descriptor(base::BytesView(out).first(size), structure);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->frame_number, 4711);
    EXPECT_EQ(read->active_decode_targets, 0b0011u);
    EXPECT_EQ(structure, *structure_);

    fields.decode_targets.reset();
    EXPECT_EQ(write_descriptor(*one, fields, out), one->descriptor_size);
  }
}

}  // namespace
}  // namespace sfu
