// The request target (RFC 9112 section 3.2) made safe: percent-decoded once, and refused where two
// programs could read it differently. What comes out is the only spelling of a path, so a handler
// may compare it with ==.
//
// Refused: anything but origin-form and absolute-form, a bad or encoded-away escape (%00, %2F,
// %5C, control characters), backslashes, "." and ".." segments, empty segments ("//"), text that is
// not UTF-8. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace net {

struct HttpTarget {
  std::string authority;  // only of the absolute form: "host:port", else empty
  std::string path;
  std::string query;
};

std::optional<HttpTarget> parse_http_target(std::string_view target);

// Percent-decoding with '+' as a space, for query parameters; nothing on a bad escape.
std::optional<std::string> decode_query_text(std::string_view text);

// uri-host [":" port] (RFC 9110 section 7.2): a name, an IPv4 address or a bracketed IPv6 address.
bool is_valid_host(std::string_view host);

}  // namespace net
