// What administrators do in the browser (docs/api.md, R13, R41): the accounts of the installation.
// Every address below /api/admin asks for an administrator's session first, whatever it then is.
//
// Making and deleting accounts and setting passwords are `plenum account`'s: passwords do not pass
// through a browser. Control thread.
#pragma once

#include <string>
#include <string_view>

#include "net/http_server.hpp"
#include "server/session_api.hpp"

namespace server {

class AdminApi {
 public:
  // Both outlive this.
  AdminApi(SessionApi& sessions, AccountAccess& accounts)
      : sessions_(sessions), accounts_(accounts) {}

  static bool takes(std::string_view path);
  void handle(const Now& now, const net::HttpRequest& request, const net::HttpResponder& responder);

 private:
  net::HttpResponse list() const;
  // "/api/admin/accounts/<login>/<action>" after the second slash.
  void change(const accounts::Account& administrator, std::string_view login,
              std::string_view action, const net::HttpResponder& responder);

  SessionApi& sessions_;
  AccountAccess& accounts_;
};

}  // namespace server
