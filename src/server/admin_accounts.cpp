#include "server/admin_accounts.hpp"

#include <boost/json.hpp>

namespace server {

namespace json = boost::json;
using accounts::Account;
using accounts::IssuedPassword;
using domain::Refusal;
using domain::RefusalCode;

namespace {

constexpr Refusal kNoSuchAccount{RefusalCode::kNoSuchPerson, "no such account"};
constexpr Refusal kNotYourself{RefusalCode::kWrongState, "nobody locks themselves out"};
constexpr Refusal kLastAdministrator{RefusalCode::kWrongState, "the last administrator stays"};
constexpr Refusal kBadLogin{RefusalCode::kBadName, "not a login, or too many"};
constexpr Refusal kBusy{RefusalCode::kOverloaded, "passwords are being hashed; try again"};

json::object described(const Account& account) {
  return {{"login", account.login},
          {"role", accounts::name(account.role)},
          {"released", account.released},
          {"disabled", account.disabled},
          {"created_at", account.created_at.time_since_epoch().count()}};
}

struct Action {
  std::string_view name;
  Act act;
  void (*change)(Account&);
  bool takes_rights;
};
constexpr Action kActions[] = {
    {"release", Act::kReleaseAccount, [](Account& a) { a.released = true; }, false},
    {"withdraw", Act::kWithdrawAccount, [](Account& a) { a.released = false; }, false},
    {"disable", Act::kDisableAccount, [](Account& a) { set_disabled(a, true); }, true},
    {"enable", Act::kEnableAccount, [](Account& a) { set_disabled(a, false); }, false},
};

bool flag_of(const json::object& body, std::string_view key) {
  const json::value* value = body.if_contains(key);
  return value && value->is_bool() && value->as_bool();
}

// One login, or as many as `count` says; nothing when they would not be logins.
std::optional<std::vector<std::string>> logins_of(const json::object& body) {
  if (const json::value* login = body.if_contains("login")) {
    const auto clean =
        login->is_string() ? accounts::clean_login(login->as_string()) : std::nullopt;
    if (!clean) return std::nullopt;
    return std::vector{*clean};
  }
  const auto prefix = text_of(body, "prefix");
  const json::value* count = body.if_contains("count");
  if (!prefix || !count || !count->is_int64() || count->as_int64() < 1 ||
      count->as_int64() > static_cast<int64_t>(kMostAccountsAtOnce))
    return std::nullopt;
  return accounts::numbered_logins(*prefix, static_cast<size_t>(count->as_int64()));
}

}  // namespace

struct AdminAccounts::Batch {
  Origin origin;
  std::vector<IssuedPassword> issued;
  accounts::Role role = accounts::Role::kOrganiser;
  bool released = false;
  std::vector<Account> made = {};  // of the first of them, so far
};

void AdminAccounts::handle(const AdminRequest& request) {
  std::string_view rest = request.rest;
  if (rest.empty()) {
    if (request.http.is("POST")) return add(request);
    if (request.http.is("GET") || request.http.is("HEAD")) return list(request);
    return request.answer(method_not_allowed("GET, HEAD, POST"));
  }
  rest.remove_prefix(1);
  const size_t slash = rest.find('/');
  const bool of_account = slash == std::string_view::npos;
  const std::string_view action = of_account ? std::string_view{} : rest.substr(slash + 1);
  const auto login = accounts::clean_login(rest.substr(0, slash));
  if (of_account && !request.http.is("DELETE")) return request.answer(method_not_allowed("DELETE"));
  if (!of_account && !request.http.is("POST")) return request.answer(method_not_allowed("POST"));
  if (!login) return request.refuse(kNoSuchAccount);
  if (of_account) return remove(request, *login);
  if (action == "password") return new_password(request, *login);
  change(request, *login, action);
}

void AdminAccounts::list(const AdminRequest& request) const {
  const AdminSearch search = search_of(request.http);
  std::string part = search.text;
  for (char& c : part)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const auto page =
      accounts_.search({.login_part = part, .offset = search.offset, .limit = search.limit});
  if (!page) return request.refuse({RefusalCode::kOverloaded, "the accounts cannot be read"});
  json::array found;
  for (const Account& account : page->accounts) found.push_back(described(account));
  request.answer(json_answer(200, {{"accounts", std::move(found)}, {"total", page->total}}));
}

void AdminAccounts::add(const AdminRequest& request) {
  const auto body = object_of(request.http);
  const auto role_name = body ? text_of(*body, "role") : std::nullopt;
  if (!role_name) return request.refuse(kNotJson);
  const auto role = accounts::role_from_name(role_name->empty() ? "organiser" : *role_name);
  if (!role) return request.refuse({RefusalCode::kBadMessage, "no such role"});
  const auto logins = logins_of(*body);
  if (!logins) return request.refuse(kBadLogin);
  if (adding_ || jobs_.is_full()) return request.refuse(kBusy);
  const auto batch = std::make_shared<Batch>(
      Batch{.origin = {request.now, request.administrator, request.responder},
            .issued = {},
            .role = *role,
            .released = flag_of(*body, "released")});
  for (const std::string& login : *logins)
    batch->issued.push_back({login, accounts::random_password(random_)});
  adding_ = true;
  hash_next(batch);
}

// One at a time: whoever signs in meanwhile comes in between.
void AdminAccounts::hash_next(const std::shared_ptr<Batch>& batch) {
  if (batch->made.size() == batch->issued.size()) return store(batch);
  if (jobs_.is_full()) {
    adding_ = false;
    return batch->origin.refuse(kBusy);
  }
  const auto hash = std::make_shared<std::optional<std::string>>();
  jobs_.start([hash, password = batch->issued[batch->made.size()].password,
               salt = accounts::random_salt(random_),
               cost = settings_.cost] { *hash = accounts::hash_password(password, salt, cost); },
              [this, batch, hash] {
                if (!*hash) {
                  adding_ = false;
                  return batch->origin.refuse(kBusy);
                }
                batch->made.push_back(accounts::new_account(batch->issued[batch->made.size()].login,
                                                            batch->role, **hash,
                                                            batch->origin.now.wall, random_));
                batch->made.back().released = batch->released;
                hash_next(batch);
              });
}

void AdminAccounts::store(const std::shared_ptr<Batch>& batch) {
  accounts_.add(std::move(batch->made), [this, batch](const AccountAccess::Added& taken) {
    adding_ = false;
    const Origin& origin = batch->origin;
    if (!taken) return origin.refuse(kNotStored);
    if (!taken->empty())
      return origin.responder.respond(json_error(
          {RefusalCode::kNameTaken, "such an account exists"}, {{"login", taken->front()}}));
    audit_.note(origin.now, origin.administrator, Act::kAddAccounts);
    origin.responder.respond(issued(201, batch->issued));
  });
}

void AdminAccounts::change(const AdminRequest& request, const std::string& login,
                           std::string_view action) {
  const Action* found = nullptr;
  for (const Action& one : kActions)
    if (one.name == action) found = &one;
  if (!found) return request.refuse(kNoSuchAddress);
  if (found->takes_rights && login == request.administrator) return request.refuse(kNotYourself);
  accounts_.update(
      login, found->change, storage::Rule::kAnAdministratorStays,
      [this, found, origin = Origin{request.now, request.administrator, request.responder}](
          const AccountAccess::Found& after) {
        if (!after) return origin.refuse(kNotStored);
        if (!*after) return origin.refuse(kNoSuchAccount);
        if (found->takes_rights && !(*after)->disabled) return origin.refuse(kLastAdministrator);
        audit_.note(origin.now, origin.administrator, found->act);
        origin.responder.respond(json_answer(200, described(**after)));
      });
}

// Her own would end the session in which she reads it.
void AdminAccounts::new_password(const AdminRequest& request, const std::string& login) {
  if (login == request.administrator) return request.refuse(kNotYourself);
  if (jobs_.is_full()) return request.refuse(kBusy);
  const IssuedPassword one{login, accounts::random_password(random_)};
  const auto hash = std::make_shared<std::optional<std::string>>();
  jobs_.start(
      [hash, one, salt = accounts::random_salt(random_), cost = settings_.cost] {
        *hash = accounts::hash_password(one.password, salt, cost);
      },
      [this, hash, one, origin = Origin{request.now, request.administrator, request.responder}] {
        if (!*hash) return origin.refuse(kBusy);
        accounts_.update(
            one.login, [hash = **hash](Account& account) { set_password(account, hash); },
            [this, one, origin](const AccountAccess::Found& after) {
              if (!after) return origin.refuse(kNotStored);
              if (!*after) return origin.refuse(kNoSuchAccount);
              audit_.note(origin.now, origin.administrator, Act::kNewPassword);
              origin.responder.respond(issued(200, std::span(&one, 1)));
            });
      });
}

void AdminAccounts::remove(const AdminRequest& request, const std::string& login) {
  if (login == request.administrator) return request.refuse(kNotYourself);
  accounts_.remove(login, storage::Rule::kAnAdministratorStays,
                   [this, origin = Origin{request.now, request.administrator, request.responder}](
                       const AccountAccess::Removed& removed) {
                     if (!removed) return origin.refuse(kNotStored);
                     if (*removed == storage::Removal::kNoSuchLogin)
                       return origin.refuse(kNoSuchAccount);
                     if (*removed == storage::Removal::kBreaksTheRule)
                       return origin.refuse(kLastAdministrator);
                     audit_.note(origin.now, origin.administrator, Act::kDeleteAccount);
                     origin.responder.respond(no_content());
                   });
}

// The same list and slips that `plenum account` writes.
net::HttpResponse AdminAccounts::issued(int status,
                                        std::span<const IssuedPassword> passwords) const {
  json::array told;
  for (const IssuedPassword& one : passwords)
    told.push_back({{"login", one.login}, {"password", one.password}});
  return json_answer(status,
                     {{"issued", std::move(told)},
                      {"csv", accounts::write_password_list(passwords)},
                      {"sheet", accounts::write_password_sheet(passwords, settings_.public_url)}});
}

}  // namespace server
