#include "sfu/congestion/sent_history.hpp"

#include <gtest/gtest.h>

namespace sfu::congestion {
namespace {

using namespace std::chrono_literals;

struct Sender {
  void send(int count) {
    for (int k = 0; k < count; ++k) history.add(100, 0, now += 1ms);
  }
  std::vector<PacketReport> told(uint16_t base, uint16_t count, std::vector<uint16_t> arrived) {
    rtcp::TransportFeedback feedback{
        .base_sequence_number = base, .status_count = count, .arrivals = {}};
    for (const uint16_t index : arrived) feedback.arrivals.push_back({index, 4});
    std::vector<PacketReport> reports;
    history.match(feedback, reports);
    return reports;
  }
  static size_t lost(const std::vector<PacketReport>& reports) {
    return static_cast<size_t>(
        std::ranges::count_if(reports, [](const PacketReport& r) { return !r.received; }));
  }

  SentHistory history;
  base::Instant now{1h};
};

TEST(SentHistory, WhatArrivedAndWhatDidNotComesInTheOrderOfSending) {
  Sender sender;
  sender.send(5);
  const auto reports = sender.told(0, 4, {0, 3});
  ASSERT_EQ(reports.size(), 4u);
  EXPECT_TRUE(reports[0].received);
  EXPECT_FALSE(reports[1].received);
  EXPECT_FALSE(reports[2].received);
  EXPECT_TRUE(reports[3].received);
  EXPECT_EQ(reports[3].sent - reports[0].sent, 3ms);
  EXPECT_EQ(reports[3].arrival - reports[0].arrival, 1ms);
}

TEST(SentHistory, EachPacketIsReportedOnceAndALateOneAgain) {
  Sender sender;
  sender.send(5);
  EXPECT_EQ(sender.told(0, 4, {0, 3}).size(), 4u);
  EXPECT_TRUE(sender.told(0, 4, {0, 3}).empty());
  const auto late = sender.told(0, 5, {1, 4});
  ASSERT_EQ(late.size(), 2u);
  EXPECT_TRUE(late[0].was_reported_lost);
  EXPECT_FALSE(late[1].was_reported_lost);
}

TEST(SentHistory, WhatALostFeedbackWouldHaveSaidIsNotTakenForLoss) {
  Sender sender;
  sender.send(10);
  EXPECT_EQ(sender.told(0, 2, {0, 1}).size(), 2u);
  EXPECT_EQ(Sender::lost(sender.told(6, 2, {0, 1})), 0u);
}

TEST(SentHistory, NumbersNeverSentAreIgnored) {
  Sender sender;
  EXPECT_TRUE(sender.told(0, 10, {0}).empty());
  sender.send(3);
  EXPECT_EQ(sender.told(0, 65535, {0, 1, 2, 900}).size(), 3u);
  EXPECT_TRUE(sender.told(30'000, 10, {0}).empty());
}

TEST(SentHistory, TheFateOfAPacketIsWhatFeedbackHasSaidOfIt) {
  Sender sender;
  const auto fate = [&](uint32_t number) { return sender.history.fate(number); };
  sender.send(8);
  EXPECT_EQ(sender.history.last_sent(), 7u);
  EXPECT_EQ(fate(0), SentFate::kOpen);
  sender.told(0, 3, {0, 2});
  EXPECT_EQ(fate(0), SentFate::kReceived);
  EXPECT_EQ(fate(1), SentFate::kLost);
  sender.told(5, 2, {0, 1});
  EXPECT_EQ(fate(4), SentFate::kUnknown) << "the feedback about it is lost";
  EXPECT_EQ(fate(7), SentFate::kOpen);
  sender.told(0, 3, {0, 1, 2});
  EXPECT_EQ(fate(1), SentFate::kReceived) << "it came after all";
  sender.send(4000);
  EXPECT_EQ(fate(7), SentFate::kForgotten);
  EXPECT_EQ(fate(static_cast<uint32_t>(-1)), SentFate::kForgotten) << "of before the first";
}

TEST(SentHistory, AReportSaysWhetherThePacketWasAskedForBefore) {
  Sender sender;
  sender.send(3);
  sender.history.ask_for(1);
  sender.history.ask_for(2);
  const auto reports = sender.told(0, 3, {0, 1});
  ASSERT_EQ(reports.size(), 3u);
  EXPECT_FALSE(reports[0].asked_for);
  EXPECT_TRUE(reports[1].asked_for);
  EXPECT_TRUE(reports[2].asked_for && !reports[2].received);
}

TEST(SentHistory, ItGrowsWithTheRateAndOutlastsTheWrap) {
  Sender sender;
  for (int round = 0; round < 100; ++round) {
    const uint16_t base = sender.history.next_number();
    sender.send(1000);
    const auto reports = sender.told(base, 1000, {0, 999});
    ASSERT_EQ(reports.size(), 1000u);
    ASSERT_EQ(Sender::lost(reports), 998u);
  }
}

}  // namespace
}  // namespace sfu::congestion
