// For the relay's tests: its sockets on two workers in one thread, and clients of it on loopback
// over UDP, TCP and TLS. The kernel spreads five-tuples and connections over the workers as it
// likes; the user name says whose they are.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "net/socket_address.hpp"
#include "net/system_clock.hpp"
#include "net/test_tls.hpp"
#include "proto/turn/stream_framing.hpp"
#include "proto/turn/test_client.hpp"
#include "server/relay.hpp"

namespace server {

using namespace std::chrono_literals;

inline constexpr size_t kWorkers = 2;
inline const base::IpAddress kLoopback = base::IpAddress::v4(127, 0, 0, 1);

struct Delivered {
  base::Path path;
  std::string text;
};

struct TestWorker {
  net::Poller poller = *net::Poller::open();
  std::unique_ptr<Relay> relay;
  std::vector<Delivered> delivered;
};

struct RelaySockets : ::testing::Test {
  RelaySockets() {
    auto opened = Relay::open({kLoopback, 0}, kWorkers);
    server = opened->front().udp.endpoint();
    for (size_t k = 0; k < kWorkers; ++k) {
      TestWorker& worker = workers[k];
      RelayPorts ports = std::move((*opened)[k]);
      EXPECT_TRUE(Relay::watch(worker.poller, ports));
      turn::ServerSettings settings = turn::test_settings();
      settings.worker = static_cast<unsigned>(k);
      worker.relay = std::make_unique<Relay>(
          settings, std::move(ports), worker.poller, random,
          [&worker](base::Instant, std::span<const net::ReceivedDatagram> payloads) {
            for (const auto& [path, bytes] : payloads)
              worker.delivered.push_back({path, std::string(base::as_text(bytes))});
          });
    }
  }

  // Everything that is on its way arrives: on loopback sent is received.
  void settle() {
    for (int quiet = 0; quiet < 3; ++quiet) {
      for (size_t k = 0; k < kWorkers; ++k) {
        TestWorker& worker = workers[k];
        worker.relay->begin(now);
        std::array<uint32_t, 16> keys;
        const size_t ready = worker.poller.wait(now, now, keys);
        if (ready > 0) quiet = 0;
        for (const uint32_t key : std::span(keys).first(ready)) worker.relay->ready(key);
        if (worker.relay->next_timeout() <= now) worker.relay->on_timeout();
        worker.relay->flush();
        for (RelayMessage& message : worker.relay->take_messages(1 - k)) {
          quiet = 0;
          workers[1 - k].relay->begin(now);
          workers[1 - k].relay->receive(k, std::move(message));
        }
      }
    }
  }
  // From the port of the pages: a connection whose first bytes were TURN's.
  void accept(size_t worker, net::AcceptedStream stream) {
    workers[worker].relay->begin(now);
    workers[worker].relay->receive(1 - worker, std::move(stream));
    settle();
  }
  // The media plane of a worker sends to a relayed endpoint.
  bool send_from_media(size_t worker, const base::Endpoint& relayed, std::string_view text) {
    base::PacketBatch batch;
    batch.append({relayed, turn::kMedia.address}, base::as_bytes(text));
    workers[worker].relay->begin(now);
    const bool taken = workers[worker].relay->take(batch, 0, 1);
    settle();
    return taken;
  }

  base::SeededRandom random{1};
  base::Instant now{100h};
  base::Endpoint server;
  std::array<TestWorker, kWorkers> workers;
};

enum class Over : uint8_t { kUdp, kTcp, kTls };

// A client with a socket of its own; requests are built and signed by turn::TestClient.
class Caller {
 public:
  // `worker` is who gave it its credentials.
  Caller(RelaySockets& relay, Over over, unsigned worker)
      : relay_(relay),
        idle_(turn::test_settings(), relay.random),
        maker_(idle_, relay.now),
        over_(over),
        socket_(over == Over::kTls ? connect_tls() : connect_plain()) {
    be(7, worker);
  }

  // Signs as this participant from now on.
  void be(uint64_t participant, unsigned worker) {
    turn::CredentialIssuer issuer(turn::test_settings().key);
    maker_.credentials = issuer.issue(relay_.now, worker, participant);
  }
  turn::TestClient& maker() { return maker_; }
  bool is_stream() const { return over_ != Over::kUdp; }

  void write(base::BytesView bytes) {
    base::Bytes encrypted;
    if (tls_) {
      tls_->write(base::as_text(bytes));
      bytes = encrypted = tls_->output();
    }
    EXPECT_EQ(::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
    relay_.settle();
  }
  // The next message; empty when there is none.
  base::Bytes read() {
    if (is_stream())
      if (const auto waiting = framing_.next(); waiting && *waiting)
        return base::to_bytes(**waiting);
    std::array<uint8_t, 65'536> buffer;
    const ssize_t got = recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got <= 0) return {};
    auto bytes = base::BytesView(buffer).first(static_cast<size_t>(got));
    if (!is_stream()) return base::to_bytes(bytes);
    std::string decrypted;
    if (tls_) {
      tls_->feed(bytes);
      bytes = base::as_bytes(decrypted = tls_->read());
    }
    framing_.receive(bytes);
    const auto next = framing_.next();
    return next && *next ? base::to_bytes(**next) : base::Bytes{};
  }
  bool is_closed() {
    uint8_t byte = 0;
    return recv(socket_.get(), &byte, 1, MSG_DONTWAIT | MSG_PEEK) == 0;
  }
  // 0: a success; the code of an error; -1: silence.
  int ask(base::BytesView request) {
    write(request);
    answer_ = read();
    const auto message = stun::parse(answer_);
    if (!message) return -1;
    if (message->message_class() == stun::Class::kSuccess) return 0;
    return static_cast<int>(stun::error_code(*message).value_or(stun::ErrorCode{}));
  }
  int ask(stun::Method method, const turn::Fill& fill) {
    return ask(maker_.signed_request(method, fill));
  }
  stun::MessageView answer() const { return *stun::parse(answer_); }
  // 401, which brings the nonce.
  int challenge() {
    const int code = ask(maker_.unsigned_request(stun::Method::kAllocate, turn::TestClient::kUdp));
    if (code == 401) maker_.nonce = *stun::nonce(answer());
    return code;
  }
  int allocate() { return ask(stun::Method::kAllocate, turn::TestClient::kUdp); }
  int bind(uint16_t channel) {
    return ask(stun::Method::kChannelBind, [=](stun::MessageBuilder& builder) {
      turn::add_channel_number(builder, channel);
      turn::TestClient::for_peer(turn::kMedia)(builder);
    });
  }
  // 401, Allocate, ChannelBind 0x4000.
  void introduce() {
    ASSERT_EQ(challenge(), 401);
    ASSERT_EQ(allocate(), 0);
    relayed = *stun::xor_address(answer(), stun::AttributeType::kXorRelayedAddress);
    ASSERT_EQ(bind(0x4000), 0);
  }

  base::Endpoint relayed;

 private:
  net::FileDescriptor connect_plain() const {
    net::FileDescriptor socket(::socket(AF_INET, is_stream() ? SOCK_STREAM : SOCK_DGRAM, 0));
    const sockaddr_in name = net::to_sockaddr4(relay_.server);
    // Without this a second small piece would wait for the first one's acknowledgement.
    const int on = 1;
    if (is_stream()) setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    EXPECT_EQ(connect(socket.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name), 0);
    return socket;
  }
  // The handshake is over when the port of the pages hands a connection to worker 0.
  net::FileDescriptor connect_tls() {
    static const auto context = net::testing::make_context();
    static uint16_t port = 40'000;
    std::array<int, 2> ends{};
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
    tls_.emplace();
    auto server = std::make_unique<net::TlsStream>(context);
    std::array<uint8_t, 16> nothing;
    while (!tls_->shake_hands()) {
      server->receive(tls_->output());
      EXPECT_EQ(server->read(nothing), 0u);
      tls_->feed(server->output());
      server->sent(server->output().size());
    }
    server->receive(tls_->output());
    relay_.accept(0, {.fd = net::FileDescriptor(ends[0]),
                      .tls = std::move(server),
                      .remote = {kLoopback, ++port},
                      .local = {kLoopback, 443},
                      .received = {}});
    return net::FileDescriptor(ends[1]);
  }

  RelaySockets& relay_;
  turn::Server idle_;
  turn::TestClient maker_;
  const Over over_;
  std::optional<net::testing::TlsTestClient> tls_;
  net::FileDescriptor socket_;
  turn::StreamFraming framing_;
  base::Bytes answer_;
};

}  // namespace server
