#include "net/security_headers.hpp"

#include "net/http_target.hpp"

namespace net {
namespace {

struct WebOrigin {
  std::string_view scheme;
  std::string_view authority;
};

// scheme "://" authority, then a path or nothing. An empty scheme means "not an origin".
WebOrigin split_origin(std::string_view url) {
  const size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return {};
  const std::string_view scheme = url.substr(0, scheme_end);
  if (scheme != "http" && scheme != "https") return {};
  std::string_view authority = url.substr(scheme_end + 3);
  authority = authority.substr(0, authority.find('/'));
  if (!is_valid_host(authority)) return {};
  return {scheme, authority};
}

// "conf.example.org:443" and "conf.example.org" are one origin under https.
std::string_view without_default_port(const WebOrigin& origin) {
  const std::string_view port = origin.scheme == "https" ? ":443" : ":80";
  std::string_view authority = origin.authority;
  if (authority.ends_with(port)) authority.remove_suffix(port.size());
  return authority;
}

}  // namespace

std::vector<HttpHeader> security_headers(std::string_view public_url) {
  const WebOrigin origin = split_origin(public_url);
  const bool secure = origin.scheme == "https";
  std::string connect = "connect-src 'self'";
  if (!origin.scheme.empty()) {
    connect += secure ? " wss://" : " ws://";
    connect += origin.authority;
  }
  // 'wasm-unsafe-eval': background blur and noise suppression are WebAssembly, and it allows no
  // JavaScript eval. blob: for pictures and media made in the page itself.
  const std::string policy =
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
      "img-src 'self' blob:; media-src 'self' blob:; " +
      connect +
      "; font-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
      "base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
      "require-trusted-types-for 'script'";
  std::vector<HttpHeader> headers = {
      {"Content-Security-Policy", policy},
      {"Permissions-Policy",
       "camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self), "
       "fullscreen=(self), screen-wake-lock=(self), geolocation=(), usb=(), payment=(), "
       "bluetooth=(), serial=(), hid=()"},
      {"Referrer-Policy", "no-referrer"},
      {"X-Content-Type-Options", "nosniff"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
  };
  if (secure) {
    headers.push_back({"Strict-Transport-Security", "max-age=63072000; includeSubDomains"});
  }
  return headers;
}

bool origin_allowed(std::string_view origin, std::string_view host, std::string_view public_url) {
  if (origin.empty()) return true;
  const WebOrigin from = split_origin(origin);
  if (from.scheme.empty()) return false;  // "null", file:, extensions
  const std::string_view authority = without_default_port(from);
  if (equal_ignoring_case(authority, without_default_port({from.scheme, host}))) return true;
  const WebOrigin configured = split_origin(public_url);
  return from.scheme == configured.scheme &&
         equal_ignoring_case(authority, without_default_port(configured));
}

}  // namespace net
