#include "e2e/udp_lines.hpp"

#include <algorithm>
#include <array>

namespace e2e {

std::expected<std::unique_ptr<UdpLines>, std::string> UdpLines::open(sim::EventQueue& events,
                                                                     const base::Endpoint& server,
                                                                     uint64_t seed) {
  auto poller = net::Poller::open();
  if (!poller) return std::unexpected(poller.error().sentence);
  return std::unique_ptr<UdpLines>(new UdpLines(events, server, seed, std::move(*poller)));
}

UdpLines::UdpLines(sim::EventQueue& events, const base::Endpoint& server, uint64_t seed,
                   net::Poller poller)
    : network_(events, server, seed), poller_(std::move(poller)) {
  network_.on_server_receive(
      [this](const base::Path& path, base::MutableBytes datagram) { send(path.remote, datagram); });
}

std::expected<sim::Host*, std::string> UdpLines::add_host() {
  auto ports = net::UdpPort::open({base::IpAddress::v4(127, 0, 0, 1), 0}, 1);
  if (!ports) return std::unexpected(ports.error().sentence);
  sim::Host& host = network_.add_host();
  const uint32_t key = keys_given_++;
  Socket& socket =
      sockets_.emplace(key, Socket{std::move(ports->front()), host.outer()}).first->second;
  if (const auto added = poller_.add(socket.port.fd(), key); !added)
    return std::unexpected(added.error().sentence);
  return &host;
}

void UdpLines::close(const sim::Host& host) {
  const auto found = std::ranges::find_if(
      sockets_, [&](const auto& entry) { return entry.second.host == host.outer(); });
  if (found == sockets_.end()) return;
  poller_.remove(found->second.port.fd());
  sockets_.erase(found);
}

void UdpLines::send(const base::Endpoint& host, base::BytesView datagram) {
  for (auto& [key, socket] : sockets_) {
    if (socket.host != host) continue;
    batch_.clear();
    batch_.append({network_.server(), {}}, datagram);
    socket.port.send(batch_);
  }
}

void UdpLines::wait(base::Instant now, base::Instant deadline) {
  std::array<uint32_t, 64> keys;
  const size_t ready = poller_.wait(now, deadline, keys);
  for (size_t i = 0; i < ready; ++i) receive(keys[i]);
}

void UdpLines::receive(uint32_t key) {
  const auto found = sockets_.find(key);
  if (found == sockets_.end()) return;
  std::array<net::ReceivedDatagram, net::UdpPort::kMaxBatch> datagrams;
  const size_t count = found->second.port.receive(datagrams);
  for (size_t i = 0; i < count; ++i)
    network_.send_from_server({found->second.host, network_.server().address}, datagrams[i].bytes);
}

}  // namespace e2e
