// Connection tests over HTTP (docs/api.md). Translates; connection_tests decides.
//
//   POST   /api/connection-test             token, relay, port
//   POST   /api/connection-test/peer        SDP in, SDP out (bearer)
//   GET    /api/connection-test/data        bytes that do not compress (bearer)
//   POST   /api/connection-test/data        bytes that are counted and forgotten (bearer)
//   DELETE /api/connection-test             (bearer)
//
// Control thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "net/http_server.hpp"
#include "server/connection_tests.hpp"
#include "server/now.hpp"

namespace server {

class ConnectionTestApi {
 public:
  // One answer's worth; a browser on a slow line stops reading in between.
  static constexpr size_t kDataBytes = size_t{1} << 20;

  // `tests` outlives this. `media_port` is told to whoever has to open it.
  ConnectionTestApi(ConnectionTests& tests, uint16_t media_port, base::Random& random);

  static bool takes(std::string_view path);
  void handle(const Now& now, const net::HttpRequest& request, const net::HttpResponder& responder);

 private:
  net::HttpResponse whole_test(const Now& now, const net::HttpRequest& request);
  net::HttpResponse peer(const Now& now, const net::HttpRequest& request);
  net::HttpResponse data(const Now& now, const net::HttpRequest& request);

  ConnectionTests& tests_;
  const uint16_t media_port_;
  const std::shared_ptr<const std::string> data_;
};

}  // namespace server
