#include "sfu/key_frame_request.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace sfu {
namespace {

using namespace std::chrono_literals;

base::Instant at(base::Duration since_start) { return base::Instant(1h + since_start); }

// When requests go out if somebody looks every millisecond.
std::vector<int64_t> sent(KeyFrameRequest& request, base::Duration from, base::Duration to) {
  std::vector<int64_t> times;
  for (base::Duration t = from; t <= to; t += 1ms)
    if (request.take_due(at(t))) times.push_back(base::to_ms(t));
  return times;
}

TEST(KeyFrameRequest, NothingIsSentUnasked) {
  KeyFrameRequest request;
  EXPECT_EQ(request.next_timeout(), base::kNever);
  EXPECT_FALSE(request.take_due(at(1s)));
}

TEST(KeyFrameRequest, TheFirstGoesOutAtOnce) {
  KeyFrameRequest request;
  request.want(at(0ms));
  EXPECT_EQ(request.next_timeout(), at(0ms));
  EXPECT_TRUE(request.take_due(at(0ms)));
  EXPECT_FALSE(request.take_due(at(0ms)));
}

TEST(KeyFrameRequest, IsRepeatedUntilAKeyFrameComesTwiceASecondAtMost) {
  KeyFrameRequest request;
  request.want(at(0ms));
  EXPECT_EQ(sent(request, 0ms, 2500ms), (std::vector<int64_t>{0, 200, 1000, 1200, 2000, 2200}));
  request.on_key_frame();
  EXPECT_EQ(sent(request, 2500ms, 9s), std::vector<int64_t>{});
}

TEST(KeyFrameRequest, ManyReceiversCostNoMoreThanOne) {
  KeyFrameRequest request;
  size_t count = 0;
  for (base::Duration t = 0ms; t < 10s; t += 5ms) {
    request.want(at(t));
    if (request.take_due(at(t))) ++count;
    // An eager encoder: each request is answered after 50 ms.
    if (base::to_ms(t) % 50 == 0) request.on_key_frame();
  }
  EXPECT_EQ(count, 20u);
}

TEST(KeyFrameRequest, AWishAfterAPauseIsServedAtOnceAgain) {
  KeyFrameRequest request;
  request.want(at(0ms));
  EXPECT_TRUE(request.take_due(at(0ms)));
  request.on_key_frame();
  request.want(at(5s));
  EXPECT_EQ(request.next_timeout(), at(5s));
}

}  // namespace
}  // namespace sfu
