// The connections behind a WebSocketServer, shared between it and the listener that adopts new
// ones. Inside net only.
#pragma once

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "net/byte_stream.hpp"
#include "net/http_message.hpp"
#include "net/websocket_connection.hpp"
#include "net/websocket_server.hpp"

namespace net {

struct WebSocketRegistry final : WebSocketOwner, std::enable_shared_from_this<WebSocketRegistry> {
  WebSocketRegistry(const WebSocketSettings& s, WebSocketHandlers h, std::vector<HttpHeader> r)
      : settings(s),
        handlers(std::move(h)),
        response_headers(std::move(r)),
        opens(s.opens_per_source) {}

  // The answer when this source may not open another one now. `limited` is false for sources
  // without a budget.
  std::optional<HttpResponse> refuse(base::Instant now, const HttpRequest& request, bool limited);
  void adopt(ByteStream stream, const HttpRequest& request);
  void mark_authenticated(ConnectionId id);
  // Drops everybody; no handler runs any more.
  void shut_down();

  void on_open(ConnectionId id) override;
  void on_message(ConnectionId id, FrameKind kind, base::BytesView bytes) override;
  void on_closed(ConnectionId id, uint16_t code) override;

  struct Entry {
    std::shared_ptr<WebSocketConnection> connection;
    WebSocketInfo info;
    bool authenticated = false;
    bool opened = false;
  };
  void uncount(Entry& entry);

  const WebSocketSettings settings;
  WebSocketHandlers handlers;
  const std::vector<HttpHeader> response_headers;
  SourceLimits opens;
  std::unordered_map<ConnectionId, Entry> connections;
  std::unordered_map<base::IpAddress, size_t> unauthenticated;  // by source_of
  uint64_t last_id = 0;
};

}  // namespace net
