#include <gtest/gtest.h>

#include <thread>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "base/mailbox.hpp"
#include "base/random.hpp"
#include "base/sequence_number.hpp"

namespace base {
namespace {

TEST(ByteReader, StopsForGoodAtTheFirstReadThatDoesNotFit) {
  const uint8_t bytes[] = {1, 2, 3, 4, 5};
  ByteReader reader{BytesView(bytes)};
  EXPECT_EQ(reader.u32(), 0x01020304u);
  EXPECT_EQ(reader.u16(), 0u);
  EXPECT_FALSE(reader.ok());
  EXPECT_EQ(reader.u8(), 0u) << "a byte is left, but the reader has failed";
  EXPECT_TRUE(reader.bytes(1).empty());
}

TEST(ByteWriter, WritesWhatTheReaderReads) {
  Bytes out;
  ByteWriter writer(out);
  writer.u8(7);
  writer.u16(0x1234);
  writer.u24(0xabcdef);
  writer.u64(0x1122334455667788ull);
  writer.patch_u16(1, 0x4321);
  ByteReader reader{BytesView(out)};
  EXPECT_EQ(reader.u8(), 7);
  EXPECT_EQ(reader.u16(), 0x4321);
  EXPECT_EQ(reader.u24(), 0xabcdefu);
  EXPECT_EQ(reader.u64(), 0x1122334455667788ull);
  EXPECT_TRUE(reader.ok());
  EXPECT_EQ(reader.remaining(), 0u);
}

TEST(IpAddress, SpellingsOfOneAddressAreEqual) {
  EXPECT_EQ(IpAddress::parse("192.0.2.1"), IpAddress::parse("::ffff:192.0.2.1"));
  EXPECT_EQ(IpAddress::parse("2001:db8::1"), IpAddress::parse("2001:0db8:0:0:0:0:0:1"));
  for (const char* bad : {"", "1.2.3", "1.2.3.4.5", "[::1]", "::1%lo", "localhost", "256.1.1.1"})
    EXPECT_FALSE(IpAddress::parse(bad)) << bad;
  EXPECT_EQ((Endpoint{*IpAddress::parse("::1"), 5}.to_string()), "[::1]:5");
  EXPECT_TRUE(IpAddress::parse("127.9.9.9")->is_loopback());
}

TEST(Unwrapper, CountsOnOverWrapsInBothDirections) {
  Unwrapper<uint16_t> unwrapper;
  const int64_t first = unwrapper.unwrap(65534);
  EXPECT_EQ(unwrapper.unwrap(1), first + 3);
  EXPECT_EQ(unwrapper.unwrap(65535), first + 1) << "late packet from before the wrap";
  EXPECT_EQ(unwrapper.unwrap(2), first + 4);
}

TEST(SeededRandom, SameSeedSameBytes) {
  SeededRandom a(5), b(5), c(6);
  EXPECT_EQ(a.u64(), b.u64());
  EXPECT_NE(a.u64(), c.u64());
  EXPECT_LT(a.below(10), 10u);
}

TEST(Mailbox, RefusesWhenFullAndWakesOncePerBurst) {
  int wakes = 0;
  Mailbox<int> mailbox(3, [&] { ++wakes; });
  EXPECT_TRUE(mailbox.post(1));
  EXPECT_TRUE(mailbox.post(2));
  EXPECT_TRUE(mailbox.post(3));
  EXPECT_FALSE(mailbox.post(4));
  int kept = 5;
  EXPECT_FALSE(mailbox.offer(kept));
  EXPECT_EQ(kept, 5);
  EXPECT_EQ(wakes, 1);
  std::vector<int> out;
  mailbox.drain(out);
  EXPECT_EQ(out, (std::vector<int>{1, 2, 3}));
}

TEST(Mailbox, KeepsEverySendersOrderAcrossThreads) {
  Mailbox<std::pair<int, int>> mailbox(100000, [] {});
  std::vector<std::thread> senders;
  for (int sender = 0; sender < 3; ++sender)
    senders.emplace_back([&mailbox, sender] {
      for (int i = 0; i < 2000; ++i) EXPECT_TRUE(mailbox.post({sender, i}));
    });
  std::vector<std::pair<int, int>> received;
  while (received.size() < 6000) mailbox.drain(received);
  for (std::thread& sender : senders) sender.join();
  int next[3] = {0, 0, 0};
  for (const auto& [sender, i] : received) EXPECT_EQ(i, next[sender]++);
}

}  // namespace
}  // namespace base
