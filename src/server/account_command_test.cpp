#include "server/account_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iterator>
#include <sstream>

#include "server/data_directory.hpp"

namespace server {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

class AccountCommandTest : public ::testing::Test {
 protected:
  AccountCommandTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "plenum-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
  }
  ~AccountCommandTest() override { std::filesystem::remove_all(directory_); }

  // The exit code; what was printed is in out_ and err_.
  int run(std::vector<std::string> words, const std::string& input = {}) {
    out_.str({});
    err_.str({});
    std::istringstream in(input);
    CLI::App app;
    AccountCommand command(app, {.in = in,
                                 .out = out_,
                                 .err = err_,
                                 .random = random_,
                                 .now = base::UnixTime(std::chrono::seconds(1'750'000'000)),
                                 .cost = {.mebibytes = 1, .passes = 1}});
    words.insert(words.begin(), "account");
    words.insert(words.end(), {"--set", "data.dir=" + directory_.string() + "/data"});
    std::ranges::reverse(words);
    try {
      app.parse(words);
    } catch (const CLI::ParseError&) {
      return 2;
    }
    return command.run();
  }
  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }
  std::string file(const std::string& name) const { return directory_ / name; }
  static std::string content(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  accounts::Account stored(const std::string& login) const {
    storage::AccountStore store(
        storage::Database::open(database_path(directory_ / "data")).value());
    return store.load(login).value().value_or(accounts::Account{});
  }
  // The password behind "login  password" in what was printed.
  std::string printed_password() const {
    const std::string line = out().substr(0, out().find('\n'));
    return line.substr(line.rfind(' ') + 1);
  }

  std::filesystem::path directory_;
  base::SeededRandom random_{1};
  std::ostringstream out_, err_;
};

TEST_F(AccountCommandTest, AddPrintsThePasswordOnce) {
  ASSERT_EQ(run({"add", "Rathaus", "--role", "administrator"}), 0) << err();
  EXPECT_THAT(out(), MatchesRegex("rathaus  [a-z-]+\n"));
  const accounts::Account account = stored("rathaus");
  EXPECT_EQ(account.role, accounts::Role::kAdministrator);
  EXPECT_FALSE(account.released);
  EXPECT_FALSE(account.may_change_password);
  EXPECT_EQ(account.created_at.time_since_epoch().count(), 1'750'000'000);
  EXPECT_TRUE(accounts::verify_password(account.password_hash, printed_password()));
  ASSERT_EQ(run({"list"}), 0);
  EXPECT_EQ(out(),
            "login,role,released,disabled,created\r\nrathaus,administrator,no,no,2025-06-15\r\n");
}

TEST_F(AccountCommandTest, AddMakesManyAtOnce) {
  ASSERT_EQ(run({"add", "--prefix", "lehrkraft", "--count", "3", "--released"}), 0) << err();
  EXPECT_THAT(
      out(), MatchesRegex("lehrkraft-01  [a-z-]+\nlehrkraft-02  [a-z-]+\nlehrkraft-03  [a-z-]+\n"));
  EXPECT_TRUE(stored("lehrkraft-02").released);
  EXPECT_EQ(run({"add", "--prefix", "lehrkraft", "--count", "5"}), 2);
  EXPECT_THAT(err(), HasSubstr("lehrkraft-01 already and 2 more; nothing was added"));
  EXPECT_TRUE(stored("lehrkraft-05").login.empty());
}

TEST_F(AccountCommandTest, WrongWordsAreExitCode2AndOneSentence) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"add"},
                                                {"add", "a b"},
                                                {"add", "abc", "--role", "root"},
                                                {"add", "--prefix", "x y", "--count", "2"},
                                                {"add", "--prefix", "abc"},
                                                {"add", "--prefix", "abc", "--count", "0"},
                                                {"add", "--prefix", "abc", "--count", "-1"},
                                                {"disable", "fehlt"},
                                                {"release", "fehlt"},
                                                {"delete", "fehlt"},
                                                {"password", "fehlt"},
                                                {"disable"},
                                                {"rename", "abc"},
                                                {}}) {
    EXPECT_EQ(run(words), 2) << ::testing::PrintToString(words);
    EXPECT_LE(std::ranges::count(err(), '\n'), 1) << err();
  }
}

TEST_F(AccountCommandTest, ImportTakesAListFromFileOrInput) {
  std::ofstream(file("list.csv")) << "login;role;released;password\nabc;;yes;\ndef;administrator;;"
                                     "eigenes-kennwort\n";
  ASSERT_EQ(run({"import", file("list.csv")}), 0) << err();
  EXPECT_TRUE(stored("abc").released);
  EXPECT_TRUE(accounts::verify_password(stored("def").password_hash, "eigenes-kennwort"));
  ASSERT_EQ(run({"import", "-"}, "login\nghi\n"), 0) << err();
  EXPECT_EQ(stored("ghi").login, "ghi");
  EXPECT_EQ(run({"import", "-"}, "login\njkl\nghi\n"), 2);
  EXPECT_TRUE(stored("jkl").login.empty()) << "all or none";
  EXPECT_EQ(run({"import", "-"}, "login\na b\n"), 2);
  EXPECT_THAT(err(), HasSubstr("Account 1 of the list"));
  EXPECT_EQ(run({"import", file("fehlt.csv")}), 1);
  EXPECT_EQ(run({"import", directory_.string()}), 1);
}

TEST_F(AccountCommandTest, PasswordsGoToNewFilesThatOnlyTheOwnerReads) {
  const std::vector<std::string> words = {"add",
                                          "--prefix",
                                          "lehrkraft",
                                          "--count",
                                          "2",
                                          "--csv",
                                          file("a.csv"),
                                          "--sheet",
                                          file("a.html"),
                                          "--set",
                                          "http.public_url=https://konferenz.example.org"};
  ASSERT_EQ(run(words), 0) << err();
  EXPECT_EQ(out(), "2 accounts made; the passwords are in the file.\n");
  EXPECT_THAT(content(file("a.csv")),
              MatchesRegex("login,password\r\n(lehrkraft-0[12],[a-z-]+\r\n)+"));
  EXPECT_THAT(content(file("a.html")), HasSubstr("https://konferenz.example.org"));
  struct stat status{};
  ASSERT_EQ(::stat(file("a.csv").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(AccountCommandTest, NoAccountIsMadeWhoseFileCannotBeWritten) {
  std::ofstream(file("there.csv")) << "mine";
  EXPECT_EQ(run({"add", "abc", "--csv", file("there.csv")}), 1);
  EXPECT_THAT(err(), HasSubstr("there.csv"));
  EXPECT_EQ(content(file("there.csv")), "mine");
  EXPECT_TRUE(stored("abc").login.empty());
  EXPECT_EQ(run({"add", "abc", "--sheet", file("a.html")}), 2);
  EXPECT_THAT(err(), HasSubstr("http.public_url"));
}

TEST_F(AccountCommandTest, NoFileStaysOfAccountsThatWereNotMade) {
  ASSERT_EQ(run({"add", "abc"}), 0);
  EXPECT_EQ(run({"add", "abc", "--csv", file("a.csv")}), 2);
  EXPECT_FALSE(std::filesystem::exists(file("a.csv")));
}

TEST_F(AccountCommandTest, ReleaseDisableEnableAndDelete) {
  ASSERT_EQ(run({"add", "abc"}), 0);
  const uint64_t first = stored("abc").generation;
  EXPECT_EQ(run({"release", "abc"}), 0);
  EXPECT_EQ(out(), "abc: released\n");
  EXPECT_TRUE(stored("abc").released);
  EXPECT_EQ(stored("abc").generation, first) << "a right more ends no session";
  EXPECT_EQ(run({"release", "abc", "--withdraw"}), 0);
  EXPECT_FALSE(stored("abc").released);
  EXPECT_EQ(run({"disable", "abc"}), 0);
  EXPECT_TRUE(stored("abc").disabled);
  EXPECT_EQ(run({"enable", "ABC"}), 0);
  EXPECT_FALSE(stored("abc").disabled);
  EXPECT_GT(stored("abc").generation, first);
  EXPECT_EQ(run({"delete", "abc"}), 0);
  EXPECT_TRUE(stored("abc").login.empty());
}

TEST_F(AccountCommandTest, PasswordIsMadeUpOrRead) {
  ASSERT_EQ(run({"add", "abc"}), 0);
  const accounts::Account first = stored("abc");
  ASSERT_EQ(run({"password", "abc"}), 0);
  EXPECT_TRUE(accounts::verify_password(stored("abc").password_hash, printed_password()));
  EXPECT_NE(stored("abc").generation, first.generation) << "its sessions end";
  ASSERT_EQ(run({"password", "abc", "--from-input"}, "ein gutes Kennwort\n"), 0);
  EXPECT_THAT(out(), Not(HasSubstr("gutes")));
  EXPECT_TRUE(accounts::verify_password(stored("abc").password_hash, "ein gutes Kennwort"));
  EXPECT_EQ(run({"password", "abc", "--from-input"}, "kurz\n"), 2);
  EXPECT_EQ(err(), "plenum: The password needs at least 12 characters.\n");
}

TEST_F(AccountCommandTest, WrongConfigurationAndUnusableDirectoryAreSaid) {
  EXPECT_EQ(run({"list", "--set", "data.nonsense=1"}), 2);
  EXPECT_THAT(err(), HasSubstr("data.nonsense"));
  std::ofstream(file("data")) << "a file";
  EXPECT_EQ(run({"list"}), 1);
  EXPECT_THAT(err(), HasSubstr("data"));
}

}  // namespace
}  // namespace server
