#include "net/tls_stream.hpp"

#include <openssl/err.h>

#include <algorithm>

#include "base/assert.hpp"
#include "net/openssl_handle.hpp"

namespace net {
namespace {

// RFC 8446 section 5.1: type, version, length; section 4: message type, length.
constexpr size_t kRecordHeader = 5;
constexpr size_t kMessageHeader = 4;
constexpr uint8_t kHandshakeRecord = 22;
constexpr uint8_t kClientHello = 1;
constexpr size_t kMaxHello = 16 * 1024;
// Alerts and answers to key updates of some twenty-five bytes each that an open connection may
// leave unread.
constexpr size_t kMaxAnswers = 4 * 1024;

TlsStream::Wire& wire_of(BIO* bio) { return *static_cast<TlsStream::Wire*>(BIO_get_data(bio)); }

int write_bio(BIO* bio, const char* data, int size) {
  BIO_clear_retry_flags(bio);
  base::Bytes& output = wire_of(bio).output;
  output.insert(output.end(), data, data + size);
  return size;
}

int read_bio(BIO* bio, char* out, int capacity) {
  BIO_clear_retry_flags(bio);
  TlsStream::Wire& wire = wire_of(bio);
  const size_t size = std::min(wire.incoming.size() - wire.taken, static_cast<size_t>(capacity));
  if (size == 0) {
    BIO_set_retry_read(bio);
    return -1;
  }
  std::copy_n(wire.incoming.data() + wire.taken, size, out);
  wire.taken += size;
  if (wire.taken == wire.incoming.size()) {
    wire.incoming = {};
    wire.taken = 0;
  }
  return static_cast<int>(size);
}

long control_bio(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

int create_bio(BIO* bio) {
  BIO_set_init(bio, 1);
  return 1;
}

BIO_METHOD* make_method() {
  BIO_METHOD* const method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "tls wire");
  ASSERT(method != nullptr);
  BIO_meth_set_write(method, write_bio);
  BIO_meth_set_read(method, read_bio);
  BIO_meth_set_ctrl(method, control_bio);
  BIO_meth_set_create(method, create_bio);
  return method;
}

BioHandle make_bio(TlsStream::Wire& wire) {
  static BIO_METHOD* const method = make_method();  // constant after the first call
  BioHandle bio(BIO_new(method));
  ASSERT(bio != nullptr);
  BIO_set_data(bio.get(), &wire);
  return bio;
}

enum class Hello : uint8_t { kIncomplete, kWhole, kRefused };

// Whether the first record is there, and is one that a client begins with.
Hello look_at_hello(base::BytesView bytes) {
  constexpr size_t kHeaders = kRecordHeader + kMessageHeader;
  if (!bytes.empty() && bytes[0] != kHandshakeRecord) return Hello::kRefused;
  if (bytes.size() < kHeaders) return Hello::kIncomplete;
  const size_t record = base::load_u16(&bytes[3]);
  if (bytes[1] != 3 || record < kMessageHeader || record > TlsStream::kMaxRecord ||
      bytes[5] != kClientHello || base::load_u24(&bytes[6]) > kMaxHello)
    return Hello::kRefused;
  return bytes.size() < kRecordHeader + record ? Hello::kIncomplete : Hello::kWhole;
}

}  // namespace

void TlsStream::FreeSsl::operator()(ssl_st* ssl) const { SSL_free(ssl); }

TlsStream::TlsStream(TlsContext::Shared context) : context_(std::move(context)) {}
TlsStream::~TlsStream() = default;

void TlsStream::receive(base::BytesView ciphertext) {
  if (state_ == State::kClosed || state_ == State::kFailed) return;
  wire_.incoming.insert(wire_.incoming.end(), ciphertext.begin(), ciphertext.end());
  if (!ssl_ && !begin()) return;
  if (state_ == State::kHandshake) shake_hands();
}

// True once OpenSSL has the hello.
bool TlsStream::begin() {
  const Hello hello = look_at_hello(wire_.incoming);
  if (hello == Hello::kRefused) fail();
  if (hello != Hello::kWhole) return false;
  ssl_.reset(SSL_new(context_->get()));
  ASSERT(ssl_ != nullptr);
  BIO* const bio = make_bio(wire_).release();
  SSL_set_bio(ssl_.get(), bio, bio);  // takes it over
  SSL_set_accept_state(ssl_.get());
  return true;
}

void TlsStream::shake_hands() {
  ERR_clear_error();
  const int result = SSL_do_handshake(ssl_.get());
  if (result == 1) {
    state_ = State::kOpen;
    context_.reset();
  } else if (SSL_get_error(ssl_.get(), result) != SSL_ERROR_WANT_READ) {
    fail();
  }
}

size_t TlsStream::read(base::MutableBytes plaintext) {
  if (state_ != State::kOpen || plaintext.empty()) return 0;
  const size_t before = wire_.output.size();
  ERR_clear_error();
  size_t count = 0;
  const int result = SSL_read_ex(ssl_.get(), plaintext.data(), plaintext.size(), &count);
  if (result != 1) {
    count = 0;
    const int error = SSL_get_error(ssl_.get(), result);
    if (error == SSL_ERROR_ZERO_RETURN) {
      state_ = State::kClosed;
    } else if (error != SSL_ERROR_WANT_READ) {
      fail();
    }
  }
  note_answers(before);
  return count;
}

// A peer that asks for answers and reads none would grow our output without end.
void TlsStream::note_answers(size_t before) {
  answers_ += wire_.output.size() - before;
  if (answers_ > kMaxAnswers) fail();
}

void TlsStream::write(base::BytesView plaintext) {
  if (state_ != State::kOpen || plaintext.empty()) return;
  ERR_clear_error();
  size_t count = 0;
  if (SSL_write_ex(ssl_.get(), plaintext.data(), plaintext.size(), &count) != 1) fail();
}

void TlsStream::sent(size_t count) {
  wire_.sent += count;
  ASSERT(wire_.sent <= wire_.output.size());
  if (wire_.sent < wire_.output.size()) return;
  wire_.output = {};
  wire_.sent = 0;
  answers_ = 0;
}

void TlsStream::close() {
  if (state_ == State::kOpen) {
    ERR_clear_error();
    (void)SSL_shutdown(ssl_.get());  // "not yet finished" is an answer here: we do not wait
    ERR_clear_error();
  }
  if (state_ != State::kFailed) state_ = State::kClosed;
}

std::string_view TlsStream::alpn() const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  if (ssl_) SSL_get0_alpn_selected(ssl_.get(), &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

void TlsStream::fail() {
  state_ = State::kFailed;
  wire_.incoming = {};
  wire_.taken = 0;
  ERR_clear_error();
}

}  // namespace net
