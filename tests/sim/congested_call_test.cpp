// Calls on lines that are too narrow, lose much, or go away: what the viewer still sees and hears,
// how well the line is used, and how long its queue is. The publishers' own lines are wide, so that
// what is measured is congestion control towards the viewer. Each test prints what it measured as a
// row of the table that ./dev sim quality shows.
#include "sim/call_test.hpp"

namespace sim {
namespace {

constexpr uint64_t kMbit = 1'000'000;

// A queue of 500 ms, as home routers have.
LinkConditions line_of(uint64_t bps, base::Duration delay = 25ms) {
  return {.delay = delay, .bits_per_second = bps, .queue_bytes = bps / 16};
}

// Gilbert-Elliott with a mean burst of three.
BurstLoss bursts(double loss) {
  return {.begin = loss / 3 / (1 - loss), .end = 1.0 / 3, .loss = 1};
}

struct Use {
  double bps = 0;
  base::Duration queue_p95{};
};

class CongestedCall : public CallTest {
 protected:
  // `publishers` with camera and microphone, who look at nothing, and viewers on these lines.
  void call(uint64_t seed, size_t publishers, const std::vector<LinkConditions>& viewers) {
    Simulation& world = begin(seed);
    for (size_t k = 0; k < publishers; ++k) {
      Client& client = world.add_client({.delay = 10ms});
      client.join("besprechung");
      client.look_at({});
    }
    for (const LinkConditions& line : viewers) {
      Client& client = world.add_client(
          line,
          {.sends = {.microphone = false, .camera = false, .camera_rids = {}}, .view_height = 720});
      client.host().up.conditions.bits_per_second = 0;
      client.join("besprechung");
    }
    publishers_ = publishers;
    world.run(2s);
  }
  Client& viewer(size_t k = 0) { return world_->client(publishers_ + k); }
  const Client& publisher(size_t k) { return world_->client(k); }

  // Runs, and says how the lines of all viewers were used meanwhile.
  std::vector<Use> use(base::Duration duration, const Link* queue_of = nullptr) {
    const size_t viewers = world_->clients() - publishers_;
    std::vector<uint64_t> before;
    std::vector<std::vector<base::Duration>> queues(viewers);
    for (size_t k = 0; k < viewers; ++k) before.push_back(viewer(k).host().bytes_received());
    constexpr base::Duration kStep = 20ms;
    for (base::Duration gone{}; gone < duration; gone += kStep) {
      world_->run(kStep);
      for (size_t k = 0; k < viewers; ++k)
        queues[k].push_back((queue_of ? *queue_of : viewer(k).host().down).queue(world_->now()));
    }
    std::vector<Use> result;
    for (size_t k = 0; k < viewers; ++k) {
      std::ranges::sort(queues[k]);
      const auto bytes = static_cast<double>(viewer(k).host().bytes_received() - before[k]);
      result.push_back({bytes * 8e6 / static_cast<double>(duration.count()),
                        queues[k][queues[k].size() * 95 / 100]});
    }
    return result;
  }

  // Share of the time in which a picture stood for more than 200 ms.
  static double frozen(const Client& viewer, const Client& publisher, const Window& window) {
    base::Duration sum{};
    base::Instant last = window.from;
    const auto step = [&](base::Instant when) {
      if (when - last > 200ms) sum += when - last;
      last = when;
    };
    for (const DecodedPicture& picture : viewer.receiver().pictures_of(publisher.id()))
      if (picture.when >= window.from && picture.when < window.to) step(picture.when);
    step(window.to);
    return std::chrono::duration<double>(sum) / (window.to - window.from);
  }
  // Gaps of more than 200 ms, per minute.
  static double sound_gaps(const Client& viewer, const Client& publisher, const Window& window) {
    size_t gaps = 0;
    base::Instant last = window.from;
    for (const HeardSound& sound : viewer.receiver().sounds_of(publisher.id())) {
      if (sound.when < window.from || sound.when >= window.to) continue;
      if (sound.when - last > 200ms) ++gaps;
      last = sound.when;
    }
    if (window.to - last > 200ms) ++gaps;
    return static_cast<double>(gaps) /
           std::chrono::duration<double, std::ratio<60>>(window.to - window.from).count();
  }
  static double share_of_layer(const Client& viewer, const Client& publisher, uint8_t layer,
                               const Window& window) {
    size_t all = 0, of_layer = 0;
    for (const DecodedPicture& picture : viewer.receiver().pictures_of(publisher.id())) {
      if (picture.when < window.from || picture.when >= window.to) continue;
      ++all;
      of_layer += picture.stamp.layer == layer ? 1 : 0;
    }
    return all == 0 ? 0 : static_cast<double>(of_layer) / static_cast<double>(all);
  }

  // Two viewers behind one line of 4 Mbit/s. In ten seconds their shares say little.
  std::vector<Use> shared(uint64_t seed) {
    call(seed, 4, {line_of(4 * kMbit), line_of(4 * kMbit)});
    viewer(1).host().share_down(viewer(0).host());
    world_->run(20s);
    return use(40s, &viewer(0).host().down);
  }

  struct Repaired {
    double frozen, pictures, sound_gaps, top_layer;
  };
  // A minute on a wide line that loses this much of what goes to the viewer.
  Repaired repaired(uint64_t seed, double loss, const Row& row) {
    call(seed, 2, {{.delay = 40ms, .burst_loss = bursts(loss)}});
    viewer().host().up.conditions = {.delay = 40ms};
    world_->run(8s);
    const Window window{world_->now(), world_->now() + at_length(60s)};
    const Use seen = use(at_length(60s))[0];
    const Repaired result{
        .frozen = frozen(viewer(), publisher(0), window),
        .pictures = pictures(viewer(), publisher(0), {window.from, window.to - 1s}).share(),
        .sound_gaps = sound_gaps(viewer(), publisher(0), window),
        .top_layer = share_of_layer(viewer(), publisher(0), 2, window)};
    measured(row, "frozen %.2f %%, %.2f %% of the pictures, %.1f sound gaps a minute, %.2f Mbit/s",
             100 * result.frozen, 100 * result.pictures, result.sound_gaps, seen.bps / 1e6);
    return result;
  }

  static double ms(base::Duration d) { return static_cast<double>(d.count()) / 1000; }

  size_t publishers_ = 0;
};

TEST_F(CongestedCall, ASteadyLineOf2MbitIsUsed) {
  call(101, 3, {line_of(2 * kMbit)});
  world_->run(18s);
  const Use seen = use(at_length(30s))[0];
  measured({"steady, 2 Mbit/s, three videos wanted", "80 % used, queue p95 at most 150 ms"},
           "%.2f Mbit/s, queue p95 %.0f ms", seen.bps / 1e6, ms(seen.queue_p95));
  EXPECT_GE(seen.bps, 0.8 * 2 * kMbit);
  EXPECT_LE(seen.queue_p95, 150ms);
}

TEST_F(CongestedCall, ALineThatCollapsesFrom5To1MbitIsFollowedDownAndUp) {
  call(102, 4, {line_of(5 * kMbit)});
  world_->run(20s);
  const Use high = use(10s)[0];
  LinkConditions& line = viewer().host().down.conditions;
  line.bits_per_second = 1 * kMbit;
  line.queue_bytes = kMbit / 16;
  world_->run(5s);
  const Use low = use(55s)[0];
  line.bits_per_second = 5 * kMbit;
  line.queue_bytes = 5 * kMbit / 16;
  world_->run(15s);
  const Use again = use(10s)[0];
  measured({"5, for a minute 1, 5 Mbit/s", "queue p95 at most 300 ms, 70 % used 25 s later"},
           "%.2f Mbit/s, then %.2f with a queue p95 of %.0f ms, then %.2f", high.bps / 1e6,
           low.bps / 1e6, ms(low.queue_p95), again.bps / 1e6);
  EXPECT_LE(low.queue_p95, 300ms);
  EXPECT_GE(low.bps, 0.5 * kMbit);
  EXPECT_GE(again.bps, 0.7 * 5 * kMbit);
}

TEST_F(CongestedCall, ASlowReceiverCostsAFastOneNothing) {
  call(103, 1, {line_of(300'000), line_of(20 * kMbit)});
  world_->run(8s);
  const Window window{world_->now(), world_->now() + at_length(30s)};
  const auto seen = use(at_length(30s));
  const double top = share_of_layer(viewer(1), publisher(0), 2, window);
  const double still = frozen(viewer(0), publisher(0), window);
  const double gaps = sound_gaps(viewer(0), publisher(0), window);
  measured({"0.3 Mbit/s beside 20 Mbit/s", "fast: always the top layer; slow: sound without gaps"},
           "fast: %.1f %% in the top layer; slow: %.0f kbit/s, queue p95 %.0f ms, frozen %.1f %%, "
           "%.1f sound gaps a minute",
           100 * top, seen[0].bps / 1e3, ms(seen[0].queue_p95), 100 * still, gaps);
  EXPECT_EQ(top, 1);
  EXPECT_LE(frozen(viewer(1), publisher(0), window), 0.001);
  EXPECT_EQ(gaps, 0);
  EXPECT_LE(still, 0.05);
}

// The beginning counts: before the first feedback everything is sent.
TEST_F(CongestedCall, TwoWhoTalkAreHeardInTimeOnALineOf350KbitFromTheBeginning) {
  call(109, 2, {line_of(350'000), line_of(350'000)});
  const Window window{world_->now(), world_->now() + at_length(40s)};
  const auto seen = use(at_length(40s));
  const base::Duration worst = std::max(seen[0].queue_p95, seen[1].queue_p95);
  double gaps = 0;
  for (size_t k = 0; k < 2; ++k)
    for (size_t of = 0; of < 2; ++of)
      gaps = std::max(gaps, sound_gaps(viewer(k), publisher(of), window));
  measured({"0.35 Mbit/s, two who talk, from the first second", "queue p95 at most 150 ms"},
           "%.0f and %.0f kbit/s, queue p95 %.0f ms, %.1f sound gaps a minute", seen[0].bps / 1e3,
           seen[1].bps / 1e3, ms(worst), gaps);
  EXPECT_LE(worst, 150ms);
  EXPECT_EQ(gaps, 0);
}

// A download in the same house fills the queue, and stays: it is not ours to drain.
TEST_F(CongestedCall, AQueueThatOthersFillStopsNoPictures) {
  call(110, 2, {line_of(4 * kMbit)});
  world_->run(10s);
  viewer().host().down.conditions.delay += 250ms;
  world_->run(2s);
  const Window window{world_->now(), world_->now() + at_length(25s)};
  const Use seen = use(at_length(25s))[0];
  const double still = frozen(viewer(), publisher(0), window);
  measured({"4 Mbit/s with 250 ms of others' queue", "pictures frozen at most 2 %"},
           "frozen %.2f %%, %.2f Mbit/s, %.1f sound gaps a minute", 100 * still, seen.bps / 1e6,
           sound_gaps(viewer(), publisher(0), window));
  EXPECT_LE(still, 0.02);
  EXPECT_EQ(sound_gaps(viewer(), publisher(0), window), 0);
}

TEST_F(CongestedCall, TwoReceiversBehindOneLineShareIt) {
  const auto seen = shared(104);
  measured({"two viewers behind 4 Mbit/s", "35 % for each"},
           "%.2f and %.2f Mbit/s, queue p95 %.0f ms", seen[0].bps / 1e6, seen[1].bps / 1e6,
           ms(seen[0].queue_p95));
  EXPECT_GE(seen[0].bps, 0.35 * 4 * kMbit);
  EXPECT_GE(seen[1].bps, 0.35 * 4 * kMbit);
}

// 80 ms to the viewer and back.
TEST_F(CongestedCall, FivePercentLossInBurstsIsRepaired) {
  const Repaired seen = repaired(
      105, 0.05,
      {"5 % loss in bursts of three, 80 ms", "frozen at most 2 %, one sound gap a minute"});
  EXPECT_LE(seen.frozen, 0.02);
  EXPECT_LE(seen.sound_gaps, 1);
  EXPECT_GE(seen.pictures, 0.99);
  EXPECT_GE(seen.top_layer, 0.9);
}

TEST_F(CongestedCall, TenPercentLossInBurstsIsRepaired) {
  const Repaired seen = repaired(
      108, 0.1,
      {"10 % loss in bursts of three, 80 ms", "frozen at most 10 %, five sound gaps a minute"});
  EXPECT_LE(seen.frozen, 0.1);
  EXPECT_LE(seen.sound_gaps, 5);
  EXPECT_GE(seen.pictures, 0.98);
}

TEST_F(CongestedCall, AfterABlackoutOf3SecondsPictureAndSoundAreBackWithin2) {
  call(106, 3, {line_of(5 * kMbit)});
  world_->run(15s);
  Host& host = viewer().host();
  host.up.conditions.blackout = host.down.conditions.blackout = true;
  world_->run(3s);
  host.up.conditions.blackout = host.down.conditions.blackout = false;
  const base::Instant back = world_->now();
  world_->run(10s);
  base::Duration worst{};
  for (size_t k = 0; k < 3; ++k) {
    const auto first = [&](const auto& list) {
      const auto found =
          std::ranges::find_if(list, [&](const auto& one) { return one.when > back; });
      return found == list.end() ? base::Duration::max() : found->when - back;
    };
    worst = std::max({worst, first(viewer().receiver().pictures_of(publisher(k).id())),
                      first(viewer().receiver().sounds_of(publisher(k).id()))});
  }
  measured({"blackout of 3 s", "picture and sound at most 2 s later"}, "%.0f ms", ms(worst));
  EXPECT_LE(worst, 2s);
}

TEST_F(CongestedCall, ASatelliteLineWith3PercentLossIsUsed) {
  LinkConditions line = line_of(5 * kMbit, 290ms);
  line.loss = 0.03;
  call(107, 4, {line});
  viewer().host().up.conditions = {.delay = 290ms};
  world_->run(60s);
  const Window window{world_->now(), world_->now() + at_length(30s)};
  const Use seen = use(at_length(30s))[0];
  measured({"satellite, 5 Mbit/s, 600 ms, 3 % loss", "50 % used after a minute"},
           "%.2f Mbit/s, queue p95 %.0f ms, frozen %.1f %%", seen.bps / 1e6, ms(seen.queue_p95),
           100 * frozen(viewer(), publisher(0), window));
  EXPECT_GE(seen.bps, 0.5 * 5 * kMbit);
}

// With these seeds one of the two had less than 35 % as long as both waited equally long after a
// fall (Egress::hold_after_fall).
class UnevenShares : public CongestedCall, public ::testing::WithParamInterface<uint64_t> {};

TEST_P(UnevenShares, TheOneWhoHasLessCatchesUp) {
  const auto seen = shared(GetParam());
  EXPECT_GE(std::min(seen[0].bps, seen[1].bps), 0.35 * 4 * kMbit);
}

INSTANTIATE_TEST_SUITE_P(Seed, UnevenShares, ::testing::Values(1, 2, 14, 36, 40, 59, 97));

}  // namespace
}  // namespace sim
