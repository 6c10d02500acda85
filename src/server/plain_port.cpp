#include "server/plain_port.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace server {
namespace {

constexpr std::string_view kChallenges = "/.well-known/acme-challenge/";
// RFC 8555 section 8.1: a token, a dot and a thumbprint.
constexpr size_t kMaxChallenge = 1024;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string_view without_port(std::string_view authority) {
  const size_t colon = authority.rfind(':');
  const size_t bracket = authority.rfind(']');
  const bool has_port = colon != authority.npos && (bracket == authority.npos || colon > bracket);
  return has_port ? authority.substr(0, colon) : authority;
}

// RFC 3986 section 3.3: what a path may hold as it is.
std::string encode_path(std::string_view path) {
  static constexpr std::string_view kPlain = "/-._~!$&'()*+,;=:@";
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    if (is_alphanumeric(c) || kPlain.find(c) != kPlain.npos) {
      out += c;
    } else {
      const auto byte = static_cast<uint8_t>(c);
      out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
  }
  return out;
}

net::HttpResponse challenge(const std::string& webroot, std::string_view token) {
  const bool is_token = !token.empty() && std::ranges::all_of(token, [](char c) {
    return is_alphanumeric(c) || c == '-' || c == '_';
  });
  if (webroot.empty() || !is_token) return net::text_response(404, "Not found.");
  const auto path = std::filesystem::path(webroot + std::string(kChallenges)) / token;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return net::text_response(404, "Not found.");
  std::string text(kMaxChallenge, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(file.gcount()));
  net::HttpResponse response;
  response.body = std::move(text);
  return response.with("Content-Type", "text/plain");
}

}  // namespace

std::string host_of_url(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme != url.npos) url.remove_prefix(scheme + 3);
  return std::string(without_port(url.substr(0, url.find('/'))));
}

std::optional<net::HttpResponse> PlainPort::answer(const net::HttpRequest& request) const {
  if (request.path == "/healthz") return std::nullopt;
  if (request.path.starts_with(kChallenges))
    return challenge(acme_webroot, std::string_view(request.path).substr(kChallenges.size()));
  const std::string_view host = without_port(request.header("host"));
  if (!net::equal_ignoring_case(host, host_of_url(public_url)))
    return net::text_response(421, "This server has another name.");
  std::string target = public_url + encode_path(request.path);
  if (!request.query.empty()) target += "?" + request.query;
  return net::text_response(308, "This server speaks https.").with("Location", target);
}

}  // namespace server
