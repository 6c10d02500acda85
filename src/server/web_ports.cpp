#include "server/web_ports.hpp"

#include <spdlog/spdlog.h>

#include "net/system_clock.hpp"
#include "server/plain_port.hpp"

namespace server {
namespace {

int64_t days_left(const net::TlsContext& context) {
  return std::chrono::floor<std::chrono::days>(context.valid_until() - net::unix_now()).count();
}

}  // namespace

std::expected<std::unique_ptr<WebPorts>, net::Failure> WebPorts::open(
    net::EventLoop& loop, const Config& config, net::HttpHandler handle,
    net::WebSocketHandlers websockets) {
  std::unique_ptr<WebPorts> ports(new WebPorts);
  net::HttpSettings settings;
  settings.public_url = config.http_public_url;
  settings.trusted_proxies = config.http_trusted_proxies;
  settings.limit_loopback = config.http_limit_loopback;
  settings.body_limits.push_back({"/api/connection-test/data", 256 * 1024});
  ports->http_ = std::make_unique<net::HttpServer>(loop, settings, handle, std::move(websockets));
  if (config.tls_listen) {
    if (const auto opened = ports->open_tls(loop, config); !opened)
      return std::unexpected(opened.error());
  }
  if (const auto opened = ports->open_plain(loop, config, settings, handle); !opened)
    return std::unexpected(opened.error());
  return ports;
}

std::expected<void, net::Failure> WebPorts::open_tls(net::EventLoop& loop, const Config& config) {
  const auto context =
      net::TlsContext::load(config.tls_certificate, config.tls_key, config.tls_groups);
  if (!context) return std::unexpected(context.error());
  const auto bound = http_->listen_tls(*config.tls_listen, *context);
  if (!bound) return std::unexpected(bound.error());
  bound_ = *bound;
  has_tls_ = true;
  spdlog::info("tls: the certificate is valid for {} days", days_left(**context));
  watch_ = std::make_unique<net::CertificateWatch>(
      config.tls_certificate, config.tls_key, config.tls_groups, [this](const auto& renewed) {
        if (!renewed)
          return spdlog::error("tls: the old certificate stays in use. {}",
                               renewed.error().sentence);
        http_->use_tls(*renewed);
        spdlog::info("tls: a new certificate, valid for {} days", days_left(**renewed));
      });
  watch_->start(loop);
  return {};
}

std::expected<void, net::Failure> WebPorts::open_plain(net::EventLoop& loop, const Config& config,
                                                       const net::HttpSettings& settings,
                                                       const net::HttpHandler& handle) {
  const bool redirects = has_tls_ && config.http_redirect;
  if (redirects) {
    net::HttpSettings plain = settings;
    plain.websocket_path.clear();  // nobody is upgraded here
    const PlainPort port{config.http_public_url, config.tls_acme_webroot};
    plain_ = std::make_unique<net::HttpServer>(
        loop, plain,
        [port, handle](net::HttpRequest request, net::HttpResponder responder) {
          if (auto answer = port.answer(request)) return responder.respond(std::move(*answer));
          handle(std::move(request), std::move(responder));
        },
        net::WebSocketHandlers{});
  }
  const auto bound = (redirects ? *plain_ : *http_).listen(config.http_listen);
  if (!bound) return std::unexpected(bound.error());
  if (!has_tls_) bound_ = *bound;
  return {};
}

std::string WebPorts::address() const {
  const bool local = bound_.address.is_loopback() || bound_.address.is_unspecified();
  return (has_tls_ ? "https://" : "http://") +
         (local ? "localhost:" + std::to_string(bound_.port) : bound_.to_string());
}

void WebPorts::stop_listening() {
  http_->stop_listening();
  if (plain_) plain_->stop_listening();
}

}  // namespace server
