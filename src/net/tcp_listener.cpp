#include "net/tcp_listener.hpp"

#include <netinet/tcp.h>

#include "net/socket_address.hpp"

namespace net {
namespace {

constexpr int kBacklog = 256;

enum class Share { kNo, kYes };

void set_option(int fd, int level, int option, int value) {
  setsockopt(fd, level, option, &value, sizeof value);
}

// A bound socket, or errno in `error`.
FileDescriptor bind_socket(const base::Endpoint& endpoint, int family, Share share, int& error) {
  FileDescriptor fd(socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  error = errno;
  if (!fd) return {};
  // Connections of the process before this one may still be closing.
  set_option(fd.get(), SOL_SOCKET, SO_REUSEADDR, 1);
  if (share == Share::kYes) set_option(fd.get(), SOL_SOCKET, SO_REUSEPORT, 1);
  int bound = 0;
  if (family == AF_INET6) {
    set_option(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, 0);
    const sockaddr_in6 name = to_sockaddr6(endpoint);
    bound = bind(fd.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name);
  } else {
    const sockaddr_in name = to_sockaddr4(endpoint);
    bound = bind(fd.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name);
  }
  if (bound == 0) bound = listen(fd.get(), kBacklog);
  error = errno;
  return bound == 0 ? std::move(fd) : FileDescriptor();
}

}  // namespace

std::expected<std::vector<TcpListener>, Failure> TcpListener::open(const base::Endpoint& endpoint,
                                                                   size_t count,
                                                                   const std::string& name) {
  const std::string text = "the " + name + " " + endpoint.to_string() + "/tcp";
  base::Endpoint wanted = endpoint;
  if (endpoint.address.is_unspecified()) wanted.address = {};
  int family = AF_INET6;
  int error = 0;
  // 1. Without sharing: it fails if anybody else is on the port. IPv4 alone where there is no IPv6.
  FileDescriptor probe = bind_socket(wanted, family, Share::kNo, error);
  const bool v4_will_do = endpoint.address.is_v4() || endpoint.address.is_unspecified();
  if (!probe && error != EADDRINUSE && v4_will_do) {
    family = AF_INET;
    if (endpoint.address.is_unspecified()) wanted.address = base::IpAddress::v4(0, 0, 0, 0);
    probe = bind_socket(wanted, family, Share::kNo, error);
  }
  if (!probe) return std::unexpected(system_failure("Cannot open " + text, error));
  probe = FileDescriptor();
  // 2. Then one sharing socket per worker.
  std::vector<TcpListener> listeners;
  for (size_t i = 0; i < count; ++i) {
    FileDescriptor socket = bind_socket(wanted, family, Share::kYes, error);
    if (!socket) return std::unexpected(system_failure("Cannot share " + text, error));
    listeners.push_back(TcpListener(std::move(socket)));
  }
  return listeners;
}

std::optional<AcceptedStream> TcpListener::accept() {
  sockaddr_in6 name{};
  socklen_t length = sizeof name;
  FileDescriptor fd(accept4(socket_.get(), reinterpret_cast<sockaddr*>(&name), &length,
                            SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!fd) return std::nullopt;
  AcceptedStream stream;
  stream.remote = to_endpoint(&name);
  length = sizeof name;
  getsockname(fd.get(), reinterpret_cast<sockaddr*>(&name), &length);
  stream.local = to_endpoint(&name);
  stream.fd = std::move(fd);
  prepare_stream(stream.fd);
  return stream;
}

void prepare_stream(const FileDescriptor& stream) {
  set_option(stream.get(), IPPROTO_TCP, TCP_NODELAY, 1);
  set_option(stream.get(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, TcpListener::kMaxUnsent);
}

}  // namespace net
