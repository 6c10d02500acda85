#include "net/http_server.hpp"

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "net/asio_endpoint.hpp"
#include "net/http_connection.hpp"
#include "net/security_headers.hpp"
#include "net/system_clock.hpp"
#include "net/tls_arrival.hpp"

namespace net {
namespace asio = boost::asio;
namespace {

using Error = boost::system::error_code;
using tcp = asio::ip::tcp;

// Descriptors that are not connections: media sockets, the database, log files, listeners.
constexpr size_t kOtherDescriptors = 64;
// Out of descriptors in spite of the cap: look again after this, instead of spinning.
constexpr auto kAcceptPause = std::chrono::milliseconds(100);

// The cap, lowered so that the limit of open files is met by a 503 and not by a failing accept.
size_t affordable_connections(size_t wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return wanted;
  const size_t files = limit.rlim_cur;
  return std::min(wanted, files > 2 * kOtherDescriptors ? files - kOtherDescriptors : files / 2);
}

HttpSettings affordable(HttpSettings settings) {
  settings.max_connections = affordable_connections(settings.max_connections);
  return settings;
}

}  // namespace

HttpServerState::HttpServerState(HttpSettings s, HttpHandler h, WebSocketHandlers w)
    : settings(affordable(std::move(s))),
      handle(std::move(h)),
      fixed_headers(security_headers(settings.public_url)),
      websockets(
          std::make_shared<WebSocketRegistry>(settings.websocket, std::move(w), fixed_headers)),
      requests(settings.requests_per_source),
      tls_arrivals(settings.tls_per_source) {
  parser_limits.header_bytes = settings.header_bytes;
  parser_limits.header_lines = settings.header_lines;
  parser_limits.body_bytes = [this](const HttpRequest& request) {
    if (request.header("authorization").empty()) return settings.body_bytes;
    for (const auto& limit : settings.body_limits) {
      if (request.path.starts_with(limit.prefix)) return limit.bytes;
    }
    return settings.body_bytes;
  };
}

bool HttpServerState::is_limited(const base::IpAddress& source) const {
  return settings.limit_loopback || !source.is_loopback();
}

// The last address in X-Forwarded-For is the one that our own proxy saw and added; what stands
// before it came from outside.
base::IpAddress HttpServerState::client_of(const base::IpAddress& peer,
                                           const HttpRequest& request) const {
  if (std::ranges::find(settings.trusted_proxies, peer) == settings.trusted_proxies.end()) {
    return peer;
  }
  std::string_view last;
  for (const HttpHeader& h : request.headers) {
    if (h.name == "x-forwarded-for") last = h.value;
  }
  last = last.substr(last.find_last_of(',') + 1);
  const size_t begin = last.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return peer;
  last = last.substr(begin, last.find_last_not_of(" \t") - begin + 1);
  return base::IpAddress::parse(last).value_or(peer);
}

bool HttpServerState::is_metered(std::string_view path) const {
  return std::ranges::none_of(settings.unmetered_prefixes,
                              [&](const std::string& prefix) { return path.starts_with(prefix); });
}

const std::string& HttpServerState::date() {
  const base::UnixTime t = unix_now();
  if (t != date_of_ || date_.empty()) {
    const time_t seconds = t.time_since_epoch().count();
    tm parts{};
    gmtime_r(&seconds, &parts);
    char text[64];
    // RFC 9110 section 5.6.7; the C locale's names are the English ones it wants.
    date_.assign(text, strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts));
    date_of_ = t;
  }
  return date_;
}

struct HttpServer::Impl {
  enum class Kind : uint8_t { kPlain, kTls };
  struct Listener {
    Listener(asio::io_context& context, Kind k) : acceptor(context), pause(context), kind(k) {}
    tcp::acceptor acceptor;
    asio::steady_timer pause;
    const Kind kind;
  };

  Impl(EventLoop& l, HttpSettings settings, HttpHandler handle, WebSocketHandlers handlers)
      : loop(l),
        state(std::make_shared<HttpServerState>(std::move(settings), std::move(handle),
                                                std::move(handlers))),
        websockets(state->websockets) {}

  std::expected<base::Endpoint, Failure> listen(const base::Endpoint& endpoint, Kind kind);
  void accept(const std::shared_ptr<Listener>& listener);
  void accepted(tcp::socket socket, Kind kind);
  void refuse_plain(tcp::socket socket);
  bool make_room(const base::IpAddress& peer);

  EventLoop& loop;
  std::shared_ptr<HttpServerState> state;
  WebSocketServer websockets;
  std::vector<std::shared_ptr<Listener>> listeners;
};

void HttpServer::Impl::accept(const std::shared_ptr<Listener>& listener) {
  // The handlers hold the listener weakly: stop_listening() ends them by letting go of it.
  std::weak_ptr<Listener> weak = listener;
  listener->acceptor.async_accept([this, weak](Error error, tcp::socket socket) {
    const auto self = weak.lock();
    if (!self || error == asio::error::operation_aborted) return;
    if (!error) {
      accepted(std::move(socket), self->kind);
      return accept(self);
    }
    if (error == asio::error::connection_aborted) return accept(self);
    self->pause.expires_after(kAcceptPause);
    self->pause.async_wait([this, weak](Error) {
      if (const auto again = weak.lock()) accept(again);
    });
  });
}

void HttpServer::Impl::accepted(tcp::socket socket, Kind kind) {
  Error error;
  const tcp::endpoint remote = socket.remote_endpoint(error);
  if (error) return;  // gone already
  socket.set_option(tcp::no_delay(true), error);
  socket.non_blocking(true, error);
  const base::IpAddress peer = to_address(remote.address());
  ++state->counters.accepted;
  // A handshake is work: who begins too many gets none, and no explanation either.
  const bool is_too_fast =
      kind == Kind::kTls && state->is_limited(peer) && !state->tls_arrivals.allow(now(), peer);
  if (is_too_fast) ++state->counters.refused_rate;
  if (is_too_fast) return;
  if (!make_room(peer)) {
    ++state->counters.refused_full;
    if (kind == Kind::kPlain) refuse_plain(std::move(socket));
  } else if (kind == Kind::kTls) {
    auto arrival = std::make_shared<TlsArrival>(state, std::move(socket), peer);
    state->connections.emplace(arrival.get(), arrival);
    arrival->start();
  } else {
    auto connection = std::make_shared<HttpConnection>(state, ByteStream(std::move(socket)), peer);
    state->connections.emplace(connection.get(), connection);
    connection->start();
  }
}

void HttpServer::Impl::refuse_plain(tcp::socket socket) {
  std::string refusal = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\n";
  for (const HttpHeader& h : state->fixed_headers) refusal += h.name + ": " + h.value + "\r\n";
  refusal += "Cache-Control: no-store\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  // Fits the empty send buffer of a fresh connection; nothing is kept for it.
  Error ignored;
  socket.write_some(asio::buffer(refusal), ignored);
}

// True when one more connection from this peer may stay. A source that has too many connections
// waiting loses its oldest: a browser reopens an idle one unseen, a slow-header attacker only
// competes with itself.
bool HttpServer::Impl::make_room(const base::IpAddress& peer) {
  if (state->open_count() >= state->settings.max_connections) return false;
  const auto& proxies = state->settings.trusted_proxies;
  if (!state->is_limited(peer) || std::ranges::find(proxies, peer) != proxies.end()) return true;
  const auto waiting = state->waiting.find(source_of(peer));
  if (waiting != state->waiting.end() &&
      waiting->second.size() >= state->settings.max_waiting_per_source) {
    waiting->second.front()->close();
  }
  return true;
}

HttpServer::HttpServer(EventLoop& loop, HttpSettings settings, HttpHandler handle,
                       WebSocketHandlers websocket_handlers)
    : impl_(std::make_unique<Impl>(loop, std::move(settings), std::move(handle),
                                   std::move(websocket_handlers))) {}

HttpServer::~HttpServer() {
  stop_listening();
  impl_->state->handle = nullptr;
  impl_->state->on_turn = nullptr;
  impl_->state->websockets->shut_down();
  while (!impl_->state->connections.empty()) impl_->state->connections.begin()->second->close();
}

std::expected<base::Endpoint, Failure> HttpServer::Impl::listen(const base::Endpoint& endpoint,
                                                                Kind kind) {
  auto listener = std::make_shared<Listener>(loop.context(), kind);
  const tcp::endpoint wanted = to_tcp(endpoint);
  Error error;
  tcp::acceptor& acceptor = listener->acceptor;
  acceptor.open(wanted.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error && wanted.address().is_v6()) {
    acceptor.set_option(asio::ip::v6_only(!endpoint.address.is_unspecified()), error);
  }
  if (!error) acceptor.bind(wanted, error);
  if (!error) acceptor.listen(1024, error);
  if (error) {
    return std::unexpected(
        system_failure(std::string(kind == Kind::kTls ? "Cannot listen for HTTPS on "
                                                      : "Cannot listen for HTTP on ") +
                           endpoint.to_string(),
                       error.value()));
  }
  const tcp::endpoint bound = acceptor.local_endpoint(error);
  listeners.push_back(listener);
  accept(listener);
  return to_endpoint(bound);
}

std::expected<base::Endpoint, Failure> HttpServer::listen(const base::Endpoint& endpoint) {
  return impl_->listen(endpoint, Impl::Kind::kPlain);
}

std::expected<base::Endpoint, Failure> HttpServer::listen_tls(const base::Endpoint& endpoint,
                                                              TlsContext::Shared context) {
  use_tls(std::move(context));
  return impl_->listen(endpoint, Impl::Kind::kTls);
}

void HttpServer::use_tls(TlsContext::Shared context) { impl_->state->tls = std::move(context); }

void HttpServer::on_turn(std::function<void(AcceptedStream)> take) {
  impl_->state->on_turn = std::move(take);
}

void HttpServer::stop_listening() { impl_->listeners.clear(); }

WebSocketServer& HttpServer::websockets() { return impl_->websockets; }

HttpServer::Counters HttpServer::counters() const {
  Counters counters = impl_->state->counters;
  counters.open = impl_->state->open_count();
  return counters;
}

}  // namespace net
