// Bytes of a connection in, one checked HttpRequest out (RFC 9112), over Beast's parser. One parser
// reads one request; what follows it in the input (pipelining) is left for the next parser.
//
// On top of Beast it refuses what two servers might read differently (request smuggling): folded
// lines, Transfer-Encoding other than "chunked" or in HTTP/1.0, repeated Content-Length, Host or
// other headers that stand once, a Host that is no host, targets that http_target refuses. Trailer
// fields are read and dropped. Pure; time-outs are http_connection's.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "net/http_message.hpp"

namespace net {

struct HttpParserLimits {
  size_t header_bytes = 16 * 1024;
  size_t header_lines = 100;
  // Largest body of a request whose header is complete.
  std::function<size_t(const HttpRequest&)> body_bytes;
};

class HttpParser {
 public:
  enum class State { kHeader, kBody, kDone, kFailed };

  explicit HttpParser(const HttpParserLimits& limits);
  ~HttpParser();
  HttpParser(HttpParser&&) noexcept;
  HttpParser& operator=(HttpParser&&) noexcept;

  // Takes a prefix of `input` and returns its length; the caller keeps the rest and gives it again,
  // longer, next time. Stops once behind the header, so that the caller sees state kBody.
  size_t feed(std::string_view input);

  State state() const;
  // From kBody on: the request, its body complete at kDone. The remote address is not filled in.
  HttpRequest& request();
  bool keep_alive() const;
  bool expects_continue() const;
  // At kFailed: the answer to give before closing.
  const HttpResponse& refusal() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace net
