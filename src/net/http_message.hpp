// One HTTP request and its answer as plain values (RFC 9110), the same whatever carried them. The
// wire form is http_parser's (in) and http_connection's (out) business.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/endpoint.hpp"

namespace net {

struct HttpHeader {
  std::string name;  // lower case in requests
  std::string value;
};

struct HttpRequest {
  std::string method;  // "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" or "OPTIONS"
  std::string path;    // decoded and normal: begins with '/', no "..", no empty segment, UTF-8
  std::string query;   // as sent, without the '?'
  std::vector<HttpHeader> headers;
  std::string body;
  base::IpAddress remote;  // the client, behind a trusted proxy the one the proxy names

  bool is(std::string_view wanted) const { return method == wanted; }
  // The first header of this name (given in lower case), or an empty view.
  std::string_view header(std::string_view name) const;
  // Decoded value of a query parameter; nothing when absent or badly encoded.
  std::optional<std::string> query_value(std::string_view name) const;
  // True when the comma-separated header holds this token, without regard to case.
  bool header_has_token(std::string_view name, std::string_view token) const;
};

struct HttpResponse {
  int status = 200;
  std::vector<HttpHeader> headers;  // security headers, Date and Content-Length are added
  std::string body;
  std::shared_ptr<const std::string> shared_body;  // when set, sent in place of body, not copied

  std::string_view content() const { return shared_body ? *shared_body : body; }
  HttpResponse& with(std::string name, std::string value) {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
  }
  bool has(std::string_view name) const;  // without regard to case
};

// "text/plain; charset=utf-8" and the sentence; used for every refusal of this folder.
HttpResponse text_response(int status, std::string sentence);
// "application/json".
HttpResponse json_response(int status, std::string json);
std::string_view reason_phrase(int status);

bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace net
