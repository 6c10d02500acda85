#include "sfu/transport_feedback_recorder.hpp"

#include <gtest/gtest.h>

namespace sfu {
namespace {

using namespace std::chrono_literals;

constexpr uint32_t kSender = 1, kMedia = 7;
base::Instant at(base::Duration since_start) { return base::Instant(1h + since_start); }

// Numbers that the feedback says arrived and did not.
struct Told {
  std::vector<uint16_t> arrived, lost;
};

Told told(const std::vector<rtcp::TransportFeedback>& feedbacks) {
  Told result;
  for (const rtcp::TransportFeedback& feedback : feedbacks)
    feedback.for_each_status([&](uint16_t number, std::optional<base::Duration> arrival) {
      (arrival ? result.arrived : result.lost).push_back(number);
    });
  return result;
}

TEST(TransportFeedbackRecorder, TheFirstReportComesAfter10ThenEvery50Milliseconds) {
  TransportFeedbackRecorder recorder;
  EXPECT_EQ(recorder.next_timeout(), base::kNever);
  recorder.on_packet(1, kMedia, at(0ms));
  EXPECT_EQ(recorder.next_timeout(), at(10ms));
  EXPECT_TRUE(recorder.take_due(at(9ms), kSender).empty());
  EXPECT_EQ(recorder.take_due(at(10ms), kSender).size(), 1u);
  EXPECT_EQ(recorder.next_timeout(), base::kNever);
  recorder.on_packet(2, kMedia, at(12ms));
  EXPECT_EQ(recorder.next_timeout(), at(60ms));
}

TEST(TransportFeedbackRecorder, NamesLossesBetweenArrivalsAndAcrossReports) {
  TransportFeedbackRecorder recorder;
  for (const uint16_t number : {10, 11, 13}) recorder.on_packet(number, kMedia, at(0ms));
  Told first = told(recorder.take_due(at(10ms), kSender));
  EXPECT_EQ(first.arrived, (std::vector<uint16_t>{10, 11, 13}));
  EXPECT_EQ(first.lost, std::vector<uint16_t>{12});
  recorder.on_packet(16, kMedia, at(20ms));
  const Told second = told(recorder.take_due(at(60ms), kSender));
  EXPECT_EQ(second.lost, (std::vector<uint16_t>{14, 15}));
}

TEST(TransportFeedbackRecorder, ReorderedArrivalsStandInTheOrderOfTheirNumbersOnce) {
  TransportFeedbackRecorder recorder;
  for (const uint16_t number : {5, 9, 7, 8, 7, 6}) recorder.on_packet(number, kMedia, at(0ms));
  const Told first = told(recorder.take_due(at(10ms), kSender));
  EXPECT_EQ(first.arrived, (std::vector<uint16_t>{5, 6, 7, 8, 9}));
  EXPECT_TRUE(first.lost.empty());
}

TEST(TransportFeedbackRecorder, WhatComesAfterItsReportIsNotReportedAgain) {
  TransportFeedbackRecorder recorder;
  recorder.on_packet(5, kMedia, at(0ms));
  recorder.on_packet(7, kMedia, at(0ms));
  recorder.take_due(at(10ms), kSender);
  recorder.on_packet(6, kMedia, at(11ms));
  EXPECT_EQ(recorder.next_timeout(), base::kNever);
}

TEST(TransportFeedbackRecorder, NumbersWrap) {
  TransportFeedbackRecorder recorder;
  for (const uint16_t number : {65'534, 65'535, 0, 1}) recorder.on_packet(number, kMedia, at(0ms));
  const Told all = told(recorder.take_due(at(10ms), kSender));
  EXPECT_EQ(all.arrived, (std::vector<uint16_t>{65'534, 65'535, 0, 1}));
}

TEST(TransportFeedbackRecorder, SpeaksUnderTheNewestSsrcOfTheSender) {
  TransportFeedbackRecorder recorder;
  for (const uint32_t ssrc : {kMedia, kMedia + 1}) {
    recorder.on_packet(static_cast<uint16_t>(ssrc), ssrc, at(0ms));
  }
  const auto feedbacks = recorder.take_due(at(10ms), kSender);
  ASSERT_EQ(feedbacks.size(), 1u);
  EXPECT_EQ(feedbacks[0].sender_ssrc, kSender);
  EXPECT_EQ(feedbacks[0].media_ssrc, kMedia + 1);
}

TEST(TransportFeedbackRecorder, WaitsWithAtMost5000Packets) {
  TransportFeedbackRecorder recorder;
  for (uint16_t number = 0; number < 6000; ++number) recorder.on_packet(number, kMedia, at(0ms));
  EXPECT_EQ(told(recorder.take_due(at(10ms), kSender)).arrived.size(), 5000u);
}

}  // namespace
}  // namespace sfu
