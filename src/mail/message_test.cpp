#include "mail/message.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace mail {
namespace {

constexpr base::UnixTime kTime{std::chrono::seconds(1'782'928'800)};  // 2026-07-01 18:00 UTC

Message message(std::string subject, std::string text) {
  return {.to = *domain::EmailAddress::parse("anna@example.org"),
          .subject = std::move(subject),
          .text = std::move(text),
          .calendar = std::nullopt,
          .date = kTime,
          .id = "0123abcDEF"};
}

Sender sender(std::string_view text) { return *Sender::parse(text); }

TEST(Message, IsAHeaderAnEmptyLineAndTheText) {
  EXPECT_EQ(compose(message("Ihr Code", "Grüße\n"), sender("Plenum <plenum@stadt.example>")),
            "Date: Wed, 01 Jul 2026 18:00:00 +0000\r\n"
            "From: Plenum\r\n"
            " <plenum@stadt.example>\r\n"
            "To: <anna@example.org>\r\n"
            "Subject: Ihr Code\r\n"
            "Message-ID: <0123abcDEF@stadt.example>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=UTF-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "Gr=C3=BC=C3=9Fe\r\n");
}

TEST(Message, ACalendarIsASecondPart) {
  Message with = message("Termin", "Text\n");
  with.calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
  const std::string mail = compose(with, sender("plenum@stadt.example"));
  EXPECT_NE(mail.find("From: <plenum@stadt.example>\r\n"), std::string::npos);
  const size_t parts = mail.find("Content-Type: multipart/mixed");
  ASSERT_NE(parts, std::string::npos);
  EXPECT_EQ(mail.substr(parts),
            "Content-Type: multipart/mixed; boundary=\"=_0123abcDEF\"\r\n"
            "\r\n"
            "--=_0123abcDEF\r\n"
            "Content-Type: text/plain; charset=UTF-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "Text\r\n"
            "\r\n"
            "--=_0123abcDEF\r\n"
            "Content-Type: text/calendar; charset=UTF-8; method=PUBLISH\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "Content-Disposition: attachment; filename=\"plenum.ics\"\r\n"
            "\r\n"
            "BEGIN:VCALENDAR\r\n"
            "END:VCALENDAR\r\n"
            "\r\n"
            "--=_0123abcDEF--\r\n");
}

// A10: whatever a subject or a text holds, the header has our fields and ends where ours does.
TEST(Message, NobodyAddsAFieldOrAPart) {
  const std::string attacks[] = {
      "x\r\nBcc: all@example.org",
      "x\nContent-Type: text/html\n\n<script>alert(1)</script>",
      "x\r\n\r\n--=_0123abcDEF\r\nContent-Type: text/html\r\n\r\n<b>",
      "x\r.\r\nRCPT TO:<all@example.org>",
      "ü\r\nBcc: all@example.org",
  };
  for (const std::string& attack : attacks) {
    Message mail = message(attack, attack);
    mail.calendar = attack;
    std::istringstream lines(compose(mail, sender("plenum@stadt.example")));
    std::vector<std::string> fields;
    int boundaries = 0;
    bool header = true;
    for (std::string line; std::getline(lines, line);) {
      header = header && line != "\r";
      if (header && !line.starts_with(' ')) fields.push_back(line.substr(0, line.find(':')));
      if (line.starts_with("--=_0123abcDEF")) ++boundaries;
    }
    EXPECT_EQ(fields, (std::vector<std::string>{"Date", "From", "To", "Subject", "Message-ID",
                                                "Auto-Submitted", "MIME-Version", "Content-Type"}))
        << attack;
    EXPECT_EQ(boundaries, 3) << attack;
  }
}

TEST(Message, LinesAreShorterThanWhatMailServersTake) {
  Message mail = message(std::string(5000, 'x'), std::string(5000, 'x'));
  mail.to = *domain::EmailAddress::parse(std::string(64, 'a') + "@" + std::string(60, 'b') + "." +
                                         std::string(60, 'c') + ".example");
  std::istringstream lines(compose(mail, sender("plenum@stadt.example")));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 998u);
}

TEST(Sender, IsAnAddressPerhapsWithAName) {
  EXPECT_EQ(sender("plenum@stadt.example").name, "");
  EXPECT_EQ(sender("Plenum Süd <plenum@stadt.example>").name, "Plenum Süd");
  EXPECT_EQ(sender(" <plenum@stadt.example>").address.text(), "plenum@stadt.example");
  EXPECT_FALSE(Sender::parse(""));
  EXPECT_FALSE(Sender::parse("Plenum <plenum>"));
  EXPECT_FALSE(Sender::parse("Plenum <plenum@stadt.example> x"));
}

TEST(MailDate, KnowsLeapYearsAndWeekdays) {
  EXPECT_EQ(mail_date(base::UnixTime{}), "Thu, 01 Jan 1970 00:00:00 +0000");
  EXPECT_EQ(mail_date(base::UnixTime(std::chrono::seconds(1'709'210'096))),
            "Thu, 29 Feb 2024 12:34:56 +0000");
}

}  // namespace
}  // namespace mail
