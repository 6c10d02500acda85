#include "server/admin_api.hpp"

#include <algorithm>
#include <charconv>

namespace server {

using domain::RefusalCode;

namespace {

size_t number_of(const net::HttpRequest& request, std::string_view key, size_t otherwise) {
  const std::string text = request.query_value(key).value_or("");
  size_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = !text.empty() && failed == std::errc{} && end == text.data() + text.size();
  return whole ? number : otherwise;
}

}  // namespace

AdminSearch search_of(const net::HttpRequest& request) {
  constexpr size_t kFar = 1'000'000;  // beyond every list
  return {.text = request.query_value("search").value_or(""),
          .offset = std::min(number_of(request, "offset", 0), kFar),
          .limit =
              std::min(number_of(request, "limit", AdminSearch::kPage), AdminSearch::kLargestPage)};
}

bool AdminApi::takes(std::string_view path) {
  return path == "/api/admin" || path.starts_with("/api/admin/");
}

void AdminApi::handle(const Now& now, const net::HttpRequest& request,
                      const net::HttpResponder& responder) {
  // 1. Who asks.
  const auto account = sessions_.signed_in(now, request);
  if (!account) return responder.respond(json_error(account.error()));
  if (account->role != accounts::Role::kAdministrator)
    return responder.respond(json_error({RefusalCode::kNotPermitted, "for administrators"}));
  // 2. What for.
  std::string_view path = request.path;
  const auto is_below = [&](std::string_view topic) {
    return path == topic || (path.starts_with(topic) && path[topic.size()] == '/');
  };
  const auto after = [&](std::string_view topic) {
    return AdminRequest{now, account->login, request, responder, path.substr(topic.size())};
  };
  if (is_below("/api/admin/accounts")) return accounts_.handle(after("/api/admin/accounts"));
  if (is_below("/api/admin/rooms")) return service_.rooms(after("/api/admin/rooms"));
  if (path == "/api/admin/overview") return service_.overview(after(path));
  if (path == "/api/admin/service") return service_.service(after(path));
  responder.respond(json_error(kNoSuchAddress));
}

}  // namespace server
