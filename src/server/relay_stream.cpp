#include "server/relay_stream.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace server {
namespace {

constexpr size_t kReadSize = 16 * 1024;

}  // namespace

RelayStream::RelayStream(net::AcceptedStream stream, base::Instant now)
    : stream_(std::move(stream)), opened_(now), heard_(now) {
  if (!stream_.received.empty()) framing_.receive(stream_.received);
  stream_.received = {};
  if (stream_.tls) decrypt();
}

RelayStream::Alive RelayStream::read(base::Instant now) {
  std::array<uint8_t, kReadSize> buffer;
  const ssize_t got = recv(fd(), buffer.data(), buffer.size(), 0);
  if (got < 0) return errno == EAGAIN || errno == EINTR ? Alive::kYes : Alive::kNo;
  if (got == 0) return Alive::kNo;
  heard_ = now;
  const base::BytesView bytes(buffer.data(), static_cast<size_t>(got));
  if (!stream_.tls) {
    framing_.receive(bytes);
    return Alive::kYes;
  }
  stream_.tls->receive(bytes);
  decrypt();
  using enum net::TlsStream::State;
  const auto state = stream_.tls->state();
  return state == kFailed || state == kClosed ? Alive::kNo : Alive::kYes;
}

void RelayStream::decrypt() {
  std::array<uint8_t, kReadSize> buffer;
  base::Bytes plain;
  while (const size_t size = stream_.tls->read(buffer))
    plain.insert(plain.end(), buffer.begin(), buffer.begin() + static_cast<ptrdiff_t>(size));
  if (!plain.empty()) framing_.receive(plain);
}

base::BytesView RelayStream::waiting() const {
  return stream_.tls ? stream_.tls->output() : base::BytesView(out_).subspan(out_sent_);
}

bool RelayStream::wants_to_write() const { return !waiting().empty() || !queue_.empty(); }

void RelayStream::sent(size_t count) {
  if (stream_.tls) return stream_.tls->sent(count);
  out_sent_ += count;
  if (out_sent_ < out_.size()) return;
  out_ = {};
  out_sent_ = 0;
}

// Messages leave the queue one record at a time, when all before has gone: until then the queue may
// still drop what has become old.
RelayStream::Alive RelayStream::flush() {
  for (;;) {
    if (waiting().empty()) {
      const bool open = !stream_.tls || stream_.tls->state() == net::TlsStream::State::kOpen;
      if (queue_.empty() || !open) return Alive::kYes;
      base::Bytes record;
      // A message that begins below the limit may end above it.
      queue_.take(net::TlsStream::kMaxRecord - turn::kMaxStreamMessage, record);
      if (stream_.tls)
        stream_.tls->write(record);
      else
        out_ = std::move(record);
    }
    const base::BytesView bytes = waiting();
    const ssize_t took = send(fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (took < 0) return errno == EAGAIN || errno == EINTR ? Alive::kYes : Alive::kNo;
    sent(static_cast<size_t>(took));
  }
}

net::AcceptedStream RelayStream::release(base::BytesView first) {
  stream_.received = base::to_bytes(first);
  const base::Bytes rest = framing_.take_rest();
  stream_.received.insert(stream_.received.end(), rest.begin(), rest.end());
  return std::move(stream_);
}

}  // namespace server
