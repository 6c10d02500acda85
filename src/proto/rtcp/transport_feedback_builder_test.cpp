#include "proto/rtcp/transport_feedback_builder.hpp"

#include <gtest/gtest.h>

#include <map>

#include "base/random.hpp"

namespace rtcp {
namespace {

using namespace std::chrono_literals;
using base::Bytes;
using base::Duration;
using base::Instant;

// What a sender learns from feedback packets that went over the wire: the arrival of each number,
// on the line of unwrapped reference times, or nothing for a loss.
class Reader {
 public:
  void read(const std::vector<TransportFeedback>& packets, size_t limit) {
    for (const TransportFeedback& packet : packets) {
      Bytes bytes;
      packet.append(bytes);
      ASSERT_LE(bytes.size(), limit);
      const auto parsed = parse_one<TransportFeedback>(bytes);
      ASSERT_TRUE(parsed) << to_text(parsed.error());
      ASSERT_EQ(parsed->feedback_count, next_count_++);
      const Duration reference = times_.unwrap(parsed->reference_time);
      parsed->for_each_status([&](uint16_t number, std::optional<Duration> at) {
        const auto key = numbers_.unwrap(number);
        ASSERT_FALSE(statuses.contains(key)) << "spoken of twice: " << key;
        statuses[key] = at ? std::optional(reference + *at) : std::nullopt;
      });
    }
  }

  std::map<int64_t, std::optional<Duration>> statuses;

 private:
  ReferenceTimeUnwrapper times_;
  base::Unwrapper<uint16_t> numbers_;
  uint8_t next_count_ = 0;
};

TEST(TransportFeedbackBuilder, PutsTheReferenceTimeAtOrBeforeTheFirstArrival) {
  TransportFeedbackBuilder builder(1, 2);
  builder.add(65'535, Instant{} + 64ms * 100 + 63'999us);
  builder.add(65'536, Instant{} + 64ms * 101);
  const auto packets = builder.finish();
  ASSERT_EQ(packets.size(), 1u);
  EXPECT_EQ(packets[0].reference_time, 100u);
  EXPECT_EQ(packets[0].base_sequence_number, 65'535);
  EXPECT_EQ(packets[0].status_count, 2);
  EXPECT_EQ(packets[0].arrivals, (std::vector<TransportFeedback::Arrival>{{0, 255}, {1, 1}}));
  EXPECT_TRUE(builder.finish().empty()) << "nothing new";
}

TEST(TransportFeedbackBuilder, ReportsEachGapOnceAlsoBetweenPackets) {
  TransportFeedbackBuilder builder(1, 2);
  builder.start_at(10);
  builder.add(12, Instant{});
  auto packets = builder.finish();
  ASSERT_EQ(packets.size(), 1u);
  EXPECT_EQ(packets[0].base_sequence_number, 10) << "10 and 11 are lost";
  EXPECT_EQ(packets[0].status_count, 3);
  builder.add(15, Instant{});
  packets = builder.finish();
  ASSERT_EQ(packets.size(), 1u);
  EXPECT_EQ(packets[0].base_sequence_number, 13) << "13 and 14 are lost";
  EXPECT_EQ(packets[0].status_count, 3);
  EXPECT_EQ(packets[0].feedback_count, 1);
}

TEST(TransportFeedbackBuilder, BeginsAnewBehindAGapTooLongToReport) {
  TransportFeedbackBuilder builder(1, 2);
  builder.start_at(0);
  builder.add(TransportFeedbackBuilder::kMaxGap, Instant{});
  auto packets = builder.finish();
  ASSERT_EQ(packets.size(), 1u);
  EXPECT_EQ(packets[0].status_count, TransportFeedbackBuilder::kMaxGap + 1);
  builder.add(2 * TransportFeedbackBuilder::kMaxGap + 2, Instant{});
  packets = builder.finish();
  ASSERT_EQ(packets.size(), 1u);
  EXPECT_EQ(packets[0].status_count, 1);
}

TEST(TransportFeedbackBuilder, BeginsAnotherPacketWhereADeltaOverflows) {
  struct Case {
    Duration step;
    size_t packets;
  };
  const Duration kMost = 32'767 * 250us;
  for (const auto& [step, count] :
       {Case{kMost, 1}, Case{kMost + 250us, 2}, Case{-kMost - 250us, 1}, Case{-kMost - 500us, 2}}) {
    TransportFeedbackBuilder builder(1, 2);
    builder.add(1, Instant{} + 64s);
    builder.add(2, Instant{} + 64s + step);
    const auto packets = builder.finish();
    ASSERT_EQ(packets.size(), count) << step.count();
    Reader reader;
    reader.read(packets, TransportFeedbackBuilder::kDefaultLimit);
    const int64_t first = reader.statuses.begin()->first;
    EXPECT_EQ(*reader.statuses[first + 1] - *reader.statuses[first], step);
  }
}

TEST(TransportFeedbackBuilder, GivesSmallSymmetricErrorsOverTheWrapOfReferenceTime) {
  const Duration wrap = (int64_t{1} << 24) * 64ms;
  TransportFeedbackBuilder builder(1, 2);
  Reader reader;
  for (int64_t i = 0; i < 4'000; ++i) {
    builder.add(i, Instant{} + wrap - 2s + i * 1'001us);
    if (i % 50 == 49) reader.read(builder.finish(), TransportFeedbackBuilder::kDefaultLimit);
  }
  const int64_t first = reader.statuses.begin()->first;
  ASSERT_EQ(reader.statuses.size(), 4'000u);
  for (int64_t i = 0; i < 4'000; ++i) {
    const Duration error = *reader.statuses[first + i] - *reader.statuses[first] - i * 1'001us;
    ASSERT_LT(std::abs(error.count()), 250) << i;
  }
}

TEST(TransportFeedbackBuilder, WorksBeforeTheClocksZero) {
  TransportFeedbackBuilder builder(1, 2);
  builder.add(1, Instant{} - 1us);
  const auto packets = builder.finish();
  ASSERT_EQ(packets.size(), 1u);
  EXPECT_EQ(packets[0].reference_time, 0xffffffu);
  EXPECT_EQ(packets[0].arrivals[0].delta_ticks, 255);
}

// Random losses, reordering and pauses; every number between the first and the last is spoken of
// exactly once, with its own arrival, in packets within the limit.
TEST(TransportFeedbackBuilder, TellsEveryArrivalThroughTheWire) {
  base::SeededRandom random(10);
  size_t packets_in_all = 0;
  for (int round = 0; round < 60; ++round) {
    const size_t limit = 64 + random.below(1'137);
    TransportFeedbackBuilder builder(1, 2, limit);
    Reader reader;
    std::map<int64_t, Instant> arrivals;
    int64_t number = static_cast<int64_t>(random.below(1u << 20));
    const int64_t start = number;
    Instant now = Instant{} + Duration(static_cast<int64_t>(random.below(1ull << 50)));
    builder.start_at(start);
    for (int i = 0; i < 1'000; ++i) {
      const uint64_t fate = random.below(1'000);
      if (fate < 50) number += static_cast<int64_t>(random.below(40));
      if (fate == 50) number += static_cast<int64_t>(random.below(20'000));
      now += Duration(static_cast<int64_t>(random.below(fate < 100 ? 200'000 : 2'000)));
      if (fate == 101) now += 9s;
      const auto late = Duration(static_cast<int64_t>(fate < 300 ? random.below(30'000) : 0));
      arrivals[number] = now - late;
      builder.add(number, now - late);
      ++number;
      if (random.below(60) == 0) {
        const auto packets = builder.finish();
        packets_in_all += packets.size();
        reader.read(packets, limit);
      }
    }
    reader.read(builder.finish(), limit);
    if (HasFatalFailure()) return;

    ASSERT_EQ(reader.statuses.size(), static_cast<size_t>(number - start));
    const int64_t shift = reader.statuses.begin()->first - start;
    const auto origin = *reader.statuses[arrivals.begin()->first + shift];
    for (int64_t n = start; n < number; ++n) {
      const auto& status = reader.statuses[n + shift];
      ASSERT_EQ(status.has_value(), arrivals.contains(n)) << n;
      if (!status) continue;
      const Duration error = (*status - origin) - (arrivals[n] - arrivals.begin()->second);
      ASSERT_LT(std::abs(error.count()), 250);
    }
  }
  EXPECT_GT(packets_in_all, 1'000u);
}

}  // namespace
}  // namespace rtcp
