#include "net/tls_arrival.hpp"

#include <utility>

#include "net/arrival_rules.hpp"
#include "net/system_clock.hpp"

namespace net {
namespace asio = boost::asio;
namespace {

using Error = boost::system::error_code;

constexpr size_t kReadSize = 4096;

}  // namespace

TlsArrival::TlsArrival(std::shared_ptr<HttpServerState> server, asio::ip::tcp::socket socket,
                       const base::IpAddress& peer)
    : server_(std::move(server)),
      stream_(std::move(socket), std::make_unique<TlsStream>(server_->tls)),
      timer_(stream_.get_executor()),
      peer_(peer),
      waiting_(*server_, *this, peer) {}

void TlsArrival::start() {
  accepted_at_ = now();
  waiting_.enter();
  arm_timer();
  read();
}

void TlsArrival::read() {
  const size_t kept = bytes_.size();
  bytes_.resize(kept + kReadSize);
  stream_.async_read_some(asio::buffer(bytes_.data() + kept, kReadSize),
                          [self = shared_from_this(), kept](Error error, size_t count) {
                            if (self->closed_) return;
                            self->bytes_.resize(kept + count);
                            error ? self->close() : self->received();
                          });
}

void TlsArrival::received() {
  switch (protocol_of(base::as_bytes(bytes_))) {
    case Speaks::kUnknownYet:
      return read();
    case Speaks::kHttp:
      return hand_to_http();
    case Speaks::kTurn:
      return hand_to_turn();
    case Speaks::kNothingOfOurs:
      return close();
  }
}

void TlsArrival::hand_to_http() {
  auto connection = std::make_shared<HttpConnection>(server_, std::move(stream_), peer_);
  server_->connections.emplace(connection.get(), connection);
  leave();
  connection->start(std::move(bytes_));
}

void TlsArrival::hand_to_turn() {
  if (!server_->on_turn) return close();
  AcceptedStream accepted = std::move(stream_).release(base::as_bytes(bytes_));
  leave();
  if (accepted.fd) server_->on_turn(std::move(accepted));
}

void TlsArrival::close() {
  if (closed_) return;
  stream_.close();
  leave();
}

// The caller, or the handler that called, keeps us alive.
void TlsArrival::leave() {
  closed_ = true;
  waiting_.leave();
  timer_.cancel();
  const auto self = shared_from_this();
  server_->connections.erase(this);
}

base::Instant TlsArrival::deadline() const {
  const HttpSettings& settings = server_->settings;
  const ArrivalPace pace{settings.arrival_patience, settings.arrival_bytes_per_second,
                         settings.arrival_time};
  return pace.deadline(accepted_at_, stream_.last_received_at(), stream_.wire_bytes_received());
}

void TlsArrival::arm_timer() {
  timer_.expires_at(std::chrono::steady_clock::time_point(deadline().time_since_epoch()));
  timer_.async_wait([weak = weak_from_this()](Error error) {
    const auto self = weak.lock();
    if (error || !self || self->closed_) return;
    if (now() < self->deadline()) return self->arm_timer();  // bytes have come meanwhile
    ++self->server_->counters.timed_out;
    self->close();
  });
}

}  // namespace net
