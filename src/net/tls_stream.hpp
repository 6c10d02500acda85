// The server's side of one TLS connection (RFC 8446, RFC 5246): bytes in, bytes out, no socket.
//
//   stream.receive(ciphertext);                       // from the wire
//   while (size_t n = stream.read(buffer)) …          // what it meant; until 0
//   stream.write(answer);
//   send(stream.output()); stream.sent(count);        // what waits for the wire
//
// Invariants: after receive(), read() until it gives 0 before the next receive(); then look at
// state() and output(), also when the state is kFailed: an alert may wait there.
//
// Memory: OpenSSL gets a client's hello only when its first record is complete, so that somebody
// who sends it slowly costs bytes and not a TLS state. Buffers are given back whenever they are
// empty: an idle open connection keeps its keys and nothing else (15 KiB, measured by
// tls_stream_test). write() takes what it is given: whoever calls it looks at output() first. What
// a peer can make us say without reading it is bounded (kFailed).
//
// Deviation: the first record must hold the four bytes of the hello's own header, and a hello is
// 16 KiB at most (OpenSSL would allocate up to 128 KiB for what those four bytes announce).
//
// Thread: one at a time, any.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/bytes.hpp"
#include "net/tls_context.hpp"

struct ssl_st;  // OpenSSL's SSL

namespace net {

class TlsStream {
 public:
  enum class State : uint8_t {
    kHandshake,
    kOpen,
    kClosed,  // by close() or by the peer's close_notify
    kFailed,  // not TLS, nothing in common, a forged record
  };
  // One TLS record carries so much plaintext: a good size to write at once.
  static constexpr size_t kMaxRecord = 16 * 1024;

  explicit TlsStream(TlsContext::Shared context);
  ~TlsStream();
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  void receive(base::BytesView ciphertext);
  // How many decrypted bytes were put there; 0: nothing more now.
  size_t read(base::MutableBytes plaintext);
  // Seals and appends to output(). Nothing happens unless the stream is open.
  void write(base::BytesView plaintext);
  base::BytesView output() const { return base::BytesView(wire_.output).subspan(wire_.sent); }
  void sent(size_t count);
  void close();  // says close_notify
  State state() const { return state_; }
  // What was agreed: "http/1.1", "stun.turn", or empty.
  std::string_view alpn() const;

  // What OpenSSL reads from and writes to.
  struct Wire {
    base::Bytes incoming;
    size_t taken = 0;
    base::Bytes output;
    size_t sent = 0;
  };

 private:
  struct FreeSsl {
    void operator()(ssl_st* ssl) const;
  };

  bool begin();
  void shake_hands();
  void note_answers(size_t before);
  void fail();

  TlsContext::Shared context_;  // until the handshake is over
  std::unique_ptr<ssl_st, FreeSsl> ssl_;
  Wire wire_;
  size_t answers_ = 0;  // bytes in output() that the peer made us say
  State state_ = State::kHandshake;
};

}  // namespace net
