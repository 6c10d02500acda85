#include "sfu/receive_statistics.hpp"

#include <gtest/gtest.h>

#include "base/sequence_number.hpp"

namespace sfu {
namespace {

using namespace std::chrono_literals;

constexpr uint32_t kSsrc = 0x1234;
base::Instant at(base::Duration since_start) { return base::Instant(1h + since_start); }

struct Stream {
  ReceiveStatistics statistics{90'000};
  base::Unwrapper<uint16_t> unwrapper;

  void packet(uint16_t sequence_number, uint32_t timestamp = 0, base::Duration arrival = 0ms) {
    statistics.on_packet(unwrapper.unwrap(sequence_number), timestamp, at(arrival));
  }
  rtcp::ReportBlock report(base::Duration now = 0ms) {
    return statistics.take_report(kSsrc, at(now));
  }
};

TEST(ReceiveStatistics, ALosslessStreamReportsNoLoss) {
  Stream stream;
  for (uint16_t n = 0; n < 100; ++n) stream.packet(n);
  const rtcp::ReportBlock block = stream.report();
  EXPECT_EQ(block.ssrc, kSsrc);
  EXPECT_EQ(block.fraction_lost, 0);
  EXPECT_EQ(block.cumulative_lost, 0);
  EXPECT_EQ(block.extended_highest_sequence_number, 99u);
}

// RFC 3550 appendix A.3: lost = expected - received, fraction = lost / expected in 1/256.
TEST(ReceiveStatistics, AQuarterLostIs64Of256AndOnlySinceTheLastReport) {
  Stream stream;
  for (uint16_t n = 0; n < 100; ++n)
    if (n % 4 != 1) stream.packet(n);
  rtcp::ReportBlock block = stream.report();
  EXPECT_EQ(block.fraction_lost, 64);
  EXPECT_EQ(block.cumulative_lost, 25);
  for (uint16_t n = 100; n < 200; ++n) stream.packet(n);
  block = stream.report();
  EXPECT_EQ(block.fraction_lost, 0);
  EXPECT_EQ(block.cumulative_lost, 25);
}

TEST(ReceiveStatistics, DuplicatesMakeTheLossNegativeAndTheFractionZero) {
  Stream stream;
  for (uint16_t n = 0; n < 10; ++n) {
    stream.packet(n);
    stream.packet(n);
  }
  const rtcp::ReportBlock block = stream.report();
  EXPECT_EQ(block.fraction_lost, 0);
  EXPECT_EQ(block.cumulative_lost, -10);
}

// Section 6.4.1: the high 16 bits count the cycles, from zero.
TEST(ReceiveStatistics, TheHighestNumberCountsCyclesFromZero) {
  Stream stream;
  stream.packet(65'535);
  EXPECT_EQ(stream.report().extended_highest_sequence_number, 65'535u);
  stream.packet(0);
  EXPECT_EQ(stream.report().extended_highest_sequence_number, 0x1'0000u);
  EXPECT_EQ(stream.report().cumulative_lost, 0);
}

// Appendix A.8 by hand: J += (|D| - J) / 16.
TEST(ReceiveStatistics, JitterFollowsTheRfcsFormula) {
  Stream stream;
  stream.packet(1, 0, 0ms);
  EXPECT_EQ(stream.report().jitter, 0u);
  stream.packet(2, 3000, 33ms + 333us);  // a frame interval of 33.3 ms: 30 ticks early at most
  EXPECT_LE(stream.report().jitter, 2u);
  Stream late;
  late.packet(1, 0, 0ms);
  late.packet(2, 0, 16ms);  // 16 ms = 1,440 ticks late: 1,440 / 16
  EXPECT_EQ(late.report().jitter, 90u);
  late.packet(3, 0, 32ms);  // 90 + (1,440 - 90) / 16
  EXPECT_NEAR(late.report().jitter, 174, 1);
}

TEST(ReceiveStatistics, JitterSurvivesTheWrapOfTheTimestamp) {
  Stream stream;
  stream.packet(1, 0xffff'fa60, 0ms);
  stream.packet(2, 0, 16ms);  // 1,440 ticks later
  EXPECT_EQ(stream.report().jitter, 0u);
}

TEST(ReceiveStatistics, RepeatsTheSenderReportAndSaysHowLongAgoItCame) {
  Stream stream;
  stream.packet(1);
  EXPECT_EQ(stream.report().last_sr, 0u);
  EXPECT_EQ(stream.report(5s).delay_since_last_sr, 0u);
  // RFC 3550 section 6.4.1, figure 2: b44d_b705_2000_0000 is repeated as b705:2000; 5.25 s are
  // 0005:4000.
  stream.statistics.on_sender_report({0xb44d'b705'2000'0000}, at(1s));
  const rtcp::ReportBlock block = stream.report(6250ms);
  EXPECT_EQ(block.last_sr, 0xb705'2000u);
  EXPECT_EQ(block.delay_since_last_sr, 0x0005'4000u);
}

TEST(ReceiveStatistics, HasNewsOnlyWhilePacketsCome) {
  Stream stream;
  EXPECT_FALSE(stream.statistics.has_news());
  stream.packet(1);
  EXPECT_TRUE(stream.statistics.has_news());
  stream.report();
  EXPECT_FALSE(stream.statistics.has_news());
}

}  // namespace
}  // namespace sfu
