// The real transport against a mail server that is not ours (python3-aiosmtpd), over loopback.
#include "mail/smtp.hpp"

#include <gmock/gmock.h>

#include "mail/calendar.hpp"
#include "mail/mailer.hpp"
#include "mail/test_mail_server.hpp"
#include "mail/texts.hpp"

namespace mail {
namespace {

using testing::Certificate;
using ::testing::HasSubstr;
using testing::MailServer;
using ::testing::Not;
using State = Delivery::State;

const Sender kFrom = *Sender::parse("Plenum der Stadt Süd <plenum@stadt.example>");

Message message() {
  return {.to = *domain::EmailAddress::parse("Anna.Muster@example.org"),
          .subject = "Grüße",
          .text = "Hallo\n.\n..\nEnde\n",
          .calendar = std::nullopt,
          .date = *parse_utc("2026-07-01T18:00:00Z"),
          .id = "0123abcDEF"};
}

Delivery send(const SmtpSettings& settings) {
  const std::atomic<bool> stopping = false;
  return smtp_transport(settings, kFrom)(message(), stopping);
}

SmtpSettings plain(const MailServer& server) {
  return {.url = "smtp://127.0.0.1:" + server.port(),
          .user = {},
          .password = {},
          .tls = Tls::kNone,
          .ca_file = {}};
}

SmtpSettings secure(const MailServer& server) {
  SmtpSettings settings = plain(server);
  settings.url = "smtp://localhost:" + server.port();
  settings.tls = Tls::kRequired;
  return settings;
}

// R7: the way of a code from its text to the mailbox.
TEST(Smtp, ACodeMailArrivesAsItWasWritten) {
  MailServer server;
  net::EventLoop loop;
  base::SeededRandom random(1);
  Mailer mailer(loop, random, smtp_transport(plain(server), kFrom));
  const Text text = code_mail(Language::kGerman,
                              {"https://konferenz.stadt.example", "hilfe@stadt.example"}, "012345");
  Message mail = message();
  mail.subject = text.subject;
  mail.text = text.body;
  State state = State::kRefused;
  ASSERT_TRUE(mailer.post(mail.date, mail, Urgency::kUrgent, [&](const Delivery& delivery) {
    state = delivery.state;
    loop.stop();
  }));
  loop.run();
  ASSERT_EQ(state, State::kSent);

  auto got = server.mail();
  EXPECT_EQ(got["ehlo"], R"("stadt.example")");
  EXPECT_EQ(got["envelope"], R"(["plenum@stadt.example", ["Anna.Muster@example.org"]])");
  EXPECT_EQ(got["from"], R"("Plenum der Stadt Süd <plenum@stadt.example>")");
  EXPECT_EQ(got["to"], R"("Anna.Muster@example.org")");
  EXPECT_EQ(got["subject"], R"("Ihr Code für konferenz.stadt.example")");
  EXPECT_EQ(got["date"], R"("2026-07-01T18:00:00+00:00")");
  EXPECT_THAT(got["text"], HasSubstr(R"(eröffnen Sie eine Videokonferenz)"));
  EXPECT_THAT(got["text"], HasSubstr(R"(\r\n\r\n    012345\r\n\r\n)"));
  EXPECT_EQ(got["defects"], "[]");
  EXPECT_EQ(got["calendar"], "null");
}

TEST(Smtp, ALineWithADotIsNoEndOfTheMail) {
  MailServer server;
  EXPECT_EQ(send(plain(server)).state, State::kSent);
  EXPECT_EQ(server.mail()["text"], R"("Hallo\r\n.\r\n..\r\nEnde\r\n")");
}

// A10
TEST(Smtp, NothingThatPeopleTypeAddsAFieldAReaderOrAPart) {
  MailServer server;
  Message mail = message();
  mail.subject = "x\r\nBcc: all@example.org\r\n\r\n.\r\nRCPT TO:<all@example.org>";
  mail.text = "x\r\n.\r\nMAIL FROM:<x@example.org>\r\n";
  mail.calendar = calendar_file({.uid = "x",
                                 .stamp = mail.date,
                                 .start = mail.date,
                                 .end = mail.date,
                                 .summary = "ü\r\nATTENDEE:mailto:all@example.org",
                                 .description = {},
                                 .location = {},
                                 .url = {}});
  const std::atomic<bool> stopping = false;
  ASSERT_EQ(smtp_transport(plain(server), kFrom)(mail, stopping).state, State::kSent);
  auto got = server.mail();
  EXPECT_EQ(got["envelope"], R"(["plenum@stadt.example", ["Anna.Muster@example.org"]])");
  EXPECT_EQ(got["fields"],
            R"(["Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", )"
            R"("Content-Type"])");
  EXPECT_EQ(got["text"], R"("x\r\n.\r\nMAIL FROM:<x@example.org>\r\n")");
  EXPECT_THAT(got["calendar"], HasSubstr(R"(SUMMARY:ü\\nATTENDEE)"));
  EXPECT_THAT(got["calendar"], Not(HasSubstr(R"(\r\nATTENDEE)"))) << "as a line of its own";
  EXPECT_EQ(got["defects"], "[]");
}

TEST(Smtp, OneConnectionCarriesSeveralMails) {
  MailServer server;
  const Transport transport = smtp_transport(plain(server), kFrom);
  const std::atomic<bool> stopping = false;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(transport(message(), stopping).state, State::kSent);
    EXPECT_EQ(server.mail()["subject"], R"("Grüße")");
  }
}

TEST(Smtp, WithTlsTheLineIsSecureAndTheServerKnowsUs) {
  const Certificate certificate;
  MailServer server(
      {"--tls", certificate.certificate(), certificate.key(), "--user", "plenum", "geheim ü"});
  SmtpSettings settings = secure(server);
  settings.ca_file = certificate.certificate();
  settings.user = "plenum";
  settings.password = "geheim ü";
  const Delivery delivery = send(settings);
  EXPECT_EQ(delivery.state, State::kSent) << delivery.sentence;
  auto got = server.mail();
  EXPECT_EQ(got["secure"], "true");
  EXPECT_EQ(got["user"], R"("plenum")");

  settings.password = "falsch";
  EXPECT_EQ(send(settings).state, State::kRefused);
}

TEST(Smtp, AServerWithoutTlsOrWithAWrongCertificateGetsNothing) {
  MailServer without_tls;
  EXPECT_EQ(send(secure(without_tls)).state, State::kRefused);
  const Certificate certificate;
  MailServer unknown({"--tls", certificate.certificate(), certificate.key()});
  EXPECT_EQ(send(secure(unknown)).state, State::kRefused);
}

TEST(Smtp, ALaterAttemptMayHelpOrNot) {
  MailServer greylisting({"--reply", "451"});
  EXPECT_EQ(send(plain(greylisting)).state, State::kTryAgain);
  MailServer refusing({"--reply", "550"});
  const Delivery refused = send(plain(refusing));
  EXPECT_EQ(refused.state, State::kRefused);
  EXPECT_THAT(refused.sentence, HasSubstr("550"));
  EXPECT_THAT(refused.sentence, Not(HasSubstr("Anna"))) << "addresses stay out of the log";

  SmtpSettings nobody = plain(greylisting);
  nobody.url = "smtp://127.0.0.1:1";
  EXPECT_EQ(send(nobody).state, State::kTryAgain);
}

TEST(Smtp, OnlyMailServersAreSpokenTo) {
  EXPECT_TRUE(is_smtp_url("smtp://mail.example.org:587"));
  EXPECT_TRUE(is_smtp_url("smtps://[2001:db8::1]"));
  EXPECT_TRUE(is_smtp_url("smtps://[2001:db8::1]:465"));
  for (const std::string_view url :
       {"", "smtp://", "mail.example.org", "http://mail.example.org", "file:///etc/passwd",
        "smtp://user:secret@mail.example.org", "smtp://mail.example.org/x", "smtp://a b",
        "smtp://mail.example.org:", "smtp://mail.example.org:5x", "smtp://[::1", "smtp://[]:25"})
    EXPECT_FALSE(is_smtp_url(url)) << url;
  MailServer server;
  SmtpSettings web = plain(server);
  web.url = "http://127.0.0.1:" + server.port();
  EXPECT_EQ(send(web).state, State::kRefused);
}

}  // namespace
}  // namespace mail
