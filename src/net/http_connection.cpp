#include "net/http_connection.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "net/security_headers.hpp"
#include "net/system_clock.hpp"

namespace net {
namespace asio = boost::asio;
namespace {

using Error = boost::system::error_code;

constexpr size_t kReadSize = 4096;

// One request's right to an answer; see HttpResponder.
struct PendingAnswer final : HttpResponder::Pending {
  explicit PendingAnswer(std::shared_ptr<HttpConnection> c) : connection(std::move(c)) {}
  ~PendingAnswer() override {
    if (connection) connection->answer(text_response(500, "This request was not answered."));
  }
  void respond(HttpResponse response) override {
    if (auto c = std::exchange(connection, nullptr)) c->answer(std::move(response));
  }
  std::shared_ptr<HttpConnection> connection;
};

}  // namespace

void WaitingPlace::enter() {
  auto& queue = server_.waiting[source_];
  place_ = queue.insert(queue.end(), &owner_);
  is_waiting_ = true;
}

void WaitingPlace::leave() {
  if (!is_waiting_) return;
  is_waiting_ = false;
  const auto queue = server_.waiting.find(source_);
  queue->second.erase(place_);
  if (queue->second.empty()) server_.waiting.erase(queue);
}

HttpConnection::HttpConnection(std::shared_ptr<HttpServerState> server, ByteStream stream,
                               const base::IpAddress& peer)
    : server_(std::move(server)),
      stream_(std::move(stream)),
      timer_(stream_.get_executor()),
      peer_(peer),
      waiting_(*server_, *this, peer),
      parser_(server_->parser_limits) {}

void HttpConnection::start(std::string received) {
  set_deadline(now() + server_->settings.header_time);
  waiting_.enter();
  buffer_ = std::move(received);
  buffer_.empty() ? read() : advance();
}

void HttpConnection::read() {
  const size_t kept = buffer_.size();
  buffer_.resize(kept + kReadSize);
  stream_.async_read_some(
      asio::buffer(buffer_.data() + kept, kReadSize),
      [self = shared_from_this(), kept](Error error, size_t count) {
        if (self->closed_) return;
        self->buffer_.resize(kept + count);
        if (error) return self->close();
        if (self->parser_.state() == HttpParser::State::kBody) {
          self->body_moved_ += count;
          self->set_deadline(std::min(self->phase_start_ + self->server_->settings.body_time,
                                      self->rate_deadline(self->body_moved_)));
        }
        self->advance();
      });
}

// Gives the parser what there is and goes where it stops.
void HttpConnection::advance() {
  if (!header_begun_ && !buffer_.empty()) {
    header_begun_ = true;
    set_deadline(now() + server_->settings.header_time);
  }
  const HttpParser::State before = parser_.state();
  buffer_.erase(0, parser_.feed(buffer_));
  const HttpParser::State state = parser_.state();
  const bool is_understood = state == HttpParser::State::kBody || state == HttpParser::State::kDone;
  if (before == HttpParser::State::kHeader && is_understood && !admit()) return;
  switch (state) {
    case HttpParser::State::kHeader:
      return read();
    case HttpParser::State::kBody:
      if (before == HttpParser::State::kHeader) return header_done();
      return read();
    case HttpParser::State::kDone:
      return dispatch();
    case HttpParser::State::kFailed:
      ++server_->counters.refused_request;
      return refuse(parser_.refusal());
  }
}

// The header of a request is complete: who asks, and is there a request left in their budget? False
// when they have been told that there is not, before a byte of the body was waited for.
bool HttpConnection::admit() {
  HttpRequest& request = parser_.request();
  request.remote = server_->client_of(peer_, request);
  is_head_ = request.is("HEAD");
  ++server_->counters.requests;
  if (!server_->is_limited(request.remote) || !server_->is_metered(request.path) ||
      server_->requests.allow(now(), request.remote))
    return true;
  ++server_->counters.refused_rate;
  HttpResponse refusal = text_response(429, "Too many requests.").with("Retry-After", "1");
  if (parser_.state() == HttpParser::State::kBody || !parser_.keep_alive()) {
    refuse(std::move(refusal));
  } else {
    waiting_.leave();
    after_ = AfterAnswer::kNextRequest;
    answer(std::move(refusal));
  }
  return false;
}

// A body follows: its time limits begin, and the client may want to be told to go on.
void HttpConnection::header_done() {
  phase_start_ = now();
  body_moved_ = buffer_.size();
  set_deadline(std::min(phase_start_ + server_->settings.body_time, rate_deadline(body_moved_)));
  if (!parser_.expects_continue() || !buffer_.empty()) return advance();
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(stream_, asio::buffer(kContinue),
                    [self = shared_from_this()](Error error, size_t) {
                      if (self->closed_) return;
                      error ? self->close() : self->read();
                    });
}

// A complete request: WebSocket, or the handler.
void HttpConnection::dispatch() {
  waiting_.leave();
  set_deadline(base::kNever);
  HttpRequest request = std::move(parser_.request());
  after_ = parser_.keep_alive() ? AfterAnswer::kNextRequest : AfterAnswer::kClose;
  if (request.path == server_->settings.websocket_path && try_websocket(request)) return;
  if (!server_->handle) return close();  // the server is being destroyed
  HttpResponder responder(std::make_shared<PendingAnswer>(shared_from_this()));
  server_->handle(std::move(request), std::move(responder));
}

// True when the request was dealt with: upgraded, or refused.
bool HttpConnection::try_websocket(HttpRequest& request) {
  if (!request.header_has_token("upgrade", "websocket")) {
    answer(text_response(426, "This address speaks WebSocket.").with("Upgrade", "websocket"));
    return true;
  }
  if (!origin_allowed(request.header("origin"), request.header("host"),
                      server_->settings.public_url)) {
    refuse(text_response(403, "Pages of other sites may not connect here."));
    return true;
  }
  // A client must not send frames before it has seen the 101.
  if (!request.is("GET") || !buffer_.empty()) {
    refuse(text_response(400, "This is not a WebSocket handshake."));
    return true;
  }
  const bool limited = server_->is_limited(request.remote);
  if (auto refusal = server_->websockets->refuse(now(), request, limited)) {
    ++server_->counters.refused_rate;
    refuse(std::move(*refusal));
    return true;
  }
  const auto self = shared_from_this();
  ByteStream stream = std::move(stream_);
  close();
  server_->websockets->adopt(std::move(stream), request);
  return true;
}

void HttpConnection::refuse(HttpResponse response) {
  waiting_.leave();
  after_ = AfterAnswer::kClose;
  answer(std::move(response));
}

void HttpConnection::answer(HttpResponse response) {
  if (closed_) return;
  response_ = std::move(response);
  head_ = head_of(response_);
  phase_start_ = now();
  body_moved_ = 0;
  write();
}

// Status line, the handler's headers, then ours where the handler has not set its own.
std::string HttpConnection::head_of(const HttpResponse& response) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
  head += reason_phrase(response.status);
  const auto add = [&head](std::string_view name, std::string_view value) {
    head.append("\r\n").append(name).append(": ");
    // A value from elsewhere must not begin a header of its own.
    for (const char c : value) head += static_cast<uint8_t>(c) < 0x20 || c == 0x7f ? ' ' : c;
  };
  for (const HttpHeader& h : response.headers) add(h.name, h.value);
  for (const HttpHeader& h : server_->fixed_headers) {
    if (!response.has(h.name)) add(h.name, h.value);
  }
  // What is not marked as cacheable is not cached: the API, errors, redirects.
  if (!response.has("Cache-Control")) add("Cache-Control", "no-store");
  add("Date", server_->date());
  if (response.status != 204 && response.status != 304) {
    add("Content-Length", std::to_string(response.content().size()));
  }
  if (after_ == AfterAnswer::kClose) add("Connection", "close");
  head += "\r\n\r\n";
  return head;
}

void HttpConnection::write() {
  const bool no_body = is_head_ || response_.status == 204 || response_.status == 304;
  const std::string_view body = no_body ? std::string_view{} : response_.content();
  const size_t head_sent = std::min(body_moved_, head_.size());
  const size_t body_sent = body_moved_ - head_sent;
  if (body_moved_ == head_.size() + body.size()) return answered();
  set_deadline(rate_deadline(body_moved_));
  const std::array<asio::const_buffer, 2> rest = {
      asio::buffer(std::string_view(head_).substr(head_sent)),
      asio::buffer(body.substr(body_sent)),
  };
  stream_.async_write_some(rest, [self = shared_from_this()](Error error, size_t count) {
    if (self->closed_) return;
    if (error) return self->close();
    self->body_moved_ += count;
    self->write();
  });
}

void HttpConnection::answered() {
  response_ = {};
  head_.clear();
  if (after_ == AfterAnswer::kClose) {
    // "No more from us", then read on a little: closing with unread input would send a reset,
    // which can overtake the answer.
    stream_.finish_sending();
    set_deadline(now() + server_->settings.linger_time);
    buffer_.resize(kReadSize);
    return linger();
  }
  parser_ = HttpParser(server_->parser_limits);
  is_head_ = false;
  header_begun_ = false;
  waiting_.enter();
  if (!buffer_.empty()) return advance();
  buffer_.shrink_to_fit();
  set_deadline(now() + server_->settings.idle_time);
  read();
}

void HttpConnection::linger() {
  stream_.async_read_some(asio::buffer(buffer_), [self = shared_from_this()](Error error, size_t) {
    if (self->closed_) return;
    error ? self->close() : self->linger();
  });
}

void HttpConnection::close() {
  if (closed_) return;
  closed_ = true;
  waiting_.leave();
  stream_.close();
  timer_.cancel();
  server_->connections.erase(this);
}

base::Instant HttpConnection::rate_deadline(size_t moved) const {
  const HttpSettings& settings = server_->settings;
  return phase_start_ + settings.rate_grace +
         base::Duration(static_cast<int64_t>(moved) * 1'000'000 / settings.min_bytes_per_second);
}

void HttpConnection::set_deadline(base::Instant deadline) {
  deadline_ = deadline;
  if (deadline == base::kNever) {
    timer_.cancel();
    return;
  }
  timer_.expires_at(std::chrono::steady_clock::time_point(deadline.time_since_epoch()));
  timer_.async_wait([weak = weak_from_this()](Error error) {
    const auto self = weak.lock();
    // A wait that expired just before the deadline moved comes without an error.
    if (error || !self || self->closed_ || now() < self->deadline_) return;
    ++self->server_->counters.timed_out;
    self->close();
  });
}

}  // namespace net
