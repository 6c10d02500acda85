// Signing in and out over HTTP (docs/api.md, R7, R12), and who a request comes from.
//
//   POST /api/session → limits → argon2 on the job thread → account read again → new session,
//   cookie
//
// - Unknown login, disabled account and wrong password look and last the same.
// - A session is worth what its account is worth now: signed_in reads the account at each request
// and
//   compares the generation, so that disabling, deleting or a new password ends it at once.
// - Requests that change something count only from our own pages (Origin) or from programs, which
// send
//   none and hold no cookie by accident (CSRF).
//
// Control thread. Not here: what a signed-in account may do (conference, admin_api).
#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "accounts/password.hpp"
#include "accounts/sessions.hpp"
#include "accounts/sign_in_limits.hpp"
#include "domain/policy.hpp"
#include "domain/refusal.hpp"
#include "net/http_server.hpp"
#include "server/account_access.hpp"
#include "server/job_thread.hpp"
#include "server/now.hpp"
#include "server/session_cookie.hpp"

namespace server {

class SessionApi {
 public:
  struct Settings {
    std::string public_url;       // as configured; empty: plain http on this machine
    bool limit_loopback = false;  // the limit per source holds for this machine too
    domain::Creators create = domain::Creators::kAccounts;
    accounts::HashCost cost = {};
  };
  // All outlive this.
  SessionApi(Settings settings, AccountAccess& accounts, Jobs& jobs, base::Random& random);

  // Is this address ours?
  static bool takes(std::string_view path);
  void handle(const Now& now, const net::HttpRequest& request, const net::HttpResponder& responder);

  // The account that the request's session belongs to, as it is now; counts as use of the session.
  // bad_token: nobody is signed in. not_permitted: a page of another site asks for a change.
  // overloaded: the accounts cannot be read.
  std::expected<accounts::Account, domain::Refusal> signed_in(const Now& now,
                                                              const net::HttpRequest& request);

 private:
  struct Attempt;
  struct Verification;
  using Verified = std::function<void(const Attempt& attempt, const accounts::Account& account)>;

  void sign_in(const Now& now, const net::HttpRequest& request,
               const net::HttpResponder& responder);
  void sign_out(const net::HttpRequest& request, const net::HttpResponder& responder);
  void change_password(const Now& now, const net::HttpRequest& request,
                       const net::HttpResponder& responder);

  // Answers every refusal itself; `verified` runs when the password is right and the account still
  // what it was.
  void verify(Attempt attempt, std::string password, Verified verified);
  void finish(const Attempt& attempt, const Verification& verification, const Verified& verified);
  void rehash(const std::string& login, const Verification& verification);
  void begin_session(const Attempt& attempt, const accounts::Account& account);
  void store_password(const Attempt& attempt, const std::string& password);
  void replace_hash(const Attempt& attempt, const std::string& hash);

  bool is_ours(const net::HttpRequest& request) const;
  accounts::SignInLimits::Source source_of(const net::HttpRequest& request) const;
  net::HttpResponse describe(const accounts::Account& account) const;

  const Settings settings_;
  const SessionCookie cookie_;
  AccountAccess& accounts_;
  Jobs& jobs_;
  base::Random& random_;
  const std::string decoy_;  // what an unknown login is verified against
  accounts::Sessions sessions_;
  accounts::SignInLimits limits_;
};

}  // namespace server
