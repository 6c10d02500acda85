// What administrators do in the browser (docs/api.md, R13, R41, R65). This is the gate: every
// address below /api/admin asks for an administrator's session first, whatever it then is; requests
// that change something count only from our own pages (session_api.hpp). Behind it: admin_service
// (the service and its rooms), admin_accounts.
//
// Control thread.
#pragma once

#include <string_view>

#include "server/admin_accounts.hpp"
#include "server/admin_service.hpp"
#include "server/session_api.hpp"

namespace server {

class AdminApi {
 public:
  // All outlive this.
  AdminApi(SessionApi& sessions, AdminService& service, AdminAccounts& accounts)
      : sessions_(sessions), service_(service), accounts_(accounts) {}

  static bool takes(std::string_view path);
  void handle(const Now& now, const net::HttpRequest& request, const net::HttpResponder& responder);

 private:
  SessionApi& sessions_;
  AdminService& service_;
  AdminAccounts& accounts_;
};

}  // namespace server
