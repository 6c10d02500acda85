#include "server/pages_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "server/operator_pages.hpp"
#include "server/page_templates.hpp"

namespace server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class PagesCommandTest : public ::testing::Test {
 protected:
  PagesCommandTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "plenum-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
  }
  ~PagesCommandTest() override { std::filesystem::remove_all(directory_); }

  // The exit code; what was printed is in out_ and err_.
  int run(std::vector<std::string> words) {
    out_.str({});
    err_.str({});
    CLI::App app;
    PagesCommand command(app, out_, err_);
    words.insert(words.begin(), "pages");
    words.insert(words.end(), {"--set", "data.dir=" + (directory_ / "data").string()});
    std::ranges::reverse(words);
    try {
      app.parse(words);
    } catch (const CLI::ParseError&) {
      return 2;
    }
    return command.run();
  }
  std::filesystem::path page(const std::string& file) const {
    return directory_ / "data" / "pages" / file;
  }
  std::string content(const std::string& file) const {
    std::ifstream stream(page(file), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  std::filesystem::path directory_;
  std::ostringstream out_, err_;
};

TEST_F(PagesCommandTest, WritesEveryPageInBothLanguages) {
  ASSERT_EQ(run({"init"}), 0) << err_.str();
  for (const std::string_view name : kPageNames)
    for (const PageLanguage language : {PageLanguage::kGerman, PageLanguage::kEnglish})
      EXPECT_THAT(content(page_file(name, language)), Not(::testing::IsEmpty())) << name;
}

// Nothing that is not true of this operator is ever published.
TEST_F(PagesCommandTest, NoTemplateIsShownAsItIs) {
  ASSERT_EQ(run({"init"}), 0);
  EXPECT_TRUE(read_pages(directory_ / "data" / "pages").pages.empty());
  ASSERT_EQ(run({"list"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("impressum.md is not shown: it still has a place to fill in"));
  EXPECT_THAT(out_.str(), Not(HasSubstr(": shown")));
}

TEST_F(PagesCommandTest, NeverWritesOverAFile) {
  std::filesystem::create_directories(page("").parent_path());
  std::ofstream(page("impressum.md")) << "mein Impressum";
  ASSERT_EQ(run({"init"}), 0);
  EXPECT_EQ(content("impressum.md"), "mein Impressum");
  EXPECT_THAT(out_.str(), HasSubstr("impressum.md: there already, left as it is"));
  ASSERT_EQ(run({"list"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("impressum.md: shown"));
}

TEST_F(PagesCommandTest, TakesAFolderOfItsOwn) {
  const std::string folder = directory_ / "elsewhere";
  ASSERT_EQ(run({"init", "--set", "pages.dir=" + folder}), 0);
  EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(folder) / "impressum.md"));
  EXPECT_FALSE(std::filesystem::exists(page("impressum.md")));
}

// R66: what the configuration knows is not left to be typed again.
TEST_F(PagesCommandTest, WhatTheConfigurationKnowsIsFilledIn) {
  ASSERT_EQ(run({"init", "--set", "http.public_url=https://conf.example.org", "--set",
                 "service.support=hilfe@example.org, 0911 123456", "--set", "log.access_days=3",
                 "--set", "log.access_address=short"}),
            0);
  const std::string notice = content("datenschutz.md");
  EXPECT_THAT(notice, HasSubstr("<https://conf.example.org>"));
  EXPECT_THAT(notice, HasSubstr("gekürzte IP-Adresse"));
  EXPECT_THAT(notice, HasSubstr("| 3 Tage |"));
  EXPECT_THAT(content("nutzungsbedingungen.md"), HasSubstr("hilfe@example.org, 0911 123456"));
  for (const PageTemplate& page : page_templates())
    EXPECT_THAT(content(std::string(page.file)), Not(HasSubstr("{{"))) << page.file;
}

TEST_F(PagesCommandTest, AServerWithoutAccessLogSaysSo) {
  ASSERT_EQ(run({"init", "--set", "log.access_days=0"}), 0);
  EXPECT_THAT(content("datenschutz.md"),
              HasSubstr("Ein Zugriffsprotokoll führt der Server nicht."));
}

TEST_F(PagesCommandTest, WrongWordsAreRefused) {
  EXPECT_EQ(run({"init", "--set", "no.such=1"}), 2);
  EXPECT_EQ(run({"remove"}), 2);
}

TEST_F(PagesCommandTest, AFolderThatCannotBeMadeIsSaid) {
  std::ofstream(directory_ / "file") << "x";
  EXPECT_EQ(run({"init", "--set", "pages.dir=" + (directory_ / "file" / "pages").string()}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("cannot be made"));
}

}  // namespace
}  // namespace server
