#include "proto/ice/candidate.hpp"

#include <gtest/gtest.h>

namespace ice {
namespace {

struct Accepted {
  const char* text;
  const char* written;  // what to_string makes of it
};

TEST(Candidate, ReadsWhatBrowsersWrite) {
  for (const auto& [text, written] : {
           Accepted{"1 1 UDP 2130706431 192.0.2.1 10000 typ host",
                    "1 1 udp 2130706431 192.0.2.1 10000 typ host"},
           {"candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 0.0.0.0 rport "
            "0 generation 0 ufrag EsAw network-cost 999",
            "842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 0.0.0.0 rport 0 ufrag "
            "EsAw"},
           {"candidate:0 1 UDP 2122252543 6a2e5e8f-8fd6-44cc-a4b3-8b8dd0ee38f4.local 50000 typ "
            "host",
            "0 1 udp 2122252543 6a2e5e8f-8fd6-44cc-a4b3-8b8dd0ee38f4.local 50000 typ host"},
           {"3 1 tcp 1518280447 2001:db8::1 9 typ host tcptype active generation 0",
            "3 1 tcp 1518280447 2001:db8::1 9 typ host tcptype active"},
           {"a+/Z 256 TCP 1 192.0.2.1 0 typ host tcptype so", nullptr},
           {"5 1 tcp 7 192.0.2.1 1 typ relay raddr host.example rport 1 tcptype passive", nullptr},
           {"6 2 Udp 2147483647 192.0.2.1 65535 typ prflx rport 9 raddr 2001:db8::2", nullptr},
       }) {
    const auto candidate = parse_candidate(text);
    ASSERT_TRUE(candidate) << text << " error " << static_cast<int>(candidate.error());
    if (written != nullptr) {
      EXPECT_EQ(to_string(*candidate), written);
    }
    EXPECT_EQ(parse_candidate(to_string(*candidate)), *candidate);
  }
}

TEST(Candidate, FieldsAreWhereTheyBelong) {
  const auto c = parse_candidate(
      "7 2 udp 41 2001:db8::1 3478 typ relay raddr 192.0.2.9 rport 5000 ufrag abcd");
  ASSERT_TRUE(c);
  EXPECT_EQ(c->foundation, "7");
  EXPECT_EQ(c->component, 2);
  EXPECT_EQ(c->transport, Transport::kUdp);
  EXPECT_EQ(c->priority, 41u);
  EXPECT_EQ(c->endpoint(), (base::Endpoint{*base::IpAddress::parse("2001:db8::1"), 3478}));
  EXPECT_EQ(c->type, CandidateType::kRelayed);
  EXPECT_EQ(c->related, (RelatedAddress{base::IpAddress::v4(192, 0, 2, 9), 5000}));
  EXPECT_EQ(c->ufrag, "abcd");
}

TEST(Candidate, NamesAreKeptAndNotResolved) {
  const auto candidate = parse_candidate("1 1 udp 1 abc.local 9 typ host");
  ASSERT_TRUE(candidate);
  EXPECT_EQ(std::get<std::string>(candidate->address), "abc.local");
  EXPECT_FALSE(candidate->endpoint());
}

TEST(Candidate, RefusesWithTheReason) {
  using enum CandidateError;
  struct Row {
    const char* text;
    CandidateError error;
  };
  for (const auto& [text, error] : {
           Row{"", kIncomplete},
           {"candidate:", kIncomplete},
           {"1 1 udp 1 192.0.2.1 9 typ", kIncomplete},
           {"1 1 udp 1 192.0.2.1 9 typ host generation", kIncomplete},
           {"123456789012345678901234567890123 1 udp 1 192.0.2.1 9 typ host", kFoundation},
           {"a:b 1 udp 1 192.0.2.1 9 typ host", kFoundation},
           {"1 0 udp 1 192.0.2.1 9 typ host", kComponent},
           {"1 257 udp 1 192.0.2.1 9 typ host", kComponent},
           {"1 -1 udp 1 192.0.2.1 9 typ host", kComponent},
           {"1 4294967297 udp 1 192.0.2.1 9 typ host", kComponent},
           {"1 1x udp 1 192.0.2.1 9 typ host", kComponent},
           {"1 1 sctp 1 192.0.2.1 9 typ host", kTransport},
           {"1 1 udp 0 192.0.2.1 9 typ host", kPriority},
           {"1 1 udp 2147483648 192.0.2.1 9 typ host", kPriority},
           {"1 1 udp 1 fe80::1%eth0 9 typ host", kAddress},
           {"1 1 udp 1 a\"b 9 typ host", kAddress},
           {"1 1 udp 1 192.0.2.1 65536 typ host", kPort},
           {"1 1 udp 1 192.0.2.1 9 type host", kType},
           {"1 1 udp 1 192.0.2.1 9 typ local", kType},
           {"1 1 udp 1 192.0.2.1 9 typ srflx raddr 192.0.2.1", kRelatedAddress},
           {"1 1 udp 1 192.0.2.1 9 typ srflx rport 9", kRelatedAddress},
           {"1 1 udp 1 192.0.2.1 9 typ srflx raddr % rport 9", kRelatedAddress},
           {"1 1 udp 1 192.0.2.1 9 typ srflx raddr 192.0.2.1 rport x", kRelatedAddress},
           {"1 1 tcp 1 192.0.2.1 9 typ host tcptype both", kTcpType},
           {"1 1 udp 1 192.0.2.1 9 typ host ufrag abc", kUfrag},
       }) {
    const auto candidate = parse_candidate(text);
    ASSERT_FALSE(candidate) << text;
    EXPECT_EQ(candidate.error(), error) << text;
  }
  const std::string host = "1 1 udp 1 192.0.2.1 9 typ host";
  EXPECT_TRUE(parse_candidate(host + std::string(kMaxCandidateLength - host.size(), ' ')));
  EXPECT_EQ(parse_candidate(host + std::string(kMaxCandidateLength - host.size() + 1, ' ')).error(),
            kTooLong);
}

TEST(Candidate, EveryPrefixIsHandled) {
  const std::string text =
      "candidate:1 1 udp 1 2001:db8::1 9 typ srflx raddr 192.0.2.1 rport 9 tcptype so ufrag abcdef";
  for (size_t size = 0; size < text.size(); ++size) {
    const auto candidate = parse_candidate(text.substr(0, size));
    if (candidate) {
      EXPECT_EQ(parse_candidate(to_string(*candidate)), *candidate);
    }
  }
}

}  // namespace
}  // namespace ice
