// A viewer whose reports are lies: every packet lost, key frames wanted without end, transport-wide
// feedback that makes no sense. It may harm itself; the others notice nothing.
#include "proto/rtcp/nack.hpp"
#include "proto/rtcp/pli.hpp"
#include "sim/call_test.hpp"

namespace sim {
namespace {

class LyingFeedback : public CallTest {
 protected:
  static constexpr ClientSettings kLooksOnly{
      .sends = {.microphone = false, .camera = false, .camera_rids = {}}, .view_height = 720};

  // One who is looked at, one who reports honestly, one who will not. 20 ms to each.
  void three_in_a_call(uint64_t seed) {
    Simulation& world = begin(seed);
    world.add_client({.delay = 20ms}).join("ratssaal");
    world.add_client({.delay = 20ms}, kLooksOnly).join("ratssaal");
    world.add_client({.delay = 20ms}, kLooksOnly).join("ratssaal");
    world.run(8s);
  }
  const Client& publisher() { return world_->client(0); }
  const Client& honest() { return world_->client(1); }
  Client& liar() { return world_->client(2); }

  // For ten seconds the liar says this to the server, every millisecond.
  template <typename Lie>
  Window while_lying(Lie lie) {
    const Window window{world_->now(), world_->now() + 9s};
    for (int ms = 0; ms < 10'000; ++ms, world_->run(1ms)) lie(ms);
    return window;
  }
  // All numbers in turn, in ten milliseconds more than two thousand of each slot.
  void call_everything_lost(int ms) {
    if (ms % 10 != 0) return;
    for (const uint32_t ssrc : liar().receiver().video_ssrcs()) {
      constexpr int kItems = 250;
      rtcp::Nack nack{.sender_ssrc = 1, .media_ssrc = ssrc, .items = {}};
      for (int k = 0; k < kItems; ++k)
        nack.items.push_back({static_cast<uint16_t>((ms / 10 * kItems + k) * 17), 0xFFFF});
      base::Bytes compound;
      nack.append(compound);
      liar().say_rtcp(compound);
    }
  }
  // Answers to NACKs, of which only the liar has any.
  uint64_t sent_again() const {
    return world_->server().worker(0).statistics().drops.of(sfu::PacketEvent::kSentAgain);
  }
  void expect_nobody_else_notices(const Window& window) {
    expect_pictures(honest(), publisher(), window, 0.999, 80ms);
    expect_sound(honest(), publisher(), window, 0.999);
  }
};

TEST_F(LyingFeedback, TwoThousandKeyFrameRequestsASecondReachThePublisherAsTwo) {
  three_in_a_call(41);
  const uint64_t before = publisher().publisher().counters().key_frame_requests;
  const Window window = while_lying([&](int) {
    base::Bytes compound;
    for (const uint32_t ssrc : liar().receiver().video_ssrcs())
      for (int twice = 0; twice < 2; ++twice)
        rtcp::Pli{.sender_ssrc = 1, .media_ssrc = ssrc}.append(compound);
    liar().say_rtcp(compound);
  });
  EXPECT_LE(publisher().publisher().counters().key_frame_requests - before, 2u * 10 + 1);
  expect_nobody_else_notices(window);
}

// A hundred times a second: whatever is kept is asked for again and again.
TEST_F(LyingFeedback, WhoCallsEverythingLostGetsNothingAgainWhereNothingIsLost) {
  three_in_a_call(42);
  const uint64_t before = sent_again();
  const uint64_t packets_before = liar().host().down.counters().sent;
  const Window window = while_lying([&](int ms) { call_everything_lost(ms); });
  const uint64_t packets = liar().host().down.counters().sent - packets_before;
  // A 256th of what is sent, twelve thousand bytes, and what was under way when they were used up.
  EXPECT_LE(sent_again() - before, packets / 256 + 12 + 20);
  expect_nobody_else_notices(window);
}

TEST_F(LyingFeedback, WhoCallsEverythingLostGetsAtMostOneAndAHalfTimesTheRealLoss) {
  three_in_a_call(45);
  liar().host().down.conditions.loss = 0.05;
  const LinkCounters before = liar().host().down.counters();
  const uint64_t again_before = sent_again();
  const Window window = while_lying([&](int ms) { call_everything_lost(ms); });
  const uint64_t lost = liar().host().down.counters().lost - before.lost;
  const auto again = static_cast<double>(sent_again() - again_before);
  EXPECT_GT(lost, 50u);
  EXPECT_LE(again, 1.5 * static_cast<double>(lost));
  EXPECT_GE(again, 0.7 * static_cast<double>(lost)) << "sound is not repaired, pictures are";
  expect_pictures(liar(), publisher(), window, 0.95, 500ms);
  expect_nobody_else_notices(window);
}

TEST_F(LyingFeedback, TransportFeedbackThatMakesNoSenseIsHarmless) {
  three_in_a_call(43);
  base::SeededRandom dice(7);
  const Window window = while_lying([&](int) {
    base::Bytes feedback = {0x8F, 205, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2};
    for (int k = 0; k < 2; ++k) feedback.push_back(static_cast<uint8_t>(dice.u32()));  // first
    feedback.insert(feedback.end(), {0xFF, 0xFF});                                     // of 65,535
    for (int k = 0; k < 4; ++k)
      feedback.push_back(static_cast<uint8_t>(dice.u32()));  // time, count
    // Runs of 8,191: reserved symbols, or packets that arrived without the deltas that say when.
    const uint8_t symbols = dice.below(2) == 0 ? 0x7F : 0x3F;
    while (feedback.size() < 20 + 16) feedback.insert(feedback.end(), {symbols, 0xFF});
    feedback[3] = static_cast<uint8_t>(feedback.size() / 4 - 1);
    liar().say_rtcp(feedback);
  });
  expect_nobody_else_notices(window);
  EXPECT_TRUE(liar().is_connected());
}

}  // namespace
}  // namespace sim
