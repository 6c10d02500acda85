#include "domain/name.hpp"

#include <gtest/gtest.h>

#include "domain/utf8.hpp"

namespace domain {
namespace {

std::optional<std::string> person(std::string_view typed) {
  return clean_name(typed, kLongestPersonName);
}

TEST(Name, AnyScriptIsKeptAsTyped) {
  for (const char* name : {"Anna", "Änne-Sophie Öztürk", "李小龙", "محمد", "Ольга", "O'Brien <b>",
                           "👩‍👩‍👧", "a\u0308nne", "می‌خواهم"}) {
    EXPECT_EQ(person(name), name);
  }
}

TEST(Name, WhiteSpaceOfAnyKindBecomesOneSpaceAndIsTrimmed) {
  EXPECT_EQ(person("  Anna \t\r\n  Maria\u00A0\u2003B\u3000 "), "Anna Maria B");
}

// A name must not turn the text around it, break its line, or look like another by hidden signs.
TEST(Name, DirectionOverridesControlsAndInvisiblesAreTakenOut) {
  EXPECT_EQ(person("An\u202Ena\u202C"), "Anna");
  EXPECT_EQ(person("\u2066An\u2069na\u200F\u061C"), "Anna");
  EXPECT_EQ(person(std::string_view("An\0\x07\x1B[na\x7F", 9)), "An[na");
  EXPECT_EQ(person("An\u200Bna\uFEFF\u00AD\U000E0041"), "Anna");
}

TEST(Name, NothingVisibleIsNoName) {
  for (const char* name : {"", " ", "\t\n", "\u202E", "\u200D\u200D", "\u0301", "\uFE0F", "\u3164",
                           "\u2800", "\u200B \u200B"}) {
    EXPECT_EQ(person(name), std::nullopt) << name;
  }
}

TEST(Name, LengthIsCountedInCodePointsAfterCleaning) {
  std::string sixty;
  for (int i = 0; i < 60; ++i) sixty += "ä";
  EXPECT_EQ(person(sixty), sixty);
  EXPECT_EQ(person("  " + sixty + "\n"), sixty);
  EXPECT_EQ(person(sixty + "x"), std::nullopt);
  EXPECT_EQ(person(std::string(1'000'000, ' ') + "x"), std::nullopt);
}

TEST(Name, CleaningTwiceChangesNothing) {
  for (const char* typed : {" a  b ", "a \u200B b", "\u202Ea\u00A0", "a\u200D \u200D"}) {
    const auto once = person(typed);
    ASSERT_TRUE(once);
    EXPECT_EQ(person(*once), once);
  }
}

TEST(Text, KeepsLinesAndTakesOutWhatDeceives) {
  const auto text = [](std::string_view typed) { return clean_text(typed, 30).value_or("none"); };
  EXPECT_EQ(text("  Erste\r\n  zweite \n\n\n\ndritte \n"), "Erste\n  zweite\n\ndritte");
  EXPECT_EQ(text("a\u202Eb\u0007c\td"), "abc d");
  for (const char* nothing : {"", " \n ", "\u200B", "\xFF"}) EXPECT_EQ(text(nothing), "none");
  EXPECT_EQ(text(std::string(30, 'x')), std::string(30, 'x'));
  EXPECT_EQ(text(std::string(31, 'x')), "none");
  EXPECT_EQ(text("a" + std::string(100'000, '\n') + "b"), "none") << "no reading of so much";
}

TEST(Utf8, DecodesAndEncodesTheBordersOfEachLength) {
  for (const char32_t c :
       {0x01u, 0x7Fu, 0x80u, 0x7FFu, 0x800u, 0xD7FFu, 0xE000u, 0xFFFFu, 0x10000u, 0x10FFFFu}) {
    std::string bytes;
    append_utf8(bytes, c);
    EXPECT_EQ(decode_utf8(bytes), std::u32string(1, c));
    for (size_t size = 1; size < bytes.size(); ++size) {
      EXPECT_FALSE(is_utf8(bytes.substr(0, size)));
    }
  }
}

TEST(Utf8, OverlongSurrogatesAndStrayBytesAreRefused) {
  for (const char* bytes : {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
                            "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF8\x88\x80",
                            "\xFE", "\xFF", "\xC3(", "a\xE2\x82"}) {
    EXPECT_FALSE(is_utf8(bytes));
  }
  EXPECT_TRUE(is_utf8(""));
}

}  // namespace
}  // namespace domain
