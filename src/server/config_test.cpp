#include "server/config.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace server {
namespace {

// A configuration file that is gone after the test.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view content) {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::temp_directory_path() /
            (std::string("plenum_") + test->name() + "_" + std::to_string(++count_) + ".toml");
    std::ofstream(path_) << content;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  std::string path() const { return path_.string(); }

 private:
  static inline int count_ = 0;
  std::filesystem::path path_;
};

std::string read(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// What the administrator reads when `content` is the file; its path is written as FILE.
std::string sentence_for(std::string_view content) {
  const TemporaryFile file(content);
  const auto config = load_config(file.path(), {});
  if (config) return "taken";
  std::string sentence = config.error().sentence;
  if (const size_t at = sentence.find(file.path()); at != std::string::npos)
    sentence.replace(at, file.path().size(), "FILE");
  return sentence;
}

TEST(Config, WithoutAFileEverySettingHasItsDefault) {
  const auto config = load_config(std::nullopt, {});
  ASSERT_TRUE(config);
  EXPECT_EQ(config->relay_listen->to_string(), "[::]:3478");
  EXPECT_EQ(config->http_listen.to_string(), "127.0.0.1:8080");
  EXPECT_EQ(config->http_public_url, "");
  EXPECT_EQ(config->http_web_root, "web/dist");
  EXPECT_TRUE(config->http_trusted_proxies.empty());
  EXPECT_FALSE(config->http_limit_loopback);
  EXPECT_EQ(config->media_port, 10000);  // R53
  EXPECT_TRUE(config->media_addresses.empty());
  EXPECT_EQ(config->media_workers, 0u);
  EXPECT_EQ(config->media_peers_on_home, 100u);
  EXPECT_EQ(config->media_preferred_video, codec::CodecKind::kVp8);
  EXPECT_EQ(config->data_dir, "var");
  EXPECT_EQ(config->data_max_rooms, 10'000u);
  EXPECT_EQ(config->policy_profile, "gemeinde");
  EXPECT_EQ(config->policy, domain::policy_of(domain::Profile::kGemeinde));
  EXPECT_EQ(config->mail_transport, MailTransport::kNone);
  EXPECT_FALSE(config->mail_from);
  EXPECT_EQ(config->mail_tls, mail::Tls::kRequired);
  EXPECT_EQ(config->service_support, "");
  EXPECT_EQ(config->log_level, "info");
}

TEST(Config, AFileSetsWhatItNames) {
  const TemporaryFile file(R"(
[http]
listen = "[::]:80"
public_url = "https://conf.example.org/"
trusted_proxies = ["192.0.2.1", "2001:db8::1"]
limit_loopback = true
[media]
port = 12000
addresses = ["192.0.2.7", "2001:db8::7", "conf.example.org"]
preferred_video = "VP9"
[policy]
profile = "offen"
waiting_room = true
idle_limit = "36h"
max_people = 40
)");
  const auto config = load_config(file.path(), {});
  ASSERT_TRUE(config) << config.error().sentence;
  EXPECT_EQ(config->http_listen.to_string(), "[::]:80");
  EXPECT_EQ(config->http_public_url, "https://conf.example.org");
  ASSERT_EQ(config->http_trusted_proxies.size(), 2u);
  EXPECT_EQ(config->http_trusted_proxies[1].to_string(), "2001:db8::1");
  EXPECT_TRUE(config->http_limit_loopback);
  EXPECT_EQ(config->media_port, 12000);
  EXPECT_EQ(config->media_addresses,
            (std::vector<MediaAddress>{*base::IpAddress::parse("192.0.2.7"),
                                       *base::IpAddress::parse("2001:db8::7"),
                                       HostName{"conf.example.org"}}));
  EXPECT_EQ(config->media_preferred_video, codec::CodecKind::kVp9);
  domain::Policy policy = domain::policy_of(domain::Profile::kOffen);
  policy.waiting_room = true;
  policy.idle_limit = std::chrono::hours(36);
  policy.max_people = 40;
  EXPECT_EQ(config->policy, policy);
}

TEST(Config, TheProfileComesBeforeItsFieldsWhereverItStands) {
  const auto config =
      load_config(std::nullopt, {"policy.waiting_room=off", "policy.profile=schule"});
  ASSERT_TRUE(config);
  EXPECT_FALSE(config->policy.waiting_room);
  EXPECT_EQ(config->policy_profile, "schule");
}

TEST(Config, SetWinsOverTheFileAndTheLastSetWins) {
  const TemporaryFile file("[media]\nport = 1\n[policy]\nchat = false\n");
  const auto config = load_config(
      file.path(), {"media.port=2", "media.port=3", "policy.chat=on", "data.dir=/var/lib/a=b"});
  ASSERT_TRUE(config) << config.error().sentence;
  EXPECT_EQ(config->media_port, 3);
  EXPECT_TRUE(config->policy.chat);
  EXPECT_EQ(config->data_dir, "/var/lib/a=b");
}

TEST(Config, AWrongValueIsOneSentenceWithFileLineAndKey) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"[http]\n\nlisten = \"8080\"",
       R"(FILE, line 3: http.listen must be an address and a port such as "127.0.0.1:8080" or "[::]:80".)"},
      {"[http]\npublic_url = \"conf.example.org\"",
       "FILE, line 2: http.public_url must be empty or begin with http:// or https://."},
      {"[http]\ntrusted_proxies = [\"192.0.2.1\", \"proxy\"]",
       R"(FILE, line 2: http.trusted_proxies must be a list of IP addresses, but holds "proxy".)"},
      {"[http]\nlimit_loopback = 1", "FILE, line 2: http.limit_loopback must be true or false."},
      {"[media]\naddresses = [\"192.0.2.7:10000\"]",
       R"(FILE, line 2: media.addresses must be a list of IP addresses and host names, but holds "192.0.2.7:10000".)"},
      {"[media]\nport = 65536", "FILE, line 2: media.port must be a number from 0 to 65535."},
      {"[media]\nport = -1", "FILE, line 2: media.port must be a number from 0 to 65535."},
      {"[media]\nport = \"10000 \"", "FILE, line 2: media.port must be a number from 0 to 65535."},
      {"[media]\nworkers = 65", "FILE, line 2: media.workers must be a number from 0 to 64."},
      {"[media]\npeers_on_home = 0",
       "FILE, line 2: media.peers_on_home must be a number from 1 to 100000."},
      {"[media]\npreferred_video = \"Opus\"",
       "FILE, line 2: media.preferred_video must be one of VP8, VP9, H264, AV1."},
      {"[data]\nmax_rooms = 0", "FILE, line 2: data.max_rooms must be a number from 1 to 1000000."},
      {"[policy]\nprofile = \"open\"",
       "FILE, line 2: policy.profile must be one of gemeinde, offen, schule, medienzentrum."},
      {"[policy]\ncreate = \"me\"",
       "FILE, line 2: policy.create is not right: expected one of anyone, email, account, "
       "released_account."},
      {"[policy]\nidle_limit = \"soon\"",
       "FILE, line 2: policy.idle_limit is not right: expected none or a time such as 90s, 10m, "
       "12h, 7d."},
      {"[mail]\ntransport = \"sendmail\"",
       "FILE, line 2: mail.transport must be one of none, log, smtp."},
      {"[mail]\nurl = \"mail.example.org\"",
       "FILE, line 2: mail.url must be empty or have the form smtp://host:587 or smtps://host."},
      {"[mail]\nfrom = \"Plenum\"",
       "FILE, line 2: mail.from must be an address such as \"Plenum <plenum@example.org>\", but an "
       "e-mail address has the form name@example.org."},
      {"[mail]\ntls = \"maybe\"", "FILE, line 2: mail.tls must be one of required, none."},
      {"[service]\nsupport = \"\\u0001\"",
       "FILE, line 2: service.support must be one line of at most 200 characters."},
      {"[log]\nlevel = \"loud\"",
       "FILE, line 2: log.level must be one of error, warning, info, debug."},
      {"[http]\nlistn = \"\"", "FILE, line 2: http.listn is not a setting."},
      {"[policy]\nprofil = \"offen\"", "FILE, line 2: policy.profil is not a setting."},
      {"port = 1", "FILE, line 1: \"port\" must be in a section such as [http]."},
      {"[media]\nport = 1.5",
       "FILE, line 2: media.port must be a text, a number, true, false or a list."},
      {"[media.more]\nport = 1",
       "FILE, line 1: media.more must be a text, a number, true, false or a list."},
  };
  for (const auto& [content, sentence] : cases) EXPECT_EQ(sentence_for(content), sentence);
}

TEST(Config, MailSettingsThatDoNotFitTogetherAreRefused) {
  const auto sentence = [](std::vector<std::string> sets) {
    const auto config = load_config(std::nullopt, sets);
    return config ? "taken" : config.error().sentence;
  };
  const std::string smtp = "mail.transport=smtp", url = "mail.url=smtp://mail.example.org",
                    from = "mail.from=a@example.org", user = "mail.user=a",
                    password = "mail.password_file=/x";
  EXPECT_EQ(sentence({smtp, url, from, user, password}), "taken");
  EXPECT_EQ(sentence({smtp, from}), "mail.transport = \"smtp\" needs mail.url.");
  EXPECT_EQ(sentence({smtp, url}), "mail.transport = \"smtp\" needs mail.from.");
  EXPECT_EQ(sentence({user}), "mail.user and mail.password_file are given together or not at all.");
  EXPECT_EQ(sentence({smtp, url, from, user, password, "mail.tls=none"}),
            "mail.tls = \"none\" would send the password of mail.user in clear text.");
  EXPECT_EQ(sentence({smtp, url, from, "mail.tls=none"}), "taken");
}

TEST(Config, AFileThatIsNoTomlIsReportedWithItsLine) {
  const std::string sentence = sentence_for("[http]\nlisten = \n");
  EXPECT_TRUE(sentence.starts_with("FILE, line 2: ")) << sentence;
  EXPECT_TRUE(sentence.ends_with(".")) << sentence;
}

TEST(Config, AFileThatIsNotThereIsReportedWithoutALine) {
  const auto config = load_config("no/such/plenum.toml", {});
  ASSERT_FALSE(config);
  EXPECT_TRUE(config.error().sentence.starts_with("no/such/plenum.toml: "))
      << config.error().sentence;
}

TEST(Config, TlsNeedsACertificateAndAnHttpsAddress) {
  const auto load = [](std::vector<std::string> sets) {
    sets.insert(sets.begin(), "tls.listen=[::]:443");
    return load_config(std::nullopt, sets);
  };
  EXPECT_EQ(load({}).error().sentence, "tls.listen needs tls.certificate and tls.key.");
  EXPECT_EQ(
      load({"tls.certificate=c", "tls.key=k", "http.public_url=http://c.test"}).error().sentence,
      "tls.listen needs an http.public_url that begins with https://.");
  const auto config = load({"tls.certificate=c", "tls.key=k", "http.public_url=https://c.test"});
  ASSERT_TRUE(config);
  EXPECT_EQ(config->tls_listen->to_string(), "[::]:443");
  EXPECT_TRUE(config->http_redirect);
  EXPECT_FALSE(load_config(std::nullopt, {})->tls_listen);
}

TEST(Config, AWrongSetSaysSo) {
  EXPECT_EQ(load_config(std::nullopt, {"media.port"}).error().sentence,
            "--set media.port: must have the form section.key=value.");
  EXPECT_EQ(load_config(std::nullopt, {"media.port=x"}).error().sentence,
            "--set: media.port must be a number from 0 to 65535.");
  EXPECT_EQ(load_config(std::nullopt, {"port=1"}).error().sentence,
            "--set: port is not a setting.");
}

// ------------------------------------------------------------------------------- what is written

std::vector<std::string> all_keys() {
  std::vector<std::string> keys;
  for (const SettingInfo& setting : settings()) keys.emplace_back(setting.key);
  for (const std::string_view field : domain::policy_fields())
    keys.push_back("policy." + std::string(field));
  return keys;
}

// The example with the marks of its commented defaults taken away: "#key = value".
std::string example_with_everything_on() {
  std::string text;
  std::ifstream file("plenum.example.toml");
  for (std::string line; std::getline(file, line);) {
    const bool is_default = line.size() > 1 && line[0] == '#' && line[1] != ' ' && line[1] != '#';
    text += (is_default ? line.substr(1) : line) + "\n";
  }
  return text;
}

TEST(ConfigDocuments, TheExampleChangesNothing) {
  const auto example = load_config("plenum.example.toml", {});
  ASSERT_TRUE(example) << example.error().sentence;
  EXPECT_EQ(example->policy, load_config(std::nullopt, {})->policy);
  EXPECT_EQ(example->http_listen, load_config(std::nullopt, {})->http_listen);
}

TEST(ConfigDocuments, TheExampleHoldsEverySettingOnceWithItsDefault) {
  const std::string text = example_with_everything_on();
  const TemporaryFile file(text);
  const auto config = load_config(file.path(), {});
  ASSERT_TRUE(config) << config.error().sentence;
  EXPECT_EQ(config->policy, load_config(std::nullopt, {})->policy) << "of the default profile";
  // "[section]" lines and the keys below them.
  std::vector<std::string> found;
  std::string section;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('[')) section = line.substr(1, line.find(']') - 1);
    const size_t equals = line.find(" = ");
    if (line.starts_with('#') || equals == std::string::npos) continue;
    found.push_back(section + "." + line.substr(0, equals));
    for (const SettingInfo& setting : settings()) {
      if (setting.key != found.back()) continue;
      std::string value = line.substr(equals + 3);
      std::erase(value, '"');
      EXPECT_EQ(value == "[]" ? "" : value, setting.default_value) << setting.key;
    }
  }
  std::vector<std::string> expected = all_keys();
  std::ranges::sort(found);
  std::ranges::sort(expected);
  EXPECT_EQ(found, expected);
}

TEST(ConfigDocuments, TheManualHasARowForEverySettingWithItsDefault) {
  const std::string manual = read("docs/operating/configuration.md");
  for (const std::string& key : all_keys()) {
    const std::string cell = "\n| `" + key + "` |";
    EXPECT_NE(manual.find(cell), std::string::npos) << key;
  }
  for (const SettingInfo& setting : settings()) {
    const size_t row = manual.find("\n| `" + std::string(setting.key) + "` |");
    if (row == std::string::npos) continue;
    const std::string line = manual.substr(row + 1, manual.find('\n', row + 1) - row - 1);
    const std::string shown =
        setting.default_value.empty() ? "empty" : "`" + std::string(setting.default_value) + "`";
    EXPECT_NE(line.find("| " + shown + " |"), std::string::npos) << line;
  }
}

}  // namespace
}  // namespace server
