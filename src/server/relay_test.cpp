// The relay's sockets: two workers in one thread, clients on loopback. The kernel spreads
// five-tuples and connections over the workers as it likes; the user name says whose they are.
#include "server/relay.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "net/socket_address.hpp"
#include "net/system_clock.hpp"
#include "proto/turn/stream_framing.hpp"
#include "proto/turn/test_client.hpp"

namespace server {
namespace {

using namespace std::chrono_literals;

constexpr size_t kWorkers = 2;
const base::IpAddress kLoopback = base::IpAddress::v4(127, 0, 0, 1);

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
    auto udp = net::UdpPort::open({kLoopback, 0}, kWorkers);
    server = udp->front().endpoint();
    auto tcp = net::TcpListener::open(server, kWorkers, "port of the relay");
    for (size_t k = 0; k < kWorkers; ++k) {
      TestWorker& worker = workers[k];
      RelayPorts ports{std::move((*udp)[k]), std::move((*tcp)[k])};
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

// A client with a socket of its own; requests are built and signed by turn::TestClient.
class Caller {
 public:
  Caller(RelaySockets& relay, int type, unsigned worker)
      : relay_(relay),
        idle_(turn::test_settings(), relay.random),
        maker_(idle_, relay.now),
        is_stream_(type == SOCK_STREAM),
        socket_(socket(AF_INET, type, 0)) {
    const sockaddr_in name = net::to_sockaddr4(relay.server);
    // Without this a second small piece would wait for the first one's acknowledgement.
    const int on = 1;
    if (is_stream_) setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    EXPECT_EQ(connect(socket_.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name), 0);
    turn::CredentialIssuer issuer(turn::test_settings().key);
    maker_.credentials = issuer.issue(relay.now, worker, 7);
  }

  void write(base::BytesView bytes) {
    EXPECT_EQ(::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
    relay_.settle();
  }
  // The next message; empty when there is none.
  base::Bytes read() {
    if (is_stream_)
      if (const auto waiting = framing_.next(); waiting && *waiting)
        return base::to_bytes(**waiting);
    std::array<uint8_t, 65'536> buffer;
    const ssize_t got = recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got <= 0) return {};
    const auto bytes = base::BytesView(buffer).first(static_cast<size_t>(got));
    if (!is_stream_) return base::to_bytes(bytes);
    framing_.receive(bytes);
    const auto next = framing_.next();
    return next && *next ? base::to_bytes(**next) : base::Bytes{};
  }
  bool is_closed() {
    uint8_t byte = 0;
    return recv(socket_.get(), &byte, 1, MSG_DONTWAIT | MSG_PEEK) == 0;
  }
  bool succeeds(stun::Method method, const turn::Fill& fill) {
    write(maker_.signed_request(method, fill));
    answer_ = read();
    const auto message = stun::parse(answer_);
    return message && message->message_class() == stun::Class::kSuccess;
  }
  // 401, Allocate, ChannelBind 0x4000.
  void introduce() {
    write(maker_.unsigned_request(stun::Method::kAllocate, turn::TestClient::kUdp));
    const auto challenge = stun::parse(answer_ = read());
    ASSERT_TRUE(challenge);
    maker_.nonce = *stun::nonce(*challenge);
    ASSERT_TRUE(succeeds(stun::Method::kAllocate, turn::TestClient::kUdp));
    relayed = *stun::xor_address(*stun::parse(answer_), stun::AttributeType::kXorRelayedAddress);
    ASSERT_TRUE(succeeds(stun::Method::kChannelBind, [](stun::MessageBuilder& builder) {
      turn::add_channel_number(builder, 0x4000);
      turn::TestClient::for_peer(turn::kMedia)(builder);
    }));
  }

  base::Endpoint relayed;

 private:
  RelaySockets& relay_;
  turn::Server idle_;
  turn::TestClient maker_;
  const bool is_stream_;
  net::FileDescriptor socket_;
  turn::StreamFraming framing_;
  base::Bytes answer_;
};

const base::Bytes kData = {0x40, 0, 0, 4, 'd', 'a', 't', 'a'};

// Several of each: whatever worker the kernel picks, the allocation is on the one of the name.
TEST_F(RelaySockets, AClientEndsUpOnTheWorkerOfItsUserNameOverUdpAndTcp) {
  for (const int type : {SOCK_DGRAM, SOCK_STREAM}) {
    for (const unsigned owner : {0u, 1u, 0u, 1u, 0u, 1u}) {
      SCOPED_TRACE(std::to_string(type) + " " + std::to_string(owner));
      Caller client(*this, type, owner);
      client.introduce();
      EXPECT_EQ(client.relayed.port % kWorkers, owner);
      for (TestWorker& worker : workers) worker.delivered.clear();
      client.write(kData);
      EXPECT_TRUE(workers[1 - owner].delivered.empty());
      ASSERT_EQ(workers[owner].delivered.size(), 1u);
      EXPECT_EQ(workers[owner].delivered[0].text, "data");
      EXPECT_EQ(workers[owner].delivered[0].path,
                (base::Path{client.relayed, turn::kMedia.address}));
      // The peer may live on either worker.
      for (const size_t sender : {0, 1}) {
        EXPECT_TRUE(send_from_media(sender, client.relayed, "back"));
        EXPECT_EQ(client.read(), (base::Bytes{0x40, 0, 0, 4, 'b', 'a', 'c', 'k'}));
      }
    }
  }
}

TEST_F(RelaySockets, WhatIsNoRelayedEndpointGoesOntoTheWire) {
  Caller client(*this, SOCK_DGRAM, 0);
  client.introduce();
  const base::Endpoint other{client.relayed.address,
                             static_cast<uint16_t>(client.relayed.port + 2)};
  EXPECT_FALSE(send_from_media(0, other, "x"));
  EXPECT_TRUE(send_from_media(0, client.relayed, "x"));
  now += 601s;
  settle();
  EXPECT_FALSE(send_from_media(0, client.relayed, "x"));
  EXPECT_FALSE(send_from_media(1, client.relayed, "x"));
}

TEST_F(RelaySockets, AStreamOneByteAtATimeIsUnderstood) {
  Caller client(*this, SOCK_STREAM, 0);
  client.introduce();
  for (const uint8_t byte : kData) client.write({&byte, 1});
  ASSERT_EQ(workers[0].delivered.size(), 1u);
}

TEST_F(RelaySockets, AStreamThatSaysNothingOrStopsWithinAMessageIsClosedAfterTenSeconds) {
  Caller silent(*this, SOCK_STREAM, 0), begun(*this, SOCK_STREAM, 0), known(*this, SOCK_STREAM, 0);
  begun.write(base::BytesView(kData).first(5));
  known.introduce();
  now += 9s;
  settle();
  EXPECT_FALSE(silent.is_closed() || begun.is_closed());
  now += 2s;
  settle();
  EXPECT_TRUE(silent.is_closed() && begun.is_closed());
  EXPECT_FALSE(known.is_closed());
}

TEST_F(RelaySockets, AStreamThatSpeaksSomethingElseIsClosedAtOnce) {
  Caller client(*this, SOCK_STREAM, 0);
  client.write(base::as_bytes("POST / HTTP/1.1\r\n"));
  EXPECT_TRUE(client.is_closed());
}

TEST_F(RelaySockets, AClosedStreamFreesItsPortEverywhere) {
  base::Endpoint relayed;
  {
    Caller client(*this, SOCK_STREAM, 1);
    client.introduce();
    relayed = client.relayed;
  }
  settle();
  EXPECT_EQ(workers[1].relay->counts().allocations, 0u);
  EXPECT_EQ(workers[1].relay->counts().streams, 0u);
  EXPECT_FALSE(send_from_media(0, relayed, "x"));
}

// The client reads nothing: pictures are dropped, the sound is not, and memory stays bounded.
TEST_F(RelaySockets, AStreamThatIsTooSlowLosesOldPicturesAndNoSound) {
  Caller client(*this, SOCK_STREAM, 0);
  client.introduce();
  const auto media = [](char name, size_t size) {
    std::string packet(size, name);
    packet[0] = '\x80';
    packet[1] = 96;
    return packet;
  };
  constexpr int kRounds = 5'000;
  for (int k = 0; k < kRounds; ++k) {
    base::PacketBatch batch;
    batch.append({client.relayed, turn::kMedia.address}, base::as_bytes(media('v', 1100)));
    workers[0].relay->take(batch, 0, 1);
    workers[0].relay->flush();
  }
  base::PacketBatch batch;
  batch.append({client.relayed, turn::kMedia.address}, base::as_bytes(media('s', 100)));
  workers[0].relay->take(batch, 0, 1);
  int pictures = 0, sounds = 0;
  for (int empty = 0; empty < 3;) {
    const base::Bytes message = client.read();
    if (message.empty()) {
      ++empty;
      settle();
      continue;
    }
    empty = 0;
    (message.size() > 1000 ? pictures : sounds)++;
  }
  EXPECT_EQ(sounds, 1);
  EXPECT_GT(pictures, 0);
  EXPECT_LT(pictures, kRounds);
}

}  // namespace
}  // namespace server
