#include "sfu/congestion/acknowledged_rate.hpp"

#include <gtest/gtest.h>

namespace sfu::congestion {
namespace {

using namespace std::chrono_literals;

TEST(AcknowledgedRate, NothingIsSaidOfTheFirstTenthOfASecond) {
  AcknowledgedRate rate;
  EXPECT_EQ(rate.bps(), std::nullopt);
  for (auto t = 0ms; t < 100ms; t += 10ms) rate.on_packet(t, 1000);
  EXPECT_EQ(rate.bps(), std::nullopt);
}

TEST(AcknowledgedRate, ASteadyStreamIsMeasuredAndItsEndIsSeenIn400Milliseconds) {
  AcknowledgedRate rate;
  auto t = 0ms;
  for (; t < 2s; t += 10ms) rate.on_packet(t, 1000);
  EXPECT_NEAR(*rate.bps(), 800'000, 1);
  for (; t < 2430ms; t += 10ms) rate.on_packet(t, 100);
  EXPECT_NEAR(*rate.bps(), 80'000, 10'000);
}

TEST(AcknowledgedRate, APauseAndTheBacklogBehindItAreNoCollapse) {
  AcknowledgedRate rate;
  auto t = 0ms;
  for (; t < 1s; t += 10ms) rate.on_packet(t, 1000);
  for (; t < 1300ms; t += 10ms) rate.on_packet(1300ms, 1000);
  EXPECT_GE(*rate.bps(), 0.9 * 800'000);
}

TEST(AcknowledgedRate, AfterASilenceItBeginsAnew) {
  AcknowledgedRate rate;
  for (auto t = 0ms; t < 1s; t += 10ms) rate.on_packet(t, 1000);
  rate.on_packet(10s, 1000);
  EXPECT_EQ(rate.bps(), std::nullopt);
  rate.on_packet(1s, 1000);  // long ago: ignored
  for (auto t = 10s + 10ms; t < 11s; t += 10ms) rate.on_packet(t, 500);
  EXPECT_NEAR(*rate.bps(), 400'000, 1);
}

}  // namespace
}  // namespace sfu::congestion
