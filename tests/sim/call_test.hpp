// What the tests of whole calls share: a world from a seed, and expectations about who saw and
// heard what. At the end of each test no client may have found a fault in a stream nor been
// refused.
//
// PLENUM_SIM_SEED=N plays a test with another seed; a failing test prints the one it had.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "sim/report.hpp"
#include "sim/simulation.hpp"

namespace sim {

using namespace std::chrono_literals;

// Sanitizers make everything ten times slower: calls are shorter there.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
inline constexpr bool kSanitized =
    __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
inline constexpr bool kSanitized = false;
#endif
constexpr base::Duration at_length(base::Duration usual) { return kSanitized ? usual / 5 : usual; }

class CallTest : public ::testing::Test {
 protected:
  Simulation& begin(uint64_t usual_seed, const ServerSettings& settings = {}) {
    const char* wanted = std::getenv("PLENUM_SIM_SEED");
    seed_ = wanted ? std::strtoull(wanted, nullptr, 10) : usual_seed;
    world_ = std::make_unique<Simulation>(seed_, settings);
    return *world_;
  }

  void TearDown() override {
    for (size_t k = 0; world_ && k < world_->clients(); ++k) {
      EXPECT_THAT(world_->client(k).receiver().faults(), ::testing::IsEmpty());
      EXPECT_THAT(world_->client(k).refusals(), ::testing::IsEmpty());
    }
    if (HasFailure()) std::printf("seed %llu\n", static_cast<unsigned long long>(seed_));
  }

  // Runs for `duration`; captures of its last second may still be on their way, so that the window
  // ends before.
  Window watch(base::Duration duration) {
    const Window window{world_->now(), world_->now() + duration - 1s};
    world_->run(duration);
    return window;
  }

  static void expect_pictures(const Client& viewer, const Client& publisher, const Window& window,
                              double share, base::Duration longest_gap) {
    const PictureReport report = pictures(viewer, publisher, window);
    const std::string who = viewer.name() + " of " + publisher.name() + ": " + to_text(report);
    EXPECT_GT(report.captured, 0u) << who;
    EXPECT_GE(report.share(), share) << who;
    EXPECT_LE(report.longest_gap, longest_gap) << who;
  }
  static void expect_sound(const Client& listener, const Client& publisher, const Window& window,
                           double share) {
    const SoundReport report = sounds(listener, publisher, window);
    const std::string who = listener.name() + " of " + publisher.name() + ": " + to_text(report);
    EXPECT_GT(report.sent, 0u) << who;
    EXPECT_GE(report.share(), share) << who;
    EXPECT_EQ(report.unexplained, 0u) << who;
  }
  // A row of the table that ./dev sim quality shows.
  struct Row {
    const char* line;
    const char* must_hold;
  };
  template <typename... Values>
  void measured(const Row& row, const char* format, Values... values) const {
    std::printf("| %s | %s | ", row.line, row.must_hold);
    std::printf(format, values...);
    std::printf(" | %llu |\n", static_cast<unsigned long long>(seed_));
  }
  template <typename Visit>
  void each_pair(Visit visit) {
    for (size_t a = 0; a < world_->clients(); ++a)
      for (size_t b = 0; b < world_->clients(); ++b)
        if (a != b) visit(world_->client(a), world_->client(b));
  }
  uint64_t key_frame_requests() const {
    uint64_t sum = 0;
    for (size_t k = 0; k < world_->clients(); ++k)
      sum += world_->client(k).publisher().counters().key_frame_requests;
    return sum;
  }

  uint64_t seed_ = 0;
  std::unique_ptr<Simulation> world_;
};

}  // namespace sim
