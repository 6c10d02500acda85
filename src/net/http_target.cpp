#include "net/http_target.hpp"

#include <algorithm>

#include "base/endpoint.hpp"

namespace net {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high << 4 | low);
    i += 2;
  }
  return out;
}

// Well-formed UTF-8 by RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  for (size_t i = 0; i < text.size();) {
    const uint8_t first = byte(i);
    const size_t length = first < 0x80                     ? 1
                          : first >= 0xc2 && first <= 0xdf ? 2
                          : first >= 0xe0 && first <= 0xef ? 3
                          : first >= 0xf0 && first <= 0xf4 ? 4
                                                           : 0;
    if (length == 0 || length > text.size() - i) return false;
    for (size_t k = 1; k < length; ++k) {
      if ((byte(i + k) & 0xc0) != 0x80) return false;
    }
    if (first == 0xe0 && byte(i + 1) < 0xa0) return false;
    if (first == 0xed && byte(i + 1) > 0x9f) return false;
    if (first == 0xf0 && byte(i + 1) < 0x90) return false;
    if (first == 0xf4 && byte(i + 1) > 0x8f) return false;
    i += length;
  }
  return true;
}

bool is_control(char c) { return static_cast<uint8_t>(c) < 0x20 || c == 0x7f; }

// An escaped slash or backslash would change what a segment is once decoded.
bool hides_a_separator(std::string_view raw) {
  for (size_t i = 0; i + 2 < raw.size(); ++i) {
    if (raw[i] != '%') continue;
    const int value = hex_digit(raw[i + 1]) * 16 + hex_digit(raw[i + 2]);
    if (value == '/' || value == '\\') return true;
  }
  return false;
}

bool has_bad_segment(std::string_view path) {
  path.remove_prefix(1);
  while (true) {
    const size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    if (segment == "." || segment == "..") return true;
    if (end == path.size()) return false;
    if (segment.empty()) return true;  // only the last may be empty: "/" and "/a/"
    path.remove_prefix(end + 1);
  }
}

std::optional<std::string> decode_path(std::string_view raw) {
  if (raw.empty() || raw[0] != '/' || hides_a_separator(raw)) return std::nullopt;
  std::optional<std::string> path = percent_decode(raw);
  if (!path || !is_utf8(*path) || has_bad_segment(*path)) return std::nullopt;
  if (std::ranges::any_of(*path, is_control)) return std::nullopt;
  if (path->find('\\') != std::string::npos) return std::nullopt;
  return path;
}

}  // namespace

std::optional<HttpTarget> parse_http_target(std::string_view target) {
  HttpTarget out;
  // 1. absolute-form: take the authority off. Others than http(s) are for proxies.
  if (!target.empty() && target[0] != '/') {
    const size_t scheme_end = target.find("://");
    if (scheme_end == std::string_view::npos) return std::nullopt;
    const std::string_view scheme = target.substr(0, scheme_end);
    if (scheme != "http" && scheme != "https") return std::nullopt;
    target.remove_prefix(scheme_end + 3);
    const size_t authority_end = std::min(target.find_first_of("/?#"), target.size());
    out.authority = target.substr(0, authority_end);
    if (!is_valid_host(out.authority)) return std::nullopt;
    target.remove_prefix(authority_end);
  }
  // 2. A fragment never belongs on the wire.
  if (target.find('#') != std::string_view::npos) return std::nullopt;
  // 3. Path and query; an absolute form may leave the path out.
  const size_t path_end = std::min(target.find('?'), target.size());
  std::string_view raw_path = target.substr(0, path_end);
  if (raw_path.empty() && !out.authority.empty()) raw_path = "/";
  std::optional<std::string> path = decode_path(raw_path);
  if (!path) return std::nullopt;
  out.path = std::move(*path);
  out.query = target.substr(std::min(path_end + 1, target.size()));
  if (std::ranges::any_of(out.query, is_control)) return std::nullopt;
  return out;
}

std::optional<std::string> decode_query_text(std::string_view text) {
  std::string spaced(text);
  std::ranges::replace(spaced, '+', ' ');
  std::optional<std::string> decoded = percent_decode(spaced);
  if (!decoded || !is_utf8(*decoded)) return std::nullopt;
  return decoded;
}

bool is_valid_host(std::string_view host) {
  if (host.size() > 255) return false;
  // 1. Split the port off; inside brackets colons belong to the address.
  std::string_view name = host, port;
  if (!host.empty() && host[0] == '[') {
    const size_t close = host.find(']');
    if (close == std::string_view::npos) return false;
    const std::string_view address = host.substr(1, close - 1);
    const auto parsed = base::IpAddress::parse(address);
    if (!parsed || address.find(':') == std::string_view::npos) return false;
    port = host.substr(close + 1);
    name = "v6";
  } else if (const size_t colon = host.find(':'); colon != std::string_view::npos) {
    name = host.substr(0, colon);
    port = host.substr(colon);
  }
  // 2. A DNS name or dotted quad: letters, digits, '-', '.', and '_' of local networks.
  const auto is_name_char = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
  };
  if (name.empty() || !std::ranges::all_of(name, is_name_char)) return false;
  // 3. ":" and up to five digits, or nothing.
  if (port.empty()) return true;
  return port[0] == ':' && port.size() <= 6 &&
         std::ranges::all_of(port.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace net
