// The headers that stand on every answer, errors included, and the rule which pages may open a
// WebSocket. Pure text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/http_message.hpp"

namespace net {

// public_url: "https://conf.example.org" or empty when nobody configured one.
// Strict-Transport-Security is there only for https; connect-src names the WebSocket origin of the
// public URL as well, since older Safari does not take 'self' for wss.
std::vector<HttpHeader> security_headers(std::string_view public_url);

// RFC 6455 section 10.2: an absent Origin is a program, not a browser, and allowed (it holds no
// cookies of ours); a browser's must be the host it asked for or the public URL.
bool origin_allowed(std::string_view origin, std::string_view host, std::string_view public_url);

}  // namespace net
