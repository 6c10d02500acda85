// SR, RR, SDES, BYE and XR against bytes as browsers send them.
#include <gtest/gtest.h>

#include "proto/rtcp/bye.hpp"
#include "proto/rtcp/extended_report.hpp"
#include "proto/rtcp/receiver_report.hpp"
#include "proto/rtcp/sdes.hpp"
#include "proto/rtcp/sender_report.hpp"

namespace rtcp {
namespace {

using base::Bytes;

template <typename P>
Bytes serialise(const P& packet) {
  Bytes out;
  packet.append(out);
  return out;
}

const Bytes kSenderReport = {0x81, 0xc8, 0x00, 0x0c, 0x11, 0x22, 0x33, 0x44, 0xe5, 0x01, 0x02,
                             0x03, 0x80, 0x00, 0x00, 0x00, 0x00, 0x01, 0x5f, 0x90, 0x00, 0x00,
                             0x00, 0x64, 0x00, 0x01, 0x86, 0xa0, 0x55, 0x66, 0x77, 0x88, 0x40,
                             0xff, 0xff, 0xfe, 0x00, 0x01, 0x12, 0x34, 0x00, 0x00, 0x00, 0x07,
                             0x02, 0x03, 0x80, 0x00, 0x00, 0x01, 0x00, 0x00};

TEST(SenderReport, ReadsItsOwnPartAndItsBlocks) {
  const auto report = parse_one<SenderReport>(kSenderReport);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->sender_ssrc, 0x11223344u);
  EXPECT_EQ(report->ntp.seconds(), 0xe5010203u);
  EXPECT_EQ(report->ntp.fraction(), 0x80000000u);
  EXPECT_EQ(report->ntp.compact(), 0x02038000u);
  EXPECT_EQ(report->rtp_timestamp, 90'000u);
  EXPECT_EQ(report->packet_count, 100u);
  EXPECT_EQ(report->octet_count, 100'000u);
  ASSERT_EQ(report->reports.size(), 1u);
  const ReportBlock& block = report->reports[0];
  EXPECT_EQ(block.ssrc, 0x55667788u);
  EXPECT_EQ(block.fraction_lost, 64);
  EXPECT_EQ(block.cumulative_lost, -2) << "duplicates";
  EXPECT_EQ(block.extended_highest_sequence_number, 0x11234u);
  EXPECT_EQ(block.jitter, 7u);
  EXPECT_EQ(block.last_sr, report->ntp.compact());
  EXPECT_EQ(block.delay_since_last_sr, 0x10000u);
  EXPECT_EQ(serialise(*report), kSenderReport);
}

TEST(SenderReport, RefusesMoreBlocksThanItHas) {
  for (uint8_t count = 2; count <= 31; ++count) {
    Bytes bytes = kSenderReport;
    bytes[0] = static_cast<uint8_t>(0x80 | count);
    EXPECT_EQ(parse_one<SenderReport>(bytes).error(), Error::kTruncated);
  }
}

TEST(SenderReport, IgnoresTheExtensionsOfAProfile) {
  Bytes bytes = kSenderReport;
  bytes[3] += 1;
  bytes.insert(bytes.end(), {1, 2, 3, 4});
  EXPECT_EQ(parse_one<SenderReport>(bytes), parse_one<SenderReport>(kSenderReport));
}

TEST(ReceiverReport, ReadsAReportWithoutBlocks) {
  const Bytes bytes = {0x80, 0xc9, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01};
  const auto report = parse_one<ReceiverReport>(bytes);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->sender_ssrc, 1u);
  EXPECT_TRUE(report->reports.empty());
  EXPECT_EQ(serialise(*report), bytes);
  EXPECT_EQ(parse_one<SenderReport>(bytes).error(), Error::kWrongType);
}

TEST(ReportBlock, HoldsTheCumulativeCountWithinItsTwentyFourBits) {
  struct Case {
    int32_t written;
    int32_t read;
  };
  for (const auto& [written, read] :
       {Case{0, 0}, Case{-1, -1}, Case{0x7fffff, 0x7fffff}, Case{0x800000, 0x7fffff},
        Case{INT32_MAX, 0x7fffff}, Case{-0x800000, -0x800000}, Case{INT32_MIN, -0x800000}}) {
    ReceiverReport report{1, {ReportBlock{}}};
    report.reports[0].cumulative_lost = written;
    EXPECT_EQ(parse_one<ReceiverReport>(serialise(report))->reports[0].cumulative_lost, read);
  }
}

// CNAME of sixteen characters, as libwebrtc makes them, and two zeros.
const Bytes kSdes = {0x81, 0xca, 0x00, 0x06, 0x11, 0x22, 0x33, 0x44, 0x01, 0x10,
                     'a',  'b',  'c',  'd',  'e',  'f',  'g',  'h',  'i',  'j',
                     'k',  'l',  'm',  'n',  'o',  'p',  0x00, 0x00};

TEST(Sdes, ReadsTheCnameOfABrowser) {
  const auto sdes = parse_one<Sdes>(kSdes);
  ASSERT_TRUE(sdes);
  EXPECT_EQ(sdes->chunks, (std::vector<Sdes::Chunk>{{0x11223344, "abcdefghijklmnop"}}));
  EXPECT_EQ(serialise(*sdes), kSdes);
}

TEST(Sdes, SkipsOtherItemsAndTakesTheFirstCname) {
  const Bytes bytes = {0x82, 0xca, 0x00, 0x07, 0,    0,    0,    1,    0x02, 0x01, 'x',
                       0x01, 0x01, 'c',  0x01, 0x01, 'd',  0x00, 0x00, 0x00, 0,    0,
                       0,    2,    0x00, 0x00, 0x00, 0x00, 0,    0,    0,    0};
  const auto sdes = parse_one<Sdes>(bytes);
  ASSERT_TRUE(sdes);
  EXPECT_EQ(sdes->chunks, (std::vector<Sdes::Chunk>{{1, "c"}, {2, ""}}));
}

TEST(Sdes, RefusesAnItemOrAChunkBeyondItsEnd) {
  Bytes long_item = kSdes;
  long_item[9] = 0xff;
  EXPECT_EQ(parse_one<Sdes>(long_item).error(), Error::kTruncated);
  Bytes two_chunks = kSdes;
  two_chunks[0] = 0x82;
  EXPECT_EQ(parse_one<Sdes>(two_chunks).error(), Error::kTruncated);
  Bytes no_end = kSdes;
  no_end[9] = 0x12;  // the text takes up the zeros
  EXPECT_EQ(parse_one<Sdes>(no_end).error(), Error::kTruncated);
}

TEST(Bye, ReadsStreamsAndReason) {
  const Bytes bytes = {0x82, 0xcb, 0x00, 0x04, 0,   0,   0,   1,   0, 0,
                       0,    2,    0x05, 'l',  'e', 'a', 'v', 'e', 0, 0};
  const auto bye = parse_one<Bye>(bytes);
  ASSERT_TRUE(bye);
  EXPECT_EQ(*bye, (Bye{{1, 2}, "leave"}));
  EXPECT_EQ(serialise(*bye), bytes);
  EXPECT_EQ(parse_one<Bye>(Bytes{0x80, 0xcb, 0, 0}), Bye{}) << "legal, says nothing";
}

TEST(Bye, RefusesAReasonOrStreamsBeyondItsEnd) {
  EXPECT_EQ(parse_one<Bye>(Bytes{0x80, 0xcb, 0, 1, 0x04, 'a', 'b', 'c'}).error(),
            Error::kTruncated);
  EXPECT_EQ(parse_one<Bye>(Bytes{0x82, 0xcb, 0, 1, 0, 0, 0, 1}).error(), Error::kTruncated);
}

TEST(ExtendedReport, ReadsReferenceTimeAndDelaysAndSkipsOtherBlocks) {
  const Bytes bytes = {0x80, 0xcf, 0x00, 0x0a, 0,    0, 0, 1, 0x2a, 0x00, 0x00, 0x01, 0xde, 0xad,
                       0xbe, 0xef,  // block type 42
                       0x04, 0x00, 0x00, 0x02, 0xe5, 0, 0, 1, 0x80, 0,    0,    0,    0x05, 0x00,
                       0x00, 0x03, 0,    0,    0,    9, 0, 1, 0,    0,    0,    0,    0x80, 0};
  const auto report = parse_one<ExtendedReport>(bytes);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->receiver_reference_time, NtpTime{0xe500000180000000});
  ASSERT_EQ(report->delays.size(), 1u);
  EXPECT_EQ(report->delays[0].ssrc, 9u);
  EXPECT_EQ(report->delays[0].last_rr, 0x10000u);
  EXPECT_EQ(report->delays[0].delay_since_last_rr, 0x8000u);
}

TEST(ExtendedReport, ToleratesBlocksOfAnotherSizeButNotBeyondItsEnd) {
  const Bytes odd = {0x80, 0xcf, 0, 4, 0, 0, 0, 1, 0x04, 0, 0, 1, 1, 2, 3, 4, 0x05, 0, 0, 0};
  const auto report = parse_one<ExtendedReport>(odd);
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->receiver_reference_time);
  EXPECT_TRUE(report->delays.empty());
  const Bytes beyond = {0x80, 0xcf, 0, 2, 0, 0, 0, 1, 0x05, 0, 0, 1};
  EXPECT_EQ(parse_one<ExtendedReport>(beyond).error(), Error::kTruncated);
}

}  // namespace
}  // namespace rtcp
