#include "proto/dtls/datagram_bio.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace dtls {

namespace {

// OpenSSL makes a flight of at most a few datagrams; its owner takes them after each call.
constexpr size_t kMaxOutgoing = 32;

DatagramPipe& pipe_of(BIO* bio) { return *static_cast<DatagramPipe*>(BIO_get_data(bio)); }

// OpenSSL writes a first flight in as few datagrams as the MTU allows, but a repeated one record by
// record: five chances to be lost instead of one. So records written in one call share datagrams.
int write(BIO* bio, const char* data, int size) {
  BIO_clear_retry_flags(bio);
  std::deque<base::Bytes>& outgoing = pipe_of(bio).outgoing;
  const auto* const begin = reinterpret_cast<const uint8_t*>(data);
  const auto* const end = begin + size;
  if (!outgoing.empty() && outgoing.back().size() + static_cast<size_t>(size) <= kMaxDatagramSize) {
    outgoing.back().insert(outgoing.back().end(), begin, end);
  } else if (outgoing.size() < kMaxOutgoing) {
    outgoing.emplace_back(begin, end);
  }
  return size;  // a datagram too many is lost, as on any line
}

// A datagram is read whole or cut off, like recv().
int read(BIO* bio, char* out, int capacity) {
  BIO_clear_retry_flags(bio);
  DatagramPipe& pipe = pipe_of(bio);
  if (pipe.incoming.empty()) {
    BIO_set_retry_read(bio);
    return -1;
  }
  const size_t size = std::min(pipe.incoming.size(), static_cast<size_t>(capacity));
  std::copy_n(pipe.incoming.begin(), size, out);
  pipe.incoming = {};
  return static_cast<int>(size);
}

long control(BIO* bio, int command, long, void* argument) {
  DatagramPipe& pipe = pipe_of(bio);
  switch (command) {
    case BIO_CTRL_FLUSH:
      return 1;
    case BIO_CTRL_PENDING:
      return static_cast<long>(pipe.incoming.size());
    case BIO_CTRL_WPENDING:
      return 0;  // each write has left at once
    case BIO_CTRL_DGRAM_QUERY_MTU:
    case BIO_CTRL_DGRAM_GET_FALLBACK_MTU:
      return kMaxDatagramSize;
    case BIO_CTRL_DGRAM_GET_MTU_OVERHEAD:
      return 0;  // the MTU above is already payload
    case BIO_CTRL_DGRAM_MTU_EXCEEDED:
      return 0;
    case BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT:
      pipe.timer.on_openssl_timer(static_cast<timeval*>(argument));
      return 1;
    default:
      return 0;
  }
}

int create(BIO* bio) {
  BIO_set_init(bio, 1);
  return 1;
}

BIO_METHOD* make_method() {
  BIO_METHOD* const method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "datagrams");
  ASSERT(method != nullptr);
  BIO_meth_set_write(method, write);
  BIO_meth_set_read(method, read);
  BIO_meth_set_ctrl(method, control);
  BIO_meth_set_create(method, create);
  return method;
}

}  // namespace

BioHandle make_datagram_bio(DatagramPipe& pipe) {
  static BIO_METHOD* const method = make_method();  // constant after the first call
  BioHandle bio(BIO_new(method));
  ASSERT(bio != nullptr);
  BIO_set_data(bio.get(), &pipe);
  return bio;
}

}  // namespace dtls
