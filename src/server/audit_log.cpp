#include "server/audit_log.hpp"

namespace server {

std::string_view name(Act act) {
  switch (act) {
    case Act::kCloseService:
      return "close_service";
    case Act::kOpenService:
      return "open_service";
    case Act::kEndAllRooms:
      return "end_all_rooms";
    case Act::kEndRoom:
      return "end_room";
    case Act::kAddAccounts:
      return "add_accounts";
    case Act::kReleaseAccount:
      return "release_account";
    case Act::kWithdrawAccount:
      return "withdraw_account";
    case Act::kDisableAccount:
      return "disable_account";
    case Act::kEnableAccount:
      return "enable_account";
    case Act::kNewPassword:
      return "new_password";
    case Act::kDeleteAccount:
      return "delete_account";
  }
  return "";
}

// Written at once: acts are rare, and worth more than the few microseconds.
void AuditLog::note(const Now& now, std::string_view login, Act act) {
  log_.note(now, std::string(login).append(" ").append(name(act)));
  log_.on_timeout(now);
}

}  // namespace server
