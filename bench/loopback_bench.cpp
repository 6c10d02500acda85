// What forwarding costs the server over real sockets on loopback: one thread receives a publisher's
// packets from the media port, forwards them to each viewer and hands them to the kernel, as a
// media worker does; another thread plays the clients. The time is the CPU time of the server's
// thread (CLOCK_THREAD_CPUTIME_ID), the kernel's part included, without the waiting; an item is one
// packet out.
//
// A turn is a burst of `burst` packets of 1,100 bytes: 8 are one 720p frame of 2 Mbit/s, 1 is a
// thumbnail.
#include <arpa/inet.h>
#include <benchmark/benchmark.h>
#include <openssl/srtp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>

#include <ctime>
#include <semaphore>
#include <thread>
#include <vector>

#include "net/file_descriptor.hpp"
#include "net/udp_port.hpp"
#include "sfu/test_plane.hpp"

namespace {

using namespace std::chrono_literals;

constexpr size_t kPayload = 1072;  // and 28 bytes of header: 1,100

double thread_cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// A client's socket.
class Socket {
 public:
  explicit Socket(uint16_t server_port) : fd_(socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0)) {
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto* address = reinterpret_cast<const sockaddr*>(&name);
    ASSERT(bind(fd_.get(), address, sizeof name) == 0);
    name.sin_port = htons(server_port);
    ASSERT(connect(fd_.get(), address, sizeof name) == 0);
  }
  base::Endpoint endpoint() const {
    sockaddr_in name{};
    socklen_t length = sizeof name;
    getsockname(fd_.get(), reinterpret_cast<sockaddr*>(&name), &length);
    return {base::IpAddress::v4(127, 0, 0, 1), ntohs(name.sin_port)};
  }
  void send(base::BytesView datagram) const {
    ASSERT(::send(fd_.get(), datagram.data(), datagram.size(), 0) >= 0);
  }
  size_t drain() const {
    uint8_t buffer[2048];
    size_t count = 0;
    while (recv(fd_.get(), buffer, sizeof buffer, 0) > 0) ++count;
    return count;
  }

 private:
  net::FileDescriptor fd_;
};

// The clients' thread: a burst from the publisher whenever the server has dealt with the last one;
// what the viewers got is read first, so that no socket overflows.
class Clients {
 public:
  Clients(uint16_t server_port, size_t viewers) {
    for (size_t i = 0; i < viewers + 1; ++i) sockets_.emplace_back(server_port);
  }
  ~Clients() { stop(); }
  const Socket& socket(size_t person) const { return sockets_[person - 1]; }

  template <typename MakePacket>
  void start(size_t burst, MakePacket make_packet) {
    thread_ = std::thread([this, burst, make_packet] {
      while (true) {
        std::vector<base::Bytes> packets;
        for (size_t i = 0; i < burst; ++i) packets.push_back(make_packet());
        turn_.acquire();
        for (const Socket& viewer : sockets_) received_ += viewer.drain();
        if (stopping_) return;
        for (const base::Bytes& packet : packets) sockets_[0].send(packet);
      }
    });
  }
  void next_burst() { turn_.release(); }
  size_t stop() {
    if (thread_.joinable()) {
      stopping_ = true;
      turn_.release();
      thread_.join();
    }
    return received_;
  }

 private:
  std::vector<Socket> sockets_;
  std::binary_semaphore turn_{0};
  std::atomic<bool> stopping_{false};
  size_t received_ = 0;
  std::thread thread_;
};

sfu::SentByPeer vp8_packet(uint32_t count) {
  const auto number = static_cast<uint16_t>(count);
  const uint32_t frame = count / 8;
  return {.ssrc = 2001,
          .marker = count % 8 == 7,
          .sequence_number = number,
          .timestamp = frame * 3000,
          .mid = "v",
          .rid = "q",
          .transport_number = number,
          .payload = sfu::vp8_payload({.key_frame = count == 0,
                                       .start = count % 8 == 0,
                                       .picture_id = static_cast<uint16_t>(frame & 0x7fff),
                                       .size = kPayload})};
}

void loopback(benchmark::State& state, srtp::Profile profile) {
  const auto viewers = static_cast<size_t>(state.range(0));
  const auto burst = static_cast<size_t>(state.range(1));
  SSL_CTX_set_tlsext_use_srtp(sfu::client_identity().context.ssl_context(),
                              profile == srtp::Profile::kAeadAes128Gcm ? "SRTP_AEAD_AES_128_GCM"
                                                                       : "SRTP_AES128_CM_SHA1_80");
  // 1. Sockets, then the call: handshakes go by hand, media over the sockets.
  auto ports = net::UdpPort::open({base::IpAddress::v4(127, 0, 0, 1), 0}, 1);
  ASSERT(ports.has_value());
  net::UdpPort& port = ports->front();
  Clients clients(port.endpoint().port, viewers);
  sfu::TestPlane plane(1);
  plane.local_address = {};
  sfu::TestPeer& publisher =
      plane.join_from(clients.socket(1).endpoint(), sfu::test_setup(1, 9, 12), 0, 0, 0);
  plane.switch_on(publisher, 0);
  for (uint64_t person = 2; person < 2 + viewers; ++person) {
    plane.join_from(clients.socket(person).endpoint(), sfu::test_setup(person, 9, 12), 0, 0, 0);
    plane.command(0, sfu::SetWanted{{person}, {{.person = {1}, .height = 180}}});
  }
  uint32_t count = 0;
  publisher.send(vp8_packet(count++));
  plane.settle();
  // 2. The worker's loop, as server/media_worker runs it.
  clients.start(burst, [&] { return publisher.mouth().write(vp8_packet(count++)); });
  base::PacketBatch out;
  std::array<net::ReceivedDatagram, net::UdpPort::kMaxBatch> datagrams;
  size_t sent = 0;
  for (auto _ : state) {
    clients.next_burst();
    double seconds = 0;
    for (size_t received = 0; received < burst;) {
      pollfd waiting{.fd = port.fd(), .events = POLLIN, .revents = 0};
      poll(&waiting, 1, -1);
      const double begin = thread_cpu_seconds();
      const size_t some = port.receive(datagrams);
      plane.now += 1ms;
      plane.workers[0]->receive(plane.now,
                                std::span<const net::ReceivedDatagram>(datagrams).first(some), out);
      port.send(out);
      received += some;
      sent += out.size();
      out.clear();
      seconds += thread_cpu_seconds() - begin;
    }
    state.SetIterationTime(seconds);
  }
  const size_t received = clients.stop();
  ASSERT(sent == state.iterations() * burst * viewers);
  const net::UdpPort::Counters& counters = port.counters();
  state.SetItemsProcessed(static_cast<int64_t>(sent));
  state.counters["cpu_us_per_packet"] = benchmark::Counter(
      static_cast<double>(sent) / 1e6, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["packets_per_message"] =
      static_cast<double>(counters.sent) / static_cast<double>(counters.send_messages);
  state.counters["arrived"] = static_cast<double>(received) / static_cast<double>(sent);
}

void arguments(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"viewers", "burst"})->UseManualTime();
  for (const int64_t viewers : {1, 10, 100})
    for (const int64_t burst : {1, 8}) bench->Args({viewers, burst});
}
BENCHMARK_CAPTURE(loopback, gcm, srtp::Profile::kAeadAes128Gcm)->Apply(arguments);
BENCHMARK_CAPTURE(loopback, sha1, srtp::Profile::kAes128CmSha1_80)->Apply(arguments);

}  // namespace
