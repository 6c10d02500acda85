#include "accounts/account.hpp"

#include <gtest/gtest.h>

namespace accounts {
namespace {

using domain::Creators;

Account account() {
  base::SeededRandom random(1);
  return new_account("lehrkraft-01", Role::kOrganiser, "hash", base::UnixTime{}, random);
}

TEST(Login, IsFoldedAndTrimmed) {
  EXPECT_EQ(clean_login("  Lehrkraft-07\n"), "lehrkraft-07");
  EXPECT_EQ(clean_login("a.b_c-9"), "a.b_c-9");
}

TEST(Login, HasThreeToSixtyCharacters) {
  EXPECT_FALSE(clean_login("ab"));
  EXPECT_TRUE(clean_login("abc"));
  EXPECT_TRUE(clean_login(std::string(60, 'a')));
  EXPECT_FALSE(clean_login(std::string(61, 'a')));
}

TEST(Login, TakesNothingThatAnotherProgramCouldRead) {
  for (const char* typed : {"", "a b", "a/b", "a'b", "=abc", "-abc", ".abc", "../abc", "müller",
                            "a\nb", "abc@def", "<abc>"})
    EXPECT_FALSE(clean_login(typed)) << typed;
  EXPECT_FALSE(clean_login(std::string_view("abc\0def", 7)));
}

TEST(Generation, ChangesWithEverythingThatTakesRightsAway) {
  Account changed = account();
  set_password(changed, "other");
  EXPECT_NE(changed.generation, account().generation);
  EXPECT_EQ(changed.password_hash, "other");

  Account disabled = account();
  set_disabled(disabled, true);
  EXPECT_NE(disabled.generation, account().generation);
  const uint64_t while_disabled = disabled.generation;
  set_disabled(disabled, true);
  EXPECT_EQ(disabled.generation, while_disabled) << "nothing changed";
  set_disabled(disabled, false);
  EXPECT_NE(disabled.generation, account().generation) << "an old session must not come back";
}

TEST(Generation, OfAnAccountMadeAgainIsAnother) {
  base::SeededRandom random(1);
  const auto make = [&] {
    return new_account("abc", Role::kOrganiser, "hash", base::UnixTime{}, random);
  };
  EXPECT_NE(make().generation, make().generation);
}

TEST(MayCreate, NeedsPermissionOnlyWhereTheRuleAsksForIt) {
  Account pupil = account();
  EXPECT_TRUE(may_create(pupil, Creators::kAnyone));
  EXPECT_TRUE(may_create(pupil, Creators::kVerifiedEmailOrAccount));
  EXPECT_TRUE(may_create(pupil, Creators::kAccounts));
  EXPECT_FALSE(may_create(pupil, Creators::kAccountsWithPermission));
  pupil.released = true;
  EXPECT_TRUE(may_create(pupil, Creators::kAccountsWithPermission));
  set_disabled(pupil, true);
  EXPECT_FALSE(may_create(pupil, Creators::kAnyone));
  Account administrator = account();
  administrator.role = Role::kAdministrator;
  EXPECT_TRUE(may_create(administrator, Creators::kAccountsWithPermission));
}

TEST(Role, IsReadAsItIsWritten) {
  for (const Role role : {Role::kOrganiser, Role::kAdministrator})
    EXPECT_EQ(role_from_name(name(role)), role);
  EXPECT_FALSE(role_from_name("Administrator"));
}

}  // namespace
}  // namespace accounts
