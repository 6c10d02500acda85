// The WebSockets of the listener (RFC 6455): who is connected, what they say, what they are sent.
// The upgrade itself is http_server's; frames, pings and the closing handshake are
// websocket_connection's; what messages mean is signalling's.
//
// Thread: the control thread only. No handler runs inside a call of ours. Each connection gets
// exactly one on_open and, last, exactly one on_close, except that after the server is destroyed no
// handler runs at all. No permessage-deflate: compression costs memory per connection and has
// leaked secrets.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "net/heartbeat.hpp"
#include "net/source_limits.hpp"

namespace net {

using ConnectionId = base::Id<struct ConnectionTag>;

enum class FrameKind : uint8_t { kText, kBinary };

// RFC 6455 section 7.4.1; applications use 4000–4999.
namespace close_code {
inline constexpr uint16_t kNormal = 1000;
inline constexpr uint16_t kGoingAway = 1001;
inline constexpr uint16_t kAbnormal = 1006;  // never sent: the line was lost without a word
inline constexpr uint16_t kPolicy = 1008;
inline constexpr uint16_t kTooBig = 1009;
}  // namespace close_code

struct WebSocketInfo {
  base::IpAddress remote;
  std::string user_agent;
  std::string query;
};

struct WebSocketHandlers {
  std::function<void(ConnectionId, const WebSocketInfo&)> on_open;
  // The bytes are valid during the call.
  std::function<void(ConnectionId, FrameKind, base::BytesView)> on_message;
  // The code that the peer sent, or ours when we closed, or 1006.
  std::function<void(ConnectionId, uint16_t code)> on_close;
};

struct WebSocketSettings {
  Rate opens_per_source = {.per_second = 20, .burst = 100};
  size_t max_unauthenticated_per_source = 100;
  base::Duration unauthenticated_time = std::chrono::seconds(30);
  // Others see a line as lost after the sum of both at most.
  Heartbeat::Pace heartbeat = {.quiet = std::chrono::seconds(7),
                               .patience = std::chrono::seconds(7)};
  base::Duration close_time = std::chrono::seconds(5);  // for the closing handshake
  size_t first_message_limit = 64 * 1024;               // until set_message_limit
  size_t queue_limit = 1024 * 1024;                     // unsent bytes, then 1008
};

struct WebSocketRegistry;  // websocket_registry.hpp, inside net only

class WebSocketServer {
 public:
  explicit WebSocketServer(std::shared_ptr<WebSocketRegistry> registry);

  // Queues a message. Unknown ids (closed meanwhile) are ignored. Give the same shared bytes to
  // many connections to broadcast without copies.
  void send(ConnectionId id, FrameKind kind, std::shared_ptr<const base::Bytes> bytes);
  void send(ConnectionId id, FrameKind kind, base::Bytes bytes);
  // Sends what is queued, then the close frame; nothing is delivered from this connection any more.
  void close(ConnectionId id, uint16_t code, std::string reason);
  void close_all(uint16_t code, const std::string& reason);

  // A message longer than this closes the connection with 1009.
  void set_message_limit(ConnectionId id, size_t bytes);
  // Lifts the time limit, and the connection no longer counts as unauthenticated for its source.
  void mark_authenticated(ConnectionId id);

  size_t size() const;

 private:
  std::shared_ptr<WebSocketRegistry> registry_;
};

}  // namespace net
