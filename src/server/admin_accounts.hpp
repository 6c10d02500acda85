// Accounts in the administrator's page (docs/api.md, R12, R13, R41): find, add one or many,
// release, disable, give a new password, delete.
//
// - Passwords are made up here and told once, in the answer; nobody chooses or reads one later.
// - Many accounts are hashed one job at a time, so that others sign in meanwhile, and stored
// together.
// - Nobody takes rights from herself, and the last administrator who may sign in stays.
//
// Control thread. Not here: who may ask (admin_api).
#pragma once

#include <memory>
#include <string>

#include "accounts/account_list.hpp"
#include "accounts/password.hpp"
#include "server/account_access.hpp"
#include "server/admin_request.hpp"
#include "server/audit_log.hpp"
#include "server/job_thread.hpp"

namespace server {

// At one time in the browser: half a minute of hashing. More at once: `plenum account`.
inline constexpr size_t kMostAccountsAtOnce = 100;

class AdminAccounts {
 public:
  struct Settings {
    std::string public_url;  // for the slips
    accounts::HashCost cost = {};
  };
  // References outlive this.
  AdminAccounts(Settings settings, AccountAccess& accounts, Jobs& jobs, base::Random& random,
                AuditLog& audit)
      : settings_(std::move(settings)),
        accounts_(accounts),
        jobs_(jobs),
        random_(random),
        audit_(audit) {}

  void handle(const AdminRequest& request);  // /api/admin/accounts…

 private:
  // What outlives its request while the job thread and the disk work.
  struct Origin {
    Now now;
    std::string administrator;
    net::HttpResponder responder;
    void refuse(const domain::Refusal& refusal) const { responder.respond(json_error(refusal)); }
  };
  struct Batch;

  void list(const AdminRequest& request) const;
  void add(const AdminRequest& request);
  void hash_next(const std::shared_ptr<Batch>& batch);
  void store(const std::shared_ptr<Batch>& batch);
  void change(const AdminRequest& request, const std::string& login, std::string_view action);
  void new_password(const AdminRequest& request, const std::string& login);
  void remove(const AdminRequest& request, const std::string& login);
  net::HttpResponse issued(int status, std::span<const accounts::IssuedPassword> passwords) const;

  const Settings settings_;
  AccountAccess& accounts_;
  Jobs& jobs_;
  base::Random& random_;
  AuditLog& audit_;
  bool adding_ = false;  // one batch at a time
};

}  // namespace server
