// The same seed gives the same bytes at the same times.
#include "sim/call_test.hpp"

namespace sim {
namespace {

uint64_t digest_of_a_call(uint64_t seed) {
  Simulation world(seed, {.workers = 2, .peers_on_home = 1});
  const LinkConditions line{.delay = 20ms, .jitter = 10ms, .loss = 0.05, .reordering = 0.02};
  for (int k = 0; k < 4; ++k) world.add_client(line).join("besprechung");
  world.run(4s);
  world.client(1).leave();
  world.client(2).host().rebind();
  world.client(3).lose_signalling();
  world.run(4s);
  return world.digest();
}

TEST(Repeatable, TheSameSeedGivesTheSameBytes) {
  const uint64_t first = digest_of_a_call(42);
  EXPECT_EQ(digest_of_a_call(42), first);
  EXPECT_NE(digest_of_a_call(43), first);
}

TEST(Repeatable, ADatagramsBytesDoNotDecideItsFate) {
  Link a(7), b(7);
  a.conditions = b.conditions = {.delay = 5ms, .jitter = 5ms, .loss = 0.3, .reordering = 0.1};
  b.conditions.duplication = 0.5;  // one condition more does not turn the dice of the others
  base::Instant now{};
  for (int i = 0; i < 1000; ++i, now += 1ms) {
    const Fate one = a.carry(now, 100);
    const Fate other = b.carry(now, 100);
    ASSERT_EQ(one.count == 0, other.count == 0);
    if (one.count > 0) {
      ASSERT_EQ(one.arrivals[0].when, other.arrivals[0].when);
    }
  }
}

}  // namespace
}  // namespace sim
