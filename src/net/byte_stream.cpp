#include "net/byte_stream.hpp"

#include "net/asio_endpoint.hpp"
#include "net/system_clock.hpp"

namespace net {
namespace asio = boost::asio;
namespace {

// So often the socket is asked before others have their turn: a peer may send records without a
// byte in them as fast as the line carries them.
constexpr int kRounds = 8;

}  // namespace

// One stretch of plaintext, eof, or would_block when the wire has nothing more now.
ByteStream::Error ByteStream::read_now(base::MutableBytes out, size_t& count) {
  std::array<uint8_t, TlsStream::kMaxRecord> wire;
  for (int round = 0; round < kRounds; ++round) {
    if (!is_finished_) {
      count = tls_->read(out);
      if (!is_writing_) (void)flush();  // a broken line shows when it is read
      if (count > 0 || out.empty()) return {};
      if (tls_->state() == TlsStream::State::kClosed) return asio::error::eof;
      if (tls_->state() == TlsStream::State::kFailed) return asio::error::connection_aborted;
      if (has_answers()) return asio::error::would_block;
    }
    Error error;
    const size_t got = socket_.read_some(asio::buffer(wire), error);
    if (error) return error;
    received_ += got;
    last_received_at_ = now();
    if (is_finished_) {
      count = std::min(got, out.size());
      return {};
    }
    tls_->receive(base::BytesView(wire).first(got));
  }
  return asio::error::would_block;
}

// Gives the socket what waits; would_block while some of it still does.
ByteStream::Error ByteStream::flush() {
  while (!tls_->output().empty()) {
    Error error;
    const base::BytesView output = tls_->output();
    const size_t count = socket_.write_some(asio::buffer(output.data(), output.size()), error);
    if (error) return error;
    tls_->sent(count);
  }
  return is_open() ? Error() : Error(asio::error::broken_pipe);
}

void ByteStream::finish_sending() {
  if (tls_ && !is_finished_) {
    tls_->close();
    (void)flush();
  }
  is_finished_ = true;
  Error ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
}

void ByteStream::close() {
  if (tls_ && !is_finished_ && socket_.is_open()) {
    tls_->close();
    (void)flush();
  }
  is_finished_ = true;
  Error ignored;
  socket_.close(ignored);
}

AcceptedStream ByteStream::release(base::BytesView read) && {
  Error ignored;
  AcceptedStream accepted;
  accepted.remote = to_endpoint(socket_.remote_endpoint(ignored));
  accepted.local = to_endpoint(socket_.local_endpoint(ignored));
  accepted.fd = FileDescriptor(socket_.release(ignored));
  accepted.tls = std::move(tls_);
  accepted.received = base::to_bytes(read);
  return accepted;
}

}  // namespace net
