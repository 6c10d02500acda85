// One DTLS-SRTP association (RFC 6347, RFC 5764) without a socket: datagrams and an instant in;
// datagrams, events and a deadline out. Its only purpose is the SRTP keys: application data is read
// and dropped, since there are no data channels. The server is always DTLS server (its SDP says
// passive); the client role serves the simulator and native peers.
//
// Invariant: after any call, take poll() and poll_event() until empty before the next call.
//
// Not here: who may send to us. ICE has verified the path before the first datagram is passed in,
// so there is no cookie exchange (RFC 6347 section 4.2.1) and no DTLSv1_listen, which would also
// refuse today's ClientHellos: with a post-quantum key share they come in two datagrams, which
// OpenSSL puts together only in an ordinary handshake.
//
// Not pure in two ways: OpenSSL draws its own random numbers, and it has a timer on the wall clock
// (retransmit_timer.hpp says how that is kept out of the way).
#pragma once

#include <deque>
#include <optional>
#include <string_view>
#include <variant>

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "proto/dtls/context.hpp"
#include "proto/dtls/datagram_bio.hpp"
#include "proto/dtls/srtp_keys.hpp"

namespace dtls {

enum class Role { kServer, kClient };

enum class Failure {
  kTimeout,              // no handshake within kHandshakeTimeout
  kProtocol,             // an alert, no common cipher suite, or messages that are none
  kFingerprintMismatch,  // the peer's certificate is not the signalled one
  kNoSrtpProfile,        // the peer did not offer use_srtp with a profile of ours
};
std::string_view name(Failure failure);

struct Connected {
  SrtpKeys keys;
};
struct Failed {
  Failure reason;
};
// The peer said close_notify, or close() was called. Comes only after Connected.
struct Closed {};
using Event = std::variant<Connected, Failed, Closed>;

class Transport {
 public:
  // A peer that needs longer has lost the call; browsers give up at 30 s.
  static constexpr base::Duration kHandshakeTimeout = std::chrono::seconds(20);
  // No sender of DTLS may exceed the path MTU, and ours is an Ethernet.
  static constexpr size_t kMaxReceivedSize = 2048;

  // The handshake's time starts now; as client, the ClientHello goes out. `peer` is the fingerprint
  // from the peer's SDP.
  Transport(const Context& context, Role role, const Fingerprint& peer, base::Instant now);
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  // Datagrams whose first byte is 20–63 (RFC 7983). Anything else or oversized is dropped.
  void receive(base::Instant now, base::BytesView datagram);
  base::Instant next_timeout() const;
  void on_timeout(base::Instant now);
  // Says close_notify when connected.
  void close();

  std::optional<base::Bytes> poll();
  std::optional<Event> poll_event();
  bool is_connected() const { return state_ == State::kConnected; }

  // OpenSSL's verification callback: any certificate with the signalled fingerprint is right.
  static int verify_peer(X509_STORE_CTX* store, void*);

 private:
  enum class State { kHandshaking, kConnected, kEnded };

  static unsigned choose_wait(SSL* ssl, unsigned passed_us);
  void advance_handshake();
  void on_handshake_done();
  void fail_after_handshake(Failure reason);
  void drop_application_data();
  void fail(Failure reason);
  void end(Event event);

  const Role role_;
  const Fingerprint peer_;
  const base::Instant handshake_deadline_;
  State state_ = State::kHandshaking;
  bool fingerprint_mismatch_ = false;
  DatagramPipe pipe_;  // before ssl_, which refers to it
  SslHandle ssl_;
  std::deque<Event> events_;
};

}  // namespace dtls
