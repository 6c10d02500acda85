#include "domain/email_codes.hpp"

#include <gtest/gtest.h>

#include <set>

namespace domain {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Not a cryptographic hash: spreads the bytes, so that different values differ.
EmailCodes::Hash spread(std::string_view purpose, base::BytesView value) {
  uint64_t state = 1469598103934665603ull;
  for (const char c : purpose) state = (state ^ static_cast<uint8_t>(c)) * 1099511628211ull;
  for (const uint8_t byte : value) state = (state ^ byte) * 1099511628211ull;
  base::SeededRandom random(state);
  EmailCodes::Hash hash;
  random.fill(hash);
  return hash;
}

EmailAddress address(std::string_view text) { return *EmailAddress::parse(text); }

class EmailCodesTest : public ::testing::Test {
 protected:
  // A code that is not the right one.
  static std::string wrong(const std::string& code) {
    return std::string(1, code[0] == '9' ? '0' : static_cast<char>(code[0] + 1)) + code.substr(1);
  }

  base::Instant now_{hours(5)};
  base::SeededRandom random_{11};
  EmailCodes codes_{spread, random_};
  const EmailAddress anna_ = address("anna@example.org");
  const EmailAddress otto_ = address("otto@example.org");
};

TEST_F(EmailCodesTest, ACodeIsSixDigitsAndGoodOnce) {
  const auto code = codes_.issue(now_, anna_);
  ASSERT_TRUE(code);
  EXPECT_EQ(code->size(), 6u);
  EXPECT_EQ(code->find_first_not_of("0123456789"), std::string::npos);
  EXPECT_TRUE(codes_.redeem(now_, anna_, *code));
  EXPECT_FALSE(codes_.redeem(now_, anna_, *code));
}

TEST_F(EmailCodesTest, SpacesInWhatIsTypedDoNotCount) {
  const std::string code = *codes_.issue(now_, anna_);
  EXPECT_TRUE(codes_.redeem(now_, anna_, " " + code.substr(0, 3) + " " + code.substr(3) + " "));
}

TEST_F(EmailCodesTest, ACodeEndsAfterTenMinutes) {
  const std::string code = *codes_.issue(now_, anna_);
  EXPECT_FALSE(codes_.redeem(now_ + minutes(10), anna_, code));
  EXPECT_TRUE(codes_.redeem(now_ + minutes(10) - seconds(1), anna_, code));
}

TEST_F(EmailCodesTest, TheFifthWrongTryEndsACode) {
  const std::string code = *codes_.issue(now_, anna_);
  for (int i = 0; i < 4; ++i) EXPECT_FALSE(codes_.redeem(now_, anna_, wrong(code)));
  EXPECT_TRUE(codes_.redeem(now_, anna_, code));

  const std::string second = *codes_.issue(now_, anna_);
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(codes_.redeem(now_, anna_, wrong(second)));
  EXPECT_FALSE(codes_.redeem(now_, anna_, second));
}

TEST_F(EmailCodesTest, ANewCodeReplacesTheOneBefore) {
  const std::string first = *codes_.issue(now_, anna_);
  const std::string second = *codes_.issue(now_, anna_);
  EXPECT_FALSE(codes_.redeem(now_, anna_, first));
  EXPECT_TRUE(codes_.redeem(now_, anna_, second));
}

TEST_F(EmailCodesTest, ACodeIsGoodForItsAddressOnly) {
  const std::string code = *codes_.issue(now_, anna_);
  (void)codes_.issue(now_, otto_);
  EXPECT_FALSE(codes_.redeem(now_, otto_, code));
  EXPECT_FALSE(codes_.redeem(now_, address("nobody@example.org"), code));
  // The same mailbox, but not what was proved.
  EXPECT_FALSE(codes_.redeem(now_, address("anna+other@example.org"), code));
  EXPECT_TRUE(codes_.redeem(now_, anna_, code));
}

TEST_F(EmailCodesTest, AMailboxIsSentThreeCodesInAnyHour) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(codes_.issue(now_ + minutes(i), anna_));
  EXPECT_EQ(codes_.issue(now_ + minutes(3), anna_).error().code, RefusalCode::kTooFast);
  EXPECT_EQ(codes_.issue(now_ + minutes(3), address("Anna+4@example.org")).error().code,
            RefusalCode::kTooFast);
  EXPECT_TRUE(codes_.issue(now_ + minutes(3), otto_));
  EXPECT_FALSE(codes_.issue(now_ + minutes(60) - seconds(1), anna_));
  EXPECT_TRUE(codes_.issue(now_ + minutes(60), anna_));
  EXPECT_FALSE(codes_.issue(now_ + minutes(60), anna_));
  EXPECT_TRUE(codes_.issue(now_ + minutes(61), anna_));
}

TEST_F(EmailCodesTest, ARefusedIssueLeavesTheOpenCodeAsItIs) {
  std::string code;
  for (int i = 0; i < 3; ++i) code = *codes_.issue(now_, anna_);
  ASSERT_FALSE(codes_.issue(now_, anna_));
  EXPECT_TRUE(codes_.redeem(now_, anna_, code));
}

TEST_F(EmailCodesTest, TheNumberOfCodesIsBoundedAndForgottenAfterAnHour) {
  for (size_t i = 0; i < EmailCodes::kMaxIssuesAnHour; ++i)
    ASSERT_TRUE(codes_.issue(now_, address("a" + std::to_string(i) + "@example.org")));
  EXPECT_EQ(codes_.issue(now_, anna_).error().code, RefusalCode::kOverloaded);
  EXPECT_EQ(codes_.mailbox_count(), EmailCodes::kMaxIssuesAnHour);
  EXPECT_TRUE(codes_.issue(now_ + hours(1), anna_));
  EXPECT_EQ(codes_.mailbox_count(), 1u);
}

TEST_F(EmailCodesTest, CodesAreNotTheSameAgain) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i)
    seen.insert(*codes_.issue(now_, address("a" + std::to_string(i) + "@example.org")));
  EXPECT_GT(seen.size(), 95u);
}

}  // namespace
}  // namespace domain
