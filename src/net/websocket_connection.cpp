#include "net/websocket_connection.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>
#include <utility>

#include "net/system_clock.hpp"

namespace net {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
namespace {

using Error = boost::system::error_code;

// Read buffers above this are given back after the message: an idle connection stays small.
constexpr size_t kKeptBuffer = 4096;
// RFC 6455 section 5.5: a control frame carries 125 bytes, two of them the code.
constexpr size_t kMaxReason = 123;
constexpr auto kLinger = std::chrono::seconds(1);

// The code that a failed read stands for, from our side of the line.
uint16_t code_of(const Error& error, const websocket::close_reason& reason) {
  if (error == websocket::error::closed) return reason.code;
  if (error == websocket::error::message_too_big) return close_code::kTooBig;
  if (error == websocket::error::bad_frame_payload) return websocket::close_code::bad_payload;
  if (error == websocket::condition::protocol_violation) {
    return websocket::close_code::protocol_error;
  }
  return close_code::kAbnormal;
}

// Beast ends a closing handshake by waiting for the peer to close, for as long as that takes. This
// socket tells it at once that this is done; Connection::linger() then waits, but not for ever.
struct Socket final : ByteStream {
  explicit Socket(ByteStream&& other) : ByteStream(std::move(other)) {}
};
void beast_close_socket(Socket& socket) { socket.close(); }
template <typename Handler>
void async_teardown(beast::role_type, Socket& socket, Handler&& handler) {
  socket.finish_sending();
  asio::post(socket.get_executor(),
             beast::bind_front_handler(std::forward<Handler>(handler), Error()));
}

class Connection final : public WebSocketConnection,
                         public std::enable_shared_from_this<Connection> {
 public:
  Connection(ConnectionId id, ByteStream stream, const HttpRequest& request,
             const WebSocketSettings& settings, const std::vector<HttpHeader>& headers,
             std::shared_ptr<WebSocketOwner> owner)
      : id_(id),
        settings_(settings),
        owner_(std::move(owner)),
        stream_(Socket(std::move(stream))),
        timer_(stream_.get_executor()),
        opened_at_(now()),
        heartbeat_(settings.heartbeat, opened_at_) {
    request_.method(http::verb::get);
    request_.target(request.path);
    for (const HttpHeader& h : request.headers) request_.insert(h.name, h.value);
    stream_.read_message_max(settings_.first_message_limit);
    stream_.auto_fragment(false);
    stream_.set_option(websocket::stream_base::decorator([headers](auto& response) {
      for (const HttpHeader& h : headers) response.set(h.name, h.value);
      response.set(http::field::server, "plenum");  // else Beast names itself and its version
    }));
  }

  void start() override;
  void send(FrameKind kind, std::shared_ptr<const base::Bytes> bytes) override;
  void close(uint16_t code, std::string reason) override;
  void drop() override;
  void set_message_limit(size_t bytes) override { stream_.read_message_max(bytes); }
  void mark_authenticated() override { authenticated_ = true; }

 private:
  struct Outgoing {
    FrameKind kind;
    std::shared_ptr<const base::Bytes> bytes;
  };

  void opened(Error error);
  void read();
  void received(Error error);
  void flush();
  void close_now();
  void finish(uint16_t code);
  void linger();
  void arm_timer();
  void on_timer();
  void ping();

  const ConnectionId id_;
  const WebSocketSettings& settings_;  // the owner's, kept alive by owner_
  const std::shared_ptr<WebSocketOwner> owner_;
  websocket::stream<Socket, false> stream_;
  asio::steady_timer timer_;
  http::request<http::empty_body> request_;
  beast::flat_buffer buffer_;

  std::deque<Outgoing> queue_;  // the front is being written while writing_
  size_t queued_bytes_ = 0;

  bool open_ = false;
  bool authenticated_ = false;
  bool writing_ = false;
  bool pinging_ = false;
  bool closing_ = false;     // our close() was called
  bool close_sent_ = false;  // and its frame is on the way
  bool finished_ = false;
  websocket::close_reason close_reason_;
  base::Instant opened_at_;
  Heartbeat heartbeat_;
  base::Instant close_deadline_ = base::kNever;
};

void Connection::start() {
  // Weak: the stream owns the callback and must not own itself through it.
  stream_.control_callback([weak = weak_from_this()](websocket::frame_type, beast::string_view) {
    if (const auto self = weak.lock()) self->heartbeat_.heard(now());
  });
  arm_timer();
  stream_.async_accept(request_, [self = shared_from_this()](Error error) { self->opened(error); });
}

void Connection::opened(Error error) {
  request_ = {};
  if (finished_) return;
  if (error) return finish(close_code::kAbnormal);
  open_ = true;
  owner_->on_open(id_);
  read();
  flush();
}

void Connection::read() {
  // read_some, not read: each piece of a long message counts as a sign of life.
  stream_.async_read_some(
      buffer_, 0, [self = shared_from_this()](Error error, size_t) { self->received(error); });
}

// command path: 1. a piece of a message, or the whole
void Connection::received(Error error) {
  if (finished_) return;
  if (error) {
    if (!closing_) return finish(code_of(error, stream_.reason()));
    // Our own close frame is under way or answered: close_now() or the timer ends it, unless the
    // line broke before it could be sent.
    if (!close_sent_) finish(close_reason_.code);
    return;
  }
  heartbeat_.heard(now());
  if (stream_.is_message_done()) {
    if (!closing_) {
      const auto data = buffer_.cdata();
      owner_->on_message(id_, stream_.got_text() ? FrameKind::kText : FrameKind::kBinary,
                         {static_cast<const uint8_t*>(data.data()), data.size()});
    }
    buffer_.consume(buffer_.size());
    if (buffer_.capacity() > kKeptBuffer) buffer_.shrink_to_fit();
  }
  read();
}

void Connection::send(FrameKind kind, std::shared_ptr<const base::Bytes> bytes) {
  if (closing_ || finished_) return;
  if (queued_bytes_ + bytes->size() > settings_.queue_limit) {
    // This client reads too slowly. What it has not got it will not miss: it is about to resume
    // with a snapshot. Only the message under way must stay, its memory is in use.
    if (queue_.size() > 1) queue_.erase(queue_.begin() + (writing_ ? 1 : 0), queue_.end());
    return close(close_code::kPolicy, "too slow");
  }
  queued_bytes_ += bytes->size();
  queue_.push_back({kind, std::move(bytes)});
  flush();
}

// command path: 20. one message after the other to the socket
void Connection::flush() {
  if (!open_ || writing_ || finished_) return;
  if (queue_.empty()) {
    if (closing_) close_now();
    return;
  }
  writing_ = true;
  stream_.binary(queue_.front().kind == FrameKind::kBinary);
  stream_.async_write(asio::buffer(*queue_.front().bytes),
                      [self = shared_from_this()](Error error, size_t) {
                        self->writing_ = false;
                        self->queued_bytes_ -= self->queue_.front().bytes->size();
                        self->queue_.pop_front();
                        if (self->finished_) return;
                        // The read fails as well and knows why: it finishes.
                        if (!error) self->flush();
                      });
}

void Connection::close(uint16_t code, std::string reason) {
  if (closing_ || finished_) return;
  closing_ = true;
  if (reason.size() > kMaxReason) {
    size_t end = kMaxReason;  // never cut inside a UTF-8 sequence
    while (end > 0 && (static_cast<uint8_t>(reason[end]) & 0xc0) == 0x80) --end;
    reason.resize(end);
  }
  close_reason_ = {static_cast<websocket::close_code>(code), reason};
  close_deadline_ = now() + settings_.close_time;
  arm_timer();
  flush();
}

void Connection::close_now() {
  if (close_sent_) return;
  close_sent_ = true;
  stream_.async_close(close_reason_, [self = shared_from_this()](Error) {
    self->finish(self->close_reason_.code);
  });
}

void Connection::drop() {
  stream_.next_layer().close();
  timer_.cancel();
}

void Connection::finish(uint16_t code) {
  if (finished_) return;
  finished_ = true;
  if (code == close_code::kAbnormal || now() >= close_deadline_) {
    drop();
  } else {
    close_deadline_ = now() + kLinger;
    arm_timer();
    linger();
  }
  owner_->on_closed(id_, code);
}

// The close frame is sent, the owner has forgotten this connection. What the peer still sends is
// read and thrown away for a moment: closing with unread input would send a reset, which can
// overtake the close frame.
void Connection::linger() {
  buffer_.clear();
  stream_.next_layer().async_read_some(
      buffer_.prepare(kKeptBuffer),
      [self = shared_from_this()](Error error, size_t) { error ? self->drop() : self->linger(); });
}

void Connection::arm_timer() {
  base::Instant next = heartbeat_.next_timeout();
  if (!authenticated_) next = std::min(next, opened_at_ + settings_.unauthenticated_time);
  if (closing_ || finished_) next = close_deadline_;
  timer_.expires_at(std::chrono::steady_clock::time_point(next.time_since_epoch()));
  timer_.async_wait([weak = weak_from_this()](Error error) {
    const auto self = weak.lock();
    if (!error && self) self->on_timer();
  });
}

void Connection::on_timer() {
  const base::Instant t = now();
  if (finished_) {
    return drop();
  } else if (closing_) {
    if (t >= close_deadline_) return finish(close_reason_.code);
  } else if (!authenticated_ && t >= opened_at_ + settings_.unauthenticated_time) {
    return close(close_code::kPolicy, "not authenticated in time");
  } else {
    const Heartbeat::Due due = heartbeat_.on_timeout(t);
    if (due == Heartbeat::Due::kGone) return finish(close_code::kAbnormal);
    if (due == Heartbeat::Due::kAsk) ping();
  }
  arm_timer();
}

void Connection::ping() {
  if (!open_ || pinging_) return;
  pinging_ = true;
  stream_.async_ping({}, [self = shared_from_this()](Error) { self->pinging_ = false; });
}

}  // namespace

std::shared_ptr<WebSocketConnection> make_websocket_connection(
    ConnectionId id, ByteStream stream, const HttpRequest& request,
    const WebSocketSettings& settings, const std::vector<HttpHeader>& headers,
    std::shared_ptr<WebSocketOwner> owner) {
  return std::make_shared<Connection>(id, std::move(stream), request, settings, headers,
                                      std::move(owner));
}

}  // namespace net
