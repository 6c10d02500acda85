#include "domain/email_address.hpp"

#include <gtest/gtest.h>

namespace domain {
namespace {

std::string parsed(std::string_view typed) {
  const auto address = EmailAddress::parse(typed);
  return address ? address->text() : std::string(address.error().detail);
}

TEST(EmailAddress, TakesWhatMailboxesAreCalled) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"anna@example.org", "anna@example.org"},
      {" anna@example.org\r\n", "anna@example.org"},
      {"Anna.Muster+plenum@Mail.Example.ORG", "Anna.Muster+plenum@mail.example.org"},
      {"o'neill_{a}/b=c@example.org", "o'neill_{a}/b=c@example.org"},
      {"a@xn--mnchen-3ya.de", "a@xn--mnchen-3ya.de"},
      {"1@2.de", "1@2.de"},
  };
  for (const auto& [typed, text] : cases) EXPECT_EQ(parsed(typed), text);
}

TEST(EmailAddress, RefusesTheRestAndSaysWhy) {
  constexpr std::string_view kLocal = "the part before the @ is not right";
  constexpr std::string_view kDomain = "the part after the @ is not a domain name";
  const std::pair<std::string, std::string_view> cases[] = {
      {"", "an e-mail address is needed"},
      {" \t\r\n", "an e-mail address is needed"},
      {"anna", "an e-mail address has the form name@example.org"},
      {"änna@example.org", "the part before the @ can hold ASCII characters only"},
      {"anna@münchen.de",
       "the part after the @ must be in its ASCII form, such as xn--mnchen-3ya.de"},
      {"@example.org", kLocal},
      {".anna@example.org", kLocal},
      {"anna.@example.org", kLocal},
      {"an..na@example.org", kLocal},
      {"an na@example.org", kLocal},
      {"\"an na\"@example.org", kLocal},
      {"anna(comment)@example.org", kLocal},
      {"anna@evil.org,otto@example.org", kLocal},
      {"<anna@example.org", kLocal},
      {"anna%example.com@example.org", kLocal},
      {"relay!anna@example.org", kLocal},
      {std::string(65, 'a') + "@example.org", kLocal},
      {"anna@", kDomain},
      {"anna@localhost", kDomain},
      {"anna@example.org.", kDomain},
      {"anna@.example.org", kDomain},
      {"anna@exa_mple.org", kDomain},
      {"anna@-example.org", kDomain},
      {"anna@example-.org", kDomain},
      {"anna@192.0.2.1", kDomain},
      {"anna@[192.0.2.1]", kDomain},
      {"anna@example.org>", kDomain},
      {"anna@" + std::string(64, 'a') + ".org", kDomain},
      {"anna@" + std::string(250, 'a'), "an e-mail address has at most 254 bytes"},
  };
  for (const auto& [typed, why] : cases) EXPECT_EQ(parsed(typed), why) << typed;
}

// A10: nothing that ends an SMTP command or a header line.
TEST(EmailAddress, HoldsNoControlCharacterAnywhere) {
  for (int c = 0; c <= 0x20; ++c) {
    const std::string control(1, static_cast<char>(c));
    EXPECT_FALSE(EmailAddress::parse("an" + control + "na@example.org")) << c;
    EXPECT_FALSE(EmailAddress::parse("anna@exam" + control + "ple.org")) << c;
  }
  EXPECT_FALSE(EmailAddress::parse("anna@example.org\r\nBcc: all@example.org"));
  EXPECT_FALSE(EmailAddress::parse("anna@example.org\x7F"));
}

TEST(EmailAddress, ItsMailboxDoesNotDependOnSpellingOrDetail) {
  const auto mailbox = [](std::string_view typed) { return EmailAddress::parse(typed)->mailbox(); };
  EXPECT_EQ(mailbox("Anna@Example.org"), "anna@example.org");
  EXPECT_EQ(mailbox("ANNA+1@example.org"), "anna@example.org");
  EXPECT_EQ(mailbox("anna+1+2@example.org"), "anna@example.org");
  EXPECT_EQ(mailbox("+1@example.org"), "+1@example.org");
  EXPECT_NE(mailbox("otto@example.org"), mailbox("anna@example.org"));
}

}  // namespace
}  // namespace domain
