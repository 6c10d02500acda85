// Calls that seeds think up. Those that once found something stay here; ./dev nightly tries others.
#include "sim/storm.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/call_test.hpp"

namespace sim {
namespace {

class Storms : public ::testing::TestWithParam<uint64_t> {};

TEST_P(Storms, AreOverWhenTheWeatherClears) {
  const StormReport report = play_storm(GetParam(), at_length(60s));
  EXPECT_THAT(report.complaints, ::testing::IsEmpty());
  if (HasFailure())
    for (const std::string& line : report.story) std::printf("%s\n", line.c_str());
}

// 1: a key frame repaired after three seconds of silence. 29: a handshake damaged on the way.
INSTANTIATE_TEST_SUITE_P(Seed, Storms, ::testing::Values(1, 2, 29));

}  // namespace
}  // namespace sim
