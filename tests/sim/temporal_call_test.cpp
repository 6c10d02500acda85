// A line that becomes too narrow for the smallest picture: fewer frames, not a still picture.
#include "sim/call_test.hpp"

namespace sim {
namespace {

class TemporalCall : public CallTest {
 protected:
  struct Seen {
    double frames_per_second = 0;
    base::Duration longest_gap{};
  };
  Seen watch_frames(base::Duration duration) {
    const Window window{world_->now(), world_->now() + duration};
    world_->run(duration);
    Seen seen;
    size_t count = 0;
    base::Instant last = window.from;
    for (const DecodedPicture& picture :
         world_->client(1).receiver().pictures_of(world_->client(0).id())) {
      if (picture.when < window.from) continue;
      seen.longest_gap = std::max(seen.longest_gap, picture.when - last);
      last = picture.when;
      ++count;
    }
    seen.frames_per_second =
        static_cast<double>(count) / std::chrono::duration<double>(duration).count();
    return seen;
  }
};

TEST_F(TemporalCall, ALineThatCollapsesBelowTheSmallestPictureCostsFramesAndDoesNotFreezeIt) {
  Simulation& world = begin(111);
  Client& publisher = world.add_client(
      {.delay = 10ms}, {.sends = {.microphone = true, .camera = true, .camera_rids = {"q"}}});
  publisher.join("besprechung");
  publisher.look_at({});
  // Sound takes 50 kbit/s with its headers, the picture 160, or 100 with every second frame.
  constexpr uint64_t kEnough = 500'000, kTooLittle = 190'000;
  Client& viewer = world.add_client(
      {.delay = 25ms, .bits_per_second = kEnough, .queue_bytes = kEnough / 16},
      {.sends = {.microphone = false, .camera = false, .camera_rids = {}}, .view_height = 180});
  viewer.host().up.conditions.bits_per_second = 0;
  viewer.join("besprechung");
  world.run(10s);
  const Seen before = watch_frames(10s);
  LinkConditions& line = viewer.host().down.conditions;
  line.bits_per_second = kTooLittle;
  line.queue_bytes = kTooLittle / 16;
  const Seen collapse = watch_frames(5s);
  const Seen low = watch_frames(20s);
  line.bits_per_second = kEnough;
  line.queue_bytes = kEnough / 16;
  world.run(15s);
  const Seen after = watch_frames(10s);
  const auto ms = [](base::Duration d) { return static_cast<double>(d.count()) / 1000; };
  std::printf(
      "measured, seed %llu: %.1f frames a second; %.1f in the 5 s after the collapse with %.0f ms "
      "at most between two, then %.1f with %.0f ms; %.1f afterwards\n",
      static_cast<unsigned long long>(seed_), before.frames_per_second, collapse.frames_per_second,
      ms(collapse.longest_gap), low.frames_per_second, ms(low.longest_gap),
      after.frames_per_second);
  EXPECT_GE(before.frames_per_second, 29);
  EXPECT_LE(low.frames_per_second, 22);
  EXPECT_GE(low.frames_per_second, 14);
  EXPECT_LE(collapse.longest_gap, 600ms) << "what stood in the queue of the line";
  EXPECT_LE(low.longest_gap, 200ms);
  EXPECT_GE(after.frames_per_second, 25);
}

}  // namespace
}  // namespace sim
