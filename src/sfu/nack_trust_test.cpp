// What a receiver gets again when its NACKs and its transport-wide feedback are held against each
// other.
#include "sfu/nack_trust.hpp"

#include <gtest/gtest.h>

#include <array>

#include "sfu/test_egress.hpp"

namespace sfu {
namespace {

// A peer with one slot for pictures whose feedback the test writes. Its packets have the
// transport-wide numbers 0, 1, 2, …, copies included.
struct Line : TestEgress {
  Line() : TestEgress(test_setup(9, 1, 1)) {}
  // 1,000 bytes each, from this sequence number on.
  void send(uint16_t first, uint16_t count, base::Duration when) {
    for (uint16_t number = first; number < first + count; ++number) {
      RewrittenPacket fields;
      fields.payload_type = kVp8Type;
      fields.sequence_number = number;
      egress.send(egress.video_stream(0), kVp8,
                  make.picture(camera_info(1), 0, number, true,
                               {.picture_id = number, .size = 1000}, at(when)),
                  fields, at(when), batch);
    }
    ears.take(batch);
  }
  void sound(uint16_t number, base::Duration when) {
    RewrittenPacket fields;
    fields.payload_type = kOpusType;
    fields.sequence_number = number;
    egress.send(egress.sound_stream(0), kOpus,
                make.sound(microphone_info(1), 65'536 + number, 20, at(when)), fields, at(when),
                batch);
    batch.clear();
  }
  size_t again(const std::vector<uint16_t>& lost, base::Duration when) {
    egress.on_nack(kVideoSlotSsrc, lost, at(when), batch);
    return ears.take(batch).size();
  }
  // Of `count` transport-wide numbers from `base` on, these have arrived.
  void feedback(uint16_t base, uint16_t count, const std::vector<uint16_t>& arrived,
                base::Duration when) {
    rtcp::TransportFeedback message{
        .base_sequence_number = base, .status_count = count, .arrivals = {}};
    for (const uint16_t number : arrived)
      message.arrivals.push_back({static_cast<uint16_t>(number - base), 4});
    egress.on_feedback(message, at(when));
  }
  static std::vector<uint16_t> numbers(uint16_t first, uint16_t count) {
    std::vector<uint16_t> result;
    for (uint16_t k = 0; k < count; ++k) result.push_back(static_cast<uint16_t>(first + k));
    return result;
  }
};

TEST(NackTrust, WhatTheFeedbackHasNotSpokenOfIsSentAgain) {
  Line line;
  line.send(1, 3, 0ms);
  EXPECT_EQ(line.again({2}, 20ms), 1u);
  EXPECT_EQ(line.drops.of(PacketEvent::kSentAgain), 1u);
}

TEST(NackTrust, WhatHasArrivedIsNotSentAgain) {
  Line line;
  line.send(1, 3, 0ms);
  line.feedback(0, 3, {0, 2}, 20ms);
  EXPECT_EQ(line.again({1, 2, 3}, 30ms), 1u);
  EXPECT_EQ(line.drops.of(DropReason::kNotLost), 2u);
  EXPECT_EQ(line.drops.of(PacketEvent::kReportedLost), 1u);
}

TEST(NackTrust, TheNewestCopyCounts) {
  Line line;
  line.send(1, 3, 0ms);
  line.feedback(0, 3, {0, 2}, 20ms);
  EXPECT_EQ(line.again({2}, 30ms), 1u);  // it gets number 3
  line.send(4, 1, 40ms);
  line.feedback(3, 2, {4}, 60ms);
  EXPECT_EQ(line.again({2}, 200ms), 1u) << "the copy is lost, too";
  line.feedback(5, 1, {5}, 220ms);
  EXPECT_EQ(line.again({2}, 400ms), 0u) << "the second copy has arrived";
}

TEST(NackTrust, WhoCallsLostWhatArrivesIsBelievedTwelveTimesAndThenWaitsForTheFeedback) {
  Line line;
  size_t again = 0;
  uint16_t sent = 0;  // transport-wide numbers
  for (uint16_t round = 0; round < 20; ++round) {
    const base::Duration now = round * 100ms;
    line.send(static_cast<uint16_t>(1 + 2 * round), 2, now);
    const size_t copies = line.again(Line::numbers(1 + 2 * round, 2), now + 10ms);
    const auto packets = static_cast<uint16_t>(2 + copies);
    line.feedback(sent, packets, Line::numbers(sent, packets), now + 50ms);
    sent += packets;
    again += copies;
  }
  EXPECT_GE(again, 10u);
  EXPECT_LE(again, 13u);
  EXPECT_GT(line.drops.of(DropReason::kNotBelieved), 0u);
  // What is really lost is sent again as before.
  line.send(100, 2, 3s);
  line.feedback(sent, 2, {static_cast<uint16_t>(sent + 1)}, 3050ms);
  EXPECT_EQ(line.again({100, 101}, 3060ms), 1u);
}

// One packet of ten is lost, one of a hundred only late.
TEST(NackTrust, WhoTellsTheTruthNeverRunsOutOfCredit) {
  NackTrust trust;
  congestion::PacketReport lost, late;
  lost.size = late.size = 1000;
  lost.asked_for = late.asked_for = late.received = true;
  for (int packet = 0; packet < 10'000; ++packet) {
    ASSERT_TRUE(trust.has_credit()) << packet;
    trust.on_sent(1000);
    if (packet % 10 == 0) trust.on_reports({&lost, 1});
    if (packet % 100 == 1) trust.on_reports({&late, 1});
  }
}

TEST(NackTrust, WhatOthersOvertookOnTheLineCostsNoCredit) {
  congestion::PacketReport asked, other;
  asked.size = other.size = 1000;
  asked.received = other.received = asked.asked_for = true;
  for (const bool overtaken : {true, false}) {
    asked.arrival = 20ms;
    other.arrival = overtaken ? 15ms : 25ms;
    NackTrust trust;
    for (int k = 0; k < 100; ++k) trust.on_reports(std::array{asked, other});
    EXPECT_EQ(trust.has_credit(), overtaken);
  }
}

TEST(NackTrust, WithoutFeedbackEveryNackIsBelieved) {
  Line line;
  line.send(1, 50, 0ms);
  EXPECT_EQ(line.again(Line::numbers(1, 50), 20ms), 50u);
}

TEST(NackTrust, WhatNoFeedbackWillSpeakOfIsSentAgain) {
  Line line;
  line.send(1, 60, 0ms);
  line.feedback(50, 10, Line::numbers(50, 10), 50ms);  // the one before was lost
  EXPECT_EQ(line.again(Line::numbers(1, 60), 60ms), 50u);
}

TEST(NackTrust, WhatWasSentLongAgoIsNotSentAgain) {
  Line line;
  line.send(1, 1, 0ms);
  // The slot keeps a few packets for long, the history a second and a half.
  for (int k = 1; k < 40; ++k)
    for (int one_of_eight = 0; one_of_eight < 8; ++one_of_eight)
      line.sound(static_cast<uint16_t>(8 * k + one_of_eight), k * 100ms);
  line.batch.clear();
  EXPECT_EQ(line.again({1}, 4s), 0u);
  EXPECT_EQ(line.drops.of(DropReason::kNotLost), 1u);
}

}  // namespace
}  // namespace sfu
