// Who is heard in a room with more microphones than sound slots.
#include "sim/call_test.hpp"

namespace sim {
namespace {

constexpr uint8_t kSilent = 127;
constexpr uint8_t kLoud = 20;
constexpr size_t kSoundSlots = 12;

class Speakers : public CallTest {
 protected:
  void forty_microphones(uint64_t seed, const LinkConditions& line,
                         const ServerSettings& settings = {}) {
    Simulation& world = begin(seed, settings);
    ClientSettings listening;
    listening.sends.camera = false;
    for (size_t k = 0; k < kPeople; ++k) {
      Client& client = world.add_client(line, listening);
      client.publisher().set_level(kSilent);
      client.join("versammlung");
    }
    world.run(3s);
  }
  // The first sound packet that `speaker` sends from now on.
  static uint32_t next_sound(const Client& speaker) {
    return static_cast<uint32_t>(speaker.publisher().sounds().size());
  }
  static bool heard(const Client& listener, const Client& speaker, uint32_t number) {
    return std::ranges::any_of(listener.receiver().sounds_of(speaker.id()),
                               [&](const HeardSound& s) { return s.stamp.number == number; });
  }

  static constexpr size_t kPeople = kSanitized ? 20 : 40;
};

TEST_F(Speakers, TheFirstLoudPacketOfANewSpeakerIsHeardByAllOthers) {
  forty_microphones(41, {.delay = 20ms});
  Simulation& world = *world_;
  for (size_t turn = 0; turn < 15; ++turn) {
    Client& speaker = world.client((turn * 7 + 3) % kPeople);
    speaker.publisher().set_level(kLoud);
    const uint32_t first = next_sound(speaker);
    world.run(800ms);
    for (size_t k = 0; k < kPeople; ++k) {
      if (&world.client(k) == &speaker) continue;
      EXPECT_TRUE(heard(world.client(k), speaker, first)) << k << " in turn " << turn;
      EXPECT_TRUE(heard(world.client(k), speaker, first + 20)) << k << " in turn " << turn;
    }
    // Everybody sees who speaks.
    ASSERT_FALSE(world.client(0).speakers().people.empty());
    EXPECT_EQ(world.client(0).speakers().people[0], speaker.person());
    speaker.publisher().set_level(kSilent);
    world.run(700ms);
  }
}

TEST_F(Speakers, NobodyHearsMoreThanThereAreSlots) {
  forty_microphones(42, {.delay = 20ms, .jitter = 5ms}, {.workers = 2, .peers_on_home = 10});
  Simulation& world = *world_;
  base::SeededRandom dice(7);
  std::vector<uint64_t> before(kPeople);
  for (size_t k = 0; k < kPeople; ++k) before[k] = world.client(k).receiver().counters().packets;
  constexpr int kSteps = 50;
  for (int step = 0; step < kSteps; ++step, world.run(100ms))
    world.client(dice.below(kPeople)).publisher().set_level(dice.below(2) ? kLoud : kSilent);
  for (size_t k = 0; k < kPeople; ++k) {
    // Fifty packets a second and slot, and a little for those on their way at both ends.
    const uint64_t heard = world.client(k).receiver().counters().packets - before[k];
    EXPECT_LE(heard, kSoundSlots * (kSteps * 5 + 2));
    EXPECT_GE(heard, kSoundSlots * (kSteps * 5 - 10));
  }
}

}  // namespace
}  // namespace sim
