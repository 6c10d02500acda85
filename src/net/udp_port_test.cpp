#include "net/udp_port.hpp"

#include <gmock/gmock.h>
#include <poll.h>
#include <sys/socket.h>

#include <map>
#include <string>
#include <thread>

#include "net/gso_gate.hpp"
#include "net/poller.hpp"
#include "net/system_clock.hpp"

namespace net {
namespace {

using base::Endpoint;
using base::IpAddress;
using base::PacketBatch;
using base::Path;

const IpAddress kLoopback4 = IpAddress::v4(127, 0, 0, 1);
const IpAddress kLoopback6 = IpAddress::parse("::1").value();

UdpPort one_port(const IpAddress& address = {}, Gso gso = Gso::kTry) {
  auto ports = UdpPort::open({address, 0}, 1, gso);
  EXPECT_TRUE(ports.has_value());
  return std::move(ports->front());
}

struct Received {
  Path path;
  std::string text;
};

// Waits until `count` datagrams have come.
std::vector<Received> receive(UdpPort& port, size_t count) {
  std::vector<Received> out;
  std::vector<ReceivedDatagram> batch(UdpPort::kMaxBatch);
  while (out.size() < count) {
    pollfd wait{.fd = port.fd(), .events = POLLIN, .revents = 0};
    if (poll(&wait, 1, 10'000) != 1) {
      ADD_FAILURE() << "only " << out.size() << " of " << count << " datagrams came";
      return out;
    }
    const size_t got = port.receive(batch);
    for (size_t i = 0; i < got; ++i) {
      out.push_back({batch[i].path, std::string(base::as_text(batch[i].bytes))});
    }
  }
  return out;
}

void send(UdpPort& port, const Path& path, std::string_view text) {
  PacketBatch batch;
  ASSERT_TRUE(batch.append(path, base::as_bytes(text)));
  port.send(batch);
}

TEST(UdpPort, AnswersLeaveFromTheAddressThatWasAsked) {
  UdpPort server = one_port(), client = one_port();
  for (const IpAddress& asked :
       {kLoopback4, IpAddress::v4(127, 0, 0, 2), IpAddress::v4(127, 9, 9, 9), kLoopback6}) {
    send(client, {{asked, server.endpoint().port}, {}}, "ask");
    const Received question = receive(server, 1).at(0);
    EXPECT_EQ(question.path.local, asked) << question.path.local.to_string();
    EXPECT_EQ(question.path.remote.port, client.endpoint().port);
    send(server, question.path, "answer");
    const Received answer = receive(client, 1).at(0);
    EXPECT_EQ(answer.path.remote, (Endpoint{asked, server.endpoint().port}));
    EXPECT_EQ(answer.text, "answer");
  }
}

TEST(UdpPort, WorkersShareOnePortAndEachFlowStaysWithOne) {
  auto ports = UdpPort::open({}, 3);
  ASSERT_TRUE(ports.has_value());
  EXPECT_EQ((*ports)[0].endpoint(), (*ports)[1].endpoint());
  EXPECT_EQ((*ports)[0].endpoint(), (*ports)[2].endpoint());
  const Endpoint shared{kLoopback4, (*ports)[0].endpoint().port};
  constexpr size_t kClients = 32;
  std::vector<UdpPort> clients;
  for (size_t i = 0; i < kClients; ++i) {
    clients.push_back(one_port());
    for (int k = 0; k < 3; ++k) send(clients.back(), {shared, {}}, "x");
  }
  // Loopback delivers within send: everything is there.
  std::map<Endpoint, std::vector<size_t>> workers_of;
  std::vector<ReceivedDatagram> batch(UdpPort::kMaxBatch);
  size_t total = 0;
  for (size_t w = 0; w < 3; ++w) {
    while (const size_t got = (*ports)[w].receive(batch)) {
      for (size_t i = 0; i < got; ++i) workers_of[batch[i].path.remote].push_back(w);
      total += got;
    }
  }
  EXPECT_EQ(total, 3 * kClients);
  for (const auto& [client, workers] : workers_of) {
    EXPECT_THAT(workers, ::testing::Each(workers.front())) << client.to_string();
  }
}

TEST(UdpPort, AUsedPortIsASentenceAlthoughWorkersShare) {
  const UdpPort port = one_port();
  const auto second = UdpPort::open({{}, port.endpoint().port}, 2);
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, std::errc::address_in_use);
  EXPECT_THAT(second.error().sentence, ::testing::StartsWith("Cannot open the media port [::]:"));
}

// Runs of one size, with a shorter end, a change of size, an empty datagram and two receivers.
void fill(PacketBatch& batch, const Path& a, const Path& b, std::vector<std::string>& to_a,
          std::vector<std::string>& to_b) {
  const auto add = [&](const Path& path, std::vector<std::string>& list, size_t size) {
    list.push_back(std::string(size, static_cast<char>('a' + list.size() % 26)));
    EXPECT_TRUE(batch.append(path, base::as_bytes(list.back())));
  };
  for (int i = 0; i < 100; ++i) add(a, to_a, 1100);
  add(a, to_a, 700);
  for (int i = 0; i < 5; ++i) add(b, to_b, 1100);
  for (int i = 0; i < 5; ++i) add(a, to_a, 300);
  add(a, to_a, 301);
  add(b, to_b, 0);
  for (size_t size = 1; size < 65; ++size) add(b, to_b, size);
  for (int i = 0; i < 10; ++i) {
    add(a, to_a, 1056);
    add(b, to_b, 1056);
  }
}

void expect_all_arrive(Gso gso) {
  UdpPort sender = one_port({}, gso);
  for (const IpAddress& address : {kLoopback4, kLoopback6}) {
    UdpPort first = one_port(), second = one_port();
    PacketBatch batch(4096);
    std::vector<std::string> to_first, to_second;
    fill(batch, {{address, first.endpoint().port}, address},
         {{address, second.endpoint().port}, {}}, to_first, to_second);
    sender.send(batch);
    const auto texts = [](const std::vector<Received>& list) {
      std::vector<std::string> out;
      for (const Received& r : list) out.push_back(r.text);
      return out;
    };
    EXPECT_EQ(texts(receive(first, to_first.size())), to_first);
    EXPECT_EQ(texts(receive(second, to_second.size())), to_second);
  }
  EXPECT_EQ(sender.counters().dropped_full + sender.counters().dropped_error, 0u);
}

TEST(UdpPort, DatagramsArriveWholeAndInOrderWithGso) { expect_all_arrive(Gso::kTry); }
TEST(UdpPort, DatagramsArriveWholeAndInOrderWithoutGso) { expect_all_arrive(Gso::kOff); }

TEST(UdpPort, RunsOfEqualSizeGoAsOneMessage) {
  UdpPort sender = one_port(), receiver = one_port();
  PacketBatch batch;
  const Path path{{kLoopback4, receiver.endpoint().port}, {}};
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(batch.append(path, base::as_bytes(std::string(1000, 'x'))));
  }
  sender.send(batch);
  EXPECT_EQ(sender.counters().sent, 40u);
  EXPECT_EQ(sender.counters().send_messages, sender.counters().gso_refused == 0 ? 1u : 40u);
  EXPECT_EQ(receive(receiver, 40).size(), 40u);
}

TEST(UdpPort, WhereTheKernelRefusesGsoEachDatagramGoesByItself) {
  UdpPort sender = one_port(), receiver = one_port();
  const Path path{{kLoopback4, receiver.endpoint().port}, {}};
  // GSO needs checksums: a socket that sends none is refused with EINVAL, on every kernel.
  const int on = 1;
  ASSERT_EQ(setsockopt(sender.fd(), SOL_SOCKET, SO_NO_CHECK, &on, sizeof on), 0);
  PacketBatch batch;
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(batch.append(path, base::as_bytes(std::string(1000, static_cast<char>('a' + i)))));
  }
  constexpr int kRounds = GsoGate::kStrikes + 2;
  for (int round = 1; round <= kRounds; ++round) {
    sender.send(batch);
    const std::vector<Received> got = receive(receiver, 4);
    for (size_t i = 0; i < 4; ++i) {
      EXPECT_EQ(got.at(i).text, std::string(1000, static_cast<char>('a' + i)));
    }
  }
  // One address says nothing about others.
  EXPECT_EQ(sender.counters().gso_refused, static_cast<uint64_t>(kRounds));
  EXPECT_EQ(sender.counters().dropped_error, 0u);
}

TEST(GsoGate, ADeviceThatCannotClosesItForAMinute) {
  for (const int error : {EIO, EOPNOTSUPP}) {
    GsoGate gate;
    const base::Instant start{std::chrono::hours(1)};
    gate.refused(error, {kLoopback4, 1}, start);
    EXPECT_FALSE(gate.is_open());
    gate.look(start + std::chrono::seconds(59));
    EXPECT_FALSE(gate.is_open());
    gate.look(start + std::chrono::seconds(60));
    EXPECT_TRUE(gate.is_open());
  }
}

TEST(GsoGate, OnlyManyAddressesInARowSpeakAgainstAll) {
  GsoGate gate;
  const base::Instant start{std::chrono::hours(1)};
  for (int i = 0; i < 100; ++i) gate.refused(EINVAL, {kLoopback4, 1}, start);
  gate.refused(EMSGSIZE, {kLoopback4, 2}, start);
  gate.refused(EPERM, {kLoopback4, 3}, start);
  EXPECT_TRUE(gate.is_open());
  const auto refuse_from = [&](uint16_t first, uint16_t count) {
    for (uint16_t port = first; port < first + count; ++port)
      gate.refused(EINVAL, {kLoopback4, port}, start);
  };
  refuse_from(10, GsoGate::kStrikes - 2);
  EXPECT_TRUE(gate.is_open());
  gate.worked();
  refuse_from(100, GsoGate::kStrikes - 1);
  EXPECT_TRUE(gate.is_open());
  refuse_from(200, 1);
  EXPECT_FALSE(gate.is_open());
}

TEST(GsoGate, WhatIsSwitchedOffStaysOff) {
  GsoGate gate;
  gate.close_for_good();
  gate.look(base::Instant(std::chrono::hours(1'000'000)));
  EXPECT_FALSE(gate.is_open());
}

TEST(UdpPort, WhatCannotBeSentIsCountedAndTheRestGoesOn) {
  UdpPort sender = one_port(), receiver = one_port();
  const Path good{{kLoopback4, receiver.endpoint().port}, {}};
  const Path from_nowhere{{kLoopback4, receiver.endpoint().port}, IpAddress::v4(192, 0, 2, 77)};
  PacketBatch batch;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(batch.append(good, base::as_bytes("good")));
    ASSERT_TRUE(batch.append(from_nowhere, base::as_bytes("lost")));
  }
  sender.send(batch);
  EXPECT_EQ(sender.counters().dropped_error, 3u);
  EXPECT_EQ(receive(receiver, 3).size(), 3u);
}

TEST(UdpPort, TooLongDatagramsAreDroppedAndCounted) {
  UdpPort sender = one_port(), receiver = one_port();
  const Path path{{kLoopback4, receiver.endpoint().port}, {}};
  send(sender, path, std::string(UdpPort::kMaxDatagram + 1, 'x'));
  send(sender, path, std::string(UdpPort::kMaxDatagram, 'y'));
  EXPECT_EQ(receive(receiver, 1).at(0).text.size(), UdpPort::kMaxDatagram);
  EXPECT_EQ(receiver.counters().received_too_long, 1u);
}

TEST(Poller, ReportsTheReadableSocket) {
  Poller poller = Poller::open().value();
  UdpPort first = one_port(), second = one_port();
  ASSERT_TRUE(poller.add(first.fd(), 7));
  ASSERT_TRUE(poller.add(second.fd(), 8));
  uint32_t keys[4] = {};
  EXPECT_EQ(poller.wait(now(), now(), keys), 0u);
  send(first, {{kLoopback4, second.endpoint().port}, {}}, "x");
  EXPECT_EQ(poller.wait(now(), base::kNever, keys), 1u);
  EXPECT_EQ(keys[0], 8u);
  receive(second, 1);
  EXPECT_EQ(poller.wait(now(), now(), keys), 0u);
}

TEST(Poller, AWakeFromAnotherThreadEndsTheWaitAndIsNotLost) {
  Poller poller = Poller::open().value();
  uint32_t keys[4] = {};
  std::thread other([&] { poller.wake(); });
  EXPECT_EQ(poller.wait(now(), base::kNever, keys), 0u);
  other.join();
  poller.wake();
  poller.wake();
  EXPECT_EQ(poller.wait(now(), base::kNever, keys), 0u);
}

TEST(Poller, SleepsUntilItsDeadlineAndNotLess) {
  Poller poller = Poller::open().value();
  uint32_t keys[1] = {};
  const base::Instant start = now();
  const base::Instant deadline = start + std::chrono::microseconds(1500);
  EXPECT_EQ(poller.wait(start, deadline, keys), 0u);
  EXPECT_GE(now(), deadline);
}

}  // namespace
}  // namespace net
