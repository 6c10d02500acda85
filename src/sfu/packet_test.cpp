#include "sfu/packet.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "base/mailbox.hpp"

namespace sfu {
namespace {

TEST(PacketPool, AtMostItsLimitExistsAtATime) {
  PacketPool pool(128);
  std::vector<PacketRef> held;
  while (PacketRef packet = pool.acquire()) held.push_back(std::move(packet));
  EXPECT_EQ(held.size(), 128u);
  held.pop_back();
  EXPECT_TRUE(pool.acquire());
}

TEST(PacketPool, ALimitBelowAChunkGivesNothing) {
  PacketPool pool(63);
  EXPECT_FALSE(pool.acquire());
}

TEST(PacketPool, APacketComesBackCleanAfterItsLastReference) {
  PacketPool pool(64);
  std::vector<PacketRef> held(64);
  for (PacketRef& packet : held) packet = pool.acquire();
  PacketRef second = held[5];
  Packet& used = held[5].mutable_packet();
  used.voice = true;
  used.audio_level = 3;
  used.descriptor_size = 9;
  used.video_orientation = 1;
  used.frame.key_frame = true;
  held[5].reset();
  EXPECT_FALSE(pool.acquire());
  second.reset();
  const PacketRef again = pool.acquire();
  ASSERT_TRUE(again);
  EXPECT_EQ(&*again, &used);
  EXPECT_FALSE(again->voice);
  EXPECT_EQ(again->audio_level, 127);
  EXPECT_EQ(again->descriptor_size, 0);
  EXPECT_FALSE(again->video_orientation);
  EXPECT_FALSE(again->frame.key_frame);
}

TEST(PacketRef, CopiesMovesAndAssignmentsCountRight) {
  PacketPool pool(64);
  std::vector<PacketRef> rest(63);
  for (PacketRef& packet : rest) packet = pool.acquire();
  PacketRef a = pool.acquire();
  PacketRef b = a, c = std::move(a);
  EXPECT_FALSE(a);  // NOLINT: moved from on purpose
  const PacketRef& same = b;
  b = same;
  b = std::move(c);
  EXPECT_FALSE(pool.acquire());
  b = {};
  EXPECT_TRUE(pool.acquire());
}

// Ingress on one thread, the last references dropped on two others: what a big room does. For the
// thread sanitizer; here it shows that no packet is lost or given out twice.
TEST(PacketPool, OtherThreadsGivePacketsBack) {
  constexpr uint32_t kRounds = 20'000;
  constexpr size_t kLimit = 256;
  PacketPool pool(kLimit);
  base::Mailbox<PacketRef> boxes[2] = {{kLimit, [] {}}, {kLimit, [] {}}};
  std::atomic<bool> done{false};
  std::atomic<uint64_t> sums[2] = {0, 0};
  std::vector<std::thread> others;
  for (size_t i = 0; i < 2; ++i)
    others.emplace_back([&, i] {
      while (true) {
        const bool last = done;
        std::vector<PacketRef> packets;
        boxes[i].drain(packets);
        for (const PacketRef& packet : packets) sums[i] += packet->codec_variant;
        if (last && packets.empty()) return;
        std::this_thread::yield();
      }
    });
  uint64_t expected = 0;
  for (uint32_t round = 0; round < kRounds;) {
    PacketRef packet = pool.acquire();
    if (!packet) {
      std::this_thread::yield();
      continue;
    }
    packet.mutable_packet().codec_variant = round;
    for (base::Mailbox<PacketRef>& box : boxes) ASSERT_TRUE(box.post(packet));
    expected += round++;
  }
  done = true;
  for (std::thread& thread : others) thread.join();
  EXPECT_EQ(sums[0], expected);
  EXPECT_EQ(sums[1], expected);
  std::vector<PacketRef> all;
  while (PacketRef packet = pool.acquire()) all.push_back(std::move(packet));
  EXPECT_EQ(all.size(), kLimit);
}

}  // namespace
}  // namespace sfu
