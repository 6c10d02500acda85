#include "sfu/egress.hpp"

#include <gtest/gtest.h>

#include "proto/rtcp/compound.hpp"
#include "proto/rtcp/sender_report.hpp"
#include "sfu/server_clock.hpp"
#include "sfu/test_egress.hpp"

namespace sfu {
namespace {

// The sending half of a peer with one slot for pictures and one for sound.
struct Line : TestEgress {
  // Without congestion control: nothing but reports is due.
  Line() : TestEgress(without_extensions(test_setup(9, 1, 1))) {}

  void send(uint16_t sequence_number, base::Duration when, size_t payload = 100) {
    RewrittenPacket fields;
    fields.payload_type = kVp8Type;
    fields.sequence_number = sequence_number;
    fields.timestamp = sequence_number * 3000u;
    fields.marker = true;
    egress.send(egress.video_stream(0), kVp8,
                make.picture(camera_info(1), 0, sequence_number, true,
                             {.picture_id = sequence_number, .size = payload}, at(when)),
                fields, at(when), batch);
  }
  std::vector<SentToPeer> nack(std::vector<uint16_t> lost, base::Duration when) {
    egress.on_nack(kVideoSlotSsrc, lost, at(when), batch);
    return ears.take(batch);
  }
  std::vector<rtcp::SenderReport> reports(base::Duration when) {
    batch.clear();
    egress.on_timeout(at(when), batch);
    std::vector<rtcp::SenderReport> result;
    for (const auto& [path, bytes] : batch) {
      const base::Bytes compound = ears.read_rtcp(bytes);
      for (const rtcp::PacketView& view : *rtcp::Compound::parse(compound))
        if (const auto report = rtcp::SenderReport::parse(view)) result.push_back(*report);
    }
    batch.clear();
    return result;
  }
};

TEST(Egress, NothingIsSentWithoutPathOrKeys) {
  Line line;
  line.egress.set_path(std::nullopt);
  line.send(1, 0ms);
  EXPECT_TRUE(line.batch.empty());
  EXPECT_EQ(line.drops.of(DropReason::kSinkGone), 1u);
  EXPECT_EQ(line.egress.next_timeout(), base::kNever);
}

TEST(Egress, AFullBatchIsADropWithAName) {
  Line line;
  line.batch = base::PacketBatch(64, 64);
  line.send(1, 0ms);
  EXPECT_EQ(line.drops.of(DropReason::kOutOfPackets), 1u);
}

TEST(Egress, ARetransmissionCarriesTheOriginalUnderTheRtxStream) {
  Line line;
  line.send(1, 0ms);
  const auto original = line.ears.take(line.batch);
  ASSERT_EQ(original.size(), 1u);
  const auto repair = line.nack({1}, 30ms);
  ASSERT_EQ(repair.size(), 1u);
  EXPECT_EQ(repair[0].ssrc, kVideoSlotSsrc + 1);
  EXPECT_EQ(repair[0].payload_type, kRtxType);
  EXPECT_EQ(repair[0].timestamp, original[0].timestamp);
  EXPECT_TRUE(repair[0].marker);
  EXPECT_EQ(base::load_u16(repair[0].payload.data()), 1);
  EXPECT_EQ(base::Bytes(repair[0].payload.begin() + 2, repair[0].payload.end()),
            original[0].payload);
}

TEST(Egress, ANackRepeatedWithinTheRoundTripCostsNothing) {
  Line line;  // 100 ms until measured
  line.send(1, 0ms);
  line.ears.take(line.batch);
  EXPECT_EQ(line.nack({1, 1, 1}, 30ms).size(), 1u);
  EXPECT_EQ(line.nack({1}, 100ms).size(), 0u);
  EXPECT_EQ(line.nack({1}, 105ms).size(), 1u);
}

TEST(Egress, APeerWithoutARoundTripWaitsFifteenMilliseconds) {
  Line line;
  rtcp::ReportBlock block;
  block.ssrc = kVideoSlotSsrc;
  block.last_sr = to_ntp(at(0ms)).compact();
  line.egress.on_report_block(block, at(0ms));
  EXPECT_EQ(line.egress.round_trip(), 0ms);
  line.send(1, 0ms);
  line.ears.take(line.batch);
  EXPECT_EQ(line.nack({1, 1, 1, 1}, 1ms).size(), 1u);
  EXPECT_EQ(line.nack({1}, 15ms).size(), 0u);
  EXPECT_EQ(line.nack({1}, 16ms).size(), 1u);
}

TEST(Egress, RepairsTakeHalfOfWhatWasSentInASecondAtMost) {
  Line line;
  std::vector<uint16_t> all;
  for (uint16_t number = 1; number <= 1000; ++number) {
    all.push_back(number);
    line.send(number, 0ms, 1000);
  }
  const size_t sent = line.batch.byte_count();
  line.ears.take(line.batch);
  size_t repairs = 0;
  for (base::Duration t = 100ms; t < 1s; t += 100ms) repairs += line.nack(all, t).size();
  EXPECT_GT(repairs * 1000, sent * 4 / 10);
  EXPECT_LE(repairs * 1000, sent / 2);
  EXPECT_GT(line.drops.of(DropReason::kOverRtxBudget), 0u);
  // Nothing is sent any more: 100 kB/s remain.
  repairs = 0;
  for (base::Duration t = 3s; t < 4s; t += 100ms) repairs += line.nack(all, t).size();
  EXPECT_GT(repairs * 1000, 50'000u);
  EXPECT_LE(repairs * 1000, 100'000u);
}

TEST(Egress, APacketIsSentAgainEightTimesAtMost) {
  Line line;
  line.send(1, 0ms);
  line.ears.take(line.batch);
  size_t count = 0;
  for (base::Duration t = 1s; t < 30s; t += 200ms) count += line.nack({1}, t).size();
  EXPECT_EQ(count, 8u);
}

TEST(Egress, WhatWasNeverSentIsNotSentAgain) {
  Line line;
  line.send(1, 0ms);
  line.ears.take(line.batch);
  EXPECT_TRUE(line.nack({2, 65'535}, 30ms).empty());
  line.egress.on_nack(12345, std::vector<uint16_t>{1}, at(30ms), line.batch);
  EXPECT_TRUE(line.batch.empty());
}

TEST(Egress, ASenderReportFollowsTheFirstPacketAndThenEachSecondOfSending) {
  Line line;
  EXPECT_TRUE(line.reports(0ms).empty());
  line.send(1, 0ms);
  line.send(2, 0ms);
  EXPECT_LE(line.egress.next_timeout(), at(0ms));
  const auto first = line.reports(5ms);
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].sender_ssrc, kVideoSlotSsrc);
  EXPECT_EQ(first[0].packet_count, 2u);
  EXPECT_EQ(first[0].octet_count, 200u);
  EXPECT_EQ(line.egress.next_timeout(), base::kNever);
  line.send(3, 10ms);
  EXPECT_EQ(line.egress.next_timeout(), at(1005ms));
  EXPECT_TRUE(line.reports(1004ms).empty());
  EXPECT_EQ(line.reports(1005ms).size(), 1u);
}

TEST(Egress, RtpTimeAndNtpTimeOfASlotAreOneFixedLine) {
  Line line;
  line.send(1, 0ms);
  const auto first = line.reports(0ms);
  line.send(2, 10min);
  const auto second = line.reports(10min);
  ASSERT_EQ(first.size() + second.size(), 2u);
  EXPECT_EQ(second[0].ntp.value - first[0].ntp.value, uint64_t{600} << 32);
  EXPECT_EQ(second[0].rtp_timestamp - first[0].rtp_timestamp, 600u * 90'000);
}

TEST(Egress, TheRoundTripIsMeasuredAndSmoothed) {
  Line line;
  EXPECT_EQ(line.egress.round_trip(), 100ms);
  const auto report = [&](base::Duration sent, base::Duration held, base::Duration arrives) {
    rtcp::ReportBlock block;
    block.ssrc = kVideoSlotSsrc;
    block.last_sr = to_ntp(at(sent)).compact();
    block.delay_since_last_sr = rtcp::to_compact(held);
    line.egress.on_report_block(block, at(arrives));
  };
  report(0ms, 500ms, 540ms);
  EXPECT_NEAR(static_cast<double>(line.egress.round_trip().count()), 40'000, 100);
  report(1s, 500ms, 1620ms);
  EXPECT_NEAR(static_cast<double>(line.egress.round_trip().count()), 50'000, 100);
}

}  // namespace
}  // namespace sfu
