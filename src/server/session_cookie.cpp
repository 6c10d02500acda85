#include "server/session_cookie.hpp"

namespace server {

SessionCookie::SessionCookie(std::string_view public_url)
    : secure_(public_url.starts_with("https://")), name_(secure_ ? "__Host-plenum" : "plenum") {}

std::string_view SessionCookie::token_in(const net::HttpRequest& request) const {
  std::string_view pairs = request.header("cookie");
  while (!pairs.empty()) {
    const size_t end = std::min(pairs.find(';'), pairs.size());
    std::string_view pair = pairs.substr(0, end);
    pairs.remove_prefix(std::min(end + 1, pairs.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(name_) && pair.substr(name_.size()).starts_with('='))
      return pair.substr(name_.size() + 1);
  }
  return {};
}

std::string SessionCookie::with(std::string_view token) const {
  return std::string(name_) + "=" + std::string(token) + "; Path=/; HttpOnly; SameSite=Strict" +
         (secure_ ? "; Secure" : "");
}

std::string SessionCookie::cleared() const { return with("") + "; Max-Age=0"; }

}  // namespace server
