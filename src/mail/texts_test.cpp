#include "mail/texts.hpp"

#include <gmock/gmock.h>

#include "mail/calendar.hpp"

namespace mail {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Service kService{"https://conf.example.org", "hilfe@example.org"};

TEST(Texts, TheLanguageIsTheFirstThatIsSpokenHere) {
  EXPECT_EQ(preferred_language(""), Language::kGerman);
  EXPECT_EQ(preferred_language("de-DE,de;q=0.9,en;q=0.8"), Language::kGerman);
  EXPECT_EQ(preferred_language("en-GB,de;q=0.5"), Language::kEnglish);
  EXPECT_EQ(preferred_language("fr, en;q=0.7, de;q=0.3"), Language::kEnglish);
  EXPECT_EQ(preferred_language("fr,,;"), Language::kGerman);
}

TEST(Texts, ACodeMailHoldsTheCodeInItsTextOnly) {
  for (const Language language : {Language::kGerman, Language::kEnglish}) {
    const Text text = code_mail(language, kService, "012345");
    EXPECT_THAT(text.subject, HasSubstr("conf.example.org"));
    EXPECT_THAT(text.subject, Not(HasSubstr("012345")));  // subjects show on locked screens
    EXPECT_THAT(text.body, HasSubstr("    012345\n"));
    EXPECT_THAT(text.body, HasSubstr("hilfe@example.org"));
  }
}

TEST(Texts, AnInvitationHoldsWhatOneNeedsToEnter) {
  const Invitation with{"Bürgerversammlung", "https://conf.example.org/r/x", "abcd2345", ""};
  for (const Language language : {Language::kGerman, Language::kEnglish}) {
    const Text text = invitation(language, kService, with);
    EXPECT_THAT(text.subject, HasSubstr("Bürgerversammlung"));
    EXPECT_THAT(text.body, HasSubstr("Link: https://conf.example.org/r/x\n"));
    EXPECT_THAT(text.body, HasSubstr("code: abcd2345\n"));
  }
  const Invitation without{"Klasse 3b", "https://conf.example.org/r/x", "", "Mittwoch"};
  const Text text = personal_invitation(Language::kGerman, kService, without);
  EXPECT_THAT(text.body, Not(HasSubstr("Zugangscode")));
  EXPECT_THAT(text.body, HasSubstr("Zeit: Mittwoch\n"));
  EXPECT_THAT(text.body, HasSubstr("nur für Sie"));
}

TEST(Texts, WithoutASupportContactThereIsNoLineForIt) {
  const Text text = code_mail(Language::kGerman, {"https://conf.example.org", ""}, "012345");
  EXPECT_THAT(text.body, Not(HasSubstr("Hilfe")));
}

TEST(Texts, TimesAreSaidAsPeopleSayThem) {
  const auto start = *parse_utc("2026-07-01T16:00:00Z");
  const std::chrono::minutes berlin(120);
  EXPECT_EQ(when(Language::kGerman, start, start + std::chrono::hours(1), berlin),
            "Mittwoch, 1. Juli 2026, 18:00 bis 19:00 Uhr (UTC+2)");
  EXPECT_EQ(when(Language::kEnglish, start, start + std::chrono::hours(7), berlin),
            "Wednesday, 1 July 2026, 18:00 to Thursday, 2 July 2026, 01:00 (UTC+2)");
  EXPECT_EQ(when(Language::kEnglish, start, start, std::chrono::minutes(-210)),
            "Wednesday, 1 July 2026, 12:30 to 12:30 (UTC-3:30)");
  EXPECT_EQ(when(Language::kEnglish, start, start, {}),
            "Wednesday, 1 July 2026, 16:00 to 16:00 (UTC)");
}

}  // namespace
}  // namespace mail
