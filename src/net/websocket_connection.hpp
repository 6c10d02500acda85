// One WebSocket: the frames, pings, time limits and the closing handshake of RFC 6455 over Beast.
// Inside net only; the rest of the server sees WebSocketServer. This header keeps Beast out of the
// registry's translation unit.
//
// Life: start() → owner.on_open → owner.on_message* → owner.on_closed, once and last. The owner is
// never called from inside a call of ours.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "net/byte_stream.hpp"
#include "net/http_message.hpp"
#include "net/websocket_server.hpp"

namespace net {

struct WebSocketOwner {
  virtual ~WebSocketOwner() = default;
  virtual void on_open(ConnectionId id) = 0;
  virtual void on_message(ConnectionId id, FrameKind kind, base::BytesView bytes) = 0;
  virtual void on_closed(ConnectionId id, uint16_t code) = 0;
};

class WebSocketConnection {
 public:
  virtual ~WebSocketConnection() = default;
  virtual void start() = 0;
  virtual void send(FrameKind kind, std::shared_ptr<const base::Bytes> bytes) = 0;
  virtual void close(uint16_t code, std::string reason) = 0;
  virtual void drop() = 0;  // closes the socket without a word
  virtual void set_message_limit(size_t bytes) = 0;
  virtual void mark_authenticated() = 0;
};

// `request` is a GET with an Upgrade to websocket; it is answered with 101, or with 400 when its
// handshake headers are wrong (then on_closed comes without on_open).
std::shared_ptr<WebSocketConnection> make_websocket_connection(
    ConnectionId id, ByteStream stream, const HttpRequest& request,
    const WebSocketSettings& settings, const std::vector<HttpHeader>& headers,
    std::shared_ptr<WebSocketOwner> owner);

}  // namespace net
