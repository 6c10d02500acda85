// A TCP connection whose protocol is known, on its way from the listener that told it to whoever
// speaks it, perhaps on another thread: nothing here belongs to an event loop any more.
#pragma once

#include <memory>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "net/file_descriptor.hpp"
#include "net/tls_stream.hpp"

namespace net {

struct AcceptedStream {
  FileDescriptor fd;               // non-blocking
  std::unique_ptr<TlsStream> tls;  // null: plain TCP
  base::Endpoint remote;
  base::Endpoint local;
  // (Decrypted) bytes that were read to tell the protocol. More may be waiting inside `tls`: read()
  // it before waiting for the descriptor.
  base::Bytes received;
};

}  // namespace net
