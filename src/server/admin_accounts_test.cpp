// Accounts in the administrator's page (R12, R13, R41).
#include "server/admin_accounts.hpp"

#include <gmock/gmock.h>

#include "server/test_accounts.hpp"

namespace server {
namespace {

using testing::Browser;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kPassword = "lomi-taru-keba-suno-fide";

class AdminAccountsTest : public testing::AccountsTest {
 protected:
  void SetUp() override {
    add("leitung", kPassword, administers);
    add("schueler-01", kPassword);
    ASSERT_EQ(sign_in(administrator_, "leitung", kPassword), 200);
    ASSERT_EQ(sign_in(pupil_, "schueler-01", kPassword), 200);
  }
  static void administers(accounts::Account& account) {
    account.role = accounts::Role::kAdministrator;
  }
  std::optional<accounts::Account> stored(const std::string& login) {
    return accounts_.store.load(login).value();
  }
  net::HttpResponse post(const std::string& path, const std::string& body = {}) {
    return ask(administrator_, "POST", "/api/admin/accounts" + path, body);
  }
  // The passwords of an answer, by login.
  static std::map<std::string, std::string> issued(const net::HttpResponse& answer) {
    std::map<std::string, std::string> passwords;
    const auto body = boost::json::parse(answer.body).as_object();
    for (const auto& one : body.at("issued").as_array())
      passwords[one.at("login").as_string().c_str()] = one.at("password").as_string().c_str();
    return passwords;
  }
  Browser administrator_, pupil_, other_;
};

TEST_F(AdminAccountsTest, ListsThemWithoutTheirHashes) {
  const auto answer = ask(administrator_, "GET", "/api/admin/accounts");
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body,
              HasSubstr(R"({"login":"schueler-01","role":"organiser","released":false,)"
                        R"("disabled":false,"created_at":1750000000})"));
  EXPECT_THAT(answer.body, HasSubstr(R"("total":2)"));
  EXPECT_THAT(answer.body, Not(HasSubstr("argon2")));
}

TEST_F(AdminAccountsTest, FindsThemByPartOfTheLogin) {
  const auto found = ask(administrator_, "GET", "/api/admin/accounts?search=SCHUE&limit=5").body;
  EXPECT_THAT(found, HasSubstr(R"("total":1)"));
  EXPECT_THAT(found, Not(HasSubstr("leitung")));
  EXPECT_THAT(ask(administrator_, "GET", "/api/admin/accounts?limit=1&offset=1").body,
              HasSubstr(R"([{"login":"schueler-01")"));
}

TEST_F(AdminAccountsTest, AddsOneAndTellsItsPasswordOnce) {
  const auto answer = post("", R"({"login":" Rathaus ","released":true,"role":"administrator"})");
  ASSERT_EQ(answer.status, 201);
  const auto passwords = issued(answer);
  ASSERT_EQ(passwords.size(), 1u);
  EXPECT_THAT(answer.body, HasSubstr("https://conf.example.org")) << "the slip";
  EXPECT_THAT(answer.body, HasSubstr("login,password\\r\\nrathaus,"));
  EXPECT_EQ(stored("rathaus")->role, accounts::Role::kAdministrator);
  EXPECT_TRUE(stored("rathaus")->released);
  EXPECT_EQ(sign_in(other_, "rathaus", passwords.at("rathaus")), 200);
  EXPECT_EQ(acts(), "leitung add_accounts\n");
}

TEST_F(AdminAccountsTest, AddsManyAtOnce) {
  const auto answer = post("", R"({"prefix":"lehrkraft","count":3})");
  ASSERT_EQ(answer.status, 201);
  const auto passwords = issued(answer);
  ASSERT_EQ(passwords.size(), 3u);
  for (const auto& [login, password] : passwords) {
    Browser browser;
    EXPECT_EQ(sign_in(browser, login, password), 200) << login;
    EXPECT_FALSE(stored(login)->released);
    EXPECT_FALSE(stored(login)->may_change_password);
  }
}

// Whoever signs in meanwhile waits for one hash, not for all.
TEST_F(AdminAccountsTest, ManyAreHashedOneAtATimeAndOnlyOneBatchRuns) {
  const auto first =
      send(request(administrator_, "POST", "/api/admin/accounts", R"({"prefix":"a-","count":9})"));
  EXPECT_EQ(jobs_.waiting.size(), 1u);
  const auto second =
      send(request(administrator_, "POST", "/api/admin/accounts", R"({"login":"zwei"})"));
  ASSERT_TRUE(*second);
  EXPECT_EQ((*second)->status, 503);
  EXPECT_FALSE(*first);
  jobs_.run_all();
  EXPECT_EQ((*first)->status, 201);
  EXPECT_EQ(post("", R"({"login":"zwei"})").status, 201) << "the next batch may run";
}

TEST_F(AdminAccountsTest, AddsAllOrNone) {
  const auto answer = post("", R"({"prefix":"schueler","count":2})");
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body, HasSubstr(R"("login":"schueler-01")"));
  EXPECT_EQ(stored("schueler-02"), std::nullopt);
  EXPECT_EQ(post("", R"({"prefix":"neu","count":2})").status, 201);
}

TEST_F(AdminAccountsTest, OddRequestsAddNothing) {
  for (const char* body : {"", "[]", "{}", R"({"login":""})", R"({"login":7})",
                           R"({"login":"a b"})", R"({"prefix":"x"})", R"({"prefix":"x","count":0})",
                           R"({"prefix":"x","count":101})", R"({"prefix":"x","count":-1})",
                           R"({"prefix":"x","count":"3"})", R"({"prefix":"","count":3})",
                           R"({"prefix":"ü","count":3})", R"({"login":"neu","role":"root"})"})
    EXPECT_EQ(post("", body).status, 400) << body;
  EXPECT_EQ(accounts_.store.list()->size(), 2u);
}

TEST_F(AdminAccountsTest, AFullJobThreadIsSaid) {
  jobs_.most = 0;
  EXPECT_EQ(post("", R"({"login":"neu"})").status, 503);
  EXPECT_EQ(post("/schueler-01/password").status, 503);
  jobs_.most = 32;
  EXPECT_EQ(post("", R"({"login":"neu"})").status, 201);
}

// R13.
TEST_F(AdminAccountsTest, ReleasesAndWithdraws) {
  EXPECT_THAT(post("/schueler-01/release").body, HasSubstr(R"("released":true)"));
  EXPECT_THAT(ask(pupil_, "GET", "/api/session").body, HasSubstr(R"("may_create":true)"));
  EXPECT_EQ(post("/schueler-01/withdraw").status, 200);
  EXPECT_THAT(ask(pupil_, "GET", "/api/session").body, HasSubstr(R"("may_create":false)"));
  EXPECT_EQ(acts(), "leitung release_account\nleitung withdraw_account\n");
}

// R41.
TEST_F(AdminAccountsTest, DisablesAtOnce) {
  EXPECT_EQ(post("/schueler-01/disable").status, 200);
  EXPECT_EQ(status(pupil_, "GET", "/api/session"), 401);
  EXPECT_EQ(sign_in(pupil_, "schueler-01", kPassword), 403);
  EXPECT_EQ(post("/schueler-01/enable").status, 200);
  EXPECT_EQ(sign_in(pupil_, "schueler-01", kPassword), 200);
}

TEST_F(AdminAccountsTest, ANewPasswordEndsTheSessionsOfTheOldOne) {
  const auto answer = post("/schueler-01/password");
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(status(pupil_, "GET", "/api/session"), 401);
  EXPECT_EQ(sign_in(pupil_, "schueler-01", kPassword), 403);
  EXPECT_EQ(sign_in(pupil_, "schueler-01", issued(answer).at("schueler-01")), 200);
  EXPECT_EQ(acts(), "leitung new_password\n");
}

TEST_F(AdminAccountsTest, Deletes) {
  EXPECT_EQ(status(administrator_, "DELETE", "/api/admin/accounts/SCHUELER-01"), 204);
  EXPECT_EQ(stored("schueler-01"), std::nullopt);
  EXPECT_EQ(status(pupil_, "GET", "/api/session"), 401);
  EXPECT_EQ(status(administrator_, "DELETE", "/api/admin/accounts/schueler-01"), 404);
  EXPECT_EQ(acts(), "leitung delete_account\n");
}

TEST_F(AdminAccountsTest, NobodyLocksThemselvesOut) {
  add("zweite", kPassword, administers);
  for (const char* action : {"/LEITUNG/disable", "/leitung/password"})
    EXPECT_EQ(post(action).status, 409) << action;
  EXPECT_EQ(status(administrator_, "DELETE", "/api/admin/accounts/leitung"), 409);
  EXPECT_EQ(status(administrator_, "GET", "/api/admin/accounts"), 200);
}

// Both ask before either is out: the session of the second is still good when she is checked.
TEST_F(AdminAccountsTest, TwoWhoLockEachOtherOutLeaveOne) {
  add("zweite", kPassword, administers);
  const Now then = now_;
  const net::HttpRequest http;
  std::vector<int> answers;
  struct Pending final : net::HttpResponder::Pending {
    explicit Pending(std::vector<int>& a) : answers(a) {}
    void respond(net::HttpResponse response) override { answers.push_back(response.status); }
    std::vector<int>& answers;
  };
  const auto order = [&](const char* who, const char* whom) {
    net::HttpRequest request = http;
    request.method = "POST";
    const net::HttpResponder responder(std::make_shared<Pending>(answers));
    admin_accounts_.handle({then, who, request, responder, whom});
  };
  order("leitung", "/zweite/disable");
  order("zweite", "/leitung/disable");
  EXPECT_EQ(answers, (std::vector{200, 409}));
  EXPECT_FALSE(stored("leitung")->disabled);
}

TEST_F(AdminAccountsTest, BrokenDiskIsSaid) {
  const auto batch =
      send(request(administrator_, "POST", "/api/admin/accounts", R"({"login":"neu"})"));
  accounts_.broken = true;
  jobs_.run_all();
  EXPECT_EQ((*batch)->status, 503);
  EXPECT_EQ(acts(), "");
  EXPECT_EQ(status(administrator_, "GET", "/api/admin/accounts"), 503);
}

}  // namespace
}  // namespace server
