// A TCP connection, plain or under TLS, in the form that Asio and Beast read and write
// (AsyncReadStream, AsyncWriteStream). Inside net only.
//
// Plain, it is the socket and nothing else. Under TLS it owns no buffer while it waits: it waits
// for the socket to be ready, not for bytes in a place kept for them. The handshake goes on inside
// the first read. One read and one write may be under way at a time; a write takes at most one TLS
// record and ends when the socket has it, so that no queue builds up here.
//
// May be moved while nothing is under way. Thread: the control thread.
#pragma once

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <utility>

#include "base/instant.hpp"
#include "net/accepted_stream.hpp"
#include "net/tls_stream.hpp"

namespace net {

class ByteStream {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  using Error = boost::system::error_code;
  using executor_type = Socket::executor_type;

  // The socket is non-blocking. `tls` null: plain.
  explicit ByteStream(Socket socket, std::unique_ptr<TlsStream> tls = nullptr)
      : socket_(std::move(socket)), tls_(std::move(tls)) {}

  executor_type get_executor() { return socket_.get_executor(); }

  template <typename Buffers, typename Token>
  auto async_read_some(const Buffers& buffers, Token&& token);
  template <typename Buffers, typename Token>
  auto async_write_some(const Buffers& buffers, Token&& token);

  // "No more from us" (close_notify and FIN), best effort. What is read from then on is noise, to
  // be thrown away: ciphertext, under TLS.
  void finish_sending();
  void close();

  // Under TLS only: what came over the wire, and when its last byte did.
  size_t wire_bytes_received() const { return received_; }
  base::Instant last_received_at() const { return last_received_at_; }
  bool is_open() const { return !tls_ || tls_->state() == TlsStream::State::kOpen; }

  // Leaves the event loop; `read` are bytes that were read from here and not used.
  AcceptedStream release(base::BytesView read) &&;

 private:
  template <typename Buffers>
  struct ReadOperation;
  template <typename Buffers>
  struct WriteOperation;

  Error read_now(base::MutableBytes out, size_t& count);
  Error flush();
  // Answers of our own (a handshake, an alert) that nobody else is about to send.
  bool has_answers() const { return !is_writing_ && !is_finished_ && !tls_->output().empty(); }

  Socket socket_;
  std::unique_ptr<TlsStream> tls_;
  size_t received_ = 0;
  base::Instant last_received_at_;
  bool is_writing_ = false;
  bool is_finished_ = false;  // finish_sending() was called
};

// The first stretch of the buffers that has room.
template <typename Buffers>
base::MutableBytes first_room(const Buffers& buffers) {
  const auto end = boost::asio::buffer_sequence_end(buffers);
  for (auto at = boost::asio::buffer_sequence_begin(buffers); at != end; ++at) {
    const boost::asio::mutable_buffer buffer(*at);
    if (buffer.size() > 0) return {static_cast<uint8_t*>(buffer.data()), buffer.size()};
  }
  return {};
}

template <typename Buffers>
struct ByteStream::ReadOperation {
  ByteStream& stream;
  Buffers buffers;
  bool has_waited = false;  // a handler must not run inside the call that got it
  bool is_done = false;
  Error result{};
  size_t count = 0;

  template <typename Self>
  void operator()(Self& self, Error error = {}) {
    if (error || is_done) return self.complete(error ? error : result, error ? 0 : count);
    result = stream.read_now(first_room(buffers), count);
    if (result == boost::asio::error::would_block) {
      has_waited = true;
      return stream.socket_.async_wait(
          stream.has_answers() ? Socket::wait_write : Socket::wait_read, std::move(self));
    }
    if (has_waited) return self.complete(result, count);
    is_done = true;
    boost::asio::post(stream.get_executor(), std::move(self));
  }
};

template <typename Buffers>
struct ByteStream::WriteOperation {
  ByteStream& stream;
  size_t count = 0;
  bool has_waited = false;
  bool is_done = false;
  Error result{};

  WriteOperation(ByteStream& s, const Buffers& buffers) : stream(s) {
    std::array<uint8_t, TlsStream::kMaxRecord> record;
    count = boost::asio::buffer_copy(boost::asio::buffer(record), buffers);
    stream.is_writing_ = true;
    stream.tls_->write(base::BytesView(record).first(count));
  }

  template <typename Self>
  void operator()(Self& self, Error error = {}) {
    if (error) return self.complete(error, 0);  // closed: the stream may be gone
    if (!is_done) {
      result = stream.flush();
      if (result == boost::asio::error::would_block) {
        has_waited = true;
        return stream.socket_.async_wait(Socket::wait_write, std::move(self));
      }
      is_done = true;
      if (!has_waited) return boost::asio::post(stream.get_executor(), std::move(self));
    }
    stream.is_writing_ = false;
    self.complete(result, result ? 0 : count);
  }
};

template <typename Buffers, typename Token>
auto ByteStream::async_read_some(const Buffers& buffers, Token&& token) {
  return boost::asio::async_initiate<Token, void(Error, size_t)>(
      [this](auto handler, const Buffers& places) {
        if (!tls_) return socket_.async_read_some(places, std::move(handler));
        boost::asio::async_compose<decltype(handler), void(Error, size_t)>(
            ReadOperation<Buffers>{*this, places}, handler, socket_);
      },
      token, buffers);
}

template <typename Buffers, typename Token>
auto ByteStream::async_write_some(const Buffers& buffers, Token&& token) {
  return boost::asio::async_initiate<Token, void(Error, size_t)>(
      [this](auto handler, const Buffers& pieces) {
        if (!tls_) return socket_.async_write_some(pieces, std::move(handler));
        boost::asio::async_compose<decltype(handler), void(Error, size_t)>(
            WriteOperation<Buffers>(*this, pieces), handler, socket_);
      },
      token, buffers);
}

}  // namespace net
