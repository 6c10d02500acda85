#include "proto/rtp/extension_writer.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace rtp {
namespace {

using base::Bytes;
using base::BytesView;

TEST(ExtensionWriter, WritesTheBytesOfABrowser) {
  uint8_t buffer[64] = {};
  ExtensionWriter writer(buffer, TwoByteForm::kRefused);
  ASSERT_TRUE(writer.add(3, Bytes{0x1a, 0x2b, 0x3c}));
  ASSERT_TRUE(writer.add(5, Bytes{0x00, 0x07}));
  ASSERT_TRUE(writer.add_byte(9, '1'));
  const Bytes expected = {0xbe, 0xde, 0x00, 0x03, 0x32, 0x1a, 0x2b, 0x3c,
                          0x51, 0x00, 0x07, 0x90, 0x31, 0x00, 0x00, 0x00};
  ASSERT_EQ(writer.finish(), expected.size());
  EXPECT_EQ(base::to_bytes(BytesView(buffer).first(expected.size())), expected);
}

TEST(ExtensionWriter, WritesNothingWhenNothingWasAdded) {
  uint8_t buffer[4] = {1, 2, 3, 4};
  ExtensionWriter writer(buffer, TwoByteForm::kAllowed);
  EXPECT_EQ(writer.finish(), 0u);
  EXPECT_EQ(buffer[0], 1);
}

TEST(ExtensionWriter, TurnsWhatIsThereIntoTwoByteFormAtTheFirstElementThatNeedsIt) {
  const Bytes long_data(17, 0xdd);
  uint8_t buffer[64] = {};
  ExtensionWriter writer(buffer, TwoByteForm::kAllowed);
  ASSERT_TRUE(writer.add(1, Bytes{0xaa}));
  ASSERT_TRUE(writer.add(2, Bytes(16, 0xbb)));
  EXPECT_EQ(writer.form(), ExtensionForm::kOneByte);
  ASSERT_TRUE(writer.add(3, long_data));
  EXPECT_EQ(writer.form(), ExtensionForm::kTwoByte);
  ASSERT_TRUE(writer.add(4, {}));
  ASSERT_TRUE(writer.add(200, Bytes{0xcc}));
  const size_t size = writer.finish();
  EXPECT_EQ(size % 4, 0u);
  EXPECT_EQ(base::load_u16(buffer), kTwoByteProfile);

  ExtensionReader reader(kTwoByteProfile, BytesView(buffer).subspan(4, size - 4));
  const std::pair<int, Bytes> expected[] = {
      {1, {0xaa}}, {2, Bytes(16, 0xbb)}, {3, long_data}, {4, {}}, {200, {0xcc}}};
  for (const auto& [id, data] : expected) {
    const auto element = reader.next();
    ASSERT_TRUE(element);
    EXPECT_EQ(element->id, id);
    EXPECT_EQ(base::to_bytes(element->data), data);
  }
  EXPECT_FALSE(reader.next());
}

TEST(ExtensionWriter, DropsTheElementWhenTwoByteFormIsRefused) {
  uint8_t buffer[64] = {};
  ExtensionWriter writer(buffer, TwoByteForm::kRefused);
  ASSERT_TRUE(writer.add_byte(1, 1));
  EXPECT_FALSE(writer.add(2, Bytes(17)));
  EXPECT_FALSE(writer.add_byte(16, 1));
  EXPECT_FALSE(writer.add(3, {}));
  EXPECT_EQ(writer.finish(), 8u);
}

// Every buffer size and random elements: the bytes behind the buffer stay, and what add() accepted
// is what a reader finds.
TEST(ExtensionWriter, NeverPassesItsBufferAndReadsBackWhatItAccepted) {
  base::SeededRandom random(3);
  for (int round = 0; round < 100'000; ++round) {
    const size_t room = random.below(90);
    Bytes buffer(room + 8, 0xee);
    ExtensionWriter writer(base::MutableBytes(buffer).first(room), TwoByteForm::kAllowed);
    std::vector<std::pair<uint8_t, Bytes>> accepted;
    for (size_t i = random.below(8); i > 0; --i) {
      const bool wide = random.below(6) == 0;
      auto id = static_cast<uint8_t>(1 + random.below(wide ? 255 : 14));
      if (id == 15) id = 16;
      Bytes data(wide ? random.below(40) : 1 + random.below(16));
      random.fill(data);
      if (writer.add(id, data)) accepted.emplace_back(id, data);
    }
    const size_t size = writer.finish();
    ASSERT_LE(size, room);
    for (size_t i = room; i < buffer.size(); ++i) ASSERT_EQ(buffer[i], 0xee);
    ASSERT_EQ(size == 0, accepted.empty());
    if (size == 0) continue;
    ASSERT_EQ(size, 4u + base::load_u16(&buffer[2]) * 4u);
    ExtensionReader reader(base::load_u16(buffer.data()), BytesView(buffer).subspan(4, size - 4));
    for (const auto& [id, data] : accepted) {
      const auto element = reader.next();
      ASSERT_TRUE(element);
      ASSERT_EQ(element->id, id);
      ASSERT_EQ(base::to_bytes(element->data), data);
    }
    ASSERT_FALSE(reader.next());
  }
}

}  // namespace
}  // namespace rtp
