// Where browsers reach the server: one HttpServer, under TLS or without, and beside TLS the plain
// port that leads there. Watches the certificate.
//
// Thread: the control thread. Destroy it before its EventLoop.
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "net/certificate_watch.hpp"
#include "net/http_server.hpp"
#include "server/config.hpp"

namespace server {

class WebPorts {
 public:
  // Bound when it returns; nothing is served until the loop runs.
  static std::expected<std::unique_ptr<WebPorts>, net::Failure> open(
      net::EventLoop& loop, const Config& config, net::HttpHandler handle,
      net::WebSocketHandlers websockets);

  net::HttpServer& http() { return *http_; }
  // "https://localhost:8443", as bound
  std::string address() const;
  void stop_listening();

 private:
  WebPorts() = default;
  std::expected<void, net::Failure> open_tls(net::EventLoop& loop, const Config& config);
  std::expected<void, net::Failure> open_plain(net::EventLoop& loop, const Config& config,
                                               const net::HttpSettings& settings,
                                               const net::HttpHandler& handle);

  std::unique_ptr<net::HttpServer> http_;
  std::unique_ptr<net::HttpServer> plain_;  // beside TLS, when it only redirects
  std::unique_ptr<net::CertificateWatch> watch_;
  base::Endpoint bound_;
  bool has_tls_ = false;
};

}  // namespace server
