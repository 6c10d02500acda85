#include "accounts/sessions.hpp"

#include <gtest/gtest.h>

#include <set>

namespace accounts {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class SessionsTest : public testing::Test {
 protected:
  std::string open(const std::string& login, uint64_t generation = 1) {
    return sessions_.open(now_, {login, generation}, random_);
  }
  base::Instant now_{seconds(1'000'000)};
  base::SeededRandom random_{1};
  Sessions sessions_;
};

TEST_F(SessionsTest, TokenFindsLoginAndGeneration) {
  const std::string token = open("rathaus", 42);
  const auto session = sessions_.find(now_, token);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->login, "rathaus");
  EXPECT_EQ(session->generation, 42u);
}

TEST_F(SessionsTest, TokenIsNewEachTimeAndHas256Bits) {
  std::set<std::string> seen;
  for (int i = 0; i < 20; ++i) seen.insert(open("rathaus"));
  EXPECT_EQ(seen.size(), 20u);
  for (const std::string& token : seen) EXPECT_EQ(token.size(), 43u);
}

TEST_F(SessionsTest, OtherTokensFindNothing) {
  const std::string token = open("rathaus");
  for (const std::string& wrong :
       {std::string(), token.substr(1), token + "x", std::string(43, 'a'), std::string(1000, 'a')})
    EXPECT_FALSE(sessions_.find(now_, wrong)) << wrong;
}

TEST_F(SessionsTest, EndsAfterTwelveHoursWithoutUse) {
  const std::string token = open("rathaus");
  now_ += hours(12);
  EXPECT_TRUE(sessions_.find(now_, token)) << "use counts";
  now_ += hours(12);
  EXPECT_TRUE(sessions_.find(now_, token));
  now_ += hours(12) + seconds(1);
  EXPECT_FALSE(sessions_.find(now_, token));
  EXPECT_EQ(sessions_.size(), 0u);
}

TEST_F(SessionsTest, ClosedIsClosed) {
  const std::string token = open("rathaus"), other = open("rathaus");
  sessions_.close(token);
  EXPECT_FALSE(sessions_.find(now_, token));
  EXPECT_TRUE(sessions_.find(now_, other));
  sessions_.close(token);
}

TEST_F(SessionsTest, AllOfOneLoginAreClosedTogether) {
  const std::string first = open("rathaus"), second = open("rathaus"), other = open("schule");
  sessions_.close_all_of("rathaus");
  EXPECT_FALSE(sessions_.find(now_, first));
  EXPECT_FALSE(sessions_.find(now_, second));
  EXPECT_TRUE(sessions_.find(now_, other));
}

TEST_F(SessionsTest, OneTooManyOfALoginEndsItsLongestIdle) {
  std::vector<std::string> tokens;
  for (size_t i = 0; i < Sessions::kMostPerLogin; ++i) {
    tokens.push_back(open("rathaus"));
    now_ += seconds(1);
  }
  const std::string other = open("schule");
  EXPECT_TRUE(sessions_.find(now_, tokens[0])) << "used, so the second is idle longest";
  open("rathaus");
  EXPECT_TRUE(sessions_.find(now_, tokens[0]));
  EXPECT_FALSE(sessions_.find(now_, tokens[1]));
  EXPECT_TRUE(sessions_.find(now_, other));
  EXPECT_EQ(sessions_.size(), Sessions::kMostPerLogin + 1);
}

TEST_F(SessionsTest, MemoryIsBounded) {
  const std::string first = open("first");
  now_ += seconds(1);
  for (size_t i = 0; i < Sessions::kMost / 32 + 1; ++i)
    for (int k = 0; k < 32 && sessions_.size() < Sessions::kMost; ++k)
      open("login-" + std::to_string(i));
  EXPECT_EQ(sessions_.size(), Sessions::kMost);
  EXPECT_TRUE(open("one-more").size() == Sessions::kTokenLength);
  EXPECT_EQ(sessions_.size(), Sessions::kMost);
  EXPECT_FALSE(sessions_.find(now_, first));
}

}  // namespace
}  // namespace accounts
