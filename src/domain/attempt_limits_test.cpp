#include "domain/attempt_limits.hpp"

#include <gtest/gtest.h>

namespace domain {
namespace {

using namespace std::chrono_literals;

base::Instant at(base::Duration t) { return base::Instant{} + t; }

TEST(AttemptLimits, TenAMinuteThenNoMoreUntilTheFirstIsAMinuteOld) {
  AttemptLimits limits({10, 60s});
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(limits.may(at(i * 1s), "a"));
    EXPECT_EQ(limits.note(at(i * 1s), "a"), i == 9) << "only the last one fills it";
  }
  EXPECT_FALSE(limits.may(at(10s), "a"));
  EXPECT_TRUE(limits.may(at(10s), "b")) << "others are not concerned";
  EXPECT_FALSE(limits.may(at(59s), "a"));
  EXPECT_TRUE(limits.may(at(60s), "a"));
}

TEST(AttemptLimits, TryingOnWhileLockedKeepsItLocked) {
  AttemptLimits limits({3, 60s});
  for (int i = 0; i < 100; ++i) limits.note(at(i * 1s), "a");
  EXPECT_FALSE(limits.may(at(150s), "a"));
  EXPECT_TRUE(limits.may(at(160s), "a"));
}

TEST(AttemptLimits, ManyKeysCannotPushOutOneThatIsLocked) {
  AttemptLimits limits({2, 60s}, 100);
  limits.note(at(0s), "locked");
  limits.note(at(0s), "locked");
  for (int i = 0; i < 10'000; ++i) limits.note(at(1s), std::to_string(i));
  EXPECT_LE(limits.keys(), 100u);
  EXPECT_FALSE(limits.may(at(2s), "locked"));
}

}  // namespace
}  // namespace domain
