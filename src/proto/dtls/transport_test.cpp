#include "proto/dtls/transport.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

#include "base/random.hpp"

namespace dtls {
namespace {

using base::Bytes;
using base::BytesView;
using base::Duration;
using base::Instant;
using namespace std::chrono_literals;

const Instant kStart{1h};

struct Identity {
  Certificate certificate = Certificate::generate(base::UnixTime(1'800'000'000s));
  Context context{certificate};
};

// Made once: generating keys is most of a test's time.
const Identity& server_identity() {
  static const Identity identity;
  return identity;
}
const Identity& client_identity() {
  static const Identity identity;
  return identity;
}

// A server "S" and a client "C" on a line with 20 ms each way and a clock of its own.
class Line {
 public:
  explicit Line(const Fingerprint& seen_by_server = client_identity().context.fingerprint(),
                const Fingerprint& seen_by_client = server_identity().context.fingerprint())
      : server(server_identity().context, Role::kServer, seen_by_server, kStart),
        client(client_identity().context, Role::kClient, seen_by_client, kStart) {
    collect();
  }

  // Until nothing is on the line and no timer runs, or `limit` has passed.
  void run(Duration limit = 30s) {
    const Instant end = kStart + limit;
    while (true) {
      Instant next = std::min(server.next_timeout(), client.next_timeout());
      for (const Flying& datagram : flying_) next = std::min(next, datagram.arrival);
      if (next > end) return;
      now = std::max(now, next);
      server.on_timeout(now);
      client.on_timeout(now);
      collect();
      deliver();
    }
  }

  void collect() {
    const auto take = [&](Transport& from, Transport& to, std::vector<Event>& events) {
      while (auto datagram = from.poll()) {
        ++sent;
        largest = std::max(largest, datagram->size());
        if (random.below(100) < loss_percent) continue;
        flying_.push_back({now + 20ms, &to, std::move(*datagram)});
      }
      while (auto event = from.poll_event()) events.push_back(std::move(*event));
    };
    take(server, client, server_events);
    take(client, server, client_events);
  }

  template <typename T>
  static const T* find(const std::vector<Event>& events) {
    for (const Event& event : events)
      if (const T* found = std::get_if<T>(&event)) return found;
    return nullptr;
  }

  Instant now = kStart;
  Transport server;
  Transport client;
  base::SeededRandom random{1};
  uint64_t loss_percent = 0;
  size_t sent = 0;
  size_t largest = 0;
  std::vector<Event> server_events;
  std::vector<Event> client_events;
  // Every datagram to the server passes here and may become several.
  std::function<std::vector<Bytes>(Bytes)> to_server = [](Bytes d) {
    return std::vector<Bytes>{std::move(d)};
  };

 private:
  struct Flying {
    Instant arrival;
    Transport* to;
    Bytes datagram;
  };

  void deliver() {
    std::vector<Flying> arrived;
    std::erase_if(flying_, [&](Flying& datagram) {
      if (datagram.arrival > now) return false;
      arrived.push_back(std::move(datagram));
      return true;
    });
    for (Flying& datagram : arrived) {
      const auto pieces = datagram.to == &server ? to_server(std::move(datagram.datagram))
                                                 : std::vector<Bytes>{std::move(datagram.datagram)};
      for (const Bytes& piece : pieces) {
        datagram.to->receive(now, piece);
        collect();
      }
    }
  }

  std::vector<Flying> flying_;
};

TEST(Transport, BothSidesGetTheSameKeysCrosswise) {
  Line line;
  line.run();
  const auto* server = Line::find<Connected>(line.server_events);
  const auto* client = Line::find<Connected>(line.client_events);
  ASSERT_TRUE(server && client);
  EXPECT_EQ(server->keys.profile, 0x0007) << "AEAD_AES_128_GCM first";
  EXPECT_EQ(client->keys.profile, 0x0007);
  EXPECT_EQ(server->keys.send, client->keys.receive);
  EXPECT_EQ(server->keys.receive, client->keys.send);
  EXPECT_FALSE(server->keys.send == server->keys.receive);
  EXPECT_EQ(server->keys.send.key.size(), 16u);
  EXPECT_EQ(server->keys.send.salt.size(), 12u);
  EXPECT_EQ(line.now - kStart, 80ms) << "two round trips, no timer";
  EXPECT_EQ(line.server.next_timeout(), base::kNever);
  EXPECT_EQ(line.client.next_timeout(), base::kNever);
  EXPECT_LE(line.largest, kMaxDatagramSize);
}

TEST(Transport, ThirtyPercentLossBothWaysConnectsWithinTenSeconds) {
  size_t largest = 0;
  for (uint64_t seed = 0; seed < 100; ++seed) {
    Line line;
    line.random = base::SeededRandom(seed);
    line.loss_percent = 30;
    line.run(10s);
    const auto* server = Line::find<Connected>(line.server_events);
    const auto* client = Line::find<Connected>(line.client_events);
    ASSERT_TRUE(server && client) << "seed " << seed;
    EXPECT_EQ(server->keys.send, client->keys.receive);
    largest = std::max(largest, line.largest);
  }
  EXPECT_LE(largest, kMaxDatagramSize);
}

TEST(Transport, RetransmitsAfter100MillisecondsThenDoubles) {
  Line line;
  line.loss_percent = 100;
  std::vector<int64_t> times;
  size_t sent = line.sent;
  while (line.now < kStart + 4s) {
    line.now = line.client.next_timeout();
    line.client.on_timeout(line.now);
    line.collect();
    if (line.sent > sent) times.push_back(base::to_ms(line.now - kStart));
    sent = line.sent;
  }
  EXPECT_EQ(times, (std::vector<int64_t>{100, 300, 700, 1500, 2300, 3100, 3900, 4700}));
}

TEST(Transport, GivesUpAfterTwentySecondsOfSilence) {
  Transport server(server_identity().context, Role::kServer, Fingerprint{}, kStart);
  EXPECT_EQ(server.next_timeout(), kStart + 20s);
  server.on_timeout(kStart + 20s - 1us);
  EXPECT_FALSE(server.poll_event());
  server.on_timeout(kStart + 20s);
  const auto event = server.poll_event();
  ASSERT_TRUE(event && std::holds_alternative<Failed>(*event));
  EXPECT_EQ(std::get<Failed>(*event).reason, Failure::kTimeout);
  EXPECT_EQ(server.next_timeout(), base::kNever);
}

TEST(Transport, AnotherCertificateThanTheSignalledOneFailsOnEitherSide) {
  {
    Line line(Fingerprint{}, server_identity().context.fingerprint());
    line.run();
    const auto* failed = Line::find<Failed>(line.server_events);
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed->reason, Failure::kFingerprintMismatch);
    EXPECT_FALSE(Line::find<Connected>(line.server_events));
    EXPECT_FALSE(Line::find<Connected>(line.client_events)) << "the alert tells the client";
  }
  {
    Line line(client_identity().context.fingerprint(), Fingerprint{});
    line.run();
    const auto* failed = Line::find<Failed>(line.client_events);
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed->reason, Failure::kFingerprintMismatch);
    EXPECT_FALSE(Line::find<Connected>(line.server_events));
  }
}

// A client that offers only profiles we lack.
TEST(Transport, WithoutACommonSrtpProfileNoKeysAreGivenOut) {
  Context other(client_identity().certificate);
  ASSERT_EQ(SSL_CTX_set_tlsext_use_srtp(other.ssl_context(), "SRTP_AES128_CM_SHA1_32"), 0);
  Transport server(server_identity().context, Role::kServer, other.fingerprint(), kStart);
  Transport client(other, Role::kClient, server_identity().context.fingerprint(), kStart);
  for (int round = 0; round < 5; ++round) {
    while (auto datagram = client.poll()) server.receive(kStart, *datagram);
    while (auto datagram = server.poll()) client.receive(kStart, *datagram);
  }
  for (Transport* side : {&server, &client}) {
    const auto event = side->poll_event();
    ASSERT_TRUE(event && std::holds_alternative<Failed>(*event));
    EXPECT_EQ(std::get<Failed>(*event).reason, Failure::kNoSrtpProfile);
    EXPECT_FALSE(side->poll_event());
  }
}

TEST(Transport, CloseReachesThePeer) {
  Line line;
  line.run();
  line.client.close();
  line.collect();
  line.run();
  EXPECT_TRUE(Line::find<Closed>(line.client_events));
  EXPECT_TRUE(Line::find<Closed>(line.server_events));
  line.client.close();
  EXPECT_FALSE(line.client.poll_event()) << "only once";
}

// A handshake record (RFC 6347 section 4.1) that holds one whole message, as two fragments (section
// 4.2.3) in datagrams of their own: what browsers do with a post-quantum key share.
std::vector<Bytes> split_client_hello(const Bytes& datagram) {
  constexpr size_t kRecordHeader = 13, kMessageHeader = 12;
  if (datagram.size() < 40 || datagram[0] != 22 || datagram[kRecordHeader] != 1) return {datagram};
  const size_t length = base::load_u24(&datagram[kRecordHeader + 1]);
  const size_t half = length / 2;
  std::vector<Bytes> out;
  for (size_t part = 0; part < 2; ++part) {
    const size_t from = part * half, size = part ? length - half : half;
    Bytes piece(datagram.begin(), datagram.begin() + kRecordHeader + kMessageHeader);
    piece[10] = static_cast<uint8_t>(2 * piece[10] + part);  // a record number of its own
    base::store_u16(&piece[11], static_cast<uint16_t>(kMessageHeader + size));
    base::store_u24(&piece[kRecordHeader + 6], static_cast<uint32_t>(from));
    base::store_u24(&piece[kRecordHeader + 9], static_cast<uint32_t>(size));
    const auto body = datagram.begin() + kRecordHeader + kMessageHeader + static_cast<long>(from);
    piece.insert(piece.end(), body, body + static_cast<long>(size));
    out.push_back(std::move(piece));
  }
  return out;
}

TEST(Transport, AClientHelloMayComeInTwoDatagramsInEitherOrder) {
  for (bool reversed : {false, true}) {
    Line line;
    size_t pieces = 0;
    line.to_server = [&](Bytes datagram) {
      auto out = split_client_hello(datagram);
      if (out.size() == 2) ++pieces;
      if (reversed) std::ranges::reverse(out);
      return out;
    };
    line.run();
    EXPECT_GE(pieces, 1u);
    EXPECT_TRUE(Line::find<Connected>(line.server_events)) << "reversed " << reversed;
    EXPECT_TRUE(Line::find<Connected>(line.client_events)) << "reversed " << reversed;
  }
}

TEST(Transport, GarbageOfEveryLengthAndFirstByteChangesNothing) {
  Line line;
  base::SeededRandom random(5);
  for (size_t size = 0; size <= 64; ++size) {
    for (unsigned first = 0; first < 256; ++first) {
      Bytes datagram(size);
      random.fill(datagram);
      if (size > 0) datagram[0] = static_cast<uint8_t>(first);
      line.server.receive(kStart, datagram);
      line.client.receive(kStart, datagram);
    }
  }
  line.server.receive(kStart, Bytes(Transport::kMaxReceivedSize + 1, 22));
  line.collect();
  EXPECT_TRUE(line.server_events.empty());
  EXPECT_EQ(line.sent, 1u) << "the ClientHello, and no answer to garbage";
  line.run();
  EXPECT_TRUE(Line::find<Connected>(line.server_events));
  EXPECT_TRUE(Line::find<Connected>(line.client_events));
}

// Each datagram to the server comes behind truncations of itself, and twice.
TEST(Transport, DamagedCopiesOfTheRealDatagramsDoNotHinderIt) {
  Line line;
  base::SeededRandom random(6);
  line.to_server = [&](const Bytes& datagram) {
    std::vector<Bytes> out;
    for (size_t size = 0; size < datagram.size(); size += 7)
      out.emplace_back(datagram.begin(), datagram.begin() + static_cast<long>(size));
    out.push_back(datagram);
    out.push_back(datagram);  // and a duplicate
    return out;
  };
  line.run();
  EXPECT_TRUE(Line::find<Connected>(line.server_events));
  EXPECT_TRUE(Line::find<Connected>(line.client_events));
}

TEST(Transport, ApplicationDataNeverSurfacesNorDisturbs) {
  // In epoch 0, before and after the handshake, alone and behind another record.
  Bytes record = {23, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0x10, 0, 0, 5, 'h', 'e', 'l', 'l', 'o'};
  Line line;
  Bytes behind = {21, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0x12, 0, 0, 2, 1, 90};
  behind.insert(behind.end(), record.begin(), record.end());
  line.to_server = [&](const Bytes& datagram) { return std::vector<Bytes>{record, datagram}; };
  line.server.receive(kStart, record);
  line.server.receive(kStart, behind);
  line.collect();
  EXPECT_TRUE(line.server_events.empty());
  line.run();
  ASSERT_TRUE(line.server.is_connected());
  record[10] = 0x11;
  line.server.receive(line.now, record);
  line.collect();
  EXPECT_TRUE(line.server.is_connected());
  EXPECT_EQ(line.server_events.size(), 1u);
}

TEST(Transport, ForgedPlainAlertsAfterTheHandshakeDoNotCloseIt) {
  Line line;
  line.run();
  for (uint8_t level : {1, 2}) {
    for (unsigned description = 0; description < 256; ++description) {
      const Bytes alert = {21,
                           0xfe,
                           0xfd,
                           0,
                           0,
                           0,
                           0,
                           0,
                           0,
                           0x20,
                           static_cast<uint8_t>(description),
                           0,
                           2,
                           level,
                           static_cast<uint8_t>(description)};
      line.server.receive(line.now, alert);
    }
  }
  line.collect();
  EXPECT_TRUE(line.server.is_connected());
}

}  // namespace
}  // namespace dtls
