#include "server/mail_api.hpp"

#include <gmock/gmock.h>

#include <regex>

namespace server {
namespace {

using domain::RefusalCode;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::Not;

struct Answer final : net::HttpResponder::Pending {
  void respond(net::HttpResponse given) override { response = std::move(given); }
  net::HttpResponse response;
};

// With a mailer whose mails all arrive, and a clock that the test moves.
class MailApiTest : public ::testing::Test {
 protected:
  MailApiTest() { build({}); }

  void build(MailApi::Settings settings) {
    settings.service = {"https://conf.example.org", "hilfe@example.org"};
    api_ = std::make_unique<MailApi>(settings, &mailer_, sealer_, random_);
  }
  void build_open() { build({.service = {}, .email_codes = true, .creators_known = true}); }

  net::HttpResponse ask(const std::string& body, std::string_view source = "192.0.2.1",
                        std::vector<net::HttpHeader> headers = {}) {
    const auto answer = std::make_shared<Answer>();
    api_->handle(now_,
                 {.method = "POST",
                  .path = "/api/email-codes",
                  .query = {},
                  .headers = std::move(headers),
                  .body = body,
                  .remote = *base::IpAddress::parse(source)},
                 net::HttpResponder(answer));
    return answer->response;
  }
  int ask_for(const std::string& email, std::string_view source = "192.0.2.1") {
    return ask(R"({"email":")" + email + R"("})", source).status;
  }

  // What has been sent, once everything has.
  std::vector<mail::Message> mails() {
    while (mailer_.free() < mail::Mailer::kMaxMails) loop_.poll();
    return sent_;
  }
  std::string last_code() {
    const std::string text = mails().back().text;
    std::smatch found;
    return std::regex_search(text, found, std::regex("[0-9]{6}")) ? found.str() : "";
  }

  Invitations invitations(std::vector<std::string> to) {
    Invitations all;
    all.room = "Bürgerversammlung";
    all.link = "https://conf.example.org/r/x1";
    all.code = "abcd2345";
    for (std::string& address : to) all.to.push_back({std::move(address), ""});
    return all;
  }
  RefusalCode refused(const Invitations& all) {
    const auto sent = api_->send_invitations(now_, all);
    return sent ? RefusalCode{} : sent.error().code;
  }

  Now now_{base::Instant(std::chrono::hours(3)), base::UnixTime(seconds(1'782'900'000))};
  base::SeededRandom random_{3};
  net::Sealer sealer_{net::SecretKey{}};
  net::EventLoop loop_;
  std::vector<mail::Message> sent_;  // by the mailer's thread, read when it has nothing to do
  mail::Mailer mailer_{loop_, random_, [this](const mail::Message& mail, const std::atomic<bool>&) {
                         sent_.push_back(mail);
                         return mail::Delivery{};
                       }};
  std::unique_ptr<MailApi> api_;
};

TEST_F(MailApiTest, APersonalLinkStandsInTheModeratorsWordsAndInTheCalendar) {
  build_open();
  Invitations all = invitations({"mia@example.org", "ben@example.org"});
  all.to[0].link = all.link + "#einladung=Secret1";
  all.to[1].link = all.link + "#einladung=Secret2";
  all.appointment = {now_.wall, now_.wall + minutes(45)};
  all.text = "Kommt: " + all.link + " oder " + all.link;
  ASSERT_TRUE(api_->send_invitations(now_, all));
  const auto sent = mails();
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_EQ(sent[0].text, "Kommt: " + all.to[0].link + " oder " + all.to[0].link);
  EXPECT_THAT(sent[0].text, Not(HasSubstr("Secret2")));
  EXPECT_THAT(*sent[1].calendar, HasSubstr("Secret2"));
  EXPECT_THAT(*sent[1].calendar, HasSubstr("UID:x1@conf.example.org"));
}

TEST_F(MailApiTest, WordsWithoutALinkGetThePersonalOne) {
  build_open();
  Invitations all = invitations({"mia@example.org"});
  all.to[0].link = all.link + "#einladung=Secret1";
  all.text = "Bis morgen!";
  ASSERT_TRUE(api_->send_invitations(now_, all));
  EXPECT_THAT(mails().back().text, HasSubstr("#einladung=Secret1"));
}

TEST(Addressees, AreEachMailboxOnceAndTheFirstWrongOneIsNamed) {
  const auto right = Addressees::of({" a@x.de", "b@x.de", "a@x.de"});
  EXPECT_EQ(right->texts, (std::vector<std::string>{"a@x.de", "b@x.de"}));
  const auto wrong = Addressees::of({"a@x.de", "b@", "c@"});
  EXPECT_EQ(wrong.error().typed, "b@");
  EXPECT_EQ(wrong.error().refusal.code, RefusalCode::kBadName);
  const auto many = Addressees::of(std::vector<std::string>(51, "a@x.de"));
  EXPECT_EQ(many.error().refusal.code, RefusalCode::kBadMessage);
}

TEST_F(MailApiTest, ACodeComesByMailAndIsGoodOnce) {
  build_open();
  const net::HttpResponse answer = ask(R"({"email":" Anna@Example.org "})");
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.body, "{}");
  const std::string code = last_code();
  ASSERT_EQ(code.size(), 6u);
  EXPECT_EQ(sent_.back().to.text(), "Anna@example.org");
  EXPECT_THAT(sent_.back().subject, HasSubstr("Ihr Code für conf.example.org"));
  EXPECT_FALSE(api_->redeem(now_, "otto@example.org", code));
  EXPECT_TRUE(api_->redeem(now_, "Anna@example.org", code));
  EXPECT_FALSE(api_->redeem(now_, "Anna@example.org", code));
  EXPECT_FALSE(api_->redeem(now_, "nonsense", code));
}

TEST_F(MailApiTest, ACodeMailSpeaksTheBrowsersLanguage) {
  build_open();
  ask(R"({"email":"anna@example.org"})", "192.0.2.1", {{"accept-language", "en-GB,en;q=0.9"}});
  EXPECT_THAT(mails().back().subject, HasSubstr("Your code"));
}

TEST_F(MailApiTest, WithoutMailOrWhereNoCodeIsNeededThereAreNone) {
  EXPECT_EQ(ask_for("anna@example.org"), 404);
  api_ = std::make_unique<MailApi>(
      MailApi::Settings{.service = {}, .email_codes = true, .creators_known = true}, nullptr,
      sealer_, random_);
  EXPECT_EQ(ask_for("anna@example.org"), 404);
  EXPECT_FALSE(api_->invites());
}

TEST_F(MailApiTest, OddRequestsAreRefused) {
  build_open();
  for (const char* body : {"", "[]", "{\"email\":1}", "{\"email\":[\"a@example.org\"]}"})
    EXPECT_EQ(ask(body, "192.0.2." + std::to_string(body[0] % 200 + 1)).status, 400) << body;
  const net::HttpResponse answer = ask(R"({"email":"anna@münchen.de"})", "192.0.2.250");
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, HasSubstr("xn--mnchen-3ya.de"));
  EXPECT_EQ(ask(R"({"email":"a@example.org\r\nBcc: b@example.org"})", "192.0.2.251").status, 400);
  EXPECT_TRUE(mails().empty());
}

TEST_F(MailApiTest, OtherMethodsAreNotTaken) {
  build_open();
  const auto answer = std::make_shared<Answer>();
  net::HttpRequest request;
  request.method = "GET";
  api_->handle(now_, request, net::HttpResponder(answer));
  EXPECT_EQ(answer->response.status, 405);
}

TEST_F(MailApiTest, ASourceMayAskTenTimesAMinute) {
  build_open();
  for (int i = 0; i < 10; ++i)
    EXPECT_EQ(ask_for("a" + std::to_string(i) + "@example.org", "2001:db8::" + std::to_string(i)),
              202);
  EXPECT_EQ(ask_for("b@example.org", "2001:db8::77"), 429);
  EXPECT_EQ(ask_for("b@example.org", "2001:db8:0:1::1"), 202);
  now_.instant += seconds(6);
  EXPECT_EQ(ask_for("c@example.org", "2001:db8::77"), 202);
}

TEST_F(MailApiTest, AMailboxIsSentThreeCodesAnHourWhoeverAsks) {
  build_open();
  for (int i = 1; i <= 3; ++i)
    EXPECT_EQ(ask_for("anna@example.org", "192.0.2." + std::to_string(i)), 202);
  EXPECT_EQ(ask_for("Anna+x@example.org", "192.0.2.9"), 429);
  EXPECT_EQ(mails().size(), 3u);
}

TEST_F(MailApiTest, AnInvitationGoesToEachOnItsOwn) {
  build_open();
  ASSERT_TRUE(api_->send_invitations(
      now_, invitations({"anna@example.org", "otto@example.org", " anna@EXAMPLE.org"})));
  const auto sent = mails();
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_EQ(sent[1].to.text(), "otto@example.org");
  EXPECT_THAT(sent[0].subject, HasSubstr("Bürgerversammlung"));
  EXPECT_THAT(sent[0].text, HasSubstr("https://conf.example.org/r/x1"));
  EXPECT_THAT(sent[0].text, HasSubstr("abcd2345"));
  EXPECT_FALSE(sent[0].calendar);
}

TEST_F(MailApiTest, TheModeratorsOwnWordsAreSentAsTheyAre) {
  build_open();
  Invitations all = invitations({"anna@example.org"});
  all.subject = "Kommt alle!";
  all.text = "Um acht.";
  all.appointment = {now_.wall, now_.wall + minutes(60)};
  ASSERT_TRUE(api_->send_invitations(now_, all));
  const mail::Message mail = mails().back();
  EXPECT_EQ(mail.subject, "Kommt alle!");
  EXPECT_EQ(mail.text, "Um acht.");
  ASSERT_TRUE(mail.calendar);
  EXPECT_THAT(*mail.calendar, HasSubstr("UID:x1@conf.example.org\r\n"));
  EXPECT_THAT(*mail.calendar, HasSubstr("SUMMARY:Bürgerversammlung\r\n"));
}

// R13
TEST_F(MailApiTest, SomebodyWithALinkOfHerOwnGetsThatOneOnly) {
  build_open();
  Invitations all = invitations({});
  all.to = {{"anna@example.org", "https://conf.example.org/r/x1#anna"},
            {"otto@example.org", "https://conf.example.org/r/x1#otto"}};
  all.appointment = {now_.wall, now_.wall + minutes(60)};
  ASSERT_TRUE(api_->send_invitations(now_, all));
  const auto sent = mails();
  EXPECT_THAT(sent[0].text, HasSubstr("x1#anna"));
  EXPECT_THAT(sent[0].text, HasSubstr("2026"));
  EXPECT_THAT(sent[0].text + *sent[0].calendar, Not(HasSubstr("otto")));
}

TEST_F(MailApiTest, InvitationsAreBounded) {
  build_open();
  EXPECT_EQ(refused(invitations({})), RefusalCode::kBadMessage);
  EXPECT_EQ(refused(invitations(std::vector<std::string>(51, "a@example.org"))),
            RefusalCode::kBadMessage);
  EXPECT_EQ(refused(invitations({"anna@example.org", "nobody"})), RefusalCode::kBadName);
  Invitations all = invitations({"anna@example.org"});
  all.text = std::string(10'001, 'x');
  EXPECT_EQ(refused(all), RefusalCode::kBadMessage);
  all = invitations({"anna@example.org"});
  all.appointment = {now_.wall, now_.wall - minutes(1)};
  EXPECT_EQ(refused(all), RefusalCode::kBadMessage);
  EXPECT_TRUE(mails().empty());

  for (int i = 0; i < 3; ++i) EXPECT_EQ(refused(invitations({"a@example.org"})), RefusalCode{});
  EXPECT_EQ(refused(invitations({"a@example.org"})), RefusalCode::kTooFast);
  now_.instant += minutes(1);
  EXPECT_EQ(refused(invitations({"a@example.org"})), RefusalCode{});
}

TEST_F(MailApiTest, WhereEverybodyCreatesRoomsNobodyWritesInTheServicesName) {
  build({.service = {}, .email_codes = false, .creators_known = false});
  EXPECT_FALSE(api_->invites());
  EXPECT_EQ(refused(invitations({"a@example.org"})), RefusalCode::kNoSuchRoom);
}

TEST_F(MailApiTest, InvitationsLeaveRoomForCodes) {
  build_open();
  std::vector<std::string> many;
  for (int i = 0; i < 50; ++i) many.push_back("a" + std::to_string(i) + "@example.org");
  Invitations all = invitations(many);
  // Outcomes are not heard of until the loop turns: every mail keeps its place.
  for (int i = 0; i < 3; ++i) {
    all.link += "x";
    EXPECT_EQ(refused(all), RefusalCode{});
  }
  all.link += "x";
  EXPECT_EQ(refused(all), RefusalCode::kOverloaded);
  EXPECT_EQ(ask_for("anna@example.org"), 202);
}

}  // namespace
}  // namespace server
