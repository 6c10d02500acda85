// Calls of three on lines of different quality: what is seen, heard, repaired and asked for.
#include "sim/call_test.hpp"

namespace sim {
namespace {

class LossyCall : public CallTest {
 protected:
  // Three in one room, connected and settled.
  void three_on(const LinkConditions& line, uint64_t seed, const ServerSettings& settings = {}) {
    Simulation& world = begin(seed, settings);
    for (int k = 0; k < 3; ++k) world.add_client(line).join("besprechung");
    world.run(4s);
    for (size_t k = 0; k < world.clients(); ++k) ASSERT_TRUE(world.client(k).is_connected());
  }
};

TEST_F(LossyCall, OnACleanLineEverybodySeesAndHearsEverybody) {
  three_on({.delay = 20ms}, 1);
  const uint64_t requested = key_frame_requests();
  const Window window = watch(at_length(30s));
  each_pair([&](const Client& a, const Client& b) {
    expect_pictures(a, b, window, 0.999, 50ms);
    expect_sound(a, b, window, 0.999);
    EXPECT_EQ(a.receiver().counters().key_frame_requests, 0u);
    EXPECT_EQ(a.receiver().counters().nacked, 0u);
  });
  EXPECT_EQ(key_frame_requests(), requested);
}

TEST_F(LossyCall, SenderReportsOfASlotLieOnOneLineAndSoundAndPictureGoTogether) {
  three_on({.delay = 20ms, .jitter = 10ms, .loss = 0.01}, 2);
  watch(at_length(30s));
  for (size_t k = 0; k < world_->clients(); ++k) {
    EXPECT_LE(world_->client(k).receiver().counters().worst_report, 5ms);
    // Sound may be placed up to 10 ms off, pictures up to 5 (sfu/source_clock.hpp).
    EXPECT_LE(world_->client(k).receiver().counters().worst_lip_sync, 20ms);
  }
}

// 50 ms round trip, 5 % in each direction: every packet passes two such lines.
TEST_F(LossyCall, At5PercentLossFramesArriveCompleteAndWithoutStalls) {
  three_on({.delay = 12'500us, .loss = 0.05}, 3);
  const Window window = watch(at_length(60s));
  each_pair([&](const Client& a, const Client& b) {
    expect_pictures(a, b, window, 0.99, 500ms);
    expect_sound(a, b, window, 0.85);
  });
}

TEST_F(LossyCall, At5PercentLossOn50MsEachWayFramesArriveCompleteAndWithoutStalls) {
  three_on({.delay = 25ms, .loss = 0.05}, 4);
  const Window window = watch(at_length(60s));
  each_pair([&](const Client& a, const Client& b) {
    expect_pictures(a, b, window, 0.99, 500ms);
    expect_sound(a, b, window, 0.85);
  });
}

TEST_F(LossyCall, At1PercentLossRetransmissionsRepairAndNoKeyFrameIsAskedFor) {
  three_on({.delay = 12'500us, .loss = 0.01}, 5);
  const uint64_t requested = key_frame_requests();
  const Window window = watch(at_length(60s));
  uint64_t repairs = 0;
  each_pair([&](const Client& a, const Client& b) {
    expect_pictures(a, b, window, 0.999, 250ms);
    expect_sound(a, b, window, 0.97);
  });
  for (size_t k = 0; k < world_->clients(); ++k) {
    repairs += world_->client(k).receiver().counters().repairs;
    EXPECT_EQ(world_->client(k).receiver().counters().key_frame_requests, 0u);
  }
  EXPECT_GT(repairs, 0u);
  EXPECT_EQ(key_frame_requests(), requested);
}

TEST_F(LossyCall, BurstsReorderingDuplicatesAndDamageAreRepaired) {
  three_on({.delay = 15ms,
            .jitter = 20ms,
            .burst_loss = BurstLoss{.begin = 0.005, .end = 0.3, .loss = 0.8},
            .reordering = 0.02,
            .duplication = 0.01,
            .corruption = 0.005},
           6);
  const Window window = watch(at_length(60s));
  each_pair([&](const Client& a, const Client& b) {
    expect_pictures(a, b, window, 0.99, 700ms);
    expect_sound(a, b, window, 0.9);
  });
}

TEST_F(LossyCall, ASecondOfSilenceOnTheLineIsMadeGoodWithinASecond) {
  three_on({.delay = 20ms}, 7);
  Client& cut = world_->client(0);
  cut.host().up.conditions.blackout = cut.host().down.conditions.blackout = true;
  world_->run(1s);
  cut.host().up.conditions.blackout = cut.host().down.conditions.blackout = false;
  world_->run(1s);
  const Window window = watch(at_length(20s));
  each_pair([&](const Client& a, const Client& b) { expect_pictures(a, b, window, 0.99, 400ms); });
}

TEST_F(LossyCall, ARoomOnTwoWorkersIsNoWorse) {
  three_on({.delay = 12'500us, .loss = 0.05}, 8, {.workers = 2, .peers_on_home = 1});
  world_->add_client({.delay = 12'500us, .loss = 0.05}).join("besprechung");
  world_->run(4s);
  const SimulatedServer& server = world_->server();
  EXPECT_EQ(server.worker(0).peer_count() + server.worker(1).peer_count(), 4u);
  EXPECT_GT(server.worker(0).peer_count(), 0u);
  EXPECT_GT(server.worker(1).peer_count(), 0u);
  const Window window = watch(at_length(60s));
  each_pair([&](const Client& a, const Client& b) {
    expect_pictures(a, b, window, 0.99, 500ms);
    expect_sound(a, b, window, 0.85);
  });
  // Datagrams came to the wrong worker, too.
  EXPECT_GT(server.worker(0).statistics().datagrams_handed_over +
                server.worker(1).statistics().datagrams_handed_over,
            0u);
}

}  // namespace
}  // namespace sim
