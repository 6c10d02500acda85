// What nobody has verified gets no answer and does no harm.
#include "proto/ice/check.hpp"
#include "proto/rtp/demux.hpp"
#include "proto/stun/text_attributes.hpp"
#include "sim/call_test.hpp"

namespace sim {
namespace {

class Strangers : public CallTest {
 protected:
  // Two in a call; everything that the first has sent since it joined is captured.
  void two_in_a_call(uint64_t seed) {
    Simulation& world = begin(seed, {.workers = 2, .peers_on_home = 1});
    for (int k = 0; k < 2; ++k) world.add_client({.delay = 20ms}).join("ungestoert");
    world.network().tap_up([this](const Host& host, base::BytesView datagram) {
      if (&host == &world_->client(0).host() && captured_.size() < 3000)
        captured_.push_back(base::to_bytes(datagram));
    });
    world.run(4s);
    world.network().tap_up(nullptr);
    ASSERT_GT(captured_.size(), 500u);
  }
  const base::Bytes& some_capture() { return captured_[dice_.below(captured_.size())]; }
  // Not in the FINGERPRINT of a check: one that is damaged past recognition is as good as none, and
  // the rest is whole.
  base::Bytes damaged(base::Bytes datagram) {
    const size_t end = datagram.size() - (is_stun(datagram) ? kFingerprintSize : 0);
    datagram[dice_.below(end)] ^= static_cast<uint8_t>(1u << dice_.below(8));
    return datagram;
  }
  static bool is_stun(base::BytesView datagram) {
    return rtp::demultiplex(datagram) == rtp::Protocol::kStun;
  }
  void expect_undisturbed(const Window& window) {
    each_pair([&](const Client& a, const Client& b) {
      expect_pictures(a, b, window, 0.999, 50ms);
      expect_sound(a, b, window, 0.999);
      EXPECT_EQ(a.answers(), 1u);
    });
  }

  static constexpr size_t kFingerprintSize = 8;  // with the attribute's header

  std::vector<base::Bytes> captured_;
  base::SeededRandom dice_{99};
};

TEST_F(Strangers, GetNoByteWhateverTheySend) {
  two_in_a_call(31);
  Simulation& world = *world_;
  Host& stranger = world.network().add_host();
  const base::Instant from = world.now();
  stun::HmacKey wrong = stun::HmacKey::short_term("not the password of anybody");
  for (int ms = 0; ms < 5000; ++ms, world.run(1ms)) {
    const auto send = [&](const base::Bytes& datagram) {
      stranger.send(world.network().server(), datagram);
    };
    // 1. Noise of every length, with every first byte.
    base::Bytes noise(dice_.below(1500));
    dice_.fill(noise);
    if (!noise.empty()) noise[0] = static_cast<uint8_t>(ms);
    send(noise);
    // 2. A check with somebody's fragments and a wrong password.
    const base::Bytes* check = &some_capture();
    while (!is_stun(*check)) check = &some_capture();
    if (const auto username = stun::peek_username(*check)) {
      const ice::Check forged{.id = stun::TransactionId::random(dice_),
                              .priority = 100,
                              .tie_breaker = 1,
                              .nominate = ice::Nominate::kYes};
      send(ice::make_check(forged, std::string(*username), wrong));
    }
    // 3. What was captured, as it is and damaged. (A check that was captured whole proves that its
    // sender is on the path, whoever it is: those are left out.)
    const base::Bytes& capture = some_capture();
    if (!is_stun(capture)) send(capture);
    send(damaged(capture));
  }
  world.run(1s);
  EXPECT_EQ(stranger.bytes_received(), 0u);
  EXPECT_GT(stranger.up.counters().sent, 15'000u);
  expect_undisturbed({from, world.now() - 1s});
}

TEST_F(Strangers, WithTheAddressOfAPeerDoNotDisturbTheCall) {
  two_in_a_call(32);
  Simulation& world = *world_;
  Host& peer = world.client(0).host();
  const base::Instant from = world.now();
  for (int ms = 0; ms < 5000; ++ms, world.run(1ms)) {
    peer.send(world.network().server(), some_capture());
    peer.send(world.network().server(), damaged(some_capture()));
    base::Bytes noise(1 + dice_.below(200));
    dice_.fill(noise);
    peer.send(world.network().server(), noise);
  }
  world.run(1s);
  EXPECT_GT(world.server().drops(sfu::DropReason::kReplayed), 1000u);
  EXPECT_GT(world.server().drops(sfu::DropReason::kAuthentication), 1000u);
  expect_undisturbed({from, world.now() - 1s});
}

}  // namespace
}  // namespace sim
