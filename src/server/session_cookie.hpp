// The cookie that carries a session's token (RFC 6265). Scripts cannot read it (HttpOnly), other
// sites' pages do not send it (SameSite=Strict), and it ends with the browser.
//
// Where the public URL is https it is `__Host-plenum`: browsers then take it over https alone, for
// this host alone and for no other path, so that neither a neighbouring subdomain nor a
// plain-text answer can put a token of its own there. Over plain http (a trial on localhost) it is
// `plenum` without Secure.
#pragma once

#include <string>
#include <string_view>

#include "net/http_message.hpp"

namespace server {

class SessionCookie {
 public:
  explicit SessionCookie(std::string_view public_url);

  // The token in the request; empty when there is none. What it is worth, Sessions knows.
  std::string_view token_in(const net::HttpRequest& request) const;
  // Values of Set-Cookie.
  std::string with(std::string_view token) const;
  std::string cleared() const;

 private:
  bool secure_;
  std::string_view name_;
};

}  // namespace server
