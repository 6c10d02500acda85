#include "sfu/congestion/loss_model.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace sfu::congestion {
namespace {

using namespace std::chrono_literals;

struct Line {
  // Packets of 1,250 bytes at `bps` for this long, each lost with `loss`.
  void send(double bps, base::Duration duration, double loss) {
    const auto apart = base::Duration(static_cast<int64_t>(1250 * 8e6 / bps));
    for (const base::Instant end = now + duration; now < end; now += apart) {
      const bool lost = random.u32() / 4294967296.0 < loss;
      model.on_packet({.sent = now, .size = 1250, .received = !lost});
      model.on_feedback(now);
    }
  }
  LossModel model;
  base::SeededRandom random{3};
  base::Instant now{1h};
};

TEST(LossModel, ALineWithoutLossHasNoLimit) {
  Line line;
  line.send(2e6, 10s, 0);
  EXPECT_EQ(line.model.limit_bps(), std::nullopt);
  EXPECT_EQ(line.model.loss(), 0);
}

TEST(LossModel, LossThatIsTheSameAtEveryRateIsInherent) {
  for (const double loss : {0.03, 0.05, 0.1}) {
    Line line;
    for (int k = 0; k < 5; ++k) {
      line.send(1e6, 2s, loss);
      line.send(3e6, 2s, loss);
    }
    EXPECT_EQ(line.model.limit_bps(), std::nullopt) << loss;
    EXPECT_NEAR(line.model.loss(), loss, 0.03);
  }
}

TEST(LossModel, LossThatComesWithTheRateIsALimit) {
  Line line;  // a policer at 2 Mbit/s
  line.send(1.8e6, 4s, 0);
  line.send(3e6, 2s, 1.0 / 3);
  ASSERT_TRUE(line.model.limit_bps());
  EXPECT_NEAR(*line.model.limit_bps(), 2e6, 0.35e6);
}

TEST(LossModel, ALimitIsFeltUpwardsWhenTheLossHasGone) {
  Line line;
  line.send(3e6, 4s, 0.5);
  ASSERT_TRUE(line.model.limit_bps());
  line.send(1e6, 20s, 0);
  EXPECT_TRUE(!line.model.limit_bps() || *line.model.limit_bps() > 2e6);
}

TEST(LossModel, ALineThatWasAwaySaysNothingOfItsRate) {
  Line line;
  line.send(2e6, 5s, 0);
  line.send(2e6, 3s, 1);
  line.send(2e6, 2s, 0);
  EXPECT_EQ(line.model.limit_bps(), std::nullopt);
  EXPECT_EQ(line.model.loss(), 0);
}

}  // namespace
}  // namespace sfu::congestion
