#include "server/operator_pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <fstream>

namespace server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class OperatorPagesTest : public ::testing::Test {
 protected:
  OperatorPagesTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "plenum-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~OperatorPagesTest() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& file, const std::string& text) const {
    std::ofstream(folder_ / file, std::ios::binary) << text;
  }
  std::string version() const { return read_pages(folder_).pages.front().version; }

  std::filesystem::path folder_;
};

TEST_F(OperatorPagesTest, AFolderThatIsNotThereHasNoPages) {
  const OperatorPages all = read_pages(folder_ / "missing");
  EXPECT_THAT(all.pages, IsEmpty());
  EXPECT_THAT(all.problems, IsEmpty());
}

TEST_F(OperatorPagesTest, OnlyFilesOfTheListArePages) {
  write("hausordnung.md", "# Regeln");
  write("impressum.md", "# Impressum");
  write("impressum.en.md", "# Imprint");
  write(page_file("geheim", PageLanguage::kGerman), "# Nein");
  write("datenschutz.txt", "# Nein");
  const OperatorPages all = read_pages(folder_);
  ASSERT_THAT(all.pages, SizeIs(2));
  EXPECT_EQ(all.pages[0].name, "impressum");
  EXPECT_EQ(all.pages[0].german, "# Impressum");
  EXPECT_EQ(all.pages[0].english, "# Imprint");
  EXPECT_EQ(all.pages[1].name, "hausordnung");
  EXPECT_EQ(all.pages[1].english, "");
  EXPECT_THAT(all.problems, IsEmpty());
}

TEST_F(OperatorPagesTest, TheOtherLanguageStandsInForAMissingOne) {
  write("impressum.md", "Deutsch");
  write("hausordnung.en.md", "English");
  const OperatorPages all = read_pages(folder_);
  EXPECT_EQ(all.find("impressum")->shown(PageLanguage::kEnglish), PageLanguage::kGerman);
  EXPECT_EQ(all.find("hausordnung")->shown(PageLanguage::kGerman), PageLanguage::kEnglish);
  EXPECT_EQ(all.find("datenschutz"), nullptr);
}

// R50: who has acknowledged a text is asked again when it is another one.
TEST_F(OperatorPagesTest, AVersionStandsForTheTextsAndNothingElse) {
  write("impressum.md", "eins");
  const std::string first = version();
  EXPECT_THAT(first, SizeIs(16));
  write("impressum.md", "zwei");
  const std::string second = version();
  EXPECT_NE(second, first);
  write("impressum.md", "eins");
  EXPECT_EQ(version(), first);
  write("impressum.en.md", "one");
  EXPECT_NE(version(), first);
}

TEST_F(OperatorPagesTest, TheLongestPageIsTakenAndOneByteMoreIsNot) {
  write("impressum.md", std::string(kLongestPage, 'a'));
  EXPECT_THAT(read_pages(folder_).pages, SizeIs(1));
  write("impressum.md", std::string(kLongestPage + 1, 'a'));
  const OperatorPages all = read_pages(folder_);
  EXPECT_THAT(all.pages, IsEmpty());
  EXPECT_THAT(all.problems, ElementsAre(HasSubstr("is longer than 256 KiB")));
}

TEST_F(OperatorPagesTest, AByteOrderMarkIsNoText) {
  write("impressum.md", "\xEF\xBB\xBF# Impressum");
  EXPECT_EQ(read_pages(folder_).pages.at(0).german, "# Impressum");
}

TEST_F(OperatorPagesTest, WhatIsNotFitToBeShownIsMissingAndToldOf) {
  write("impressum.md", "M\xFCller");
  write("datenschutz.md", " \n\t\n");
  write("nutzungsbedingungen.md", "# Bedingungen\n\nStand: [[Monat und Jahr]]\n");
  std::filesystem::create_directory(folder_ / "barrierefreiheit.md");
  ASSERT_EQ(::mkfifo((folder_ / "hausordnung.md").c_str(), 0600), 0) << "must not block";
  const OperatorPages all = read_pages(folder_);
  EXPECT_THAT(all.pages, IsEmpty());
  EXPECT_THAT(all.problems, ElementsAre(HasSubstr("impressum.md is not shown: it is not UTF-8."),
                                        HasSubstr("is empty"),
                                        HasSubstr("still has a place to fill in, [[…]], in line 3"),
                                        HasSubstr("is not a file"), HasSubstr("is not a file")));
}

TEST_F(OperatorPagesTest, AnUnfinishedTranslationHidesOnlyItself) {
  write("impressum.md", "Deutsch");
  write("impressum.en.md", "[[English]]");
  const OperatorPages all = read_pages(folder_);
  EXPECT_EQ(all.pages.at(0).german, "Deutsch");
  EXPECT_EQ(all.pages.at(0).english, "");
  EXPECT_THAT(all.problems, SizeIs(1));
}

}  // namespace
}  // namespace server
