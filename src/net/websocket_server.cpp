#include "net/websocket_server.hpp"

#include <utility>

#include "net/websocket_registry.hpp"

namespace net {

std::optional<HttpResponse> WebSocketRegistry::refuse(base::Instant now, const HttpRequest& request,
                                                      bool limited) {
  if (!limited) return std::nullopt;
  const auto counted = unauthenticated.find(source_of(request.remote));
  if (counted != unauthenticated.end() &&
      counted->second >= settings.max_unauthenticated_per_source) {
    return text_response(429, "Too many connections from your address.").with("Retry-After", "5");
  }
  if (!opens.allow(now, request.remote)) {
    return text_response(429, "Too many new connections from your address.")
        .with("Retry-After", "1");
  }
  return std::nullopt;
}

void WebSocketRegistry::adopt(ByteStream stream, const HttpRequest& request) {
  const ConnectionId id{++last_id};
  auto connection = make_websocket_connection(id, std::move(stream), request, settings,
                                              response_headers, shared_from_this());
  WebSocketInfo info{
      .remote = request.remote,
      .user_agent = std::string(request.header("user-agent")),
      .query = request.query,
  };
  ++unauthenticated[source_of(request.remote)];
  connections.emplace(id, Entry{.connection = connection, .info = std::move(info)});
  connection->start();
}

void WebSocketRegistry::uncount(Entry& entry) {
  const auto counted = unauthenticated.find(source_of(entry.info.remote));
  if (--counted->second == 0) unauthenticated.erase(counted);
}

void WebSocketRegistry::mark_authenticated(ConnectionId id) {
  const auto found = connections.find(id);
  if (found == connections.end() || found->second.authenticated) return;
  found->second.authenticated = true;
  found->second.connection->mark_authenticated();
  uncount(found->second);
}

void WebSocketRegistry::shut_down() {
  handlers = {};
  for (auto& [id, entry] : std::exchange(connections, {})) entry.connection->drop();
  unauthenticated.clear();
}

// A browser's connection begins.
void WebSocketRegistry::on_open(ConnectionId id) {
  const auto found = connections.find(id);
  if (found == connections.end()) return;
  found->second.opened = true;
  if (handlers.on_open) handlers.on_open(id, found->second.info);
}

// command path: 2. one whole message of a browser
void WebSocketRegistry::on_message(ConnectionId id, FrameKind kind, base::BytesView bytes) {
  if (connections.contains(id) && handlers.on_message) handlers.on_message(id, kind, bytes);
}

void WebSocketRegistry::on_closed(ConnectionId id, uint16_t code) {
  const auto found = connections.find(id);
  if (found == connections.end()) return;
  if (!found->second.authenticated) uncount(found->second);
  const bool opened = found->second.opened;
  connections.erase(found);
  if (opened && handlers.on_close) handlers.on_close(id, code);
}

WebSocketServer::WebSocketServer(std::shared_ptr<WebSocketRegistry> registry)
    : registry_(std::move(registry)) {}

// command path: 19. an event or answer for one browser
void WebSocketServer::send(ConnectionId id, FrameKind kind,
                           std::shared_ptr<const base::Bytes> bytes) {
  const auto found = registry_->connections.find(id);
  if (found != registry_->connections.end()) {
    found->second.connection->send(kind, std::move(bytes));
  }
}

void WebSocketServer::send(ConnectionId id, FrameKind kind, base::Bytes bytes) {
  send(id, kind, std::make_shared<const base::Bytes>(std::move(bytes)));
}

void WebSocketServer::close(ConnectionId id, uint16_t code, std::string reason) {
  const auto found = registry_->connections.find(id);
  if (found != registry_->connections.end()) {
    found->second.connection->close(code, std::move(reason));
  }
}

void WebSocketServer::close_all(uint16_t code, const std::string& reason) {
  for (auto& [id, entry] : registry_->connections) entry.connection->close(code, reason);
}

void WebSocketServer::set_message_limit(ConnectionId id, size_t bytes) {
  const auto found = registry_->connections.find(id);
  if (found != registry_->connections.end()) found->second.connection->set_message_limit(bytes);
}

void WebSocketServer::mark_authenticated(ConnectionId id) { registry_->mark_authenticated(id); }

size_t WebSocketServer::size() const { return registry_->connections.size(); }

}  // namespace net
