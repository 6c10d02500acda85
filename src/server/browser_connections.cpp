#include "server/browser_connections.hpp"

namespace server {

void BrowserConnections::opened(net::ConnectionId connection) {
  connections_[connection];
  conference_->opened(connection);
}

// command path: 3. text is JSON, binary is protobuf
void BrowserConnections::received(const Now& now, net::ConnectionId connection, net::FrameKind kind,
                                  base::BytesView frame) {
  const auto found = connections_.find(connection);
  if (found == connections_.end()) return;
  const auto format =
      kind == net::FrameKind::kText ? signalling::Format::kJson : signalling::Format::kProtobuf;
  const auto result = found->second.receive(now.instant, format, frame);
  if (const auto* message = std::get_if<signalling::ClientMessage>(&result))
    return conference_->received(now, connection, *message);
  send(connection, {.body = std::get<signalling::Violation>(result).refusal});
  sockets_->close(connection, net::close_code::kPolicy, "");
}

void BrowserConnections::closed(const Now& now, net::ConnectionId connection) {
  connections_.erase(connection);
  conference_->closed(now, connection);
}

// command path: 17. in the format that the client began with
void BrowserConnections::send(net::ConnectionId connection,
                              const signalling::ServerMessage& message) {
  const auto found = connections_.find(connection);
  if (found == connections_.end()) return;
  const bool text = found->second.format() == signalling::Format::kJson;
  sockets_->send(connection, text ? net::FrameKind::kText : net::FrameKind::kBinary,
                 found->second.encode(message));
}

void BrowserConnections::close(net::ConnectionId connection) {
  sockets_->close(connection, net::close_code::kNormal, "");
}

void BrowserConnections::authenticated(net::ConnectionId connection) {
  sockets_->mark_authenticated(connection);
  sockets_->set_message_limit(connection, signalling::kMaxOfferMessage);
}

}  // namespace server
