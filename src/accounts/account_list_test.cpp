#include "accounts/account_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace accounts {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string refused(std::string_view csv) {
  const auto requests = read_account_list(csv);
  EXPECT_FALSE(requests) << csv;
  return requests ? "" : requests.error();
}

TEST(NumberedLogins, HaveAsManyDigitsAsTheLast) {
  EXPECT_EQ(numbered_logins("lehrkraft", 2).value(),
            (std::vector<std::string>{"lehrkraft-01", "lehrkraft-02"}));
  const auto hundred = numbered_logins("lehrkraft", 100).value();
  EXPECT_EQ(hundred.front(), "lehrkraft-001");
  EXPECT_EQ(hundred.back(), "lehrkraft-100");
}

TEST(NumberedLogins, AreLoginsOrNothing) {
  EXPECT_FALSE(numbered_logins("lehrkraft", 0));
  EXPECT_FALSE(numbered_logins("lehrkraft", kLongestList + 1));
  EXPECT_FALSE(numbered_logins("lehr kraft", 2));
  EXPECT_FALSE(numbered_logins(std::string(58, 'a'), 2));
}

TEST(AccountList, ReadsColumnsInAnyOrder) {
  const auto requests = read_account_list(
      "password,login,released,role\r\n"
      ",Lehrkraft-01,yes,\r\n"
      "eigenes-kennwort,rathaus,,administrator\r\n");
  ASSERT_TRUE(requests) << requests.error();
  EXPECT_EQ(requests->at(0), (AccountRequest{.login = "lehrkraft-01", .released = true}));
  EXPECT_EQ(requests->at(1),
            (AccountRequest{
                .login = "rathaus", .role = Role::kAdministrator, .password = "eigenes-kennwort"}));
}

TEST(AccountList, NeedsOnlyTheLogin) {
  EXPECT_EQ(read_account_list("login\nabc\n").value(), std::vector{AccountRequest{.login = "abc"}});
}

TEST(AccountList, SaysWhatIsWrong) {
  EXPECT_THAT(refused(""), HasSubstr("no account"));
  EXPECT_THAT(refused("login\n"), HasSubstr("no account"));
  EXPECT_THAT(refused("name\nabc\n"), HasSubstr("name the columns"));
  EXPECT_THAT(refused("role\norganiser\n"), HasSubstr("no column login"));
  EXPECT_THAT(refused("login,login\na,b\n"), HasSubstr("twice"));
  EXPECT_THAT(refused("login\nabc\nABC\n"), HasSubstr("Account 2"));
  EXPECT_THAT(refused("login,role\nabc\n"), HasSubstr("Account 1"));
  EXPECT_THAT(refused("login,role\nabc,root\n"), HasSubstr("role"));
  EXPECT_THAT(refused("login,released\nabc,ja\n"), HasSubstr("yes or no"));
  EXPECT_THAT(refused("login\n\"abc"), HasSubstr("Line 2"));
}

TEST(AccountList, QuotesNoPassword) {
  EXPECT_THAT(refused("login,password\nabc,geheim\n"), Not(HasSubstr("geheim")));
  EXPECT_THAT(refused("login,password\nabc,\"geheim\n"), Not(HasSubstr("geheim")));
}

TEST(AccountList, WrittenListHoldsNoHash) {
  Account account{
      .login = "abc", .released = true, .password_hash = "$argon2id$", .created_at = {}};
  const std::string list = write_account_list(std::vector{account});
  EXPECT_EQ(list, "login,role,released,disabled,created\r\nabc,organiser,yes,no,1970-01-01\r\n");
}

TEST(PasswordList, CanBeImportedElsewhere) {
  const std::vector<IssuedPassword> issued = {{"abc", "lomi-taru-keba"}, {"def", "suno-fide-bagu"}};
  const auto requests = read_account_list(write_password_list(issued));
  ASSERT_TRUE(requests) << requests.error();
  EXPECT_EQ(requests->at(1).password, "suno-fide-bagu");
}

TEST(PasswordSheet, HasOneSlipPerAccountAndNoMarkupFromOutside) {
  const std::vector<IssuedPassword> issued = {{"abc", "lomi-taru-keba"}, {"def", "<script>'\"&"}};
  const std::string sheet = write_password_sheet(issued, "https://konferenz.example.org/?a&b");
  EXPECT_THAT(sheet, HasSubstr("lomi-taru-keba"));
  EXPECT_THAT(sheet, HasSubstr("&lt;script&gt;&#39;&quot;&amp;"));
  EXPECT_THAT(sheet, HasSubstr("https://konferenz.example.org/?a&amp;b"));
  EXPECT_THAT(sheet, Not(HasSubstr("<script")));
  size_t slips = 0;
  for (size_t at = 0; (at = sheet.find("<section", at)) != std::string::npos; ++at) ++slips;
  EXPECT_EQ(slips, 2u);
}

}  // namespace
}  // namespace accounts
