#include "server/browser_connections.hpp"

#include "net/system_clock.hpp"

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
  const auto result = found->second.frames.receive(now.instant, format, frame);
  if (const auto* message = std::get_if<signalling::ClientMessage>(&result))
    return conference_->received(now, connection, *message);
  send(connection, {.body = std::get<signalling::Violation>(result).refusal});
  sockets_->close(connection, net::close_code::kPolicy, "");
}

void BrowserConnections::closed(const Now& now, net::ConnectionId connection) {
  connections_.erase(connection);
  conference_->closed(now, connection);
}

// command path: 17. at once, or with the next news of people
void BrowserConnections::send(net::ConnectionId connection,
                              const signalling::ServerMessage& message) {
  const auto found = connections_.find(connection);
  if (found == connections_.end()) return;
  for (base::Bytes& frame : found->second.frames.send(net::now(), message))
    write(connection, found->second, std::move(frame));
  set_timer(connection, found->second);
}

// In the format that the client began with.
void BrowserConnections::write(net::ConnectionId connection, const Browser& browser,
                               base::Bytes frame) {
  const bool text = browser.frames.format() == signalling::Format::kJson;
  sockets_->send(connection, text ? net::FrameKind::kText : net::FrameKind::kBinary,
                 std::move(frame));
}

void BrowserConnections::set_timer(net::ConnectionId connection, Browser& browser) {
  if (browser.has_timer || browser.frames.next_timeout() == base::kNever) return;
  browser.has_timer = true;
  loop_->call_at(browser.frames.next_timeout(), [this, connection] {
    const auto found = connections_.find(connection);
    if (found == connections_.end()) return;
    found->second.has_timer = false;
    if (auto news = found->second.frames.on_timeout(net::now()))
      write(connection, found->second, std::move(*news));
    set_timer(connection, found->second);  // what was held may have gone with another message
  });
}

void BrowserConnections::close(net::ConnectionId connection) {
  sockets_->close(connection, net::close_code::kNormal, "");
}

void BrowserConnections::authenticated(net::ConnectionId connection) {
  sockets_->mark_authenticated(connection);
  sockets_->set_message_limit(connection, signalling::kMaxOfferMessage);
}

}  // namespace server
