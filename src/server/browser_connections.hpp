// The browsers' WebSockets between net and the conference: frames become messages, messages become
// frames. Steps 3 and 17 of the command path.
#pragma once

#include <unordered_map>

#include "net/event_loop.hpp"
#include "net/websocket_server.hpp"
#include "server/conference.hpp"
#include "signalling/connection.hpp"

namespace server {

class BrowserConnections final : public Browsers {
 public:
  // The WebSocket server exists only after its handlers: set before the first connection.
  void attach(net::EventLoop& loop, net::WebSocketServer& sockets, Conference& conference) {
    loop_ = &loop;
    sockets_ = &sockets;
    conference_ = &conference;
  }

  void opened(net::ConnectionId connection);
  void received(const Now& now, net::ConnectionId connection, net::FrameKind kind,
                base::BytesView frame);
  void closed(const Now& now, net::ConnectionId connection);

  void send(net::ConnectionId connection, const signalling::ServerMessage& message) override;
  void close(net::ConnectionId connection) override;
  void authenticated(net::ConnectionId connection) override;

 private:
  struct Browser {
    signalling::Connection frames;
    bool has_timer = false;  // for its held news
  };
  void write(net::ConnectionId connection, const Browser& browser, base::Bytes frame);
  void set_timer(net::ConnectionId connection, Browser& browser);

  net::EventLoop* loop_ = nullptr;
  net::WebSocketServer* sockets_ = nullptr;
  Conference* conference_ = nullptr;
  std::unordered_map<net::ConnectionId, Browser> connections_;
};

}  // namespace server
