// R60: time, address, browser, and for how many days.
#include "server/access_log.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "server/audit_log.hpp"

namespace server {
namespace {

using namespace std::chrono_literals;
constexpr base::UnixTime kTime{1'795'280'709s};  // 2026-11-21 17:05:09 UTC

// Runs every job at once.
struct Immediate final : Jobs {
  bool is_full() const override { return false; }
  void start(std::function<void()> work, std::function<void()> finish) override {
    work();
    finish();
  }
};

TEST(AccessLine, NamesTheFamilyAndMajorVersionOfABrowser) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox 140"},
      {"Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.1 Safari/537.36",
       "Chromium 150"},
      {"Mozilla/5.0 AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0.3", "Edge 150"},
      {"Mozilla/5.0 (iPhone) AppleWebKit/605.1 Version/18.2 Mobile/15E148 Safari/604.1",
       "Safari 18"},
      {"curl/8.5.0", "other"},
      {"", "other"},
      {"Firefox/99999999999999999999\n2026 forged line", "other"},
  };
  for (const auto& [agent, browser] : cases) EXPECT_EQ(browser_of(agent), browser) << agent;
}

TEST(AccessLine, AnAddressCanBeShortenedOrLeftOut) {
  const auto v4 = *base::IpAddress::parse("192.0.2.77");
  const auto v6 = *base::IpAddress::parse("2001:db8:1:2:3:4:5:6");
  EXPECT_EQ(logged(LoggedAddress::kFull, v6), "2001:db8:1:2:3:4:5:6");
  EXPECT_EQ(logged(LoggedAddress::kShort, v4), "192.0.2.0");
  EXPECT_EQ(logged(LoggedAddress::kShort, v6), "2001:db8:1::");
  EXPECT_EQ(logged(LoggedAddress::kNone, v4), "-");
}

class AccessLogFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    folder =
        std::filesystem::temp_directory_path() / ("plenum-access-" + std::to_string(::getpid()));
  }
  void TearDown() override { std::filesystem::remove_all(folder); }
  std::string content(const std::string& file) const {
    std::ifstream in(folder / file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::filesystem::path folder;
  Immediate jobs;
};

TEST_F(AccessLogFiles, OneADayAndGoneAfterSevenDays) {
  AccessLog log({.folder = folder}, LoggedAddress::kFull, jobs);
  const auto address = *base::IpAddress::parse("192.0.2.7");
  for (int day = 0; day < 12; ++day) {
    const Now now{base::Instant(24h * day + 1h), kTime + 24h * day};
    log.note(now, address, "Firefox/140.0");
    log.on_timeout(now);
  }
  const auto files = std::distance(std::filesystem::directory_iterator(folder), {});
  EXPECT_EQ(files, 8) << "today and seven days";
  EXPECT_FALSE(std::filesystem::exists(folder / "2026-11-24.log"));
  EXPECT_EQ(content("2026-12-02.log"), "2026-12-02T17:05:09Z 192.0.2.7 Firefox 140\n");
}

TEST_F(AccessLogFiles, OtherFilesStayAndZeroDaysWriteNothing) {
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "notes.log") << "mine";
  std::ofstream(folder / "2020-13-01.log") << "no date";
  std::ofstream(folder / "2020-01-01.log") << "old";
  AccessLog log({.folder = folder, .days = 0}, LoggedAddress::kFull, jobs);
  log.note({base::Instant(1h), kTime}, *base::IpAddress::parse("192.0.2.7"), "Firefox/140.0");
  log.on_timeout({base::Instant(1h), kTime});
  EXPECT_TRUE(std::filesystem::exists(folder / "notes.log"));
  EXPECT_TRUE(std::filesystem::exists(folder / "2020-13-01.log"));
  EXPECT_FALSE(std::filesystem::exists(folder / "2020-01-01.log"));
  EXPECT_FALSE(std::filesystem::exists(folder / daily_file(kTime)));
}

// R65.
TEST_F(AccessLogFiles, AnActOfAnAdministratorIsTimeLoginAndKind) {
  AuditLog log({.folder = folder}, jobs);
  log.note({base::Instant(1h), kTime}, "leitung", Act::kCloseService);
  log.note({base::Instant(2h), kTime + 1h}, "amt", Act::kEndRoom);
  EXPECT_EQ(content("2026-11-21.log"),
            "2026-11-21T17:05:09Z leitung close_service\n"
            "2026-11-21T18:05:09Z amt end_room\n");
}

}  // namespace
}  // namespace server
