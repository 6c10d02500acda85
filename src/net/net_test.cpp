// The small parts of this folder: budgets, clock, randomness, loop, interfaces.
#include <gmock/gmock.h>
#include <signal.h>

#include <set>
#include <thread>

#include "net/event_loop.hpp"
#include "net/interfaces.hpp"
#include "net/resolver.hpp"
#include "net/source_limits.hpp"
#include "net/system_clock.hpp"
#include "net/system_random.hpp"

namespace net {
namespace {

using base::Instant;
using base::IpAddress;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(SourceLimits, ABurstThenTheRate) {
  SourceLimits limits({.per_second = 10, .burst = 3});
  const IpAddress source = IpAddress::v4(192, 0, 2, 1);
  const Instant start(seconds(100));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limits.allow(start, source));
  EXPECT_FALSE(limits.allow(start, source));
  EXPECT_FALSE(limits.allow(start + milliseconds(99), source));
  EXPECT_TRUE(limits.allow(start + milliseconds(100), source));
  EXPECT_TRUE(limits.allow(start, IpAddress::v4(192, 0, 2, 2)));
}

TEST(SourceLimits, OneIpv6CustomerIsOneSource) {
  SourceLimits limits({.per_second = 1, .burst = 1});
  const Instant t(seconds(1));
  EXPECT_TRUE(limits.allow(t, *IpAddress::parse("2001:db8:0:1::1")));
  EXPECT_FALSE(limits.allow(t, *IpAddress::parse("2001:db8:0:1:ffff::2")));
  EXPECT_TRUE(limits.allow(t, *IpAddress::parse("2001:db8:0:2::1")));
}

TEST(SourceLimits, ManySourcesStayBounded) {
  SourceLimits limits({.per_second = 1, .burst = 2});
  const auto source = [](uint32_t n) {
    uint8_t four[4];
    base::store_u32(four, n);
    return IpAddress::v4(base::BytesView(four));
  };
  const Instant t(seconds(10));
  for (uint32_t n = 0; n < 2 * SourceLimits::kMaxSources; ++n) limits.allow(t, source(n));
  EXPECT_EQ(limits.source_count(), SourceLimits::kMaxSources);
  // Newcomers share one bucket, which is empty by now; a known source has its own.
  EXPECT_FALSE(limits.allow(t, source(1u << 30)));
  EXPECT_TRUE(limits.allow(t, source(0)));
  // Two seconds later the buckets are full and forgotten.
  EXPECT_TRUE(limits.allow(t + seconds(2), source(1u << 30)));
  EXPECT_LT(limits.source_count(), 3u);
}

TEST(SystemRandom, GivesDifferentBytesOfEveryLength) {
  SystemRandom random;
  std::set<uint64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random.u64());
  EXPECT_EQ(seen.size(), 1000u);
  std::set<base::Bytes> long_ones;
  for (const size_t size : {64u, 65u, 256u, 1000u}) {
    base::Bytes bytes(size);
    random.fill(bytes);
    EXPECT_TRUE(long_ones.insert(bytes).second);
    EXPECT_NE(bytes, base::Bytes(size));
  }
}

TEST(EventLoop, TimersRunInTheirOrderAndCancelledOnesDoNot) {
  EventLoop loop;
  std::vector<int> order;
  const Instant start = now();
  loop.call_at(start + milliseconds(4), [&] { loop.stop(); });
  loop.call_at(start + milliseconds(2), [&] { order.push_back(2); });
  loop.call_at(start - seconds(1), [&] { order.push_back(0); });
  const TimerId cancelled = loop.call_at(start + milliseconds(1), [&] { order.push_back(-1); });
  loop.call_at(start + milliseconds(1), [&] { order.push_back(1); });
  loop.call_at(base::kNever, [&] { order.push_back(-2); });
  loop.cancel(cancelled);
  loop.cancel(cancelled);
  loop.run();
  EXPECT_THAT(order, ::testing::ElementsAre(0, 1, 2));
  EXPECT_GE(now(), start + milliseconds(4));
}

TEST(EventLoop, AnExpiredTimerCanStillBeCancelled) {
  EventLoop loop;
  TimerId second;
  bool ran = false;
  const Instant past = now() - seconds(1);
  loop.call_at(past, [&] { loop.cancel(second); });
  second = loop.call_at(past, [&] { ran = true; });
  loop.poll();
  EXPECT_FALSE(ran);
}

TEST(EventLoop, WorkFromOtherThreadsRunsOnTheLoop) {
  EventLoop loop;
  std::thread::id ran_on;
  std::thread other([&] {
    loop.post([&] {
      ran_on = std::this_thread::get_id();
      loop.stop();
    });
  });
  loop.run();
  other.join();
  EXPECT_EQ(ran_on, std::this_thread::get_id());
}

TEST(EventLoop, SignalsArriveAsCalls) {
  EventLoop loop;
  std::vector<int> signals;
  loop.on_signals({SIGTERM, SIGINT}, [&](int signal) {
    signals.push_back(signal);
    if (signals.size() == 1) raise(SIGINT);
    if (signals.size() == 2) loop.stop();
  });
  raise(SIGTERM);
  loop.run();
  EXPECT_THAT(signals, ::testing::ElementsAre(SIGTERM, SIGINT));
}

TEST(Interfaces, LoopbackStandsLast) {
  const auto addresses = interface_addresses();
  ASSERT_TRUE(addresses.has_value());
  ASSERT_FALSE(addresses->empty());
  EXPECT_TRUE(std::ranges::is_sorted(*addresses, {}, &InterfaceAddress::scope));
  EXPECT_EQ(addresses->back().scope, InterfaceAddress::Scope::kLoopback);
}

TEST(Interfaces, ScopesAreThoseOfTheRegistries) {
  using enum InterfaceAddress::Scope;
  for (const auto& [text, scope] :
       std::vector<std::pair<std::string_view, InterfaceAddress::Scope>>{
           {"8.8.8.8", kGlobal},
           {"10.1.2.3", kPrivate},
           {"172.15.0.1", kGlobal},
           {"172.16.0.1", kPrivate},
           {"172.31.9.9", kPrivate},
           {"172.32.0.1", kGlobal},
           {"192.168.1.1", kPrivate},
           {"100.64.0.1", kPrivate},
           {"100.128.0.1", kGlobal},
           {"169.254.0.1", kLinkLocal},
           {"127.0.0.1", kLoopback},
           {"::1", kLoopback},
           {"fe80::1", kLinkLocal},
           {"fd00::1", kPrivate},
           {"2001:db8::1", kGlobal}}) {
    EXPECT_EQ(scope_of(*IpAddress::parse(text)), scope) << text;
  }
}

TEST(Resolver, AnAddressIsItsOwnNameAndNonsenseHasNone) {
  for (const std::string_view text : {"192.0.2.7", "2001:db8::7"}) {
    const auto found = resolve_host(std::string(text));
    ASSERT_TRUE(found) << text;
    EXPECT_THAT(*found, ::testing::ElementsAre(*IpAddress::parse(text)));
  }
  const auto nonsense = resolve_host("a..b");
  ASSERT_FALSE(nonsense);
  EXPECT_THAT(nonsense.error().sentence, ::testing::StartsWith("a..b has no address: "));
}

TEST(Resolver, LocalhostIsThisMachine) {
  const auto found = resolve_host("localhost");
  ASSERT_TRUE(found);
  for (const IpAddress& address : *found) EXPECT_TRUE(address.is_loopback());
}

}  // namespace
}  // namespace net
