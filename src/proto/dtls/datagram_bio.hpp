// The pipe between OpenSSL and our datagrams: a BIO that hands OpenSSL one received datagram and
// gathers what it writes into datagrams of at most kMaxDatagramSize, never splitting a write.
// Memory BIOs forget those boundaries, and with them the path MTU. Control calls are answered one
// by one: OpenSSL asks BIOs for much (kernel TLS among it), and a yes to everything crashes it.
//
// The BIO is also where OpenSSL tells when it wants to retransmit: it hands over its `timeval`
// whenever its timer starts or stops, as it does to a datagram socket. See RetransmitTimer.
#pragma once

#include <deque>

#include "base/bytes.hpp"
#include "proto/dtls/openssl_handle.hpp"
#include "proto/dtls/retransmit_timer.hpp"

namespace dtls {

// IPv6's minimum MTU of 1,280 less headers and the relay's framing.
inline constexpr size_t kMaxDatagramSize = 1200;

struct DatagramPipe {
  base::BytesView incoming;  // read once, then empty
  std::deque<base::Bytes> outgoing;
  RetransmitTimer timer;
};

// Both ends of the pipe; the BIO refers to `pipe`, which must outlive it.
BioHandle make_datagram_bio(DatagramPipe& pipe);

}  // namespace dtls
