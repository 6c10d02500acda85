// The administrator's page about the service (docs/api.md, R65): how it stands, which rooms exist,
// a room or the whole service closed at once. Nothing that is said in a room, no code, nobody's
// name.
//
//   PUT service → the notice on disk → nobody comes in any more → running rooms end, if asked →
//   answer
//
// Control thread. Not here: who may ask (admin_api), what closing means (conference.hpp).
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "server/admin_request.hpp"
#include "server/audit_log.hpp"
#include "server/conference.hpp"

namespace server {

// Code points of the notice.
inline constexpr size_t kLongestNotice = 500;

class AdminService {
 public:
  struct Settings {
    std::string version;
    std::string profile;
    int access_log_days = 7;
    domain::Policy policy;
  };
  // Writes the notice, or takes it away; `done` after the commit, on the control thread.
  using KeepNotice =
      std::function<void(std::optional<std::string> notice, std::function<void(bool stored)> done)>;
  // References outlive this.
  AdminService(Settings settings, Conference& conference, KeepNotice keep, AuditLog& audit)
      : settings_(std::move(settings)),
        conference_(conference),
        keep_(std::move(keep)),
        audit_(audit) {}

  void overview(const AdminRequest& request) const;  // /api/admin/overview
  void rooms(const AdminRequest& request);           // /api/admin/rooms/{id}
  void service(const AdminRequest& request);         // /api/admin/service

 private:
  // What outlives the request while the disk works.
  struct Order {
    Now now;
    std::string administrator;
    net::HttpResponder responder;
    std::optional<std::string> notice;
    bool end_running = false;
  };
  void carry_out(const Order& order);

  const Settings settings_;
  Conference& conference_;
  const KeepNotice keep_;
  AuditLog& audit_;
};

}  // namespace server
