// The audit log: which administrator did what when (R65). Time, login and the kind of act, nothing
// else: not which room or account it was, no notice, no address. One file a day in audit/ of the
// data directory, kept as long as the access log (daily_log.hpp).
//
// Control thread.
#pragma once

#include <string_view>

#include "server/daily_log.hpp"

namespace server {

enum class Act : uint8_t {
  kCloseService,
  kOpenService,
  kEndAllRooms,
  kEndRoom,
  kAddAccounts,
  kReleaseAccount,
  kWithdrawAccount,
  kDisableAccount,
  kEnableAccount,
  kNewPassword,
  kDeleteAccount,
};
// "close_service"
std::string_view name(Act act);

class AuditLog {
 public:
  // `jobs` outlives it.
  AuditLog(DailyLog::Settings settings, Jobs& jobs) : log_(std::move(settings), jobs) {}

  // An act that is done. "2026-11-21T17:05:09Z leitung close_service"
  void note(const Now& now, std::string_view login, Act act);
  // About once a second.
  void on_timeout(const Now& now) { log_.on_timeout(now); }

 private:
  DailyLog log_;
};

}  // namespace server
