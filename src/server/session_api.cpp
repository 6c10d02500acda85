#include "server/session_api.hpp"

#include <boost/json.hpp>

#include "net/security_headers.hpp"
#include "net/source_limits.hpp"
#include "server/json_answer.hpp"

namespace server {

using accounts::Account;
using domain::Refusal;
using domain::RefusalCode;

namespace {

constexpr std::string_view kSession = "/api/session";
constexpr std::string_view kPassword = "/api/session/password";

constexpr Refusal kNobody{RefusalCode::kBadToken, "not signed in"};
constexpr Refusal kWrong{RefusalCode::kWrongCode, "wrong login or password"};
constexpr Refusal kTooFast{RefusalCode::kTooFast, "too many wrong passwords; try again later"};
constexpr Refusal kForeignPage{RefusalCode::kNotPermitted, "asked by a page of another site"};
constexpr Refusal kUnreadable{RefusalCode::kOverloaded, "the accounts cannot be read"};
constexpr Refusal kBusy{RefusalCode::kOverloaded, "too many people sign in at this moment"};

bool only_reads(const net::HttpRequest& request) {
  return request.is("GET") || request.is("HEAD") || request.is("OPTIONS");
}

}  // namespace

// What outlives the request while its password is verified; stays on the control thread.
struct SessionApi::Attempt {
  base::Instant at;
  accounts::SignInLimits::Source source;
  std::string login;
  std::string old_token;  // of the session that the browser has so far
  net::HttpResponder responder;
  std::optional<uint64_t> generation = {};  // of the account; nothing: the login is unknown
};

// What goes through the job thread: plain values.
struct SessionApi::Verification {
  std::string password;
  std::string stored_hash;
  accounts::Salt salt;
  accounts::HashCost cost;
  bool right = false;
  std::optional<std::string> new_hash = {};  // when the stored one was made at another cost

  void run() {
    right = accounts::verify_password(stored_hash, password);
    if (right && accounts::is_outdated(stored_hash, cost))
      new_hash = accounts::hash_password(password, salt, cost);
  }
};

SessionApi::SessionApi(Settings settings, AccountAccess& accounts, Jobs& jobs, base::Random& random)
    : settings_(std::move(settings)),
      cookie_(settings_.public_url),
      accounts_(accounts),
      jobs_(jobs),
      random_(random),
      decoy_(accounts::decoy(settings_.cost, random)) {}

bool SessionApi::takes(std::string_view path) { return path == kSession || path == kPassword; }

void SessionApi::handle(const Now& now, const net::HttpRequest& request,
                        const net::HttpResponder& responder) {
  if (!is_ours(request)) return responder.respond(json_error(kForeignPage));
  if (request.path == kPassword) {
    if (!request.is("PUT")) return responder.respond(method_not_allowed("PUT"));
    return change_password(now, request, responder);
  }
  if (request.is("POST")) return sign_in(now, request, responder);
  if (request.is("DELETE")) return sign_out(request, responder);
  if (!request.is("GET") && !request.is("HEAD"))
    return responder.respond(method_not_allowed("GET, HEAD, POST, DELETE"));
  const auto account = signed_in(now, request);
  responder.respond(account ? describe(*account) : json_error(account.error()));
}

std::expected<Account, Refusal> SessionApi::signed_in(const Now& now,
                                                      const net::HttpRequest& request) {
  if (!is_ours(request)) return std::unexpected(kForeignPage);
  const std::string_view token = cookie_.token_in(request);
  const auto session = sessions_.find(now.instant, token);
  if (!session) return std::unexpected(kNobody);
  const auto account = accounts_.find(session->login);
  if (!account) return std::unexpected(kUnreadable);
  const bool holds =
      *account && !(*account)->disabled && (*account)->generation == session->generation;
  if (holds) return **account;
  sessions_.close(token);
  return std::unexpected(kNobody);
}

void SessionApi::sign_in(const Now& now, const net::HttpRequest& request,
                         const net::HttpResponder& responder) {
  const auto body = object_of(request);
  const auto typed = body ? text_of(*body, "login") : std::nullopt;
  const auto password = body ? text_of(*body, "password") : std::nullopt;
  if (!typed || !password) return responder.respond(json_error(kNotJson));
  // What cannot be a login is nobody's, and everybody knows that.
  const auto login = accounts::clean_login(*typed);
  if (!login) return responder.respond(json_error(kWrong));
  verify({.at = now.instant,
          .source = source_of(request),
          .login = *login,
          .old_token = std::string(cookie_.token_in(request)),
          .responder = responder},
         *password, [this](const Attempt& attempt, const Account& account) {
           begin_session(attempt, account);
         });
}

void SessionApi::verify(Attempt attempt, std::string password, Verified verified) {
  // 1. Only what will be judged counts as a try.
  const auto refuse = [&](const Refusal& refusal) {
    attempt.responder.respond(json_error(refusal));
  };
  const auto account = accounts_.find(attempt.login);
  if (!account) return refuse(kUnreadable);
  if (jobs_.is_full()) return refuse(kBusy);
  if (!limits_.allow(attempt.at, attempt.source, attempt.login)) return refuse(kTooFast);
  // 2. An unknown login costs what a known one costs.
  if (*account) attempt.generation = (*account)->generation;
  const auto verification = std::make_shared<Verification>(
      Verification{.password = std::move(password),
                   .stored_hash = *account ? (*account)->password_hash : decoy_,
                   .salt = accounts::random_salt(random_),
                   .cost = settings_.cost});
  jobs_.start([verification] { verification->run(); },
              [this, attempt = std::move(attempt), verification, verified = std::move(verified)] {
                finish(attempt, *verification, verified);
              });
}

void SessionApi::finish(const Attempt& attempt, const Verification& verification,
                        const Verified& verified) {
  const auto refuse = [&](const Refusal& refusal) {
    attempt.responder.respond(json_error(refusal));
  };
  if (!verification.right || !attempt.generation) return refuse(kWrong);
  // The account may have changed while the hash was computed.
  const auto account = accounts_.find(attempt.login);
  if (!account) return refuse(kUnreadable);
  const bool same = *account && (*account)->generation == attempt.generation;
  if (!same || (*account)->disabled) return refuse(kWrong);
  limits_.take_back(attempt.at, attempt.source, attempt.login);
  if (verification.new_hash) rehash(attempt.login, verification);
  verified(attempt, **account);
}

// The session does not wait for this: the old hash is still right.
void SessionApi::rehash(const std::string& login, const Verification& verification) {
  accounts_.update(
      login,
      [old = verification.stored_hash, hash = *verification.new_hash](Account& account) {
        if (account.password_hash == old) account.password_hash = hash;
      },
      [](const AccountAccess::Found&) {});
}

// A token of its own for each sign-in: whatever the browser had before is worth nothing afterwards.
void SessionApi::begin_session(const Attempt& attempt, const Account& account) {
  sessions_.close(attempt.old_token);
  const std::string token =
      sessions_.open(attempt.at, {account.login, account.generation}, random_);
  attempt.responder.respond(describe(account).with("Set-Cookie", cookie_.with(token)));
}

void SessionApi::sign_out(const net::HttpRequest& request, const net::HttpResponder& responder) {
  sessions_.close(cookie_.token_in(request));
  responder.respond(no_content().with("Set-Cookie", cookie_.cleared()));
}

void SessionApi::change_password(const Now& now, const net::HttpRequest& request,
                                 const net::HttpResponder& responder) {
  const auto refuse = [&](const Refusal& refusal) { responder.respond(json_error(refusal)); };
  // 1. Who, and may they (R12: as a rule they may not).
  const auto account = signed_in(now, request);
  if (!account) return refuse(account.error());
  if (!account->may_change_password)
    return refuse({RefusalCode::kNotPermitted, "the administration sets this password"});
  const auto body = object_of(request);
  const auto old_password = body ? text_of(*body, "old") : std::nullopt;
  const auto new_password = body ? text_of(*body, "new") : std::nullopt;
  if (!old_password || !new_password) return refuse(kNotJson);
  if (const auto weak = accounts::weakness(*new_password, account->login))
    return refuse({RefusalCode::kBadMessage, *weak});
  // 2. The old password, then the new one.
  verify({.at = now.instant,
          .source = source_of(request),
          .login = account->login,
          .old_token = std::string(cookie_.token_in(request)),
          .responder = responder},
         *old_password, [this, password = *new_password](const Attempt& attempt, const Account&) {
           store_password(attempt, password);
         });
}

// Stored unless the account changed meanwhile; every other session of the login ends.
void SessionApi::store_password(const Attempt& attempt, const std::string& password) {
  if (jobs_.is_full()) return attempt.responder.respond(json_error(kBusy));
  const auto hash = std::make_shared<std::optional<std::string>>();
  jobs_.start([hash, password, salt = accounts::random_salt(random_),
               cost = settings_.cost] { *hash = accounts::hash_password(password, salt, cost); },
              [this, attempt, hash] {
                if (!*hash) return attempt.responder.respond(json_error(kBusy));
                replace_hash(attempt, **hash);
              });
}

void SessionApi::replace_hash(const Attempt& attempt, const std::string& hash) {
  accounts_.update(
      attempt.login,
      [generation = attempt.generation, hash](Account& account) {
        if (account.generation == generation) set_password(account, hash);
      },
      [this, attempt, hash](const AccountAccess::Found& after) {
        if (!after) return attempt.responder.respond(json_error(kUnreadable));
        const bool stored = *after && (*after)->password_hash == hash;
        if (!stored) return attempt.responder.respond(json_error(kNobody));
        sessions_.close_all_of(attempt.login);
        begin_session(attempt, **after);
      });
}

bool SessionApi::is_ours(const net::HttpRequest& request) const {
  return only_reads(request) || net::origin_allowed(request.header("origin"),
                                                    request.header("host"), settings_.public_url);
}

accounts::SignInLimits::Source SessionApi::source_of(const net::HttpRequest& request) const {
  if (request.remote.is_loopback() && !settings_.limit_loopback) return std::nullopt;
  return net::source_of(request.remote);
}

net::HttpResponse SessionApi::describe(const Account& account) const {
  return json_answer(200, {{"login", account.login},
                           {"role", accounts::name(account.role)},
                           {"may_create", may_create(account, settings_.create)},
                           {"may_change_password", account.may_change_password}});
}

}  // namespace server
