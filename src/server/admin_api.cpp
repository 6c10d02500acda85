#include "server/admin_api.hpp"

#include <boost/json.hpp>

#include "server/json_answer.hpp"

namespace server {

namespace json = boost::json;
using accounts::Account;
using domain::Refusal;
using domain::RefusalCode;

namespace {

constexpr std::string_view kAccounts = "/api/admin/accounts";

constexpr Refusal kNoSuchAddress{RefusalCode::kNoSuchRoom, "no such address"};
constexpr Refusal kNoSuchAccount{RefusalCode::kNoSuchPerson, "no such account"};
constexpr Refusal kNotYourself{RefusalCode::kWrongState, "nobody locks themselves out"};
constexpr Refusal kDiskFailed{RefusalCode::kOverloaded, "the store did not take it"};

json::object described(const Account& account) {
  return {{"login", account.login},
          {"role", accounts::name(account.role)},
          {"released", account.released},
          {"disabled", account.disabled},
          {"created_at", account.created_at.time_since_epoch().count()}};
}

AccountAccess::Change change_named(std::string_view action) {
  if (action == "release") return [](Account& account) { account.released = true; };
  if (action == "withdraw") return [](Account& account) { account.released = false; };
  if (action == "disable") return [](Account& account) { set_disabled(account, true); };
  if (action == "enable") return [](Account& account) { set_disabled(account, false); };
  return nullptr;
}

}  // namespace

bool AdminApi::takes(std::string_view path) {
  return path == "/api/admin" || path.starts_with("/api/admin/");
}

void AdminApi::handle(const Now& now, const net::HttpRequest& request,
                      const net::HttpResponder& responder) {
  const auto refuse = [&](const Refusal& refusal) { responder.respond(json_error(refusal)); };
  const auto account = sessions_.signed_in(now, request);
  if (!account) return refuse(account.error());
  if (account->role != accounts::Role::kAdministrator)
    return refuse({RefusalCode::kNotPermitted, "for administrators"});

  std::string_view rest = request.path;
  if (!rest.starts_with(kAccounts)) return refuse(kNoSuchAddress);
  rest.remove_prefix(kAccounts.size());
  if (rest.empty()) {
    if (!request.is("GET") && !request.is("HEAD"))
      return responder.respond(method_not_allowed("GET, HEAD"));
    return responder.respond(list());
  }
  const size_t slash = rest.rfind('/');
  if (!rest.starts_with('/') || slash == 0) return refuse(kNoSuchAddress);
  if (!request.is("POST")) return responder.respond(method_not_allowed("POST"));
  change(*account, rest.substr(1, slash - 1), rest.substr(slash + 1), responder);
}

net::HttpResponse AdminApi::list() const {
  const auto all = accounts_.list();
  if (!all) return json_error({RefusalCode::kOverloaded, "the accounts cannot be read"});
  json::array described_all;
  for (const Account& account : *all) described_all.push_back(described(account));
  return json_answer(200, {{"accounts", std::move(described_all)}});
}

void AdminApi::change(const Account& administrator, std::string_view login, std::string_view action,
                      const net::HttpResponder& responder) {
  auto change = change_named(action);
  if (!change) return responder.respond(json_error(kNoSuchAddress));
  const auto clean = accounts::clean_login(login);
  if (!clean) return responder.respond(json_error(kNoSuchAccount));
  if (*clean == administrator.login && action == "disable")
    return responder.respond(json_error(kNotYourself));
  accounts_.update(*clean, std::move(change), [responder](const AccountAccess::Found& after) {
    if (!after) return responder.respond(json_error(kDiskFailed));
    if (!*after) return responder.respond(json_error(kNoSuchAccount));
    responder.respond(json_answer(200, described(**after)));
  });
}

}  // namespace server
