// What real browsers say, played back: packets as they were sent and the feedback to them
// (testdata/*.trace; README.md says how they were recorded). What is sent does not answer to the
// estimate here, so a trace shows what the estimate makes of feedback and nothing beyond.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include "sfu/congestion/sender_control.hpp"

namespace sfu::congestion {
namespace {

using namespace std::chrono_literals;

struct Played {
  size_t packets = 0;
  double least_bps = kMostBps;
  base::Duration starved{};
};

rtcp::TransportFeedback feedback_of(std::istream& line) {
  rtcp::TransportFeedback feedback;
  line >> feedback.base_sequence_number >> feedback.status_count >> feedback.reference_time;
  rtcp::TransportFeedback::Arrival one;
  for (char colon = 0; line >> one.index >> colon >> one.delta_ticks;)
    feedback.arrivals.push_back(one);
  return feedback;
}

Played play(const std::string& name) {
  std::ifstream trace("src/sfu/congestion/testdata/" + name + ".trace");
  SenderControl control;
  Played played;
  constexpr base::Duration kTick = 25ms;
  constexpr base::Duration kRoundTrip = 100ms;
  const base::Instant begin{1h};
  base::Instant ticked = begin;
  for (std::string text; std::getline(trace, text);) {
    std::istringstream line(text);
    char kind = 0;
    int64_t us = 0;
    line >> kind >> us;
    const base::Instant now = begin + base::Duration(us);
    // The recorded server had pauses of its own, in which it did not tick either.
    if (now - ticked >= kTick) {
      ticked = now;
      control.on_tick(kRoundTrip, now);
      if (control.is_starved()) played.starved += kTick;
    }
    if (kind == 'S') {
      size_t size = 0;
      line >> size;
      control.on_sent(size, now);
      ++played.packets;
    } else {
      control.on_feedback(feedback_of(line), kRoundTrip, now);
    }
    played.least_bps = std::min(played.least_bps, control.estimate_bps().value_or(kMostBps));
  }
  return played;
}

// 80 kbit/s to a Chromium that hardly gets to run: everything arrives, often hundreds of
// milliseconds late and all at once. Nothing of it speaks of the line.
TEST(Recorded, ABusyComputerIsNoNarrowLine) {
  const Played played = play("chromium_busy");
  ASSERT_GT(played.packets, 500u);
  EXPECT_GE(played.least_bps, 500'000);
  EXPECT_EQ(played.starved, 0ms);
}

}  // namespace
}  // namespace sfu::congestion
