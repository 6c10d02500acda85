#include "server/access_log.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <fstream>

namespace server {

namespace {

using std::chrono::days;

// The digits after `name` in a User-Agent; 0 when there are none.
int version_after(std::string_view user_agent, std::string_view name) {
  const size_t at = user_agent.find(name);
  if (at == std::string_view::npos) return 0;
  const std::string_view rest = user_agent.substr(at + name.size());
  int version = 0;
  std::from_chars(rest.data(), rest.data() + rest.size(), version);
  return version > 0 && version < 1000 ? version : 0;
}

}  // namespace

// The order counts: Edge and Opera also call themselves Chrome, and all of them Safari.
std::string browser_of(std::string_view user_agent) {
  struct Family {
    std::string_view token;
    std::string_view name;
  };
  static constexpr std::array<Family, 6> kFamilies{{{"Edg/", "Edge"},
                                                    {"OPR/", "Opera"},
                                                    {"Firefox/", "Firefox"},
                                                    {"Chromium/", "Chromium"},
                                                    {"Chrome/", "Chromium"},
                                                    {"Version/", "Safari"}}};
  for (const auto& [token, name] : kFamilies)
    if (const int version = version_after(user_agent, token))
      return std::string(name) + " " + std::to_string(version);
  return "other";
}

std::string logged(LoggedAddress how, const base::IpAddress& address) {
  if (how == LoggedAddress::kNone) return "-";
  base::IpAddress kept = address;
  if (how == LoggedAddress::kShort)
    std::fill(kept.bytes.begin() + (address.is_v4() ? 15 : 6), kept.bytes.end(), uint8_t{0});
  return kept.to_string();
}

std::string access_line(base::UnixTime time, const std::string& address,
                        const std::string& browser) {
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text + address + " " + browser + "\n";
}

std::string access_file(base::UnixTime time) {
  return access_line(time, "", "").substr(0, 10) + ".log";
}

std::optional<base::UnixTime> day_of(std::string_view file) {
  int year = 0;
  unsigned month = 0, day = 0;
  if (file.size() != 14 || !file.ends_with(".log") ||
      std::sscanf(std::string(file).c_str(), "%4d-%2u-%2u", &year, &month, &day) != 3)
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  const base::UnixTime time = std::chrono::sys_days(date);
  return access_file(time) == file ? std::optional(time) : std::nullopt;
}

void AccessLog::note(const Now& now, const base::IpAddress& address, std::string_view user_agent) {
  if (settings_.days == 0) return;
  if (const std::string file = access_file(now.wall); file != file_) {
    on_timeout(now);
    waiting_.clear();  // of a job thread that has been busy since yesterday
    file_ = file;
  }
  if (waiting_.size() < kMostWaiting)
    waiting_ += access_line(now.wall, logged(settings_.address, address), browser_of(user_agent));
}

void AccessLog::on_timeout(const Now& now) {
  if (jobs_.is_full()) return;
  if (!waiting_.empty())
    jobs_.start([folder = settings_.folder, file = file_,
                 lines = std::exchange(waiting_, {})] { append_to(folder, file, lines); },
                [] {});
  if (swept_ != base::Instant{} && now.instant < swept_ + std::chrono::hours(1)) return;
  if (jobs_.is_full()) return;
  swept_ = now.instant;
  jobs_.start([folder = settings_.folder,
               oldest = now.wall - days(settings_.days)] { sweep(folder, oldest); },
              [] {});
}

void append_to(const std::filesystem::path& folder, const std::string& file,
               const std::string& lines) {
  std::error_code ignored;  // a log that cannot be written must not end a conference
  std::filesystem::create_directories(folder, ignored);
  std::ofstream(folder / file, std::ios::app | std::ios::binary) << lines;
}

void sweep(const std::filesystem::path& folder, base::UnixTime oldest) {
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    const auto day = day_of(entry.path().filename().string());
    if (day && *day + days(1) <= oldest) std::filesystem::remove(entry.path(), failed);
  }
}

}  // namespace server
