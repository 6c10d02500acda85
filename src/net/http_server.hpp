// The listener for pages, the HTTP API and WebSockets: HTTP/1.1 over TCP (RFC 9110, 9112) and over
// TLS (RFC 9110 section 4.2.2), where it shares its port with TURN.
//
//   HttpServer server(loop, settings, handle, websocket_handlers);
//   auto bound = server.listen({address, 0});      // port 0: any free one; says which
//   server.listen_tls({address, 443}, context);
//
// What it enforces before `handle` sees anything: header, body and time limits, budgets per source,
// a total cap, safe targets (http_target), the Origin of WebSockets. What it adds to every answer,
// errors included: security headers, Date, no-store below /api.
//
// Thread: the control thread only. Destroy it before its EventLoop.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/endpoint.hpp"
#include "base/instant.hpp"
#include "net/accepted_stream.hpp"
#include "net/event_loop.hpp"
#include "net/failure.hpp"
#include "net/http_message.hpp"
#include "net/source_limits.hpp"
#include "net/tls_context.hpp"
#include "net/websocket_server.hpp"

namespace net {

// The right to answer one request, now or later on the control thread. Copies stand for the same
// request; the first respond() counts. When the last copy goes without an answer, the client gets
// a 500.
class HttpResponder {
 public:
  struct Pending {
    virtual ~Pending() = default;
    virtual void respond(HttpResponse response) = 0;
  };
  explicit HttpResponder(std::shared_ptr<Pending> pending) : pending_(std::move(pending)) {}
  void respond(HttpResponse response) const { pending_->respond(std::move(response)); }

 private:
  std::shared_ptr<Pending> pending_;
};

using HttpHandler = std::function<void(HttpRequest, HttpResponder)>;

struct HttpSettings {
  std::string public_url;  // "https://conf.example.org" or empty
  std::string websocket_path = "/ws";
  // Their X-Forwarded-For is believed: budgets are those of the clients that they name. They have
  // no connection budget of their own.
  std::vector<base::IpAddress> trusted_proxies;

  size_t header_bytes = 16 * 1024;
  size_t header_lines = 100;
  size_t body_bytes = 64 * 1024;
  // More below these paths, for those who show an Authorization.
  struct BodyLimit {
    std::string prefix;
    size_t bytes;
  };
  std::vector<BodyLimit> body_limits = {{"/whip/", 512 * 1024}, {"/whep/", 512 * 1024}};

  base::Duration header_time = std::chrono::seconds(10);
  base::Duration body_time = std::chrono::seconds(30);
  base::Duration idle_time = std::chrono::seconds(30);  // between requests of one connection
  // A body, and a client reading an answer, must move this fast after so much patience.
  int64_t min_bytes_per_second = 1000;
  base::Duration rate_grace = std::chrono::seconds(10);
  base::Duration linger_time = std::chrono::seconds(2);  // for reading our last answer

  size_t max_connections = 20'000;  // WebSockets included; less if the process may not open so many
  size_t max_waiting_per_source = 100;  // connections without a complete request
  Rate requests_per_source = {.per_second = 50, .burst = 200};
  // Files in memory that a whole school loads at once through one address.
  std::vector<std::string> unmetered_prefixes = {"/assets/"};
  bool limit_loopback = false;  // clients at 127.0.0.0/8 and ::1 have budgets too

  // Connections to the TLS port, before anything is computed for them: a school behind one address
  // whose browsers open six each gets in within a minute; a handshake costs 0.3 ms (ECDSA) to 1 ms.
  Rate tls_per_source = {.per_second = 100, .burst = 600};
  // Until it is known what such a connection speaks: so long without a byte, at this pace after so
  // much patience, and this long in all. A byte every 100 ms is enough.
  base::Duration arrival_patience = std::chrono::seconds(8);
  int64_t arrival_bytes_per_second = 8;
  base::Duration arrival_time = std::chrono::seconds(90);

  WebSocketSettings websocket;
};

class HttpServer {
 public:
  HttpServer(EventLoop& loop, HttpSettings settings, HttpHandler handle,
             WebSocketHandlers websocket_handlers);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // May be called several times, for several addresses. The unspecified IPv6 address takes IPv4 as
  // well. Returns the bound endpoint.
  std::expected<base::Endpoint, Failure> listen(const base::Endpoint& endpoint);
  // HTTPS, WSS and TURN over TLS, told apart by their first decrypted bytes.
  std::expected<base::Endpoint, Failure> listen_tls(const base::Endpoint& endpoint,
                                                    TlsContext::Shared context);
  // For connections from now on; those that are open keep what they agreed.
  void use_tls(TlsContext::Shared context);
  // Who takes TURN's connections; without one they are closed.
  void on_turn(std::function<void(AcceptedStream)> take);
  // No new connections; those that are open go on.
  void stop_listening();

  WebSocketServer& websockets();

  struct Counters {
    uint64_t accepted = 0;
    uint64_t requests = 0;
    uint64_t refused_full = 0;     // 503: over a connection cap
    uint64_t refused_rate = 0;     // 429
    uint64_t refused_request = 0;  // 4xx from the parser
    uint64_t timed_out = 0;
    size_t open = 0;
  };
  Counters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace net
