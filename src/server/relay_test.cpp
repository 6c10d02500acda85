// The relay's sockets: workers, streams, what is slow and what is closed. What it answers is in
// relay_transports_test.cpp.
#include "server/test_relay.hpp"

namespace server {
namespace {

const base::Bytes kData = {0x40, 0, 0, 4, 'd', 'a', 't', 'a'};

// Several of each: whatever worker the kernel picks, the allocation is on the one of the name.
TEST_F(RelaySockets, AClientEndsUpOnTheWorkerOfItsUserName) {
  for (const Over over : {Over::kUdp, Over::kTcp, Over::kTls}) {
    for (const unsigned owner : {0u, 1u, 0u, 1u, 0u, 1u}) {
      SCOPED_TRACE(std::to_string(static_cast<int>(over)) + " " + std::to_string(owner));
      Caller client(*this, over, owner);
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
  Caller client(*this, Over::kUdp, 0);
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
  Caller client(*this, Over::kTcp, 0);
  client.introduce();
  for (const uint8_t byte : kData) client.write({&byte, 1});
  ASSERT_EQ(workers[0].delivered.size(), 1u);
}

TEST_F(RelaySockets, AStreamThatSaysNothingOrStopsWithinAMessageIsClosedWithinTenSeconds) {
  Caller silent(*this, Over::kTcp, 0), begun(*this, Over::kTcp, 0), known(*this, Over::kTcp, 0);
  begun.write(base::BytesView(kData).first(5));
  known.introduce();
  // The worst that the sweeps do: one has looked just before it was time.
  now += 7999ms;
  settle();
  EXPECT_FALSE(silent.is_closed() || begun.is_closed());
  now += 1s;
  settle();
  EXPECT_TRUE(silent.is_closed() && begun.is_closed());
  EXPECT_FALSE(known.is_closed());
}

TEST_F(RelaySockets, AStreamThatSpeaksSomethingElseIsClosedAtOnce) {
  Caller client(*this, Over::kTcp, 0);
  client.write(base::as_bytes("POST / HTTP/1.1\r\n"));
  EXPECT_TRUE(client.is_closed());
}

TEST_F(RelaySockets, AClosedStreamFreesItsPortEverywhere) {
  base::Endpoint relayed;
  {
    Caller client(*this, Over::kTcp, 1);
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
  Caller client(*this, Over::kTcp, 0);
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
