#include "net/heartbeat.hpp"

#include <gtest/gtest.h>

#include "net/websocket_server.hpp"

namespace net {
namespace {

using namespace std::chrono_literals;
using enum Heartbeat::Due;

constexpr Heartbeat::Pace kPace{.quiet = 7s, .patience = 5s};
constexpr base::Instant kBegin{100h};

TEST(Heartbeat, WhoIsSilentIsAskedAndThenGone) {
  Heartbeat heartbeat(kPace, kBegin);
  EXPECT_EQ(heartbeat.next_timeout(), kBegin + 7s);
  EXPECT_EQ(heartbeat.on_timeout(kBegin + 7s - 1us), kNothing);
  EXPECT_EQ(heartbeat.on_timeout(kBegin + 7s), kAsk);
  EXPECT_EQ(heartbeat.next_timeout(), kBegin + 12s);
  EXPECT_EQ(heartbeat.on_timeout(kBegin + 12s - 1us), kNothing);
  EXPECT_EQ(heartbeat.on_timeout(kBegin + 12s), kGone);
}

TEST(Heartbeat, WhoAnswersStaysAndWhoSpeaksIsNotAsked) {
  Heartbeat heartbeat(kPace, kBegin);
  base::Instant now = kBegin;
  for (int round = 0; round < 100; ++round) {
    ASSERT_EQ(heartbeat.on_timeout(now += 7s), kAsk);
    heartbeat.heard(now += 4s);
  }
  for (int round = 0; round < 100; ++round) {
    ASSERT_EQ(heartbeat.on_timeout(now += 6s), kNothing);
    heartbeat.heard(now);
  }
}

// A virtual machine that was paused for a minute, and a server that was stopped for ten seconds.
TEST(Heartbeat, AServerThatStoodStillAsksAgainBeforeItDropsAnybody) {
  for (const base::Duration still : {10s, 60s}) {
    Heartbeat heartbeat(kPace, kBegin);
    ASSERT_EQ(heartbeat.on_timeout(kBegin + 7s), kAsk);
    const base::Instant awake = kBegin + 8s + still;
    EXPECT_EQ(heartbeat.on_timeout(awake), kAsk);
    EXPECT_EQ(heartbeat.next_timeout(), awake + 5s);
    EXPECT_EQ(heartbeat.on_timeout(awake + 5s), kGone);
  }
}

// Others see that a line is lost after fifteen seconds at most.
TEST(Heartbeat, ADeadWebSocketIsNoticedWithinFifteenSeconds) {
  const WebSocketSettings settings;
  EXPECT_LE(settings.heartbeat.quiet + settings.heartbeat.patience, 15s - Heartbeat::kStoodStill);
}

}  // namespace
}  // namespace net
