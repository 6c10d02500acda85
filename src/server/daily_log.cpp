#include "server/daily_log.hpp"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <utility>

namespace server {

using std::chrono::days;

std::string time_text(base::UnixTime time) {
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

std::string daily_file(base::UnixTime time) { return time_text(time).substr(0, 10) + ".log"; }

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
  return daily_file(time) == file ? std::optional(time) : std::nullopt;
}

void DailyLog::note(const Now& now, std::string_view text) {
  if (settings_.days == 0) return;
  if (const std::string file = daily_file(now.wall); file != file_) {
    on_timeout(now);
    waiting_.clear();  // of a job thread that has been busy since yesterday
    file_ = file;
  }
  if (waiting_.size() < kMostWaiting)
    waiting_.append(time_text(now.wall)).append(" ").append(text).append("\n");
}

void DailyLog::on_timeout(const Now& now) {
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
