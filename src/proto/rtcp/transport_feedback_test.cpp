#include "proto/rtcp/transport_feedback.hpp"

#include <gtest/gtest.h>

#include "proto/rtcp/status_chunk.hpp"

namespace rtcp {
namespace {

using namespace std::chrono_literals;
using base::Bytes;
using Arrivals = std::vector<TransportFeedback::Arrival>;

Bytes serialise(const TransportFeedback& packet) {
  Bytes out;
  packet.append(out);
  return out;
}

// Head of a feedback of `count` packets from number 65533 on, and the rest as given.
Bytes feedback(uint16_t count, const Bytes& chunks_and_deltas) {
  Bytes bytes;
  PacketWriter writer(bytes, kTypeTransportLayerFeedback, TransportFeedback::kFormat);
  writer.u32(1);
  writer.u32(2);
  writer.u16(65533);
  writer.u16(count);
  writer.u24(0x123);
  writer.u8(5);
  writer.bytes(chunks_and_deltas);
  writer.finish();
  return bytes;
}

// A run of four small deltas, then two-bit symbols: small, none, large, small, none, and two that
// nobody asked for.
const Bytes kRunAndTwoBit =
    feedback(9, {0x20, 0x04, 0xd2, 0x40, 0x04, 0x00, 0x10, 0xff, 0x08, 0xff, 0xf8, 0x01});

TEST(TransportFeedback, ReadsARunAndATwoBitVectorOverTheWrapOfNumbers) {
  const auto parsed = parse_one<TransportFeedback>(kRunAndTwoBit);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->base_sequence_number, 65533);
  EXPECT_EQ(parsed->status_count, 9);
  EXPECT_EQ(parsed->reference_time, 0x123u);
  EXPECT_EQ(parsed->feedback_count, 5);
  EXPECT_EQ(parsed->arrivals,
            (Arrivals{{0, 4}, {1, 0}, {2, 16}, {3, 255}, {4, 8}, {6, -8}, {7, 1}}));

  std::vector<std::pair<uint16_t, int64_t>> statuses;  // -1: not received
  parsed->for_each_status([&](uint16_t number, std::optional<base::Duration> at) {
    statuses.emplace_back(number, at ? at->count() : -1);
  });
  EXPECT_EQ(statuses, (std::vector<std::pair<uint16_t, int64_t>>{{65533, 1'000},
                                                                 {65534, 1'000},
                                                                 {65535, 5'000},
                                                                 {0, 68'750},
                                                                 {1, 70'750},
                                                                 {2, -1},
                                                                 {3, 68'750},
                                                                 {4, 69'000},
                                                                 {5, -1}}));
}

TEST(TransportFeedback, ReadsAOneBitVector) {
  // 1 0 1 1 0 0 0 0 0 0 0 0 0 1
  const auto parsed = parse_one<TransportFeedback>(feedback(14, {0xac, 0x01, 1, 2, 3, 4}));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->arrivals, (Arrivals{{0, 1}, {2, 2}, {3, 3}, {13, 4}}));
}

TEST(TransportFeedback, AcceptsOneToThreeBytesOfCountedPadding) {
  Bytes bytes = feedback(2, {0x20, 0x02, 9, 9, 0, 0, 0, 4});
  bytes[0] |= 0x20;
  for (uint8_t padding = 1; padding <= 4; ++padding) {
    bytes.back() = padding;
    ASSERT_TRUE(parse_one<TransportFeedback>(bytes)) << int{padding};
  }
  bytes.back() = 5;
  EXPECT_EQ(parse_one<TransportFeedback>(bytes).error(), Error::kTruncated) << "a delta is gone";
}

TEST(TransportFeedback, RefusesTheReservedSymbolInEveryKindOfChunk) {
  EXPECT_EQ(parse_one<TransportFeedback>(feedback(1, {0x60, 0x01, 0, 0})).error(),
            Error::kReserved);
  for (unsigned place = 0; place < 7; ++place) {
    const auto bits = static_cast<uint16_t>(0xc000 | 3u << (12 - 2 * place));
    const auto parsed = parse_one<TransportFeedback>(
        feedback(4, {static_cast<uint8_t>(bits >> 8), static_cast<uint8_t>(bits), 0, 0}));
    if (place < 4) {
      EXPECT_EQ(parsed.error(), Error::kReserved) << place;
    } else {
      EXPECT_TRUE(parsed) << "beyond the count nothing is looked at";
    }
  }
}

TEST(TransportFeedback, RefusesCountsThatDoNotAgree) {
  EXPECT_EQ(parse_one<TransportFeedback>(feedback(0, {0x20, 0x01, 0, 0})).error(), Error::kEmpty);
  EXPECT_EQ(parse_one<TransportFeedback>(feedback(3, {0x20, 0x04, 1, 2, 3, 4})).error(),
            Error::kRange)
      << "run longer than the count";
  EXPECT_EQ(parse_one<TransportFeedback>(feedback(9, {0x20, 0x04})).error(), Error::kTruncated)
      << "chunks end before the count";
  EXPECT_EQ(parse_one<TransportFeedback>(feedback(8191, {0x3f, 0xff, 1, 2})).error(),
            Error::kTruncated)
      << "more arrivals than bytes";
  EXPECT_EQ(parse_one<TransportFeedback>(feedback(65535, {0, 0, 0, 0, 0, 0, 0, 0})).error(),
            Error::kTruncated)
      << "runs of nothing come to an end";
}

TEST(TransportFeedback, HoldsManyLossesInFewBytes) {
  const Bytes bytes = feedback(65535, {0x1f, 0xff, 0x1f, 0xff, 0x1f, 0xff, 0x1f, 0xff, 0x1f, 0xff,
                                       0x1f, 0xff, 0x1f, 0xff, 0x1f, 0xff, 0x00, 0x07});
  const auto parsed = parse_one<TransportFeedback>(bytes);
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(parsed->arrivals.empty());
  EXPECT_EQ(serialise(*parsed), bytes);
}

TEST(TransportFeedback, WritesTheShortestChunks) {
  struct Case {
    const char* statuses;  // '.' lost, 's' small, 'L' large
    std::vector<uint16_t> chunks;
  };
  for (const Case& c : {
           Case{"s", {0x2001}},
           Case{"ssssssssssssssss", {0x2010}},
           Case{"LLLLLLLL", {0x4008}},
           Case{"s.s", {0xd100}},
           Case{"sL", {0xd800}},
           Case{"s.s.s.s.s", {0xaaa0}},
           Case{"s.s.s.s.s.s.s.", {0xaaaa}},
           Case{"s.s.s.s.sL", {0xd111, 0xc600}},
           Case{"..............................s", {0x001e, 0x2001}},
       }) {
    StatusChunkPacker packer;
    for (const char* p = c.statuses; *p != 0; ++p)
      packer.add(*p == 's'   ? StatusSymbol::kSmallDelta
                 : *p == 'L' ? StatusSymbol::kLargeDelta
                             : StatusSymbol::kNotReceived);
    packer.flush();
    EXPECT_EQ(packer.chunks(), c.chunks) << c.statuses;
  }
}

TEST(ReferenceTimeUnwrapper, CountsOnOverTheWrapOfTwentyFourBits) {
  ReferenceTimeUnwrapper unwrapper;
  const auto before = unwrapper.unwrap(0xfffffe);
  EXPECT_EQ(unwrapper.unwrap(0x000001) - before, 3 * 64ms);
  EXPECT_EQ(unwrapper.unwrap(0xffffff) - before, 64ms) << "late feedback from before the wrap";
  EXPECT_EQ(unwrapper.unwrap(0x000002) - before, 4 * 64ms);
}

}  // namespace
}  // namespace rtcp
