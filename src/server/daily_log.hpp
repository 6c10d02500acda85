// A log of one file a day, "2026-11-21.log", a line each with the time in front; files of days long
// past are deleted. Formatting is pure, writing is the job thread's. access_log and audit_log say
// what the lines hold.
//
// Control thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "server/job_thread.hpp"
#include "server/now.hpp"

namespace server {

// "2026-11-21T17:05:09Z"
std::string time_text(base::UnixTime time);
// "2026-11-21.log"
std::string daily_file(base::UnixTime time);
// The day of such a file's name; nothing for other files.
std::optional<base::UnixTime> day_of(std::string_view file);

class DailyLog {
 public:
  struct Settings {
    std::filesystem::path folder;
    int days = 7;  // how long a file is kept; 0: nothing is written
  };
  // `jobs` outlives it.
  DailyLog(Settings settings, Jobs& jobs) : settings_(std::move(settings)), jobs_(jobs) {}

  // `text` holds no line break.
  void note(const Now& now, std::string_view text);
  // Hands what has come together to the job thread, and once an hour deletes what is too old.
  void on_timeout(const Now& now);

 private:
  // Requests are limited elsewhere; a disk that stands still does not fill the memory.
  static constexpr size_t kMostWaiting = size_t{1} << 20;  // bytes

  const Settings settings_;
  Jobs& jobs_;
  std::string waiting_;
  std::string file_;  // of the lines that wait
  base::Instant swept_{};
};

// Appends to folder/file, making both. Job thread.
void append_to(const std::filesystem::path& folder, const std::string& file,
               const std::string& lines);
// Deletes the files of days that ended before `oldest`. Job thread.
void sweep(const std::filesystem::path& folder, base::UnixTime oldest);

}  // namespace server
