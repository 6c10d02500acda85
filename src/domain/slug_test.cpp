#include "domain/slug.hpp"

#include <gtest/gtest.h>

#include "domain/secret.hpp"
#include "domain/utf8.hpp"

namespace domain {
namespace {

// R11: any name is accepted; the link shows a clean transliteration.
TEST(Slug, SpellsGermanAsGermansDo) {
  EXPECT_EQ(slug("Bürgerversammlung Süd"), "buergerversammlung-sued");
  EXPECT_EQ(slug("Straße & Plätze"), "strasse-plaetze");
  EXPECT_EQ(slug("ÄÖÜẞ"), "aeoeuess");
  EXPECT_EQ(slug("Bu\u0308rger"), "buerger");  // decomposed, as macOS types it
  EXPECT_EQ(slug("BU\u0308RGER"), "buerger");
}

TEST(Slug, OtherLatinLettersLoseTheirAccents) {
  EXPECT_EQ(slug("Café crème"), "cafe-creme");
  EXPECT_EQ(slug("Łódź Škoda Ğ"), "lodz-skoda-g");
  EXPECT_EQ(slug("Cafe\u0301"), "cafe");
  EXPECT_EQ(slug("Ærø Þór Œuvre"), "aero-thor-oeuvre");
}

TEST(Slug, OtherScriptsStayInLowerCase) {
  EXPECT_EQ(slug("Привет Мир"), "привет-мир");
  EXPECT_EQ(slug("ΑΘΗΝΑ"), "αθηνα");
  EXPECT_EQ(slug("会議　室"), "会議-室");
}

TEST(Slug, EverythingElseIsOneHyphenBetweenLetters) {
  EXPECT_EQ(slug("  --a//b..c??d -- "), "a-b-c-d");
  EXPECT_EQ(slug("3. Klasse (b)"), "3-klasse-b");
  EXPECT_EQ(slug("../../etc/passwd"), "etc-passwd");
  EXPECT_EQ(slug("a%2Fb"), "a-2fb");
}

TEST(Slug, IsNeverEmptyAndNeverAPageOfTheServer) {
  EXPECT_EQ(slug("???"), "ohne-namen");
  EXPECT_EQ(slug(""), "ohne-namen");
  EXPECT_EQ(slug("\xFF"), "ohne-namen");
  for (const char* word : {"api", "API", "ws", "whip", "whep", "assets", "help", "admin", "healthz",
                           "metrics", "Datenschutz", "impressum", "robots.txt", " w s"}) {
    EXPECT_NE(slug(word), word);
  }
  EXPECT_EQ(slug("Admin"), "admin-raum");
  EXPECT_EQ(slug("Hilfe!"), "hilfe-raum");
  EXPECT_EQ(slug("Hausordnung"), "hausordnung-raum");
}

// So that a link typed or pasted finds the room again, whatever the name was.
TEST(Slug, OfASlugIsItself) {
  base::SeededRandom random(7);
  for (int i = 0; i < 20'000; ++i) {
    std::string name;
    for (uint64_t n = random.below(8); n > 0; --n) {
      constexpr uint64_t kRanges[] = {0x80, 0x180, 0x500, 0x2100, 0x11000, 0x20000};
      char32_t c = static_cast<char32_t>(random.below(kRanges[random.below(6)]));
      if (c >= 0xD800 && c <= 0xDFFF) c = '-';
      append_utf8(name, c);
    }
    const std::string once = slug(name);
    ASSERT_EQ(slug(once), once) << name;
    ASSERT_FALSE(once.empty());
    ASSERT_TRUE(is_utf8(once));
    ASSERT_EQ(once.find_first_of("/?#%&\\. \"<>"), std::string::npos) << name;
  }
}

TEST(RoomId, IsChosenOrRandomAsThePolicySays) {
  base::SeededRandom random(1);
  EXPECT_EQ(room_id_for(LinkKind::kChosen, " Elternabend 3b ", random)->text, "elternabend-3b");
  const RoomId first = *room_id_for(LinkKind::kRandom, "Elternabend", random);
  const RoomId second = *room_id_for(LinkKind::kRandom, "Elternabend", random);
  EXPECT_EQ(first.text.size(), 22u);
  EXPECT_NE(first, second);
  EXPECT_EQ(room_id_for(LinkKind::kRandom, "  ", random).error().code, RefusalCode::kBadName);
}

TEST(Secret, SameOnlyWhenEqual) {
  EXPECT_TRUE(same_secret("apfel", "apfel"));
  EXPECT_FALSE(same_secret("apfel", "apfe"));
  EXPECT_FALSE(same_secret("apfel", "apfelapfel"));
  EXPECT_FALSE(same_secret("apfel", "apfeL"));
  EXPECT_FALSE(same_secret("apfel", ""));
  EXPECT_FALSE(same_secret("", "apfel"));
}

TEST(Secret, CodesAndPinsAreEasyToTypeAndDiffer) {
  base::SeededRandom random(3);
  const std::string code = random_access_code(random);
  EXPECT_EQ(code.size(), 8u);
  EXPECT_EQ(code.find_first_of("0o1li"), std::string::npos);
  EXPECT_NE(code, random_access_code(random));
  EXPECT_EQ(random_pin(random).find_first_not_of("0123456789"), std::string::npos);
}

}  // namespace
}  // namespace domain
