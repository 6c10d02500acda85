// The access log (R60): time, address and kind of browser of each request, nothing else: no address
// of a page, no room, no token. One file a day in access/ of the data directory (daily_log.hpp).
//
// Control thread.
#pragma once

#include <string>
#include <string_view>

#include "base/endpoint.hpp"
#include "server/daily_log.hpp"
#include "server/logged_address.hpp"

namespace server {

// "Firefox 140", "Chromium 150", "Safari 18", …, "other" for everything that is no browser.
std::string browser_of(std::string_view user_agent);
std::string logged(LoggedAddress how, const base::IpAddress& address);

class AccessLog {
 public:
  // `jobs` outlives it.
  AccessLog(DailyLog::Settings settings, LoggedAddress address, Jobs& jobs)
      : address_(address), log_(std::move(settings), jobs) {}

  // "2026-11-21T17:05:09Z 192.0.2.7 Firefox 140"
  void note(const Now& now, const base::IpAddress& address, std::string_view user_agent);
  // About once a second.
  void on_timeout(const Now& now) { log_.on_timeout(now); }

 private:
  const LoggedAddress address_;
  DailyLog log_;
};

}  // namespace server
