#include "accounts/csv.hpp"

#include <gtest/gtest.h>

namespace accounts {
namespace {

using Rows = std::vector<CsvRow>;

Rows read(std::string_view text) {
  const auto rows = read_csv(text, 100);
  EXPECT_TRUE(rows) << rows.error().what;
  return rows.value_or(Rows{});
}

size_t wrong_line(std::string_view text) {
  const auto rows = read_csv(text, 3);
  EXPECT_FALSE(rows) << text;
  return rows ? 0 : rows.error().line;
}

// The examples of RFC 4180 section 2.
TEST(Csv, ReadsTheExamplesOfTheRfc) {
  EXPECT_EQ(read("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n"),
            (Rows{{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}}));
  EXPECT_EQ(read("aaa,bbb,ccc\r\nzzz,yyy,xxx"),
            (Rows{{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}}));
  EXPECT_EQ(read("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx"),
            (Rows{{"aaa", "b\r\nbb", "ccc"}, {"zzz", "yyy", "xxx"}}));
  EXPECT_EQ(read("\"aaa\",\"b\"\"bb\",\"ccc\""), (Rows{{"aaa", "b\"bb", "ccc"}}));
}

TEST(Csv, ReadsWhatSpreadsheetsWrite) {
  EXPECT_EQ(read("\xEF\xBB\xBFlogin;role\nabc;organiser\n"),
            (Rows{{"login", "role"}, {"abc", "organiser"}}));
  EXPECT_EQ(read("login\n\nabc\n\n"), (Rows{{"login"}, {"abc"}}));
  EXPECT_EQ(read("a,,\n"), (Rows{{"a", "", ""}}));
  EXPECT_EQ(read(""), Rows{});
}

TEST(Csv, SaysInWhichLineItIsWrong) {
  EXPECT_EQ(wrong_line("a\nb\nc\"d\n"), 3u);
  EXPECT_EQ(wrong_line("a\n\"b\nc"), 2u);
  EXPECT_EQ(wrong_line("\"a\nb\"x"), 2u);
  EXPECT_EQ(wrong_line("a\nb\nc\nd\n"), 4u) << "more than the three allowed";
}

TEST(Csv, WrittenIsReadAgain) {
  const CsvRow row = {"plain", "with \"quotes\"", "a,b", "a;b", "two\r\nlines", "", "ä"};
  EXPECT_EQ(read(csv_line(row)), Rows{row});
}

TEST(Csv, NoFieldBecomesAFormula) {
  EXPECT_EQ(csv_line(CsvRow{"=1+1", "+49", "-x", "@SUM(A1)"}), "'=1+1,'+49,'-x,'@SUM(A1)\r\n");
  EXPECT_EQ(csv_line(CsvRow{"\t=1", "\r=1", "=\"a\""}), "'\t=1,\"'\r=1\",\"'=\"\"a\"\"\"\r\n");
  EXPECT_EQ(csv_line(CsvRow{"a=1", "lomi-taru"}), "a=1,lomi-taru\r\n");
}

TEST(Csv, EveryTruncationIsReadOrRefused) {
  const std::string text = "login,password\r\n\"a\"\"b\",\"x\r\ny\"\r\nabc,def\r\n";
  for (size_t length = 0; length <= text.size(); ++length)
    (void)read_csv(std::string_view(text).substr(0, length), 100);
}

}  // namespace
}  // namespace accounts
