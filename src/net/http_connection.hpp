// One connection of the listener, plain or under TLS: reads requests one after the other (pipelined
// ones wait in the buffer), answers them in order, keeps the time limits, or hands the stream to
// the WebSockets. Inside net only.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "net/byte_stream.hpp"
#include "net/http_parser.hpp"
#include "net/http_server.hpp"
#include "net/source_limits.hpp"
#include "net/websocket_registry.hpp"

namespace net {

// What the listener owns and may end: an HttpConnection, or a TlsArrival before it.
struct OpenConnection {
  virtual ~OpenConnection() = default;
  virtual void close() = 0;
};

// What the listener and its connections share; lives as long as the last of them.
struct HttpServerState {
  HttpServerState(HttpSettings s, HttpHandler h, WebSocketHandlers w);

  bool is_limited(const base::IpAddress& source) const;  // has a budget
  base::IpAddress client_of(const base::IpAddress& peer, const HttpRequest& request) const;
  bool is_metered(std::string_view path) const;
  size_t open_count() const { return connections.size() + websockets->connections.size(); }
  const std::string& date();  // IMF-fixdate of now, made once a second

  const HttpSettings settings;
  HttpHandler handle;
  HttpParserLimits parser_limits;
  std::vector<HttpHeader> fixed_headers;
  std::shared_ptr<WebSocketRegistry> websockets;
  SourceLimits requests;
  HttpServer::Counters counters;
  std::unordered_map<OpenConnection*, std::shared_ptr<OpenConnection>> connections;
  // Per source, oldest first: connections that have not sent a complete request.
  std::unordered_map<base::IpAddress, std::list<OpenConnection*>> waiting;
  TlsContext::Shared tls;  // for the next connection to the TLS port
  SourceLimits tls_arrivals;
  std::function<void(AcceptedStream)> on_turn;

 private:
  base::UnixTime date_of_;
  std::string date_;
};

// A connection's place in HttpServerState::waiting, given up with its owner.
class WaitingPlace {
 public:
  WaitingPlace(HttpServerState& server, OpenConnection& owner, const base::IpAddress& peer)
      : server_(server), owner_(owner), source_(source_of(peer)) {}
  ~WaitingPlace() { leave(); }
  WaitingPlace(const WaitingPlace&) = delete;
  WaitingPlace& operator=(const WaitingPlace&) = delete;

  void enter();
  void leave();

 private:
  HttpServerState& server_;
  OpenConnection& owner_;
  const base::IpAddress source_;
  std::list<OpenConnection*>::iterator place_;
  bool is_waiting_ = false;
};

class HttpConnection final : public OpenConnection,
                             public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(std::shared_ptr<HttpServerState> server, ByteStream stream,
                 const base::IpAddress& peer);

  // `received`: what was read from the stream before it came here.
  void start(std::string received = {});
  void answer(HttpResponse response);
  void close() override;

 private:
  enum class AfterAnswer { kNextRequest, kClose };

  void read();
  void advance();
  bool admit();
  void header_done();
  void dispatch();
  bool try_websocket(HttpRequest& request);
  void refuse(HttpResponse response);
  void write();
  void answered();
  void linger();
  void set_deadline(base::Instant deadline);
  base::Instant rate_deadline(size_t moved) const;
  std::string head_of(const HttpResponse& response);

  const std::shared_ptr<HttpServerState> server_;
  ByteStream stream_;
  boost::asio::steady_timer timer_;
  base::Instant deadline_;
  const base::IpAddress peer_;
  WaitingPlace waiting_;

  HttpParser parser_;
  std::string buffer_;     // received, not yet taken by the parser
  size_t body_moved_ = 0;  // bytes since phase_start_, of the body in or of the answer out
  base::Instant phase_start_;
  bool header_begun_ = true;  // the first request's time runs from the accept
  bool is_head_ = false;
  AfterAnswer after_ = AfterAnswer::kNextRequest;

  HttpResponse response_;
  std::string head_;
  bool closed_ = false;
};

}  // namespace net
