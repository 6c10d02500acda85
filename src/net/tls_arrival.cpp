#include "net/tls_arrival.hpp"

#include <algorithm>
#include <utility>

#include "net/system_clock.hpp"

namespace net {
namespace asio = boost::asio;
namespace {

using Error = boost::system::error_code;

constexpr size_t kReadSize = 4096;

// RFC 8489 section 5.
constexpr size_t kStunCookieEnd = 8;
constexpr uint32_t kStunCookie = 0x2112A442;

enum class Speaks : uint8_t { kUnknownYet, kHttp, kTurn, kNothingOfOurs };

Speaks protocol_of(base::BytesView bytes) {
  if (bytes.empty()) return Speaks::kUnknownYet;
  const auto letter = static_cast<uint8_t>(bytes[0] | 0x20);
  if (letter >= 'a' && letter <= 'z') return Speaks::kHttp;
  if (bytes[0] >> 6 != 0) return Speaks::kNothingOfOurs;
  if (bytes.size() < kStunCookieEnd) return Speaks::kUnknownYet;
  return base::load_u32(&bytes[4]) == kStunCookie ? Speaks::kTurn : Speaks::kNothingOfOurs;
}

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
  const auto received = static_cast<int64_t>(stream_.wire_bytes_received());
  const base::Instant silent =
      std::max(accepted_at_, stream_.last_received_at()) + settings.arrival_patience;
  const base::Instant slow =
      accepted_at_ + settings.arrival_patience +
      base::Duration(received * 1'000'000 / settings.arrival_bytes_per_second);
  return std::min({silent, slow, accepted_at_ + settings.arrival_time});
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
