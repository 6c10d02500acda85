#include "server/doctor_command.hpp"

#include <gmock/gmock.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "net/test_client.hpp"
#include "storage/database.hpp"

namespace server {
namespace {

using ::testing::HasSubstr;

struct Told {
  int exit_code;
  std::string text;
};

// The command as a person types it, on this machine.
Told doctor(std::vector<std::string> words) {
  CLI::App app;
  std::ostringstream out;
  const DoctorCommand command(app, out);
  std::ranges::reverse(words);  // as CLI11 wants them
  words.push_back("doctor");
  app.parse(words);
  EXPECT_TRUE(command.chosen());
  return {command.run(), out.str()};
}

class DoctorCommandTest : public ::testing::Test {
 protected:
  DoctorCommandTest() : folder_(std::filesystem::path(::testing::TempDir()) / "plenum_doctor") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "web");
    std::ofstream(folder_ / "web/index.html") << "<!doctype html>";
    words_ = {"--set", "http.listen=127.0.0.1:0",
              "--set", "media.port=0",
              "--set", "relay.listen=",
              "--set", "policy.profile=offen",
              "--set", "data.dir=" + folder_.string(),
              "--set", "http.web_root=" + (folder_ / "web").string()};
  }
  ~DoctorCommandTest() override { std::filesystem::remove_all(folder_); }

  Told with(std::vector<std::string> more) const {
    std::vector<std::string> words = words_;
    words.insert(words.end(), more.begin(), more.end());
    return doctor(std::move(words));
  }
  void write(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ / name) << content;
  }

  const std::filesystem::path folder_;
  std::vector<std::string> words_;
};

TEST_F(DoctorCommandTest, SpeaksGermanAndEnglish) {
  EXPECT_THAT(with({"--language", "de"}).text, HasSubstr("  Warnung  http.public_url ist leer"));
  EXPECT_THAT(with({"--language", "en"}).text, HasSubstr("  warning  http.public_url is empty"));
  EXPECT_THAT(with({"--language", "de"}).text, HasSubstr("Probleme: "));
  for (const std::string_view name : {"de", "de_AT.UTF-8", "de.UTF-8"})
    EXPECT_EQ(language_of(name), Language::kGerman) << name;
  for (const std::string_view name : {"", "C", "en_GB", "den"})
    EXPECT_EQ(language_of(name), Language::kEnglish) << name;
}

TEST_F(DoctorCommandTest, AWrongSettingIsAProblemAndTheEnd) {
  const Told told = with({"--set", "media.port=x", "--language", "en"});
  EXPECT_EQ(told.exit_code, 2);
  EXPECT_THAT(told.text, HasSubstr("media.port must be a number"));
  EXPECT_THAT(told.text, ::testing::Not(HasSubstr("database")));
}

TEST_F(DoctorCommandTest, JsonCarriesTheSame) {
  const Told told = with({"--json", "--language", "en"});
  EXPECT_THAT(told.text, HasSubstr(R"({"check":"web_root","level":"ok")"));
  EXPECT_THAT(told.text, ::testing::StartsWith(R"({"level":")"));
}

TEST_F(DoctorCommandTest, ATakenPortIsFound) {
  net::testing::TestServer other({}, [](net::HttpRequest, const net::HttpResponder&) {});
  const std::string port = std::to_string(other.endpoint().port);
  const Told told = with({"--set", "http.listen=127.0.0.1:" + port, "--language", "en"});
  EXPECT_THAT(told.text, HasSubstr("TCP " + port + " (http.listen) is taken"));
  EXPECT_EQ(told.exit_code, 2);
}

TEST_F(DoctorCommandTest, ThePortOfTheRelayIsTriedOverUdpAndTcp) {
  net::testing::TestServer other({}, [](net::HttpRequest, const net::HttpResponder&) {});
  const std::string port = std::to_string(other.endpoint().port);
  const auto relay = [&](const std::string& listen) {
    return with({"--set", "relay.listen=" + listen, "--language", "en"}).text;
  };
  EXPECT_THAT(relay("127.0.0.1:" + port), HasSubstr("UDP " + port + " (relay.listen) is free."));
  EXPECT_THAT(relay("127.0.0.1:" + port), HasSubstr("TCP " + port + " (relay.listen) is taken by"));
  EXPECT_THAT(relay(""), ::testing::Not(HasSubstr("relay.listen")));
}

TEST_F(DoctorCommandTest, AnAddressAndLocalhostAreNotLookedUp) {
  const auto named = [&](const std::string& url) {
    return with({"--set", "http.public_url=" + url, "--language", "en"}).text;
  };
  EXPECT_THAT(named("https://localhost"), ::testing::Not(HasSubstr("leads")));
  EXPECT_THAT(named("https://192.0.2.7"), ::testing::Not(HasSubstr("leads")));
}

TEST_F(DoctorCommandTest, TheDatabaseIsReadWhole) {
  EXPECT_THAT(with({"--language", "en"}).text, HasSubstr("will be made at the first start"));
  ASSERT_TRUE(storage::Database::open(folder_ / "plenum.db"));
  EXPECT_THAT(with({"--language", "en"}).text, HasSubstr("The database is sound."));
  write("plenum.db", "nonsense");
  const Told told = with({"--language", "en"});
  EXPECT_EQ(told.exit_code, 2);
  EXPECT_THAT(told.text, HasSubstr("damaged or cannot be read"));
}

TEST_F(DoctorCommandTest, TheCertificateIsExamined) {
  const auto tls = [&](const std::string& key) {
    return with({"--language", "en", "--set", "http.public_url=https://localhost", "--set",
                 "tls.listen=127.0.0.1:0", "--set",
                 "tls.certificate=" + (folder_ / "cert").string(), "--set",
                 "tls.key=" + (folder_ / key).string()});
  };
  const auto pair = net::testing::make_certificate("localhost");
  write("cert", pair.chain);
  write("key", pair.key);
  write("other", net::testing::make_certificate("localhost").key);
  EXPECT_THAT(tls("key").text, HasSubstr("Browsers will not trust the certificate: self-signed"));
  EXPECT_THAT(tls("other").text, HasSubstr("The private key does not belong to the certificate."));
  EXPECT_THAT(tls("missing").text, HasSubstr("Cannot read"));
  write("cert", net::testing::make_certificate("other.test").chain);
  EXPECT_EQ(tls("key").exit_code, 2);
}

TEST_F(DoctorCommandTest, AMailServerThatIsNotThereIsAProblem) {
  const Told told = with({"--language", "en", "--set", "mail.transport=smtp", "--set",
                          "mail.url=smtp://127.0.0.1:1", "--set", "mail.from=p@example.org"});
  EXPECT_EQ(told.exit_code, 2);
  EXPECT_THAT(told.text, HasSubstr("The mail server does not take us"));
}

}  // namespace
}  // namespace server
