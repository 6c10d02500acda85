#include "net/http_message.hpp"

#include <algorithm>
#include <utility>

#include "net/http_target.hpp"

namespace net {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view trim(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Calls `visit` with each piece between separators until it returns true.
template <typename Visit>
bool any_piece(std::string_view text, char separator, Visit visit) {
  while (!text.empty()) {
    const size_t end = std::min(text.find(separator), text.size());
    if (visit(text.substr(0, end))) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view HttpRequest::header(std::string_view name) const {
  const auto found = std::ranges::find(headers, name, &HttpHeader::name);
  return found == headers.end() ? std::string_view{} : std::string_view(found->value);
}

bool HttpRequest::header_has_token(std::string_view name, std::string_view token) const {
  return std::ranges::any_of(headers, [&](const HttpHeader& h) {
    return h.name == name && any_piece(h.value, ',', [&](std::string_view piece) {
             return equal_ignoring_case(trim(piece), token);
           });
  });
}

std::optional<std::string> HttpRequest::query_value(std::string_view name) const {
  std::optional<std::string> value;
  any_piece(query, '&', [&](std::string_view pair) {
    const size_t equals = std::min(pair.find('='), pair.size());
    if (decode_query_text(pair.substr(0, equals)) != name) return false;
    value = decode_query_text(pair.substr(std::min(equals + 1, pair.size())));
    return true;
  });
  return value;
}

bool HttpResponse::has(std::string_view name) const {
  return std::ranges::any_of(
      headers, [&](const HttpHeader& h) { return equal_ignoring_case(h.name, name); });
}

HttpResponse text_response(int status, std::string sentence) {
  HttpResponse response;
  response.status = status;
  response.body = std::move(sentence);
  response.body += '\n';
  return response.with("Content-Type", "text/plain; charset=utf-8");
}

HttpResponse json_response(int status, std::string json) {
  HttpResponse response;
  response.status = status;
  response.body = std::move(json);
  return response.with("Content-Type", "application/json");
}

std::string_view reason_phrase(int status) {
  struct Reason {
    int status;
    std::string_view phrase;
  };
  static constexpr Reason kReasons[] = {
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {206, "Partial Content"},
      {301, "Moved Permanently"},
      {302, "Found"},
      {303, "See Other"},
      {304, "Not Modified"},
      {307, "Temporary Redirect"},
      {308, "Permanent Redirect"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {406, "Not Acceptable"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {410, "Gone"},
      {411, "Length Required"},
      {412, "Precondition Failed"},
      {413, "Content Too Large"},
      {414, "URI Too Long"},
      {415, "Unsupported Media Type"},
      {417, "Expectation Failed"},
      {421, "Misdirected Request"},
      {422, "Unprocessable Content"},
      {426, "Upgrade Required"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
      {507, "Insufficient Storage"},
  };
  const auto found = std::ranges::find(kReasons, status, &Reason::status);
  return found == std::end(kReasons) ? std::string_view("Status") : found->phrase;
}

}  // namespace net
