#include "sfu/sent_packets.hpp"

#include <gtest/gtest.h>

namespace sfu {
namespace {

using namespace std::chrono_literals;

base::Instant at(base::Duration since_start) { return base::Instant(1h + since_start); }

struct Slot {
  PacketPool pool{4096};
  SentPackets sent;

  void send(uint16_t sequence_number, base::Duration when) {
    RewrittenPacket fields;
    fields.sequence_number = sequence_number;
    sent.add(pool.acquire(), fields, 0, at(when));
  }
  bool has(uint16_t sequence_number) {
    const SentPacket* found = sent.find(sequence_number);
    return found && found->packet && found->fields.sequence_number == sequence_number;
  }
};

TEST(SentPackets, AnEmptySlotHasNothing) {
  Slot slot;
  EXPECT_FALSE(slot.has(0));
  slot.send(7, 0ms);
  EXPECT_TRUE(slot.has(7));
  EXPECT_FALSE(slot.has(8));
  slot.sent.clear();
  EXPECT_FALSE(slot.has(7));
}

TEST(SentPackets, AFastStreamKeepsASecondOfPackets) {
  Slot slot;
  for (uint16_t n = 0; n < 2000; ++n) slot.send(n, n * 2ms);  // 500 a second
  for (uint16_t n = 1500; n < 2000; ++n) EXPECT_TRUE(slot.has(n)) << n;
  EXPECT_FALSE(slot.has(900));
}

TEST(SentPackets, ASlowStreamStaysSmall) {
  Slot slot;
  for (uint16_t n = 0; n < 1000; ++n) slot.send(n, n * 20ms);  // 50 a second
  for (uint16_t n = 936; n < 1000; ++n) EXPECT_TRUE(slot.has(n)) << n;
  EXPECT_FALSE(slot.has(935));  // 64 packets are more than a second
}

TEST(SentPackets, NeverKeepsMoreThan1024) {
  Slot slot;
  for (uint16_t n = 0; n < 5000; ++n) slot.send(n, n * 10us);
  EXPECT_TRUE(slot.has(4999 - 1023));
  EXPECT_FALSE(slot.has(4999 - 1024));
}

TEST(SentPackets, WhatWasOverwrittenIsNotFound) {
  Slot slot;
  slot.send(10, 0ms);
  slot.send(10 + 64, 2s);
  EXPECT_FALSE(slot.has(10));
  EXPECT_TRUE(slot.has(74));
}

TEST(SentPackets, NumbersWrap) {
  Slot slot;
  for (uint32_t n = 65'500; n < 65'600; ++n) slot.send(static_cast<uint16_t>(n), 0ms);
  for (uint32_t n = 65'500; n < 65'600; ++n) EXPECT_TRUE(slot.has(static_cast<uint16_t>(n))) << n;
}

TEST(SentPackets, GivesItsReferencesBack) {
  PacketPool pool(64);
  SentPackets sent;
  RewrittenPacket fields;
  for (uint16_t n = 0; n < 64; ++n) {
    fields.sequence_number = n;
    sent.add(pool.acquire(), fields, 0, at(0ms));
  }
  EXPECT_FALSE(pool.acquire());
  sent.clear();
  EXPECT_TRUE(pool.acquire());
}

}  // namespace
}  // namespace sfu
