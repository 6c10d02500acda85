// One media worker's share of a TCP port: a listening socket, several of them on one port
// (SO_REUSEPORT: the kernel spreads new connections), each used by the one thread that owns it.
// Knows nothing of what is spoken.
//
// Accepted sockets do not block, send at once (TCP_NODELAY), and hold back what the line does not
// take: the kernel keeps at most kMaxUnsent bytes that were not sent yet, so that what is old can
// still be dropped by who sends it.
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <vector>

#include "net/accepted_stream.hpp"
#include "net/failure.hpp"

namespace net {

class TcpListener {
 public:
  static constexpr int kMaxUnsent = 16 * 1024;

  // `count` sockets on one port, which is not 0. A port on which anything else listens is a
  // Failure; `name` is the port's in its sentence.
  static std::expected<std::vector<TcpListener>, Failure> open(const base::Endpoint& endpoint,
                                                               size_t count,
                                                               const std::string& name);

  int fd() const { return socket_.get(); }  // for Poller
  // The next connection that waits, without TLS; nothing: there is none.
  std::optional<AcceptedStream> accept();

 private:
  explicit TcpListener(FileDescriptor socket) : socket_(std::move(socket)) {}

  FileDescriptor socket_;
};

// What accept() sets, for streams from elsewhere.
void prepare_stream(const FileDescriptor& stream);

}  // namespace net
