// Which addresses are whose, and where a peer's media goes: the worker's table of flows with ICE.
#include <gtest/gtest.h>

#include "sfu/test_plane.hpp"
#include "sfu/worker.hpp"

namespace sfu {
namespace {

base::Bytes check_of(const PeerSetup& setup) {
  stun::HmacKey key = stun::HmacKey::short_term(setup.local_ice.pwd);
  return ice::make_check({}, setup.local_ice.ufrag + ":" + setup.remote_ice.ufrag, key);
}

TEST(WorkerPaths, AfterSomebodyHasLeftTheirDatagramsAreStrangers) {
  TestPlane plane(2);
  TestPeer& peer = plane.join(test_setup(1, 1, 1), 1, 0, 0);
  Speaker anna{.peer = peer, .person = 1};
  anna.sound();
  base::Bytes datagram = peer.take_outgoing().front();
  const base::Path path{peer.endpoint, TestPlane::kServer.address};
  plane.leave(peer);
  base::PacketBatch out;
  for (const auto& worker : plane.workers) {
    worker->receive(plane.now, path, datagram, out);
    EXPECT_EQ(worker->statistics().drops.of(DropReason::kUnverifiedPath), 1u);
  }
  EXPECT_TRUE(out.empty());
}

TEST(WorkerPaths, AClientThatFallsSilentLosesConsentAndItsFlows) {
  TestPlane plane(2);
  TestPeer& peer = plane.join(test_setup(1, 1, 1), 1, 0, 0);
  plane.run(40s);
  EXPECT_TRUE(plane.events<PeerEnded>().empty());  // its checks keep it alive
  plane.peers.front().arrives = 0;
  std::unique_ptr<TestPeer> unplugged = std::move(plane.peers.front().peer);
  plane.peers.clear();
  plane.run(40s);
  const auto ended = plane.events<PeerEnded>();
  ASSERT_EQ(ended.size(), 1u);
  EXPECT_EQ(ended[0].reason, PeerEnd::kConsentLost);
  plane.command(1, RemovePeer{peer.setup.peer});
  EXPECT_TRUE(plane.empty());
}

TEST(WorkerPaths, OffersThatRestartIceOneAfterTheOtherHarmNobody) {
  TestPlane plane(1);
  TestPeer& peer = plane.join(test_setup(1, 1, 1), 0, 0, 0);
  const auto check = [&](const PeerSetup& its_setup) {
    peer.send(check_of(its_setup));
    plane.settle();
  };
  PeerSetup setup = peer.setup;
  for (int offer = 0; offer < 4; ++offer) {
    setup.local_ice = ice::make_credentials(plane.random, 0);
    setup.remote_ice = ice::make_credentials(plane.random, 0);
    plane.command(0, UpdatePeer{setup});
  }
  check(peer.setup);  // of a restart that another one has replaced
  EXPECT_EQ(plane.dropped(DropReason::kStunRefused), 1u);
  check(setup);
  EXPECT_EQ(plane.dropped(DropReason::kStunRefused), 1u);
  plane.leave(peer);
  EXPECT_TRUE(plane.empty());
}

TEST(WorkerPaths, WhoChecksFromAnothersAddressHasItUntilThatOneChecksAgain) {
  for (const WorkerIndex other : {WorkerIndex{0}, WorkerIndex{1}}) {
    TestPlane plane(2);
    Speaker anna{.peer = plane.join(test_setup(1, 1, 1), 0, 0, 1), .person = 1};
    const TestPeer& mallory = plane.join(test_setup(2, 1, 1), other, 0, 1);
    plane.switch_on(anna.peer, 0);
    const auto routed = [&] { return plane.workers[0]->statistics().packets_routed; };
    anna.peer.send(check_of(mallory.setup));
    plane.settle();
    anna.sound();
    plane.settle();
    EXPECT_EQ(routed(), 0u);
    anna.peer.send(check_of(anna.peer.setup));
    plane.settle();
    anna.sound();
    plane.settle();
    EXPECT_EQ(routed(), 1u);
    plane.leave(mallory);
    anna.sound();
    plane.settle();
    EXPECT_EQ(routed(), 2u);
  }
}

// A client that checks from several ports and nominates none of them.
struct Undecided {
  explicit Undecided(TestPlane& its_plane)
      : plane(its_plane), peer(test_setup(2, 1, 1), 0, port(0), its_plane.random) {
    plane.command(0, AddPeer{peer.setup, 0});
  }
  static base::Endpoint port(uint16_t number) {
    return {base::IpAddress::v4(192, 0, 2, 77), static_cast<uint16_t>(7000 + number)};
  }
  void receive(uint16_t from, base::Bytes datagram) {
    plane.workers[0]->receive(plane.now, {port(from), TestPlane::kServer.address}, datagram, out);
  }
  void check(uint16_t from) {
    receive(from, check_of(peer.setup));
    out.clear();
  }
  void shake_hands(uint16_t from) {
    dtls::Transport dtls(client_identity().context, dtls::Role::kClient,
                         server_identity().context.fingerprint(), plane.now);
    for (int flight = 0; flight < 4; ++flight) {
      while (auto datagram = dtls.poll()) receive(from, std::move(*datagram));
      for (const auto& [path, bytes] : out) {
        EXPECT_EQ(path.remote, port(from));
        dtls.receive(plane.now, bytes);
      }
      out.clear();
    }
  }
  // Where a packet of `speaker` is sent on to.
  std::vector<base::Endpoint> reached(Speaker& speaker) {
    speaker.sound();
    for (base::Bytes& datagram : speaker.peer.take_outgoing())
      plane.workers[0]->receive(plane.now, {speaker.peer.endpoint, TestPlane::kServer.address},
                                datagram, out);
    std::vector<base::Endpoint> result;
    for (const auto& [path, bytes] : out) result.push_back(path.remote);
    out.clear();
    return result;
  }

  TestPlane& plane;
  TestPeer peer;
  base::PacketBatch out;
};

TEST(WorkerPaths, WithoutANominationMediaGoesToAPathThatIsVerifiedOrNowhere) {
  TestPlane plane(1);
  Speaker anna{.peer = plane.join(test_setup(1, 1, 1), 0, 0, 0), .person = 1};
  plane.switch_on(anna.peer, 0);
  Undecided ben(plane);
  ben.check(1);
  ben.shake_hands(1);
  EXPECT_EQ(ben.reached(anna), std::vector{Undecided::port(1)});
  // 1. Anything whose first byte says DTLS.
  ben.check(2);
  ben.receive(2, base::Bytes(60, 22));
  EXPECT_EQ(ben.reached(anna), std::vector{Undecided::port(1)});
  // 2. The first port falls silent, the second lives on.
  for (int k = 0; k < 7; ++k) {
    plane.run(5s);
    ben.check(2);
  }
  EXPECT_EQ(ben.reached(anna), std::vector{Undecided::port(2)});
  // 3. Both are silent.
  plane.run(40s);
  EXPECT_TRUE(ben.reached(anna).empty());
}

}  // namespace
}  // namespace sfu
