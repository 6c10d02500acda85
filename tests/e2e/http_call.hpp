// One blocking HTTP/1.1 call to the server on localhost: what a WHIP client needs, and nothing that
// a hostile server could not be trusted with. For test programs.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace e2e {

struct HttpCall {
  std::string_view method;
  std::string target;
  std::string content_type;  // empty: no body
  std::string token;         // empty: no Authorization
  std::string body;
};

struct HttpAnswer {
  int status = 0;
  std::string location;
  std::string body;
};

// The error is a sentence.
std::expected<HttpAnswer, std::string> call(uint16_t port, const HttpCall& request);

}  // namespace e2e
