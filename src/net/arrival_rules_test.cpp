// Whole connections to the TLS port on a clock of the test: one byte each 100 ms, as an old school
// proxy might pass them, and connections that stop (R54).
#include "net/arrival_rules.hpp"

#include <gtest/gtest.h>

#include "net/http_server.hpp"
#include "net/test_tls.hpp"

namespace net {
namespace {

using namespace std::chrono_literals;
using testing::make_context;
using testing::TlsTestClient;

ArrivalPace default_pace() {
  const HttpSettings settings;
  return {settings.arrival_patience, settings.arrival_bytes_per_second, settings.arrival_time};
}

// A connection that was accepted at 100 h.
class Arrival {
 public:
  // One byte each 100 ms; false: it was dropped before one of them.
  bool carry(base::BytesView wire) {
    for (const uint8_t byte : wire) {
      now_ += 100ms;
      if (now_ >= deadline()) return false;
      last_byte_at_ = now_;
      ++received_;
      server_.receive({&byte, 1});
      uint8_t piece[64];
      while (const size_t count = server_.read(piece)) decrypted_.append(piece, piece + count);
      seen_.push_back(protocol_of(base::as_bytes(decrypted_)));
    }
    return true;
  }
  bool shake_hands(TlsTestClient& client) {
    while (!client.shake_hands()) {
      if (!carry(client.output())) return false;
      client.feed(server_.output());
      server_.sent(server_.output().size());
    }
    return carry(client.output());
  }
  base::Instant deadline() const {
    return default_pace().deadline(kAccepted, last_byte_at_, received_);
  }
  base::Duration took() const { return now_ - kAccepted; }
  // After each byte.
  const std::vector<Speaks>& seen() const { return seen_; }

  static constexpr base::Instant kAccepted{100h};

 private:
  TlsStream server_{make_context()};
  base::Instant now_ = kAccepted;
  base::Instant last_byte_at_ = kAccepted;
  uint64_t received_ = 0;
  std::string decrypted_;
  std::vector<Speaks> seen_;
};

const std::string kTurnAllocate(
    "\x00\x03\x00\x08\x21\x12\xa4\x42transaction!\x00\x19\0\4\x11\0\0\0", 28);
const std::string kWebPage = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

void only_tls12(SSL* ssl) { SSL_set_max_proto_version(ssl, TLS1_2_VERSION); }

TEST(Arrival, HelloTurnAndHttpsAByteEach100MillisecondsAreToldApart) {
  for (const auto set_up : {+[](SSL*) {}, only_tls12}) {
    for (const auto& [words, speaks] :
         {std::pair(kTurnAllocate, Speaks::kTurn), std::pair(kWebPage, Speaks::kHttp)}) {
      TlsTestClient client(set_up);
      Arrival arrival;
      ASSERT_TRUE(arrival.shake_hands(client)) << "dropped after " << arrival.took().count();
      for (const Speaks seen : arrival.seen()) EXPECT_EQ(seen, Speaks::kUnknownYet);
      client.write(words);
      ASSERT_TRUE(arrival.carry(client.output())) << "dropped after " << arrival.took().count();
      EXPECT_EQ(arrival.seen().back(), speaks);
      EXPECT_GT(arrival.took(), 20s) << "that was not slow";
    }
  }
}

// And what is told is told by the first byte that tells it, and does not change.
TEST(Arrival, EachDecryptedByteSaysAsMuchAsItCan) {
  const auto after = [](const std::string& text, size_t size) {
    return protocol_of(base::as_bytes(text).first(size));
  };
  for (size_t size = 0; size <= kTurnAllocate.size(); ++size)
    EXPECT_EQ(after(kTurnAllocate, size), size < 8 ? Speaks::kUnknownYet : Speaks::kTurn) << size;
  for (size_t size = 0; size <= kWebPage.size(); ++size)
    EXPECT_EQ(after(kWebPage, size), size < 1 ? Speaks::kUnknownYet : Speaks::kHttp) << size;
  std::string other = kTurnAllocate;
  other[7] = 'C';
  EXPECT_EQ(after(other, 7), Speaks::kUnknownYet);
  EXPECT_EQ(after(other, 8), Speaks::kNothingOfOurs);
  for (const char first : {'\x40', '\x7f', '\x80', '\xff'}) {
    const bool letter = (first | 0x20) >= 'a' && (first | 0x20) <= 'z';
    EXPECT_FALSE(letter);
    EXPECT_EQ(after(std::string(1, first), 1), Speaks::kNothingOfOurs);
  }
}

TEST(Arrival, WhoStopsAfterSomeBytesIsDroppedWithinTenSeconds) {
  TlsTestClient client;
  client.shake_hands();
  const base::Bytes hello = client.output();
  for (const size_t size : {0u, 1u, 5u}) {
    Arrival arrival;
    ASSERT_TRUE(arrival.carry(base::BytesView(hello).first(size)));
    EXPECT_LE(arrival.deadline(), Arrival::kAccepted + 10s) << size;
  }
}

TEST(Arrival, WhoNeverEndsIsDroppedAllTheSame) {
  const ArrivalPace pace = default_pace();
  const base::Instant late = Arrival::kAccepted + 89s;
  EXPECT_EQ(pace.deadline(Arrival::kAccepted, late, 1'000'000), Arrival::kAccepted + pace.longest);
}

}  // namespace
}  // namespace net
