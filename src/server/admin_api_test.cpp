// The gate: nobody but an administrator gets anywhere below /api/admin, on any address.
#include "server/admin_api.hpp"

#include <gmock/gmock.h>

#include "server/test_accounts.hpp"

namespace server {
namespace {

using testing::Browser;

constexpr const char* kPassword = "lomi-taru-keba-suno-fide";

class AdminApiTest : public testing::AccountsTest {
 protected:
  void SetUp() override {
    add("leitung", kPassword,
        [](accounts::Account& account) { account.role = accounts::Role::kAdministrator; });
    add("vhs-sued", kPassword);
    ASSERT_EQ(sign_in(administrator_, "leitung", kPassword), 200);
    ASSERT_EQ(sign_in(organiser_, "vhs-sued", kPassword), 200);
    world_.enter("rat", "Anna");
  }
  // Nothing was changed, and nobody did anything.
  void expect_untouched() {
    EXPECT_EQ(world_.conference.counts().people, 1u);
    EXPECT_EQ(world_.conference.closed_notice(), std::nullopt);
    const auto accounts = accounts_.store.list().value();
    EXPECT_EQ(accounts.size(), 2u);
    for (const accounts::Account& account : accounts)
      EXPECT_FALSE(account.disabled || account.released) << account.login;
    EXPECT_EQ(acts(), "");
  }
  Browser administrator_, organiser_, stranger_;
};

struct Call {
  const char* method;
  const char* path;
  const char* body = "";
};
constexpr Call kCalls[] = {
    {"GET", "/api/admin/overview"},
    {"DELETE", "/api/admin/rooms/rat"},
    {"PUT", "/api/admin/service", R"({"closed":"Umbau","end_running":true})"},
    {"GET", "/api/admin/accounts"},
    {"POST", "/api/admin/accounts", R"({"login":"neu"})"},
    {"POST", "/api/admin/accounts/vhs-sued/release"},
    {"POST", "/api/admin/accounts/vhs-sued/withdraw"},
    {"POST", "/api/admin/accounts/vhs-sued/disable"},
    {"POST", "/api/admin/accounts/vhs-sued/enable"},
    {"POST", "/api/admin/accounts/vhs-sued/password"},
    {"DELETE", "/api/admin/accounts/vhs-sued"},
};

TEST_F(AdminApiTest, EveryCallIsForAdministratorsAlone) {
  for (const auto& [method, path, body] : kCalls) {
    EXPECT_EQ(status(stranger_, method, path, body), 401) << method << path;
    EXPECT_EQ(status(organiser_, method, path, body), 403) << method << path;
    expect_untouched();
  }
  for (const auto& [method, path, body] : kCalls) {
    const int answered = status(administrator_, method, path, body);
    EXPECT_TRUE(answered == 200 || answered == 201 || answered == 204)
        << method << path << answered;
  }
}

TEST_F(AdminApiTest, SoIsEveryOtherAddressAndMethod) {
  for (const char* path : {"/api/admin", "/api/admin/", "/api/admin/no-such", "/api/admin/service",
                           "/api/admin/overview", "/api/admin/rooms", "/api/admin/accounts/x/y"}) {
    for (const char* method : {"GET", "POST", "DELETE", "PUT", "PATCH"}) {
      EXPECT_EQ(status(stranger_, method, path), 401) << method << path;
      EXPECT_EQ(status(organiser_, method, path), 403) << method << path;
    }
  }
  expect_untouched();
}

TEST_F(AdminApiTest, WhoIsDisabledOrNoAdministratorAnyMoreIsOutAtOnce) {
  change("leitung", [](accounts::Account& account) { account.role = accounts::Role::kOrganiser; });
  EXPECT_EQ(status(administrator_, "GET", "/api/admin/overview"), 403);
  change("leitung", [](accounts::Account& account) { set_disabled(account, true); });
  EXPECT_EQ(status(administrator_, "GET", "/api/admin/overview"), 401);
}

// A13: Strict cookies and Origin; a link or a form of another site does nothing.
TEST_F(AdminApiTest, PagesOfOtherSitesChangeNothing) {
  administrator_.origin = "https://evil.example";
  for (const auto& [method, path, body] : kCalls) {
    if (std::string_view(method) == "GET") continue;
    EXPECT_EQ(status(administrator_, method, path, body), 403) << method << path;
  }
  expect_untouched();
}

TEST_F(AdminApiTest, OddAddressesAreRefused) {
  for (const char* path :
       {"/api/admin", "/api/admin/accountsx", "/api/admin/accounts/vhs-sued/erase",
        "/api/admin/accounts//disable", "/api/admin/accounts/fehlt/disable",
        "/api/admin/accounts/fehlt/password", "/api/admin/accounts/a'b/disable",
        "/api/admin/accounts/vhs-sued/x/disable", "/api/admin/overviews", "/api/admin/service/x",
        "/api/admin/rooms", "/api/admin/rooms/"})
    EXPECT_EQ(status(administrator_, "POST", path), 404) << path;
  for (const char* path : {"/api/admin/rooms/fehlt", "/api/admin/accounts/fehlt"})
    EXPECT_EQ(status(administrator_, "DELETE", path), 404) << path;
  for (const auto& [method, path, body] : kCalls)
    EXPECT_EQ(status(administrator_, "PATCH", path), 405) << path;
  expect_untouched();
}

}  // namespace
}  // namespace server
