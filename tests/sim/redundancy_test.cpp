// Sound on lines that lose some of it: what a receiver with redundant sound (RED, RFC 2198) still
// misses, and what one without. Each test prints what it measured.
#include <algorithm>
#include <set>

#include "sim/call_test.hpp"

namespace sim {
namespace {

class RedundantSound : public CallTest {
 protected:
  // Later than this after its capture a frame finds its place in the jitter buffer taken.
  static constexpr base::Duration kInTime = 120ms;

  Client& join(const LinkConditions& up, const LinkConditions& down, bool redundant,
               bool speaks = true) {
    ClientSettings settings;
    settings.sends.microphone = speaks;
    settings.sends.camera = false;
    settings.redundant_sound = redundant;
    Client& client = world_->add_client({}, settings);
    client.host().up.conditions = up;
    client.host().down.conditions = down;
    client.join("besprechung");
    return client;
  }

  // Share of the frames that neither came in time themselves nor as a copy.
  double concealed(const char* what, const Client& listener, const Client& speaker,
                   const Window& window) const {
    std::set<uint32_t> heard;
    for (const HeardSound& sound : listener.receiver().sounds_of(speaker.id()))
      if (sound.when - sound.stamp.captured <= kInTime) heard.insert(sound.stamp.number);
    const auto& captured = speaker.publisher().sounds();
    size_t sent = 0, missing = 0;
    for (uint32_t number = 0; number < captured.size(); ++number) {
      if (captured[number] < window.from || captured[number] >= window.to) continue;
      ++sent;
      missing += heard.contains(number) ? 0 : 1;
    }
    std::printf("measured, seed %llu: %s: %zu of %zu frames concealed\n",
                static_cast<unsigned long long>(seed_), what, missing, sent);
    return sent == 0 ? 1 : static_cast<double>(missing) / static_cast<double>(sent);
  }

  const LinkConditions good_{.delay = 20ms};
  const LinkConditions lossy_{.delay = 20ms, .loss = 0.1};
};

TEST_F(RedundantSound, OfTenPercentLostTowardsAReceiverWithItAtMostHalfIsConcealed) {
  begin(201);
  const Client& plain_speaker = join(good_, good_, /*redundant=*/false);
  const Client& speaker = join(good_, good_, /*redundant=*/true);
  const Client& without = join(good_, lossy_, /*redundant=*/false, /*speaks=*/false);
  const Client& with = join(good_, lossy_, /*redundant=*/true, /*speaks=*/false);
  world_->run(5s);
  const Window window = watch(at_length(60s));
  const double missed = concealed("without RED", without, speaker, window);
  EXPECT_GT(missed, 0.05);
  const double still = concealed("with RED", with, speaker, window);
  EXPECT_LE(still, missed / 2);
  measured({"10 % random loss of sound, 40 ms", "concealed with RED at most half of without"},
           "%.1f %% without, %.1f %% with", 100 * missed, 100 * still);
  // Whatever the publisher sends: the server makes the copies.
  EXPECT_LE(concealed("with RED, publisher without", with, plain_speaker, window), missed / 2);
}

TEST_F(RedundantSound, WhatIsLostOnTheWayFromAPublisherWithItIsRestoredForEverybody) {
  begin(202);
  const Client& plain_speaker = join(lossy_, good_, /*redundant=*/false);
  const Client& speaker = join(lossy_, good_, /*redundant=*/true);
  const Client& without = join(good_, good_, /*redundant=*/false, /*speaks=*/false);
  const Client& with = join(good_, good_, /*redundant=*/true, /*speaks=*/false);
  world_->run(5s);
  const Window window = watch(at_length(60s));
  const double missed = concealed("publisher without RED", without, plain_speaker, window);
  EXPECT_GT(missed, 0.05);
  EXPECT_LE(concealed("publisher with RED", without, speaker, window), missed / 2);
  EXPECT_LE(concealed("both with RED", with, speaker, window), missed / 2);
}

// Slots change hands all the time; what is copied is checked by every sound slot of the receivers.
TEST_F(RedundantSound, NobodyIsHeardInACopyWhoWasNotHeard) {
  begin(203, {.workers = 2, .peers_on_home = 8});
  constexpr size_t kPeople = 18;
  const LinkConditions line{.delay = 20ms, .jitter = 10ms, .loss = 0.05, .reordering = 0.02};
  for (size_t k = 0; k < kPeople; ++k) join(line, line, k % 3 != 0);
  world_->run(5s);
  base::SeededRandom dice(9);
  const int steps = kSanitized ? 30 : 150;
  for (int step = 0; step < steps; ++step, world_->run(100ms))
    world_->client(dice.below(kPeople)).publisher().set_level(dice.below(2) ? 20 : 127);
  size_t heard = 0;
  for (size_t k = 0; k < kPeople; ++k)
    heard += world_->client(k).receiver().voices(world_->now() - 1s, world_->now());
  EXPECT_GE(heard, kPeople * 11);
}

}  // namespace
}  // namespace sim
