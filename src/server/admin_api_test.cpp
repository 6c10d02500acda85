#include "server/admin_api.hpp"

#include <gmock/gmock.h>

#include "server/test_accounts.hpp"

namespace server {
namespace {

using testing::Browser;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kPassword = "lomi-taru-keba-suno-fide";

class AdminApiTest : public testing::AccountsTest {
 protected:
  void SetUp() override {
    add("leitung", kPassword,
        [](accounts::Account& account) { account.role = accounts::Role::kAdministrator; });
    add("schueler-01", kPassword);
    ASSERT_EQ(sign_in(administrator_, "leitung", kPassword), 200);
    ASSERT_EQ(sign_in(pupil_, "schueler-01", kPassword), 200);
  }
  accounts::Account pupil() { return accounts_.store.load("schueler-01").value().value(); }
  Browser administrator_, pupil_, stranger_;
};

TEST_F(AdminApiTest, IsForAdministratorsAlone) {
  for (const char* path : {"/api/admin/accounts", "/api/admin/accounts/leitung/disable",
                           "/api/admin/no-such-address", "/api/admin"}) {
    for (const char* method : {"GET", "POST", "DELETE", "PUT"}) {
      EXPECT_EQ(status(stranger_, method, path), 401) << method << path;
      EXPECT_EQ(status(pupil_, method, path), 403) << method << path;
    }
  }
  EXPECT_FALSE(accounts_.store.load("leitung").value()->disabled);
}

TEST_F(AdminApiTest, ListsAccountsWithoutTheirHashes) {
  const auto answer = ask(administrator_, "GET", "/api/admin/accounts");
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body,
              HasSubstr(R"({"login":"schueler-01","role":"organiser","released":false,)"
                        R"("disabled":false,"created_at":1750000000})"));
  EXPECT_THAT(answer.body, Not(HasSubstr("argon2")));
}

// R13.
TEST_F(AdminApiTest, ReleasesAndWithdraws) {
  EXPECT_THAT(ask(administrator_, "POST", "/api/admin/accounts/schueler-01/release").body,
              HasSubstr(R"("released":true)"));
  EXPECT_THAT(ask(pupil_, "GET", "/api/session").body, HasSubstr(R"("may_create":true)"));
  EXPECT_EQ(status(administrator_, "POST", "/api/admin/accounts/schueler-01/withdraw"), 200);
  EXPECT_THAT(ask(pupil_, "GET", "/api/session").body, HasSubstr(R"("may_create":false)"));
}

// R41.
TEST_F(AdminApiTest, DisablesAtOnce) {
  EXPECT_EQ(status(administrator_, "POST", "/api/admin/accounts/schueler-01/disable"), 200);
  EXPECT_EQ(status(pupil_, "GET", "/api/session"), 401);
  EXPECT_EQ(sign_in(pupil_, "schueler-01", kPassword), 403);
  EXPECT_EQ(status(administrator_, "POST", "/api/admin/accounts/schueler-01/enable"), 200);
  EXPECT_EQ(sign_in(pupil_, "schueler-01", kPassword), 200);
}

TEST_F(AdminApiTest, NobodyLocksThemselvesOut) {
  EXPECT_EQ(status(administrator_, "POST", "/api/admin/accounts/LEITUNG/disable"), 409);
  EXPECT_EQ(status(administrator_, "GET", "/api/admin/accounts"), 200);
}

TEST_F(AdminApiTest, OddAddressesAreRefused) {
  for (const char* path : {"/api/admin", "/api/admin/accountsx", "/api/admin/accounts/schueler-01",
                           "/api/admin/accounts/schueler-01/delete", "/api/admin/accounts//disable",
                           "/api/admin/accounts/fehlt/disable", "/api/admin/accounts/a'b/disable",
                           "/api/admin/accounts/schueler-01/x/disable"})
    EXPECT_EQ(status(administrator_, "POST", path), 404) << path;
  EXPECT_EQ(status(administrator_, "GET", "/api/admin/accounts/schueler-01/disable"), 405);
  EXPECT_EQ(status(administrator_, "DELETE", "/api/admin/accounts"), 405);
  EXPECT_FALSE(pupil().disabled);
}

// A13: Strict cookies and Origin; a link or a form of another site does nothing.
TEST_F(AdminApiTest, PagesOfOtherSitesChangeNothing) {
  administrator_.origin = "https://evil.example";
  EXPECT_EQ(status(administrator_, "POST", "/api/admin/accounts/schueler-01/disable"), 403);
  EXPECT_FALSE(pupil().disabled);
}

TEST_F(AdminApiTest, BrokenDiskIsSaid) {
  accounts_.broken = true;
  EXPECT_EQ(status(administrator_, "GET", "/api/admin/accounts"), 503);
}

}  // namespace
}  // namespace server
