#include "proto/srtp/replay_window.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/random.hpp"
#include "proto/srtp/packet_index.hpp"

namespace srtp {
namespace {

using Verdict = ReplayWindow::Verdict;

TEST(ReplayWindow, AgreesWithASetOverAMillionRandomSteps) {
  base::SeededRandom random(7);
  ReplayWindow window;
  std::set<uint64_t> seen;
  uint64_t newest = 0;
  for (int step = 0; step < 1'000'000; ++step) {
    const uint64_t spread = random.below(100) == 0 ? 5000 : 1400;
    const uint64_t base_index = newest > 1200 ? newest - 1200 : 0;
    const uint64_t index = base_index + random.below(spread);
    Verdict expected = Verdict::kFresh;
    if (!seen.empty() && newest >= ReplayWindow::kSize && index <= newest - ReplayWindow::kSize) {
      expected = Verdict::kTooOld;
    } else if (seen.contains(index)) {
      expected = Verdict::kSeen;
    }
    ASSERT_EQ(window.check(index), expected) << "step " << step << " index " << index;
    if (expected != Verdict::kFresh || random.below(4) == 0) continue;
    window.commit(index);
    seen.insert(index);
    newest = std::max(newest, index);
    while (*seen.begin() + 3 * ReplayWindow::kSize < newest) seen.erase(seen.begin());
  }
}

TEST(PacketIndex, FollowsAppendixAOfRfc3711) {
  // Reference: the text of section 3.3.1, for every pair of interest and ROC 0, 1 and the last.
  const auto reference = [](uint32_t roc, uint16_t newest, uint16_t sequence) -> int64_t {
    int64_t v = roc;
    if (newest < 32768) {
      if (sequence - newest > 32768) v = int64_t{roc} - 1;
    } else if (newest - 32768 > sequence) {
      v = int64_t{roc} + 1;
    }
    return v < 0 || v > 0xffffffff ? -1 : v * 65536 + sequence;
  };
  const uint16_t points[] = {0, 1, 100, 32766, 32767, 32768, 32769, 65435, 65534, 65535};
  for (uint32_t roc : {0u, 1u, 0xffffffffu}) {
    for (uint16_t newest : points) {
      for (uint16_t sequence : points) {
        ReplayWindow window;
        window.commit(uint64_t{roc} << 16 | newest);
        const auto index = guess_packet_index(window, sequence);
        EXPECT_EQ(index ? static_cast<int64_t>(*index) : -1, reference(roc, newest, sequence))
            << roc << " " << newest << " " << sequence;
      }
    }
  }
}

}  // namespace
}  // namespace srtp
