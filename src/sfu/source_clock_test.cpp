#include "sfu/source_clock.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/random.hpp"

namespace sfu {
namespace {

using namespace std::chrono_literals;

constexpr uint32_t kVideo = 90'000;
constexpr uint32_t kSound = 48'000;
base::Instant at(base::Duration since_start) { return base::Instant(1h + since_start); }
// Ticks of the line at an instant.
int64_t line(base::Duration since_start, uint32_t rate) {
  return (at(since_start).time_since_epoch() * rate).count() / 1'000'000;
}
int64_t ms(int64_t ticks, uint32_t rate) { return ticks * 1000 / rate; }

// A client whose capture clock and NTP clock are its own.
struct Sender {
  uint32_t rate;
  uint32_t first_timestamp;
  int64_t ntp_of_start = 3'900'000'000'000'000;  // microseconds since 1900
  double drift = 0;                              // of both clocks against ours

  uint32_t timestamp(base::Duration captured) const {
    const double us = static_cast<double>(captured.count()) * (1 + drift);
    return first_timestamp + static_cast<uint32_t>(static_cast<int64_t>(us * rate / 1e6));
  }
  int64_t ntp(base::Duration captured) const {
    return ntp_of_start + static_cast<int64_t>(static_cast<double>(captured.count()) * (1 + drift));
  }
};

TEST(SourceClock, BeforeAnyReportTheFirstPacketIsPlacedByItsArrival) {
  SourceClock clock(kVideo, false);
  EXPECT_EQ(clock.line_time(1'000'000, at(0ms)), line(0ms, kVideo));
  // From then on the sender's timestamps count, whatever the network does.
  EXPECT_EQ(clock.line_time(1'003'000, at(90ms)), line(0ms, kVideo) + 3'000);
  EXPECT_EQ(clock.line_time(1'006'000, at(91ms)), line(0ms, kVideo) + 6'000);
}

TEST(SourceClock, AllPacketsOfATimestampGetOneLineTime) {
  SourceClock clock(kVideo, false);
  SenderClock sender;
  clock.line_time(0, at(0ms));
  const int64_t first = clock.line_time(3'000, at(33ms));
  sender.on_sender_report(0, at(50ms));
  clock.on_sender_report(3'000, 0, sender);
  EXPECT_EQ(clock.line_time(3'000, at(60ms)), first);
}

TEST(SourceClock, TimestampsWrap) {
  SourceClock clock(kVideo, false);
  const int64_t before = clock.line_time(0xffff'fff0, at(0ms));
  EXPECT_EQ(clock.line_time(0x0000'0010, at(1ms)), before + 0x20);
  EXPECT_EQ(clock.line_time(0xffff'fff8, at(2ms)), before + 8);
}

TEST(SourceClock, AReportThatCameBeforeTheFirstPacketPlacesIt) {
  SourceClock clock(kVideo, false);
  SenderClock sender;
  const Sender camera{.rate = kVideo, .first_timestamp = 77};
  sender.on_sender_report(camera.ntp(0ms), at(20ms));
  clock.on_sender_report(camera.timestamp(0ms), camera.ntp(0ms), sender);
  // The packet was held up by 500 ms; its capture time does not care.
  EXPECT_EQ(clock.line_time(camera.timestamp(100ms), at(600ms)), line(120ms, kVideo));
}

TEST(SourceClock, TheNextFrameFollowsAReportAndLatePacketsOfOlderOnesStay) {
  SourceClock clock(kVideo, false);
  SenderClock sender;
  const Sender camera{.rate = kVideo, .first_timestamp = 0};
  const int64_t first = clock.line_time(camera.timestamp(0ms), at(0ms));
  // The report's way was 50 ms longer than the first packet's: everything moves ahead.
  sender.on_sender_report(camera.ntp(20ms), at(70ms));
  clock.on_sender_report(camera.timestamp(20ms), camera.ntp(20ms), sender);
  EXPECT_EQ(clock.line_time(camera.timestamp(40ms), at(80ms)), line(90ms, kVideo));
  EXPECT_EQ(clock.line_time(camera.timestamp(0ms), at(85ms)), first);
}

TEST(SourceClock, TheLineNeverRunsBackwardsFromFrameToFrame) {
  SourceClock clock(kVideo, false);
  SenderClock sender;
  const Sender camera{.rate = kVideo, .first_timestamp = 5};
  // The first packet waited 200 ms on its way, the report and the rest do not.
  int64_t before = clock.line_time(camera.timestamp(0ms), at(200ms));
  for (base::Duration t = 40ms; t <= 400ms; t += 40ms) {
    if (t == 80ms) {
      sender.on_sender_report(camera.ntp(t), at(t));
      clock.on_sender_report(camera.timestamp(t), camera.ntp(t), sender);
    }
    const int64_t now = clock.line_time(camera.timestamp(t), at(t));
    EXPECT_GT(now, before);
    before = now;
  }
  EXPECT_EQ(before, line(400ms, kVideo));
}

TEST(SourceClock, AClockThatDriftsIsFollowed) {
  SourceClock clock(kVideo, false);
  SenderClock sender;
  const Sender camera{.rate = kVideo, .first_timestamp = 5, .drift = 200e-6};
  int64_t placed = 0;
  const base::Duration end = 10min;
  for (base::Duration t = 0ms; t <= end; t += 40ms) {
    placed = clock.line_time(camera.timestamp(t), at(t + 10ms));
    if (t % 1s != 0ms) continue;
    sender.on_sender_report(camera.ntp(t), at(t + 10ms));
    clock.on_sender_report(camera.timestamp(t), camera.ntp(t), sender);
  }
  // 200 ppm over ten minutes are 120 ms; the smallest of 16 reports is at most 16 s old: 3.2 ms.
  EXPECT_LE(std::abs(ms(placed - line(end, kVideo), kVideo)), 20);
}

TEST(SourceClock, AStreamThatStoodStillIsPlacedAnew) {
  SourceClock clock(kSound, true);
  SenderClock sender;
  const Sender microphone{.rate = kSound, .first_timestamp = 5};
  sender.on_sender_report(microphone.ntp(0ms), at(10ms));
  clock.on_sender_report(microphone.timestamp(0ms), microphone.ntp(0ms), sender);
  EXPECT_EQ(clock.line_time(microphone.timestamp(20ms), at(30ms)), line(30ms, kSound));
  // Browsers stop counting while a microphone is off: a minute later the next packet has the next
  // timestamp.
  EXPECT_EQ(clock.line_time(microphone.timestamp(40ms), at(60s)), line(60s, kSound));
  EXPECT_EQ(clock.line_time(microphone.timestamp(60ms), at(60s)), line(60s, kSound) + 960);
}

TEST(SourceClock, ASenderThatLiesIsKeptNearTheServersClock) {
  for (uint64_t seed = 1; seed <= 50; ++seed) {
    SCOPED_TRACE(seed);
    base::SeededRandom random(seed);
    SourceClock clock(kVideo, false);
    SenderClock sender;
    for (base::Duration t = 0ms; t < 2s; t += 20ms) {
      const auto ntp = static_cast<int64_t>(random.u64() >> 11);
      sender.on_sender_report(ntp, at(t));
      clock.on_sender_report(random.u32(), static_cast<int64_t>(random.u64() >> 11), sender);
      // A late packet may claim any time before; the line of a new frame is near ours.
      static_cast<void>(clock.line_time(random.u32(), at(t)));
      const int64_t placed = clock.line_time(random.u32(), at(t));
      if (placed > line(t, kVideo)) {
        EXPECT_LE(placed - line(t, kVideo), 4 * kVideo);
      }
    }
  }
}

// Sound and picture of one client, captured together, over a line with up to `jitter`.
TEST(SourceClock, SoundAndPictureMeetWithin20MillisecondsAfterReports) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed);
    base::SeededRandom random(seed);
    const auto delay = [&] { return 20ms + base::Duration(random.below(80'000)); };
    const Sender picture{.rate = kVideo, .first_timestamp = random.u32()};
    const Sender sound{.rate = kSound, .first_timestamp = random.u32()};
    SourceClock picture_clock(kVideo, false), sound_clock(kSound, true);
    SenderClock sender;
    for (base::Duration t = 0ms; t < 60s; t += 20ms) {
      const int64_t heard = sound_clock.line_time(sound.timestamp(t), at(t + delay()));
      const int64_t seen = picture_clock.line_time(picture.timestamp(t), at(t + delay()));
      if (t % 1s == 500ms) {
        const base::Instant arrival = at(t + delay());
        sender.on_sender_report(sound.ntp(t), arrival);
        sound_clock.on_sender_report(sound.timestamp(t), sound.ntp(t), sender);
        picture_clock.on_sender_report(picture.timestamp(t), picture.ntp(t), sender);
      }
      // By then one of the reports came over quickly.
      if (t > 10s) {
        EXPECT_LE(std::abs(ms(heard, kSound) - ms(seen, kVideo)), 20);
      }
    }
  }
}

}  // namespace
}  // namespace sfu
