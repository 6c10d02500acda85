#include "sfu/nack_generator.hpp"

#include <gtest/gtest.h>

#include "base/sequence_number.hpp"

namespace sfu {
namespace {

using namespace std::chrono_literals;
using Arrival = NackGenerator::Arrival;
using Numbers = std::vector<uint16_t>;

base::Instant at(base::Duration since_start) { return base::Instant(1h + since_start); }

struct Line {
  NackGenerator nack;
  base::Duration round_trip = 100ms;

  Numbers due(base::Duration since_start) {
    Numbers out;
    nack.take_due(at(since_start), round_trip, out);
    return out;
  }
  base::Instant next() const { return nack.next_timeout(round_trip); }
};

TEST(NackGenerator, AsksForAGapAfterTheReorderingGrace) {
  Line line;
  EXPECT_EQ(line.nack.on_packet(100, at(0ms)), Arrival::kNew);
  EXPECT_EQ(line.next(), base::kNever);
  EXPECT_EQ(line.nack.on_packet(103, at(0ms)), Arrival::kNew);
  EXPECT_EQ(line.next(), at(5ms));
  EXPECT_EQ(line.due(4ms), Numbers{});
  EXPECT_EQ(line.due(5ms), (Numbers{101, 102}));
}

TEST(NackGenerator, APacketWithinTheGraceIsNeverAskedFor) {
  Line line;
  line.nack.on_packet(100, at(0ms));
  line.nack.on_packet(102, at(1ms));
  EXPECT_EQ(line.nack.on_packet(101, at(3ms)), Arrival::kRepaired);
  EXPECT_EQ(line.next(), base::kNever);
  EXPECT_EQ(line.nack.repaired(), 0u);  // nobody asked
}

TEST(NackGenerator, AsksAgainOnceARoundTripAndATenth) {
  Line line;
  line.nack.on_packet(100, at(0ms));
  line.nack.on_packet(102, at(0ms));
  EXPECT_EQ(line.due(5ms), Numbers{101});
  EXPECT_EQ(line.next(), at(115ms));
  EXPECT_EQ(line.due(114ms), Numbers{});
  EXPECT_EQ(line.due(115ms), Numbers{101});
  EXPECT_EQ(line.nack.on_packet(101, at(150ms)), Arrival::kRepaired);
  EXPECT_EQ(line.nack.repaired(), 1u);
  EXPECT_EQ(line.due(1s), Numbers{});
}

TEST(NackGenerator, WaitsAtLeast20AndAtMost500Milliseconds) {
  Line near{.nack = {}, .round_trip = 1ms}, far{.nack = {}, .round_trip = 5s};
  for (Line* line : {&near, &far}) {
    line->nack.on_packet(100, at(0ms));
    line->nack.on_packet(102, at(0ms));
    EXPECT_EQ(line->due(5ms), Numbers{101});
  }
  EXPECT_EQ(near.next(), at(25ms));
  EXPECT_EQ(far.next(), at(505ms));
}

TEST(NackGenerator, TheSecondArrivalOfAPacketIsADuplicate) {
  Line line;
  line.nack.on_packet(100, at(0ms));
  EXPECT_EQ(line.nack.on_packet(100, at(1ms)), Arrival::kDuplicate);
  line.nack.on_packet(102, at(1ms));
  EXPECT_EQ(line.nack.on_packet(101, at(2ms)), Arrival::kRepaired);
  EXPECT_EQ(line.nack.on_packet(101, at(3ms)), Arrival::kDuplicate);
  EXPECT_EQ(line.nack.on_packet(102, at(3ms)), Arrival::kDuplicate);
}

TEST(NackGenerator, GivesUpAfterTenRequestsAndWantsAKeyFrame) {
  Line line{.nack = {}, .round_trip = 10ms};
  line.nack.on_packet(100, at(0ms));
  line.nack.on_packet(102, at(0ms));
  size_t requests = 0;
  base::Instant now{};
  while (line.next() != base::kNever) {
    ASSERT_LE(requests, 20u);
    now = line.next();
    requests += line.due(now - at(0ms)).size();
  }
  EXPECT_EQ(requests, 10u);
  EXPECT_TRUE(line.nack.take_key_frame_wanted());
  EXPECT_FALSE(line.nack.take_key_frame_wanted());
  EXPECT_EQ(line.nack.on_packet(101, now), Arrival::kDuplicate);  // too late to matter
}

TEST(NackGenerator, GivesUpAfterASecondOnALongLine) {
  Line line{.nack = {}, .round_trip = 400ms};
  line.nack.on_packet(100, at(0ms));
  line.nack.on_packet(102, at(0ms));
  EXPECT_EQ(line.due(5ms), Numbers{101});
  EXPECT_EQ(line.due(445ms), Numbers{101});
  EXPECT_EQ(line.due(885ms), Numbers{101});
  EXPECT_EQ(line.due(1325ms), Numbers{});
  EXPECT_TRUE(line.nack.take_key_frame_wanted());
  EXPECT_EQ(line.next(), base::kNever);
}

TEST(NackGenerator, ATooLongGapWantsAKeyFrameAndNoRepair) {
  Line line;
  line.nack.on_packet(100, at(0ms));
  line.nack.on_packet(102, at(0ms));
  line.nack.on_packet(102 + 401, at(0ms));
  EXPECT_TRUE(line.nack.take_key_frame_wanted());
  EXPECT_EQ(line.next(), base::kNever);
  // What is missing from now on is asked for again.
  line.nack.on_packet(102 + 403, at(0ms));
  EXPECT_EQ(line.due(5ms), Numbers{102 + 402});
}

TEST(NackGenerator, FourHundredMissingAreStillAskedFor) {
  Line line;
  line.nack.on_packet(100, at(0ms));
  line.nack.on_packet(501, at(0ms));
  EXPECT_EQ(line.due(5ms).size(), 400u);
  EXPECT_FALSE(line.nack.take_key_frame_wanted());
}

TEST(NackGenerator, AGapAcrossTheWrapIsNamedInSixteenBits) {
  Line line;
  base::Unwrapper<uint16_t> unwrapper;
  line.nack.on_packet(unwrapper.unwrap(65'533), at(0ms));
  line.nack.on_packet(unwrapper.unwrap(2), at(0ms));
  EXPECT_EQ(line.due(5ms), (Numbers{65'534, 65'535, 0, 1}));
  EXPECT_EQ(line.nack.on_packet(unwrapper.unwrap(65'535), at(9ms)), Arrival::kRepaired);
  EXPECT_EQ(line.nack.on_packet(unwrapper.unwrap(0), at(9ms)), Arrival::kRepaired);
  EXPECT_EQ(line.due(200ms), (Numbers{65'534, 1}));
}

}  // namespace
}  // namespace sfu
