// The server's side of TLS, and any bytes from the client's. The first byte chooses how far a
// client that is honest up to there has come: strangers, within the handshake, open; its lower bits
// TLS 1.2 or 1.3. The rest are actions: any bytes, what the client would say now, the same damaged,
// words of both sides, closing. Checks that what is read is what the client wrote, that no stream
// opens without a client that has heard the server, and that what has failed stays so.
#include <algorithm>
#include <string>

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "net/test_tls.hpp"

namespace {

using State = net::TlsStream::State;

const net::TlsContext::Shared& context() {
  static const auto made = net::testing::make_context();
  return made;
}

void only_tls12(SSL* ssl) { SSL_set_max_proto_version(ssl, TLS1_2_VERSION); }

class Scene {
 public:
  explicit Scene(uint8_t first) : client_(first & 1 ? only_tls12 : nullptr) {
    for (int steps = first >> 1 & 3; steps > 0; --steps) speak();
  }

  void play(base::ByteReader actions) {
    while (actions.ok() && actions.remaining() > 0 && server_.state() != State::kFailed) {
      const uint8_t action = actions.u8();
      switch (action % 6) {
        case 0:
          deliver_forged(taken(actions));
          break;
        case 1:
          speak();
          break;
        case 2:
          speak_damaged(actions);
          break;
        case 3:
          client_writes(taken(actions));
          break;
        case 4:
          server_.write(taken(actions));
          break;
        default:
          if (action & 0x40) {
            server_.close();
            is_closed_ = true;
          }
          listen();
      }
      check();
    }
    if (server_.state() == State::kFailed) {
      server_.write(base::as_bytes("too late"));
      deliver_forged(base::as_bytes("too late"));
      check();
      ASSERT(server_.state() == State::kFailed);
    }
  }

 private:
  static base::BytesView taken(base::ByteReader& actions) {
    const size_t size = actions.u8();
    return actions.bytes(std::min(size, actions.remaining()));
  }

  // One flight of the client's, and what the server says to it.
  void speak() {
    is_shaken_ = client_.shake_hands() || is_shaken_;
    deliver(client_.output());
    listen();
  }
  void speak_damaged(base::ByteReader& actions) {
    is_shaken_ = client_.shake_hands() || is_shaken_;
    base::Bytes flight = client_.output();
    if (flight.size() > 0) {
      const uint8_t change = actions.u8();
      flight[actions.u16() % flight.size()] ^= change;
      if (change != 0) is_honest_ = false;
    }
    deliver(flight);
  }
  void client_writes(base::BytesView text) {
    if (!is_shaken_ || text.empty() || !is_honest_) return;
    client_.write(base::as_text(text));
    written_ += base::as_text(text);
    deliver(client_.output());
  }
  void deliver_forged(base::BytesView bytes) {
    if (!bytes.empty()) is_honest_ = false;
    deliver(bytes);
  }
  void deliver(base::BytesView bytes) {
    server_.receive(bytes);
    uint8_t piece[256];
    while (const size_t count = server_.read(piece))
      read_ += base::as_text(base::BytesView(piece, count));
  }
  void listen() {
    was_heard_ = was_heard_ || !server_.output().empty();
    client_.feed(server_.output());
    server_.sent(server_.output().size());
    if (is_shaken_) client_.read();
  }

  void check() const {
    // Every record carries a proof, so damage can only shorten what was said.
    ASSERT(written_.starts_with(read_));
    if (is_honest_ && !is_closed_) ASSERT(read_ == written_ && server_.state() != State::kFailed);
    if (!was_heard_) ASSERT(server_.state() != State::kOpen);
    ASSERT(server_.output().size() <= 64 * 1024);
  }

  net::testing::TlsTestClient client_;
  net::TlsStream server_{context()};
  bool is_honest_ = true;
  bool is_shaken_ = false;  // the client takes the handshake for done
  bool was_heard_ = false;  // the client knows something of the server
  bool is_closed_ = false;
  std::string written_;
  std::string read_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1 || size > 1500) return 0;
  Scene scene(data[0]);
  scene.play(base::ByteReader(base::BytesView(data + 1, size - 1)));
  return 0;
}
