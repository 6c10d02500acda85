#include "mail/mime.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "base/random.hpp"

namespace mail {
namespace {

TEST(HeaderText, PlainAsciiThatFitsStaysAsItIs) {
  EXPECT_EQ(header_text("Invitation to a conference", 9), "Invitation to a conference");
  EXPECT_EQ(header_text("", 9), "");
  EXPECT_EQ(header_text(std::string(67, 'a'), 9), std::string(67, 'a'));
}

TEST(HeaderText, EverythingElseIsEncodedWords) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"Ihr Code für Süd", "=?UTF-8?Q?Ihr_Code_f=C3=BCr_S=C3=BCd?="},
      {"=?UTF-8?Q?x?=", "=?UTF-8?Q?=3D=3FUTF=2D8=3FQ=3Fx=3F=3D?="},
      {" a", "=?UTF-8?Q?_a?="},
      {"a ", "=?UTF-8?Q?a_?="},
      {"\xFF", "=?UTF-8?Q?=FF?="},
  };
  for (const auto& [text, encoded] : cases) EXPECT_EQ(header_text(text, 9), encoded);
}

TEST(HeaderText, IsFoldedBetweenCodePoints) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += "€";
  // 66 - 2 * 6 columns in the first word: six signs of nine; seven in the others.
  EXPECT_EQ(header_text(text, 9),
            "=?UTF-8?Q?=E2=82=AC=E2=82=AC=E2=82=AC=E2=82=AC=E2=82=AC=E2=82=AC?=\r\n"
            " =?UTF-8?Q?=E2=82=AC=E2=82=AC=E2=82=AC=E2=82=AC=E2=82=AC=E2=82=AC=E2=82=AC?=\r\n"
            " =?UTF-8?Q?=E2=82=AC=E2=82=AC=E2=82=AC=E2=82=AC=E2=82=AC=E2=82=AC=E2=82=AC?=");
}

// A10
TEST(HeaderText, NoLineBreakOfTheTextComesThrough) {
  EXPECT_EQ(header_text("Hallo\r\nBcc: all@example.org", 9), "Hallo  Bcc: all@example.org");
  EXPECT_EQ(header_text("ü\r\n\r\n<script>", 9), "=?UTF-8?Q?=C3=BC____=3Cscript=3E?=");
  EXPECT_EQ(header_phrase("a\0\n\x7F", 6), "a");
  EXPECT_EQ(header_text(std::string_view("a\0b", 3), 9), "a b");
}

TEST(HeaderPhrase, EncodesWhatMeansSomethingInAnAddressField) {
  EXPECT_EQ(header_phrase("Plenum der Stadt", 6), "Plenum der Stadt");
  EXPECT_EQ(header_phrase("Stadt, \"IT\" <x@y>", 6), "=?UTF-8?Q?Stadt=2C_=22IT=22_=3Cx=40y=3E?=");
}

TEST(QuotedPrintable, KeepsTextReadableAndLinesShort) {
  const std::pair<std::string, std::string> cases[] = {
      {"", ""},
      {"Guten Tag,\n\nbis bald\n", "Guten Tag,\r\n\r\nbis bald\r\n"},
      {"a\r\nb\rc\n", "a\r\nb\r\nc\r\n"},
      {"Grüße = gut", "Gr=C3=BC=C3=9Fe =3D gut\r\n"},
      {"-- \nx", "--=20\r\nx\r\n"},
      {"tab\t", "tab=09\r\n"},
      {std::string("a\0\x1B[31mb", 8), "a[31mb\r\n"},
      {std::string(75, 'a'), std::string(75, 'a') + "\r\n"},
      {std::string(76, 'a'), std::string(75, 'a') + "=\r\na\r\n"},
      {std::string(74, 'a') + "ü", std::string(74, 'a') + "=\r\n=C3=BC\r\n"},
  };
  for (const auto& [text, encoded] : cases) EXPECT_EQ(quoted_printable(text), encoded);
}

TEST(Mime, WhateverComesInLinesAreShortAndAscii) {
  base::SeededRandom random(5);
  for (int i = 0; i < 2000; ++i) {
    std::string text(random.below(300), ' ');
    random.fill({reinterpret_cast<uint8_t*>(text.data()), text.size()});
    for (const std::string& encoded :
         {"Subject: " + header_text(text, 9) + "\r\n", "From: " + header_phrase(text, 6) + "\r\n",
          quoted_printable(text)}) {
      std::istringstream lines(encoded);
      for (std::string line; std::getline(lines, line);) {
        ASSERT_TRUE(line.ends_with('\r'));
        line.pop_back();
        ASSERT_LE(line.size(), kLongestLine) << line;
        for (const char c : line) ASSERT_TRUE(c == '\t' || (c >= ' ' && c <= '~')) << line;
      }
    }
  }
}

}  // namespace
}  // namespace mail
