// What is answered without TLS where the server speaks TLS itself: everything is elsewhere, for
// good. Two exceptions: /healthz, and the files by which a certificate authority checks that the
// host is ours (ACME http-01, RFC 8555 section 8.3), so that certbot --webroot needs no other
// server.
//
// The redirect leads to the public URL whatever the request says of its host, and only requests for
// that host get one. Pure but for the files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/http_message.hpp"

namespace server {

// "conf.example.org" of "https://conf.example.org:8443/x"
std::string host_of_url(std::string_view url);

struct PlainPort {
  std::string public_url;    // "https://conf.example.org"
  std::string acme_webroot;  // as certbot's --webroot-path; empty: none

  // Nothing: the request is answered as under TLS.
  std::optional<net::HttpResponse> answer(const net::HttpRequest& request) const;
};

}  // namespace server
