#include "accounts/sign_in_limits.hpp"

#include <gtest/gtest.h>

namespace accounts {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

base::IpAddress source(uint32_t number) {
  return base::IpAddress::v4(198, static_cast<uint8_t>(number >> 16),
                             static_cast<uint8_t>(number >> 8), static_cast<uint8_t>(number));
}

class SignInLimitsTest : public testing::Test {
 protected:
  // How many of so many tries are let through at this moment.
  int tries(int count, const SignInLimits::Source& from, const std::string& login) {
    int allowed = 0;
    for (int i = 0; i < count; ++i) allowed += limits_.allow(now_, from, login) ? 1 : 0;
    return allowed;
  }
  base::Instant now_{seconds(1'000'000)};
  SignInLimits limits_;
};

TEST_F(SignInLimitsTest, FiveAMinutePerSource) {
  int allowed = 0;
  for (int i = 0; i < 20; ++i) allowed += tries(1, source(1), "login-" + std::to_string(i));
  EXPECT_EQ(allowed, 5);
  EXPECT_EQ(tries(1, source(2), "login-0"), 1) << "another source";
}

TEST_F(SignInLimitsTest, FiveAMinutePerLogin) {
  int allowed = 0;
  for (uint32_t i = 0; i < 20; ++i) allowed += tries(1, source(i), "rathaus");
  EXPECT_EQ(allowed, 5);
}

TEST_F(SignInLimitsTest, HoldsForEveryMinuteNotOnlyThoseOfAClock) {
  EXPECT_EQ(tries(3, source(1), "rathaus"), 3);
  now_ += seconds(59);
  EXPECT_EQ(tries(9, source(1), "rathaus"), 2);
  now_ += seconds(1);
  EXPECT_EQ(tries(9, source(1), "rathaus"), 3);
}

TEST_F(SignInLimitsTest, TwentyAnHour) {
  int allowed = 0;
  for (int minute = 0; minute < 59; ++minute) {
    allowed += tries(5, source(1), "rathaus");
    now_ += minutes(1);
  }
  EXPECT_EQ(allowed, 20);
  now_ += minutes(1);
  EXPECT_EQ(tries(9, source(1), "rathaus"), 5) << "the first five are an hour ago";
}

TEST_F(SignInLimitsTest, RightPasswordsDoNotCount) {
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(limits_.allow(now_, source(1), "lehrkraft-" + std::to_string(i)));
    limits_.take_back(now_, source(1), "lehrkraft-" + std::to_string(i));
    now_ += milliseconds(10);
  }
}

TEST_F(SignInLimitsTest, RightPasswordBuysNoFurtherTries) {
  EXPECT_EQ(tries(4, source(1), "victim"), 4);
  now_ += seconds(1);
  EXPECT_EQ(tries(1, source(1), "own"), 1);
  limits_.take_back(now_, source(1), "own");
  EXPECT_EQ(tries(9, source(1), "victim"), 1);
}

TEST_F(SignInLimitsTest, ThisMachineIsHeldByTheLoginAlone) {
  for (int i = 0; i < 100; ++i) EXPECT_EQ(tries(1, std::nullopt, "login-" + std::to_string(i)), 1);
  EXPECT_EQ(tries(9, std::nullopt, "rathaus"), 5);
}

TEST_F(SignInLimitsTest, MemoryIsBoundedAndNewcomersShare) {
  for (uint32_t i = 0; i < SignInLimits::kMostKeys + 100; ++i)
    limits_.allow(now_, source(i), "login-" + std::to_string(i));
  EXPECT_EQ(limits_.source_count(), SignInLimits::kMostKeys);
  EXPECT_LE(limits_.login_count(), SignInLimits::kMostKeys);
  EXPECT_EQ(tries(1, source(9'000'000), "new"), 0) << "their shared count is used up";
  EXPECT_EQ(tries(1, source(5), "login-5"), 1) << "who is known keeps a count of their own";
  now_ += minutes(60);
  EXPECT_EQ(tries(1, source(9'000'000), "new"), 1);
  EXPECT_EQ(limits_.source_count(), 1u);
}

}  // namespace
}  // namespace accounts
