// NACK, PLI, FIR and REMB against bytes as browsers send them.
#include <gtest/gtest.h>

#include "proto/rtcp/fir.hpp"
#include "proto/rtcp/nack.hpp"
#include "proto/rtcp/pli.hpp"
#include "proto/rtcp/remb.hpp"

namespace rtcp {
namespace {

using base::Bytes;
using Numbers = std::vector<uint16_t>;

template <typename P>
Bytes serialise(const P& packet) {
  Bytes out;
  packet.append(out);
  return out;
}

Numbers lost(const Nack& nack) {
  Numbers numbers;
  nack.for_each_lost([&](uint16_t number) { numbers.push_back(number); });
  return numbers;
}

TEST(Nack, UnfoldsTheMaskOverTheWrap) {
  const Bytes bytes = {0x81, 0xcd, 0x00, 0x04, 0,    0,    0,    1,    0,    0,
                       0,    2,    0xff, 0xfe, 0x80, 0x05, 0x01, 0x00, 0x00, 0x00};
  const auto nack = parse_one<Nack>(bytes);
  ASSERT_TRUE(nack);
  EXPECT_EQ(nack->sender_ssrc, 1u);
  EXPECT_EQ(nack->media_ssrc, 2u);
  EXPECT_EQ(lost(*nack), (Numbers{65534, 65535, 1, 14, 256}));
  EXPECT_EQ(serialise(*nack), bytes);
}

TEST(Nack, PacksAscendingNumbersIntoFewPairs) {
  const Numbers numbers = {65530, 65531, 65535, 0, 10, 11, 27, 28};
  Nack nack;
  nack.add_lost(numbers);
  EXPECT_EQ(lost(nack), numbers);
  EXPECT_EQ(nack.items,
            (std::vector<Nack::Item>{
                {65530, 1u << 0 | 1u << 4 | 1u << 5 | 1u << 15}, {11, 1u << 15}, {28, 0}}));
}

TEST(Nack, RefusesNoPairAndHalfAPair) {
  EXPECT_EQ(parse_one<Nack>(Bytes{0x81, 0xcd, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2}).error(),
            Error::kEmpty);
  const Bytes half = {0xa1, 0xcd, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 0, 2};
  EXPECT_EQ(parse_one<Nack>(half).error(), Error::kTruncated) << "two bytes are padding";
}

TEST(Pli, IsThreeWords) {
  const Bytes bytes = {0x81, 0xce, 0x00, 0x02, 0, 0, 0, 1, 0, 0, 0, 2};
  EXPECT_EQ(parse_one<Pli>(bytes), (Pli{1, 2}));
  EXPECT_EQ(serialise(Pli{1, 2}), bytes);
}

TEST(Fir, ReadsEveryRequest) {
  const Bytes bytes = {0x84, 0xce, 0x00, 0x06, 0, 0, 0, 1, 0, 0, 0,    0, 0, 0,
                       0,    2,    0x07, 0,    0, 0, 0, 0, 0, 3, 0x08, 0, 0, 0};
  const Fir fir{1, {{2, 7}, {3, 8}}};
  EXPECT_EQ(parse_one<Fir>(bytes), fir);
  EXPECT_EQ(serialise(fir), bytes);
  EXPECT_EQ(parse_one<Fir>(Bytes{0x84, 0xce, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0}).error(), Error::kEmpty);
}

// 2.5 Mbit/s for one stream.
const Bytes kRemb = {0x8f, 0xce, 0x00, 0x05, 0,    0,    0,    1,    0, 0, 0, 0,
                     'R',  'E',  'M',  'B',  0x01, 0x12, 0x62, 0x5a, 0, 0, 0, 2};

TEST(Remb, ReadsExponentAndMantissa) {
  const auto remb = parse_one<Remb>(kRemb);
  ASSERT_TRUE(remb);
  EXPECT_EQ(remb->bitrate_bps, 0x2625aull << 4);
  EXPECT_EQ(remb->bitrate_bps, 2'500'000u);
  EXPECT_EQ(remb->ssrcs, std::vector<uint32_t>{2});
  EXPECT_EQ(serialise(*remb), kRemb);
}

TEST(Remb, RefusesACountThatIsNotTheRestOfThePacket) {
  for (unsigned count = 0; count < 256; ++count) {
    Bytes bytes = kRemb;
    bytes[16] = static_cast<uint8_t>(count);
    EXPECT_EQ(parse_one<Remb>(bytes).has_value(), count == 1) << count;
  }
}

TEST(Remb, RefusesABitrateBeyondSixtyFourBits) {
  for (unsigned exponent = 0; exponent < 64; ++exponent) {
    Bytes bytes = kRemb;
    base::store_u24(&bytes[17], exponent << 18 | 0x3'ffff);
    const auto remb = parse_one<Remb>(bytes);
    ASSERT_EQ(remb.has_value(), exponent <= 46) << exponent;
    if (!remb) {
      EXPECT_EQ(remb.error(), Error::kRange);
    }
  }
}

TEST(Remb, KeepsEighteenBitsAndNeverPromisesMore) {
  for (const uint64_t bitrate :
       {uint64_t{0}, uint64_t{262'143}, uint64_t{262'145}, uint64_t{1'000'000'007}, UINT64_MAX}) {
    const uint64_t read = parse_one<Remb>(serialise(Remb{1, bitrate, {}}))->bitrate_bps;
    EXPECT_LE(read, bitrate);
    EXPECT_LE(bitrate - read, bitrate >> 17);
  }
}

TEST(Remb, LeavesOtherApplicationsFeedbackAlone) {
  Bytes bytes = kRemb;
  bytes[12] = 'X';
  EXPECT_EQ(parse_one<Remb>(bytes).error(), Error::kWrongType);
}

}  // namespace
}  // namespace rtcp
