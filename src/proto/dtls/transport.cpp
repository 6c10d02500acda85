#include "proto/dtls/transport.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "proto/dtls/record.hpp"

namespace dtls {

using base::Bytes;
using base::BytesView;
using base::Instant;

namespace {

// RFC 5764 section 4.2.
constexpr std::string_view kExporterLabel = "EXTRACTOR-dtls_srtp";

// https://www.rfc-editor.org/rfc/rfc5764#section-4.2
//
//   | client key | server key | client salt | server salt |   each of the
//   profile's length
//
// None when no profile was agreed.
std::optional<SrtpKeys> export_srtp_keys(SSL* ssl, Role role) {
  const SRTP_PROTECTION_PROFILE* const selected = SSL_get_selected_srtp_profile(ssl);
  if (selected == nullptr) return std::nullopt;
  const auto profile = std::ranges::find(
      kSrtpProfiles, selected->id, [](const SrtpProfile& p) { return static_cast<size_t>(p.id); });
  ASSERT(profile != kSrtpProfiles.end());

  Bytes block(2 * (profile->key_size + profile->salt_size));
  ASSERT(SSL_export_keying_material(ssl, block.data(), block.size(), kExporterLabel.data(),
                                    kExporterLabel.size(), nullptr, 0, 0) == 1);
  base::ByteReader reader{BytesView(block)};
  SrtpMasterKey client, server;
  client.key = base::to_bytes(reader.bytes(profile->key_size));
  server.key = base::to_bytes(reader.bytes(profile->key_size));
  client.salt = base::to_bytes(reader.bytes(profile->salt_size));
  server.salt = base::to_bytes(reader.bytes(profile->salt_size));
  OPENSSL_cleanse(block.data(), block.size());
  if (role == Role::kClient) std::swap(client, server);
  return SrtpKeys{profile->id, std::move(server), std::move(client)};
}

Transport& transport_of(const SSL* ssl) { return *static_cast<Transport*>(SSL_get_app_data(ssl)); }

}  // namespace

std::string_view name(Failure failure) {
  switch (failure) {
    case Failure::kTimeout:
      return "timeout";
    case Failure::kProtocol:
      return "protocol";
    case Failure::kFingerprintMismatch:
      return "fingerprint mismatch";
    case Failure::kNoSrtpProfile:
      return "no srtp profile";
  }
  return "";
}

Transport::Transport(const Context& context, Role role, const Fingerprint& peer, Instant now)
    : role_(role),
      peer_(peer),
      handshake_deadline_(now + kHandshakeTimeout),
      ssl_(SSL_new(context.ssl_context())) {
  ASSERT(ssl_ != nullptr);
  SSL* const ssl = ssl_.get();
  SSL_set_app_data(ssl, this);
  BIO* const bio = make_datagram_bio(pipe_).release();
  SSL_set_bio(ssl, bio, bio);  // takes both references, which for one BIO is one
  SSL_set_mtu(ssl, kMaxDatagramSize);
  DTLS_set_timer_cb(ssl, choose_wait);
  pipe_.timer.set_now(now);
  if (role == Role::kServer) {
    SSL_set_accept_state(ssl);
  } else {
    SSL_set_connect_state(ssl);
    advance_handshake();
  }
}

unsigned Transport::choose_wait(SSL* ssl, unsigned passed_us) {
  RetransmitTimer& timer = transport_of(ssl).pipe_.timer;
  return static_cast<unsigned>(timer.next_wait(base::Duration(passed_us)).count());
}

int Transport::verify_peer(X509_STORE_CTX* store, void*) {
  const auto* const ssl = static_cast<const SSL*>(
      X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  Transport& transport = transport_of(ssl);
  const X509* const certificate = X509_STORE_CTX_get0_cert(store);
  if (certificate != nullptr && fingerprint_of(*certificate) == transport.peer_) return 1;
  transport.fingerprint_mismatch_ = true;
  X509_STORE_CTX_set_error(store,
                           X509_V_ERR_CERT_REJECTED);  // becomes the alert
  return 0;
}

void Transport::receive(Instant now, BytesView datagram) {
  if (state_ == State::kEnded || datagram.empty() || datagram.size() > kMaxReceivedSize) return;
  if (datagram[0] < 20 || datagram[0] > 63 || has_clear_application_data(datagram)) return;
  pipe_.timer.set_now(now);
  pipe_.incoming = datagram;
  if (state_ == State::kHandshaking) advance_handshake();
  if (state_ == State::kConnected) drop_application_data();
  pipe_.incoming = {};
}

Instant Transport::next_timeout() const {
  if (state_ == State::kEnded) return base::kNever;
  if (state_ == State::kConnected) return pipe_.timer.deadline();
  return std::min(handshake_deadline_, pipe_.timer.deadline());
}

void Transport::on_timeout(Instant now) {
  if (state_ == State::kEnded || now < next_timeout()) return;
  pipe_.timer.set_now(now);
  if (state_ == State::kHandshaking && now >= handshake_deadline_) return fail(Failure::kTimeout);
  pipe_.timer.expire();
  ERR_clear_error();
  // -1: the flight was sent too often.
  if (DTLSv1_handle_timeout(ssl_.get()) < 0) fail(Failure::kTimeout);
}

void Transport::close() {
  if (state_ != State::kConnected) {
    state_ = State::kEnded;
    return;
  }
  ERR_clear_error();
  SSL_shutdown(ssl_.get());
  end(Closed{});
}

void Transport::advance_handshake() {
  ERR_clear_error();
  const int result = SSL_do_handshake(ssl_.get());
  if (result == 1) return on_handshake_done();
  if (SSL_get_error(ssl_.get(), result) == SSL_ERROR_WANT_READ) return;
  fail(fingerprint_mismatch_ ? Failure::kFingerprintMismatch : Failure::kProtocol);
}

void Transport::on_handshake_done() {
  // The callback saw the certificate already; this guards against a path that skips it.
  const X509* const certificate = SSL_get0_peer_certificate(ssl_.get());
  if (certificate == nullptr || !(fingerprint_of(*certificate) == peer_))
    return fail_after_handshake(Failure::kFingerprintMismatch);
  std::optional<SrtpKeys> keys = export_srtp_keys(ssl_.get(), role_);
  if (!keys) return fail_after_handshake(Failure::kNoSrtpProfile);
  state_ = State::kConnected;
  events_.push_back(Connected{std::move(*keys)});
}

// The handshake as such went well, so OpenSSL has told the peer nothing.
void Transport::fail_after_handshake(Failure reason) {
  SSL_shutdown(ssl_.get());
  fail(reason);
}

// Also answers a repeated last flight of the peer, and finds close_notify.
void Transport::drop_application_data() {
  uint8_t unused[kMaxReceivedSize];
  int result = 0;
  do {
    ERR_clear_error();
    result = SSL_read(ssl_.get(), unused, sizeof(unused));
  } while (result > 0);
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_ZERO_RETURN:
      SSL_shutdown(ssl_.get());
      return end(Closed{});
    case SSL_ERROR_WANT_READ:
      return;
    default:
      return end(Closed{});  // a fatal alert after the handshake
  }
}

void Transport::fail(Failure reason) { end(Failed{reason}); }

void Transport::end(Event event) {
  state_ = State::kEnded;
  events_.push_back(std::move(event));
}

std::optional<Bytes> Transport::poll() {
  if (pipe_.outgoing.empty()) return std::nullopt;
  Bytes datagram = std::move(pipe_.outgoing.front());
  pipe_.outgoing.pop_front();
  return datagram;
}

std::optional<Event> Transport::poll_event() {
  if (events_.empty()) return std::nullopt;
  Event event = std::move(events_.front());
  events_.pop_front();
  return event;
}

}  // namespace dtls
