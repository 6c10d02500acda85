#include "net/udp_port.hpp"

#include <netinet/udp.h>

#include <algorithm>
#include <array>
#include <utility>

#include "net/file_descriptor.hpp"
#include "net/gso_gate.hpp"
#include "net/socket_address.hpp"
#include "net/system_clock.hpp"

namespace net {
namespace {

constexpr int kSocketBuffer = 4 << 20;   // a burst of 100 ms at 300 Mbit/s
constexpr size_t kMaxMessages = 64;      // per sendmmsg
constexpr size_t kMaxSegments = 64;      // UDP_MAX_SEGMENTS of all kernels since 4.18
constexpr size_t kMaxRunBytes = 65'000;  // below the 65,507 of one IPv4 datagram

// Room for one pktinfo (the larger of the two) and one segment size, aligned for cmsghdr.
struct Control {
  alignas(cmsghdr) uint8_t bytes[CMSG_SPACE(sizeof(in6_pktinfo)) + CMSG_SPACE(sizeof(uint16_t))];
};

int set_option(int fd, int level, int option, int value) {
  return setsockopt(fd, level, option, &value, sizeof value);
}

}  // namespace

struct UdpPort::Impl {
  void set_up_receive();
  void send_run(const base::PacketBatch& batch, size_t begin, size_t end);
  void flush(const base::PacketBatch& batch);
  size_t send_one_by_one(const base::PacketBatch& batch, size_t slot);
  void fill_message(size_t slot, const base::PacketBatch& batch, size_t begin, size_t end);
  bool on_send_error(const base::PacketBatch& batch, size_t slot, int error);

  FileDescriptor socket;
  int family = AF_INET6;
  Counters counters;

  struct Receive {
    std::array<mmsghdr, kMaxBatch> messages;
    std::array<iovec, kMaxBatch> pieces;
    std::array<sockaddr_in6, kMaxBatch> names;
    std::array<Control, kMaxBatch> controls;
    std::array<std::array<uint8_t, kMaxDatagram>, kMaxBatch> buffers;
  } in;

  struct Run {  // packets [begin, end) of the batch
    size_t begin;
    size_t end;
  };
  struct Send {
    std::array<mmsghdr, kMaxMessages> messages;
    std::array<iovec, kMaxMessages> pieces;
    std::array<sockaddr_in6, kMaxMessages> names;
    std::array<Control, kMaxMessages> controls;
    std::array<Run, kMaxMessages> runs;
    size_t count = 0;
  } out;
  GsoGate gso;
  bool full = false;  // the send buffer was full in this send(): drop the rest
};

UdpPort::UdpPort(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
UdpPort::UdpPort(UdpPort&&) noexcept = default;
UdpPort& UdpPort::operator=(UdpPort&&) noexcept = default;
UdpPort::~UdpPort() = default;

namespace {

enum class Share { kNo, kYes };

// A bound socket or errno in `error`.
FileDescriptor bind_socket(const base::Endpoint& endpoint, int family, Share share, int& error) {
  FileDescriptor fd(socket(family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  error = errno;
  if (!fd) return {};
  if (share == Share::kYes) set_option(fd.get(), SOL_SOCKET, SO_REUSEPORT, 1);
  set_option(fd.get(), SOL_SOCKET, SO_RCVBUF, kSocketBuffer);  // capped by net.core.rmem_max
  set_option(fd.get(), SOL_SOCKET, SO_SNDBUF, kSocketBuffer);
  int bound = 0;
  if (family == AF_INET6) {
    set_option(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, 0);
    // Linux reports mapped IPv4 addresses in IPV6_PKTINFO and takes them there too.
    set_option(fd.get(), IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
    const sockaddr_in6 name = to_sockaddr6(endpoint);
    bound = bind(fd.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name);
  } else {
    set_option(fd.get(), IPPROTO_IP, IP_PKTINFO, 1);
    const sockaddr_in name = to_sockaddr4(endpoint);
    bound = bind(fd.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name);
  }
  error = errno;
  return bound == 0 ? std::move(fd) : FileDescriptor();
}

base::Endpoint bound_endpoint(int fd) {
  sockaddr_in6 name{};
  socklen_t length = sizeof name;
  getsockname(fd, reinterpret_cast<sockaddr*>(&name), &length);
  return to_endpoint(&name);
}

}  // namespace

std::expected<std::vector<UdpPort>, Failure> UdpPort::open(const base::Endpoint& endpoint,
                                                           size_t count, Gso gso,
                                                           const std::string& name) {
  base::Endpoint wanted = endpoint;
  int error = 0;
  // 1. The first bind is without SO_REUSEPORT: it fails if anybody else is on the port. "Any
  //    address" of either family means both, if the kernel has IPv6.
  if (endpoint.address.is_unspecified()) wanted.address = {};
  int family = AF_INET6;
  FileDescriptor probe = bind_socket(wanted, family, Share::kNo, error);
  const bool v4_will_do = endpoint.address.is_v4() || endpoint.address.is_unspecified();
  if (!probe && error != EADDRINUSE && v4_will_do) {
    family = AF_INET;
    if (endpoint.address.is_unspecified()) wanted.address = base::IpAddress::v4(0, 0, 0, 0);
    probe = bind_socket(wanted, family, Share::kNo, error);
  }
  if (!probe) {
    return std::unexpected(
        system_failure("Cannot open the " + name + " " + endpoint.to_string() + "/udp", error));
  }
  wanted.port = bound_endpoint(probe.get()).port;
  probe = FileDescriptor();
  // 2. Then one sharing socket per worker.
  std::vector<UdpPort> ports;
  for (size_t i = 0; i < count; ++i) {
    auto impl = std::make_unique<Impl>();
    impl->socket = bind_socket(wanted, family, Share::kYes, error);
    if (!impl->socket) {
      return std::unexpected(
          system_failure("Cannot share the " + name + " " + wanted.to_string() + "/udp", error));
    }
    impl->family = family;
    if (gso == Gso::kOff) impl->gso.close_for_good();
    impl->set_up_receive();
    ports.push_back(UdpPort(std::move(impl)));
  }
  return ports;
}

int UdpPort::fd() const { return impl_->socket.get(); }
base::Endpoint UdpPort::endpoint() const { return bound_endpoint(fd()); }
const UdpPort::Counters& UdpPort::counters() const { return impl_->counters; }

void UdpPort::Impl::set_up_receive() {
  for (size_t i = 0; i < kMaxBatch; ++i) {
    in.pieces[i] = {in.buffers[i].data(), kMaxDatagram};
    msghdr& header = in.messages[i].msg_hdr;
    header = {};
    header.msg_name = &in.names[i];
    header.msg_iov = &in.pieces[i];
    header.msg_iovlen = 1;
    header.msg_control = in.controls[i].bytes;
  }
}

namespace {

base::IpAddress local_address(msghdr& header) {
  for (cmsghdr* c = CMSG_FIRSTHDR(&header); c != nullptr; c = CMSG_NXTHDR(&header, c)) {
    if (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_PKTINFO) {
      in6_pktinfo info{};
      std::memcpy(&info, CMSG_DATA(c), sizeof info);
      return to_address(info.ipi6_addr);
    }
    if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) {
      in_pktinfo info{};
      std::memcpy(&info, CMSG_DATA(c), sizeof info);
      return to_address(info.ipi_addr);
    }
  }
  return {};
}

}  // namespace

size_t UdpPort::receive(std::span<ReceivedDatagram> out) {
  Impl::Receive& in = impl_->in;
  const size_t wanted = std::min(out.size(), kMaxBatch);
  for (size_t i = 0; i < wanted; ++i) {
    in.messages[i].msg_hdr.msg_namelen = sizeof(sockaddr_in6);
    in.messages[i].msg_hdr.msg_controllen = sizeof in.controls[i].bytes;
  }
  const int got =
      recvmmsg(fd(), in.messages.data(), static_cast<unsigned>(wanted), MSG_DONTWAIT, nullptr);
  if (got <= 0) return 0;
  size_t kept = 0;
  for (size_t i = 0; i < static_cast<size_t>(got); ++i) {
    msghdr& header = in.messages[i].msg_hdr;
    if (header.msg_flags & MSG_TRUNC) {
      ++impl_->counters.received_too_long;
      continue;
    }
    out[kept].path = {to_endpoint(&in.names[i]), local_address(header)};
    out[kept].bytes = {in.buffers[i].data(), in.messages[i].msg_len};
    ++kept;
  }
  impl_->counters.received += kept;
  return kept;
}

void UdpPort::send(const base::PacketBatch& batch, Diversion* diversion) {
  impl_->full = false;
  if (!impl_->gso.is_open()) impl_->gso.look(now());
  size_t begin = 0;
  while (begin < batch.size()) {
    // A run: same path, same size, the last one may be shorter and ends it.
    const base::PacketBatch::Packet first = batch[begin];
    size_t end = begin + 1;
    size_t bytes = first.bytes.size();
    while (impl_->gso.is_open() && end < batch.size() && end - begin < kMaxSegments) {
      const base::PacketBatch::Packet next = batch[end];
      if (next.bytes.size() > first.bytes.size() || next.bytes.empty() ||
          bytes + next.bytes.size() > kMaxRunBytes || next.path != first.path) {
        break;
      }
      bytes += next.bytes.size();
      ++end;
      if (next.bytes.size() < first.bytes.size()) break;
    }
    const bool diverted = diversion != nullptr &&
                          first.path.remote.address == diversion->address() &&
                          diversion->take(batch, begin, end);
    if (!diverted) impl_->send_run(batch, begin, end);
    begin = end;
  }
  impl_->flush(batch);
}

void UdpPort::Impl::send_run(const base::PacketBatch& batch, size_t begin, size_t end) {
  fill_message(out.count++, batch, begin, end);
  if (out.count == kMaxMessages) flush(batch);
}

// One message for the packets [begin, end), which lie back to back.
void UdpPort::Impl::fill_message(size_t slot, const base::PacketBatch& batch, size_t begin,
                                 size_t end) {
  const base::PacketBatch::Packet first = batch[begin], last = batch[end - 1];
  out.runs[slot] = {begin, end};
  out.pieces[slot] = {
      const_cast<uint8_t*>(first.bytes.data()),
      static_cast<size_t>(last.bytes.data() - first.bytes.data()) + last.bytes.size()};
  msghdr& header = out.messages[slot].msg_hdr;
  header = {};
  header.msg_iov = &out.pieces[slot];
  header.msg_iovlen = 1;
  header.msg_name = &out.names[slot];
  if (family == AF_INET6) {
    out.names[slot] = to_sockaddr6(first.path.remote);
    header.msg_namelen = sizeof(sockaddr_in6);
  } else {
    const sockaddr_in name = to_sockaddr4(first.path.remote);
    std::memcpy(&out.names[slot], &name, sizeof name);
    header.msg_namelen = sizeof name;
  }
  // Control messages: our address if it is known, the segment size if there are several.
  uint8_t* const control = out.controls[slot].bytes;
  size_t used = 0;
  const auto add = [&](int level, int type, const auto& value) {
    auto* c = reinterpret_cast<cmsghdr*>(control + used);
    c->cmsg_level = level;
    c->cmsg_type = type;
    c->cmsg_len = CMSG_LEN(sizeof value);
    std::memcpy(CMSG_DATA(c), &value, sizeof value);
    used += CMSG_SPACE(sizeof value);
  };
  if (!first.path.local.is_unspecified()) {
    if (family == AF_INET6) {
      in6_pktinfo info{};
      std::memcpy(&info.ipi6_addr, first.path.local.bytes.data(), 16);
      add(IPPROTO_IPV6, IPV6_PKTINFO, info);
    } else {
      in_pktinfo info{};
      std::memcpy(&info.ipi_spec_dst, first.path.local.v4_bytes().data(), 4);
      add(IPPROTO_IP, IP_PKTINFO, info);
    }
  }
  if (end - begin > 1) {
    add(IPPROTO_UDP, UDP_SEGMENT, static_cast<uint16_t>(first.bytes.size()));
  }
  header.msg_control = used > 0 ? control : nullptr;
  header.msg_controllen = used;
}

// Hands the prepared messages to the kernel; afterwards none is left.
void UdpPort::Impl::flush(const base::PacketBatch& batch) {
  size_t next = 0;
  while (next < out.count && !full) {
    const int sent = sendmmsg(socket.get(), out.messages.data() + next,
                              static_cast<unsigned>(out.count - next), MSG_DONTWAIT);
    if (sent < 0) {
      // The error is that of the first message; the others have not been looked at.
      if (errno == EINTR) continue;
      if (on_send_error(batch, next, errno)) ++next;
      continue;
    }
    for (size_t i = next; i < next + static_cast<size_t>(sent); ++i) {
      const size_t datagrams = out.runs[i].end - out.runs[i].begin;
      counters.sent += datagrams;
      ++counters.send_messages;
      if (datagrams > 1) gso.worked();
    }
    next += static_cast<size_t>(sent);
  }
  for (; next < out.count; ++next) {
    counters.dropped_full += out.runs[next].end - out.runs[next].begin;
  }
  out.count = 0;
}

// True when the message at `slot` is dealt with; false when the send buffer is full.
bool UdpPort::Impl::on_send_error(const base::PacketBatch& batch, size_t slot, int error) {
  if (error == EAGAIN || error == ENOBUFS) {
    full = true;
    return false;
  }
  const Run run = out.runs[slot];
  if (run.end - run.begin == 1) {
    ++counters.dropped_error;
    return true;
  }
  // What fails one by one as well was not the fault of GSO.
  if (send_one_by_one(batch, slot) == 0) return true;
  ++counters.gso_refused;
  gso.refused(error, batch[run.begin].path.remote, now());
  return true;
}

// The refused run again, each datagram by itself, built in the slot of the refused message. Returns
// how many went out.
size_t UdpPort::Impl::send_one_by_one(const base::PacketBatch& batch, size_t slot) {
  const Run run = out.runs[slot];
  size_t sent = 0;
  for (size_t i = run.begin; i < run.end; ++i) {
    fill_message(slot, batch, i, i + 1);
    if (!full && sendmsg(socket.get(), &out.messages[slot].msg_hdr, MSG_DONTWAIT) >= 0) {
      ++sent;
      ++counters.sent;
      ++counters.send_messages;
    } else if (full || errno == EAGAIN || errno == ENOBUFS) {
      full = true;
      ++counters.dropped_full;
    } else {
      ++counters.dropped_error;
    }
  }
  return sent;
}

}  // namespace net
