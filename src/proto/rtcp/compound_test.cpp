#include "proto/rtcp/compound.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "proto/rtcp/kind.hpp"
#include "proto/rtcp/nack.hpp"
#include "proto/rtcp/pli.hpp"
#include "proto/rtcp/receiver_report.hpp"
#include "proto/rtcp/remb.hpp"
#include "proto/rtcp/sdes.hpp"
#include "proto/rtcp/sender_report.hpp"

namespace rtcp {
namespace {

using base::Bytes;
using base::BytesView;

Bytes browser_compound() {
  Bytes out;
  CompoundBuilder builder(out);
  EXPECT_TRUE(builder.add(SenderReport{1, {2}, 3, 4, 5, {ReportBlock{}}}));
  EXPECT_TRUE(builder.add(Sdes{{{1, "abcdefghijklmnop"}}}));
  EXPECT_TRUE(builder.add(Nack{1, 2, {{10, 3}}}));
  EXPECT_TRUE(builder.add(Remb{1, 1'000'000, {2}}));
  return out;
}

std::vector<Kind> kinds(const Compound& compound) {
  std::vector<Kind> result;
  for (const PacketView& packet : compound) result.push_back(kind_of(packet));
  return result;
}

TEST(Compound, HandsOutItsPacketsInOrder) {
  const Bytes bytes = browser_compound();
  const auto compound = Compound::parse(bytes);
  ASSERT_TRUE(compound);
  EXPECT_FALSE(compound->is_reduced_size());
  EXPECT_EQ(kinds(*compound),
            (std::vector{Kind::kSenderReport, Kind::kSdes, Kind::kNack, Kind::kRemb}));
}

TEST(Compound, AcceptsReducedSize) {
  Bytes bytes;
  Pli{1, 2}.append(bytes);
  const auto compound = Compound::parse(bytes);
  ASSERT_TRUE(compound);
  EXPECT_TRUE(compound->is_reduced_size());
  EXPECT_EQ(kinds(*compound), std::vector{Kind::kPli});
}

TEST(Compound, SkipsWhatItDoesNotKnow) {
  const Bytes bytes = {0x80, 0xcc, 0, 2, 0, 0, 0, 1, 'n', 'a', 'm', 'e',  // APP
                       0x83, 0xcd, 0, 2, 0, 0, 0, 1, 0,   0,   0,   2,    // TMMBR
                       0x8f, 0xce, 0, 2, 0, 0, 0, 1, 0,   0,   0,   2,    // AFB without letters
                       0x80, 0xd2, 0, 0};                                 // type 210
  const auto compound = Compound::parse(bytes);
  ASSERT_TRUE(compound);
  EXPECT_EQ(kinds(*compound), std::vector(4, Kind::kUnknown));
}

TEST(Compound, RefusesADatagramThatItsPacketsDoNotFill) {
  const Bytes whole = browser_compound();
  size_t refused = 0;
  for (size_t size = 0; size < whole.size(); ++size)
    if (!Compound::parse(BytesView(whole).first(size))) ++refused;
  EXPECT_EQ(refused, whole.size() - 3) << "cut between packets, it is a shorter compound";
  Bytes tail = whole;
  tail.push_back(0x80);
  EXPECT_EQ(Compound::parse(tail).error(), Error::kTruncated);
  tail.insert(tail.end(), {0xc9, 0xff, 0xff});
  EXPECT_EQ(Compound::parse(tail).error(), Error::kTruncated);
  tail[whole.size()] = 0x40;
  EXPECT_EQ(Compound::parse(tail).error(), Error::kVersion);
}

TEST(Compound, TakesPaddingOffAndRefusesACountBeyondThePacket) {
  struct Case {
    uint8_t count;
    bool good;
  };
  for (const auto& [count, good] : {Case{0, false}, Case{1, true}, Case{3, true}, Case{4, true},
                                    Case{8, true}, Case{9, false}, Case{255, false}}) {
    const Bytes bytes = {0xa0, 0xc9, 0, 2, 0, 0, 0, 1, 0, 0, 0, count};
    const auto compound = Compound::parse(bytes);
    ASSERT_EQ(compound.has_value(), good) << int{count};
    if (good) {
      EXPECT_EQ(compound->begin()->body.size(), 8u - count);
    } else {
      EXPECT_EQ(compound.error(), Error::kPadding);
    }
  }
  EXPECT_EQ(Compound::parse(Bytes{0xa0, 0xc9, 0, 0}).error(), Error::kPadding);
}

TEST(Compound, StaysInsideForEveryLengthOfRandomBytes) {
  base::SeededRandom random(6);
  size_t accepted = 0;
  for (int round = 0; round < 2'000; ++round)
    for (size_t size = 0; size <= 64; ++size) {
      Bytes bytes(size);
      random.fill(bytes);
      // Plausible heads, so that some get through: version, a type that exists, a short length.
      for (size_t i = 0; i + 4 <= size; i += 4)
        if (random.below(3) == 0 || i == 0) {
          bytes[i] = static_cast<uint8_t>(0x80 | (bytes[i] & 0x3f));
          bytes[i + 1] = static_cast<uint8_t>(200 + random.below(8));
          base::store_u16(&bytes[i + 2], static_cast<uint16_t>(random.below(size / 4)));
        }
      const auto compound = Compound::parse(bytes);
      if (!compound) continue;
      ++accepted;
      for (const PacketView& packet : *compound) ASSERT_LE(packet.body.size(), size);
    }
  EXPECT_GT(accepted, 1'000u);
}

TEST(CompoundBuilder, LeavesOutWhatWouldPassTheLimit) {
  Bytes out = {0xee};
  CompoundBuilder builder(out, 20);
  EXPECT_TRUE(builder.add(ReceiverReport{1, {}}));
  EXPECT_TRUE(builder.add(Pli{1, 2}));
  EXPECT_FALSE(builder.add(Pli{1, 3}));
  EXPECT_EQ(builder.size(), 20u);
  EXPECT_EQ(out[0], 0xee) << "what stood before is left alone";
  EXPECT_TRUE(Compound::parse(BytesView(out).subspan(1)));
}

}  // namespace
}  // namespace rtcp
