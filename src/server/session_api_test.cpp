#include "server/session_api.hpp"

#include <gmock/gmock.h>

#include "server/test_accounts.hpp"

namespace server {
namespace {

using testing::Browser;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

constexpr const char* kPassword = "lomi-taru-keba-suno-fide";

class SessionApiTest : public testing::AccountsTest {
 protected:
  using AccountsTest::AccountsTest;
  void SetUp() override { add("rathaus", kPassword); }
  // Who the server takes the browser for; empty: nobody.
  std::string who(Browser& browser) {
    const auto account = sessions_.signed_in(now_, request(browser, "GET", "/"));
    return account ? account->login : "";
  }
  Browser signed_in(const std::string& login = "rathaus") {
    Browser browser;
    EXPECT_EQ(sign_in(browser, login, kPassword), 200);
    return browser;
  }
};

TEST_F(SessionApiTest, SigningInSaysWhoOneIsAndSoDoesAskingLater) {
  Browser browser;
  const auto answer = ask(browser, "POST", "/api/session", credentials("Rathaus", kPassword));
  EXPECT_EQ(answer.status, 200);
  const std::string expected =
      R"({"login":"rathaus","role":"organiser","may_create":false,"may_change_password":false})";
  EXPECT_EQ(answer.content(), expected);
  EXPECT_EQ(ask(browser, "GET", "/api/session").content(), expected);
  EXPECT_EQ(who(browser), "rathaus");
}

TEST_F(SessionApiTest, MayCreateFollowsThePolicy) {
  change("rathaus", [](accounts::Account& account) { account.released = true; });
  Browser browser;
  EXPECT_THAT(ask(browser, "POST", "/api/session", credentials("rathaus", kPassword)).body,
              HasSubstr(R"("may_create":true)"));
}

TEST_F(SessionApiTest, NobodyIsSignedInWithoutASession) {
  Browser browser;
  EXPECT_EQ(status(browser, "GET", "/api/session"), 401);
  browser.cookie = "plenum=" + std::string(43, 'a');
  EXPECT_EQ(status(browser, "GET", "/api/session"), 401);
}

// A13: the flags; over plain http Secure would keep the browser from sending it.
TEST_F(SessionApiTest, CookieOnLocalhostHasNoScriptNoOtherSiteAndNoSecure) {
  Browser browser;
  const auto answer = ask(browser, "POST", "/api/session", credentials("rathaus", kPassword));
  EXPECT_THAT(answer.headers.back().value,
              MatchesRegex("plenum=[A-Za-z0-9]{43}; Path=/; HttpOnly; SameSite=Strict"));
}

class SecureSessionApiTest : public SessionApiTest {
 protected:
  SecureSessionApiTest() : SessionApiTest("https://konferenz.example.org") {}
};

TEST_F(SecureSessionApiTest, CookieIsBoundToTheHostAndToHttps) {
  Browser browser;
  const auto answer = ask(browser, "POST", "/api/session", credentials("rathaus", kPassword));
  EXPECT_THAT(
      answer.headers.back().value,
      MatchesRegex("__Host-plenum=[A-Za-z0-9]{43}; Path=/; HttpOnly; SameSite=Strict; Secure"));
  EXPECT_EQ(who(browser), "rathaus");
  // What a subdomain or a plain-text answer could have planted is not looked at.
  browser.cookie = browser.cookie.substr(std::string("__Host-").size());
  EXPECT_EQ(who(browser), "");
}

TEST_F(SecureSessionApiTest, ProxyThatTerminatesTlsDoesNotMakeThePageForeign) {
  Browser browser;
  browser.origin = "https://konferenz.example.org";
  EXPECT_EQ(sign_in(browser, "rathaus", kPassword), 200);
  browser.origin = "http://konferenz.example.org";
  EXPECT_EQ(sign_in(browser, "rathaus", kPassword), 403);
}

TEST_F(SessionApiTest, CookieIsFoundAmongOthers) {
  Browser browser = signed_in();
  browser.cookie = "a=b; xplenum=1; plenumx=2; " + browser.cookie + "; c=d";
  EXPECT_EQ(who(browser), "rathaus");
  for (const char* odd : {"plenum", "plenum=", ";;;", "= ; =", "plenum=;plenum"}) {
    browser.cookie = odd;
    EXPECT_EQ(who(browser), "") << odd;
  }
}

TEST_F(SessionApiTest, WrongPasswordUnknownLoginAndDisabledAccountGetOneAnswer) {
  add("gesperrt", kPassword, [](accounts::Account& account) { set_disabled(account, true); });
  Browser browser;
  const auto wrong = ask(browser, "POST", "/api/session", credentials("rathaus", "falsch"));
  EXPECT_EQ(wrong.status, 403);
  EXPECT_THAT(wrong.body, HasSubstr("wrong_code"));
  for (const auto& [login, password] : {std::pair{"unbekannt", kPassword},
                                        {"gesperrt", kPassword},
                                        {"<script>", kPassword},
                                        {"rathaus", ""}}) {
    const auto answer = ask(browser, "POST", "/api/session", credentials(login, password));
    EXPECT_EQ(answer.status, 403) << login;
    EXPECT_EQ(answer.body, wrong.body) << login;
    EXPECT_EQ(answer.headers.size(), wrong.headers.size()) << login;
  }
}

// The time is argon2's; what counts is that it runs.
TEST_F(SessionApiTest, UnknownLoginIsHashedLikeAKnownOne) {
  Browser browser;
  send(request(browser, "POST", "/api/session", credentials("unbekannt", kPassword)));
  EXPECT_EQ(jobs_.waiting.size(), 1u);
  send(request(browser, "POST", "/api/session", credentials("rathaus", "falsch")));
  EXPECT_EQ(jobs_.waiting.size(), 2u);
}

TEST_F(SessionApiTest, OddBodiesAreRefused) {
  Browser browser;
  for (const char* body : {"", "{", "[]", "null", R"({"login":1,"password":"x"})",
                           R"({"login":"rathaus","password":["x"]})"})
    EXPECT_EQ(status(browser, "POST", "/api/session", body), 400) << body;
  EXPECT_EQ(status(browser, "PUT", "/api/session"), 405);
}

// Fixation: a token that the browser brings along never becomes a session, and the old one ends.
TEST_F(SessionApiTest, EverySignInGivesAnotherToken) {
  Browser browser;
  browser.cookie = "plenum=" + std::string(43, 'f');
  const std::string planted = browser.cookie;
  ASSERT_EQ(sign_in(browser, "rathaus", kPassword), 200);
  EXPECT_NE(browser.cookie, planted);
  Browser before = browser;
  ASSERT_EQ(sign_in(browser, "rathaus", kPassword), 200);
  EXPECT_NE(browser.cookie, before.cookie);
  EXPECT_EQ(who(before), "") << "rotated";
  EXPECT_EQ(who(browser), "rathaus");
}

TEST_F(SessionApiTest, SigningOutVoidsTheTokenAndClearsTheCookie) {
  Browser browser = signed_in();
  const Browser thief = browser;
  const auto answer = ask(browser, "DELETE", "/api/session");
  EXPECT_EQ(answer.status, 204);
  EXPECT_THAT(answer.headers.back().value, HasSubstr("plenum=; Path=/"));
  EXPECT_THAT(answer.headers.back().value, HasSubstr("Max-Age=0"));
  Browser again = thief;
  EXPECT_EQ(who(again), "");
  EXPECT_EQ(status(browser, "DELETE", "/api/session"), 204) << "nobody is signed out, too";
}

TEST_F(SessionApiTest, SessionEndsAfterTwelveIdleHours) {
  Browser browser = signed_in();
  now_.instant += std::chrono::hours(12);
  EXPECT_EQ(who(browser), "rathaus");
  now_.instant += std::chrono::hours(12) + std::chrono::seconds(1);
  EXPECT_EQ(who(browser), "");
}

// R41: at the very next request, without telling the server.
TEST_F(SessionApiTest, DisablingEndsSessionsAtOnceAndEnablingBringsNoneBack) {
  Browser browser = signed_in();
  change("rathaus", [](accounts::Account& account) { set_disabled(account, true); });
  EXPECT_EQ(status(browser, "GET", "/api/session"), 401);
  change("rathaus", [](accounts::Account& account) { set_disabled(account, false); });
  EXPECT_EQ(who(browser), "");
}

TEST_F(SessionApiTest, NewPasswordEndsSessions) {
  Browser browser = signed_in();
  change("rathaus", [](accounts::Account& account) { set_password(account, "other"); });
  EXPECT_EQ(who(browser), "");
}

TEST_F(SessionApiTest, AccountDeletedAndMadeAgainIsAnother) {
  Browser browser = signed_in();
  ASSERT_EQ(accounts_.store.remove("rathaus"), storage::Removal::kRemoved);
  add("rathaus", kPassword);
  EXPECT_EQ(who(browser), "");
}

TEST_F(SessionApiTest, ReleasingKeepsSessions) {
  Browser browser = signed_in();
  change("rathaus", [](accounts::Account& account) { account.released = true; });
  EXPECT_THAT(ask(browser, "GET", "/api/session").body, HasSubstr(R"("may_create":true)"));
}

TEST_F(SessionApiTest, AccountThatChangesWhileThePasswordIsVerifiedGetsNoSession) {
  Browser browser;
  const auto answer =
      send(request(browser, "POST", "/api/session", credentials("rathaus", kPassword)));
  change("rathaus", [](accounts::Account& account) { set_disabled(account, true); });
  jobs_.run_all();
  EXPECT_EQ((*answer)->status, 403);
  EXPECT_FALSE((*answer)->has("Set-Cookie"));
}

TEST_F(SessionApiTest, FiveWrongPasswordsAMinute) {
  Browser browser;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(sign_in(browser, "rathaus", "falsch"), 403);
  EXPECT_EQ(sign_in(browser, "rathaus", kPassword), 429) << "the right one is not tried either";
  Browser elsewhere;
  elsewhere.address = base::IpAddress::v4(203, 0, 113, 1);
  EXPECT_EQ(sign_in(elsewhere, "rathaus", kPassword), 429) << "per login";
  now_.instant += std::chrono::minutes(1);
  EXPECT_EQ(sign_in(browser, "rathaus", kPassword), 200);
}

TEST_F(SessionApiTest, WholeNetworkOfAnIpv6CustomerIsOneSource) {
  for (uint8_t i = 0; i < 5; ++i) {
    Browser browser;
    browser.address.bytes = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 1, i, 1, 2, 3, 4, 5, 6, 7};
    EXPECT_EQ(sign_in(browser, "login-" + std::to_string(i), "falsch"), 403);
  }
  Browser browser;
  browser.address.bytes = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 1, 9, 9, 9, 9, 9, 9, 9, 9};
  EXPECT_EQ(sign_in(browser, "rathaus", kPassword), 429);
  browser.address.bytes[7] = 2;
  EXPECT_EQ(sign_in(browser, "rathaus", kPassword), 200);
}

TEST_F(SessionApiTest, SchoolBehindOneAddressSignsInAtOnce) {
  for (int i = 0; i < 40; ++i) {
    const std::string login = "lehrkraft-" + std::to_string(i);
    add(login, kPassword);
    Browser browser;
    EXPECT_EQ(sign_in(browser, login, kPassword), 200) << i;
  }
}

TEST_F(SessionApiTest, FullQueueIsSaidAndDoesNotCount) {
  jobs_.most = 0;
  Browser browser;
  for (int i = 0; i < 10; ++i) EXPECT_EQ(sign_in(browser, "rathaus", kPassword), 503);
  jobs_.most = 32;
  EXPECT_EQ(sign_in(browser, "rathaus", kPassword), 200);
}

TEST_F(SessionApiTest, UnreadableAccountsAreSaidAndEndNoSession) {
  Browser browser = signed_in();
  accounts_.broken = true;
  EXPECT_EQ(status(browser, "GET", "/api/session"), 503);
  Browser other;
  EXPECT_EQ(sign_in(other, "rathaus", kPassword), 503);
  accounts_.broken = false;
  EXPECT_EQ(who(browser), "rathaus");
}

// A13: a page of another site cannot sign anybody in or out, nor use their session.
TEST_F(SessionApiTest, PagesOfOtherSitesChangeNothing) {
  Browser browser = signed_in();
  for (const char* origin : {"https://evil.example", "null", "http://localhost:8081",
                             "http://localhost:8080.evil.example"}) {
    Browser foreign = browser;
    foreign.origin = origin;
    EXPECT_EQ(status(foreign, "DELETE", "/api/session"), 403) << origin;
    EXPECT_EQ(sign_in(foreign, "rathaus", kPassword), 403) << origin;
    const auto refused = sessions_.signed_in(now_, request(foreign, "POST", "/api/rooms"));
    ASSERT_FALSE(refused) << origin;
    EXPECT_EQ(refused.error().code, domain::RefusalCode::kNotPermitted) << origin;
  }
  EXPECT_EQ(who(browser), "rathaus");
  browser.origin = "http://localhost:8080";
  EXPECT_TRUE(sessions_.signed_in(now_, request(browser, "POST", "/api/rooms")));
}

TEST_F(SessionApiTest, HashOfAnotherCostIsMadeAgainAtSignInAndKeepsSessions) {
  add("alt", kPassword, [](accounts::Account&) {}, {.mebibytes = 2, .passes = 1});
  const auto before = accounts_.store.load("alt").value().value();
  Browser browser = signed_in("alt");
  const auto after = accounts_.store.load("alt").value().value();
  EXPECT_TRUE(accounts::is_outdated(before.password_hash, kCheap));
  EXPECT_FALSE(accounts::is_outdated(after.password_hash, kCheap));
  EXPECT_EQ(after.generation, before.generation);
  EXPECT_EQ(who(browser), "alt");
  EXPECT_EQ(sign_in(browser, "alt", kPassword), 200);
}

TEST_F(SessionApiTest, WithoutACookieNoAccountIsRead) {
  accounts_.reads = 0;
  Browser browser;
  EXPECT_EQ(who(browser), "");
  EXPECT_EQ(accounts_.reads, 0);
}

class PasswordChangeTest : public SessionApiTest {
 protected:
  void SetUp() override {
    add("rathaus", kPassword,
        [](accounts::Account& account) { account.may_change_password = true; });
    add("lehrkraft-01", kPassword);
  }
  int change_to(Browser& browser, const std::string& old_password,
                const std::string& new_password) {
    return status(
        browser, "PUT", "/api/session/password",
        boost::json::serialize(boost::json::object{{"old", old_password}, {"new", new_password}}));
  }
};

// R12.
TEST_F(PasswordChangeTest, IssuedPasswordCannotBeChangedByItsUser) {
  Browser browser = signed_in("lehrkraft-01");
  EXPECT_EQ(change_to(browser, kPassword, "ein neues Kennwort"), 403);
  Browser other;
  EXPECT_EQ(sign_in(other, "lehrkraft-01", kPassword), 200);
}

TEST_F(PasswordChangeTest, EndsEveryOtherSession) {
  Browser browser = signed_in(), other = signed_in();
  const Browser before = browser;
  ASSERT_EQ(change_to(browser, kPassword, "ein neues Kennwort"), 200);
  EXPECT_EQ(who(browser), "rathaus");
  EXPECT_EQ(who(other), "");
  Browser old = before;
  EXPECT_EQ(who(old), "") << "rotated";
  EXPECT_EQ(sign_in(other, "rathaus", kPassword), 403);
  EXPECT_EQ(sign_in(other, "rathaus", "ein neues Kennwort"), 200);
}

TEST_F(PasswordChangeTest, NeedsTheOldPasswordAndAGoodNewOne) {
  Browser browser = signed_in(), nobody;
  EXPECT_EQ(change_to(nobody, kPassword, "ein neues Kennwort"), 401);
  EXPECT_EQ(change_to(browser, kPassword, "kurz"), 400);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(change_to(browser, "falsch", "ein neues Kennwort"), 403);
  EXPECT_EQ(change_to(browser, kPassword, "ein neues Kennwort"), 429);
}

TEST_F(PasswordChangeTest, OperatorsPasswordWinsOverOneOnItsWay) {
  Browser browser = signed_in();
  const auto answer =
      send(request(browser, "PUT", "/api/session/password",
                   R"({"old":"lomi-taru-keba-suno-fide","new":"ein neues Kennwort"})"));
  ASSERT_EQ(jobs_.waiting.size(), 1u);
  auto verify = std::move(jobs_.waiting.front());
  jobs_.waiting.pop_front();
  verify();
  change("rathaus", [](accounts::Account& account) { set_password(account, "operator's"); });
  jobs_.run_all();
  EXPECT_EQ((*answer)->status, 401);
  EXPECT_EQ(accounts_.store.load("rathaus").value()->password_hash, "operator's");
}

}  // namespace
}  // namespace server
