// The access log (R60): time, address and kind of browser of each request, nothing else: no address
// of a page, no room, no token. One file a day in access/ of the data directory; older ones are
// deleted. Formatting is pure, writing is the job thread's.
//
// Control thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/endpoint.hpp"
#include "base/instant.hpp"
#include "server/job_thread.hpp"
#include "server/logged_address.hpp"
#include "server/now.hpp"

namespace server {

// "Firefox 140", "Chromium 150", "Safari 18", …, "other" for everything that is no browser.
std::string browser_of(std::string_view user_agent);
std::string logged(LoggedAddress how, const base::IpAddress& address);
// "2026-11-21T17:05:09Z 192.0.2.7 Firefox 140\n"
std::string access_line(base::UnixTime time, const std::string& address,
                        const std::string& browser);
// "2026-11-21.log"
std::string access_file(base::UnixTime time);
// The day of such a file's name; nothing for other files.
std::optional<base::UnixTime> day_of(std::string_view file);

class AccessLog {
 public:
  struct Settings {
    std::filesystem::path folder;
    int days = 7;  // how long a file is kept; 0: nothing is written
    LoggedAddress address = LoggedAddress::kFull;
  };
  // `jobs` outlives it.
  AccessLog(Settings settings, Jobs& jobs) : settings_(std::move(settings)), jobs_(jobs) {}

  void note(const Now& now, const base::IpAddress& address, std::string_view user_agent);
  // About once a second: hands what has come together to the job thread, and once an hour deletes
  // what is too old.
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
