#include "proto/ice/controlling_agent.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>

#include "proto/ice/lite_agent.hpp"
#include "proto/ice/test_peer.hpp"
#include "proto/stun/error_code.hpp"

namespace ice {
namespace {

const base::IpAddress kClientAddress = base::IpAddress::v4(192, 0, 2, 7);
constexpr uint16_t kClientPort = 5000;
const base::Endpoint kServer{kServerAddress, 10000};
const base::Endpoint kDeadServer{base::IpAddress::v4(203, 0, 113, 1), 10000};

Candidate candidate(const base::Endpoint& endpoint, uint32_t priority) {
  return {.foundation = "1",
          .component = 1,
          .transport = Transport::kUdp,
          .priority = priority,
          .address = endpoint.address,
          .port = endpoint.port,
          .type = CandidateType::kHost,
          .related = {},
          .tcp_type = {},
          .ufrag = {}};
}

// A client and the server with a link between them that delays each datagram by 10 to 30 ms and
// loses some. Time passes only in run_until.
class Link {
 public:
  explicit Link(uint64_t seed, unsigned loss_percent = 0)
      : random_(seed),
        loss_percent_(loss_percent),
        client(random_, {kClientAddress}, kTheirs, kOurs),
        server(at(0s), kOurs, kTheirs) {}

 private:
  base::SeededRandom random_;
  unsigned loss_percent_;
  struct Datagram {
    bool to_server = false;
    base::Path path;  // as the receiver sees it
    base::Bytes bytes;
  };
  std::multimap<base::Instant, Datagram> in_flight_;

 public:
  ControllingAgent client;
  LiteAgent server;
  base::Instant now = at(0s);
  bool is_cut = false;
  std::set<base::Endpoint> dead;                        // servers that no datagram reaches
  std::vector<base::Instant> sent_to_server;            // by the client
  std::vector<ControllingAgent::Output> client_events;  // all but datagrams
  std::vector<LiteAgent::Output> server_events;

  void offer(const base::Endpoint& endpoint, uint32_t priority) {
    client.add_remote_candidate(now, candidate(endpoint, priority));
    flush();
  }

  // Runs both sides until `done` or the end; says whether `done`.
  bool run_until(base::Duration end, const std::function<bool()>& done = [] { return false; }) {
    flush();
    while (!done()) {
      const base::Instant arrival = in_flight_.empty() ? base::kNever : in_flight_.begin()->first;
      const base::Instant next = std::min({arrival, client.next_timeout(), server.next_timeout()});
      if (next > at(end)) {
        now = at(end);
        return false;
      }
      now = std::max(now, next);
      if (arrival <= now) {
        deliver(in_flight_.extract(in_flight_.begin()).mapped());
      } else if (client.next_timeout() <= now) {
        client.on_timeout(now);
      } else {
        server.on_timeout(now);
      }
      flush();
    }
    return true;
  }
  bool connects_by(base::Duration end) {
    return run_until(end, [this] {
      return client.agent_state() == ControllingAgent::State::kConnected &&
             server.selected_path().has_value();
    });
  }

 private:
  void deliver(const Datagram& datagram) {
    if (datagram.to_server) {
      EXPECT_EQ(server.receive(now, datagram.path, datagram.bytes), std::nullopt);
    } else {
      const auto reason = client.receive(now, datagram.path, datagram.bytes);
      EXPECT_TRUE(!reason || reason == DropReason::kUnknownTransaction);  // answered twice
    }
  }
  void send(Datagram datagram, const base::Endpoint& server_end) {
    if (is_cut || dead.contains(server_end) || random_.below(100) < loss_percent_) return;
    in_flight_.emplace(now + 10ms + base::Duration(random_.below(20'000)), std::move(datagram));
  }
  // Both paths as the other side sees them; there is no address translation here.
  void flush() {
    for (auto& output : drain(client)) {
      if (const auto* transmit = std::get_if<Transmit>(&output)) {
        sent_to_server.push_back(now);
        const base::Endpoint to = transmit->path.remote;
        send({true, {{kClientAddress, kClientPort}, to.address}, transmit->datagram}, to);
      } else {
        client_events.push_back(std::move(output));
      }
    }
    for (auto& output : drain(server)) {
      if (const auto* transmit = std::get_if<Transmit>(&output)) {
        const base::Endpoint from{transmit->path.local, kServer.port};
        send({false, {from, kClientAddress}, transmit->datagram}, from);
      } else {
        server_events.push_back(std::move(output));
      }
    }
  }
};

TEST(ControllingAgent, ConnectsInTwoRoundTripsWhenNothingIsLost) {
  Link link(1);
  link.offer(kServer, 100);
  ASSERT_TRUE(link.connects_by(120ms));
  EXPECT_EQ(link.client.selected_path(), (base::Path{kServer, kClientAddress}));
  EXPECT_EQ(link.server.selected_path()->remote, (base::Endpoint{kClientAddress, kClientPort}));
  EXPECT_EQ(only<SelectedPathChanged>(link.client_events).size(), 1u);
}

TEST(ControllingAgent, ConnectsOverALinkThatLosesAQuarter) {
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    Link link(seed, 25);
    link.offer(kServer, 100);
    EXPECT_TRUE(link.connects_by(10s)) << "seed " << seed;
  }
}

// Consent is asked for without retransmission, six times in thirty seconds: at a loss of a
// twentieth each way all six fail once in a million.
TEST(ControllingAgent, StaysConnectedOverALinkThatLosesATwentieth) {
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    Link link(seed, 5);
    link.offer(kServer, 100);
    ASSERT_TRUE(link.connects_by(10s));
    link.run_until(10min);
    EXPECT_TRUE(only<ConsentLost>(link.client_events).empty()) << "seed " << seed;
    EXPECT_TRUE(only<ConsentLost>(link.server_events).empty()) << "seed " << seed;
  }
}

TEST(ControllingAgent, NominatesTheBestPairThatWorks) {
  Link link(1);
  const base::Endpoint worse{base::IpAddress::v4(198, 51, 100, 2), kServer.port};
  link.dead.insert(kDeadServer);
  link.offer(worse, 100);
  link.offer(kServer, 200);
  link.offer(kDeadServer, 300);
  ASSERT_TRUE(link.connects_by(1s));
  EXPECT_EQ(link.client.selected_path()->remote, kServer);
  EXPECT_EQ(link.server.selected_path()->local, kServer.address);
}

TEST(ControllingAgent, ChecksArePacedAndRepeatedWithGrowingIntervals) {
  Link link(1);
  link.dead.insert(kDeadServer);
  link.offer(kDeadServer, 100);
  link.run_until(1min);
  std::vector<base::Duration> gaps;
  for (size_t i = 1; i < link.sent_to_server.size(); ++i) {
    gaps.push_back(link.sent_to_server[i] - link.sent_to_server[i - 1]);
  }
  std::vector<base::Duration> expected = {50ms, 100ms, 200ms, 400ms};
  expected.resize(kMaxSends - 1, 800ms);
  EXPECT_EQ(gaps, expected);
  EXPECT_EQ(link.client.agent_state(), ControllingAgent::State::kFailed);
  EXPECT_EQ(only<ChecksFailed>(link.client_events).size(), 1u);

  link.offer(kServer, 50);
  EXPECT_TRUE(link.connects_by(62s));
}

TEST(ControllingAgent, NewChecksKeepTheirDistance) {
  Link link(1);
  link.is_cut = true;
  for (uint8_t n = 0; n < 10; ++n) {
    link.offer({base::IpAddress::v4(203, 0, 113, n), 1}, 100u + n);
  }
  EXPECT_EQ(link.sent_to_server.size(), 1u);
  link.run_until(49ms);
  EXPECT_EQ(link.sent_to_server.size(), 1u);
  link.run_until(50ms);
  EXPECT_EQ(link.sent_to_server.size(), 3u);  // the first again, and the second
}

TEST(ControllingAgent, AsksForConsentEveryFourToSixSeconds) {
  Link link(1);
  link.offer(kServer, 100);
  ASSERT_TRUE(link.connects_by(1s));
  link.sent_to_server.clear();
  link.run_until(10min);
  ASSERT_GT(link.sent_to_server.size(), 100u);
  std::set<base::Duration> gaps;
  for (size_t i = 1; i < link.sent_to_server.size(); ++i) {
    gaps.insert(link.sent_to_server[i] - link.sent_to_server[i - 1]);
  }
  EXPECT_GE(*gaps.begin(), 4s);
  EXPECT_LE(*gaps.rbegin(), 6s);
  EXPECT_GT(gaps.size(), 20u);  // not in step with each other
}

TEST(ControllingAgent, BothSidesStopThirtySecondsAfterTheLinkIsCut) {
  Link link(1);
  link.offer(kServer, 100);
  ASSERT_TRUE(link.connects_by(1s));
  link.run_until(1min);
  link.is_cut = true;
  link.run_until(1min + 30s + 30ms);
  EXPECT_FALSE(link.client.selected_path());
  EXPECT_FALSE(link.server.selected_path());
  EXPECT_EQ(link.client.agent_state(), ControllingAgent::State::kConsentLost);
  EXPECT_EQ(only<ConsentLost>(link.client_events).size(), 1u);
  EXPECT_EQ(only<ConsentLost>(link.server_events).size(), 1u);
  EXPECT_EQ(link.client.next_timeout(), base::kNever);
}

TEST(ControllingAgent, RestartConnectsAgainWhileThePathGoesOn) {
  Link link(1, 10);
  link.offer(kServer, 100);
  ASSERT_TRUE(link.connects_by(5s));
  link.run_until(20s);
  link.server.restart(kOursNew, kTheirsNew);
  link.client.restart(link.now, kTheirsNew, kOursNew);
  EXPECT_TRUE(link.client.selected_path());
  EXPECT_TRUE(link.connects_by(25s));
  EXPECT_EQ(only<CredentialsRetired>(link.server_events).size(), 1u);
  link.run_until(2min);
  EXPECT_TRUE(only<ConsentLost>(link.client_events).empty());
  EXPECT_TRUE(only<ConsentLost>(link.server_events).empty());
}

TEST(ControllingAgent, RestartAfterConsentWasLostConnectsAgain) {
  Link link(1);
  link.offer(kServer, 100);
  ASSERT_TRUE(link.connects_by(1s));
  link.is_cut = true;
  link.run_until(1min);
  link.is_cut = false;
  link.server.restart(kOursNew, kTheirsNew);
  link.client.restart(link.now, kTheirsNew, kOursNew);
  EXPECT_TRUE(link.connects_by(61s));
}

// The agent alone, for what no honest server sends.
struct Client {
  base::SeededRandom random{1};
  ControllingAgent agent{random, {kClientAddress}, kTheirs, kOurs};
  base::Path to_server{kServer, kClientAddress};
  stun::HmacKey server_key = stun::HmacKey::short_term(kOurs.pwd);
  base::Bytes request;

  Client() {
    agent.add_remote_candidate(at(0s), candidate(kServer, 100));
    request = only<Transmit>(drain(agent))[0].datagram;
  }
  base::Bytes success(stun::HmacKey& key) {
    return make_success(*stun::parse(request), {kClientAddress, kClientPort}, key);
  }
};

TEST(ControllingAgent, BelievesOnlyAProtectedAnswerFromWhereItAsked) {
  Client client;
  stun::HmacKey wrong = stun::HmacKey::short_term("wrong");
  EXPECT_EQ(client.agent.receive(at(1ms), client.to_server, client.success(wrong)),
            DropReason::kWrongIntegrity);
  EXPECT_EQ(client.agent.receive(at(1ms), {kDeadServer, kClientAddress},
                                 client.success(client.server_key)),
            DropReason::kUnexpectedSource);
  EXPECT_TRUE(drain(client.agent).empty());
  EXPECT_EQ(client.agent.receive(at(1ms), client.to_server, client.success(client.server_key)),
            std::nullopt);
  EXPECT_EQ(only<Transmit>(drain(client.agent)).size(), 1u);  // the nomination
  EXPECT_EQ(client.agent.receive(at(1ms), client.to_server, client.success(client.server_key)),
            DropReason::kUnknownTransaction);
}

TEST(ControllingAgent, AnErrorAnswerFailsThePair) {
  Client client;
  const base::Bytes error =
      make_error(*stun::parse(client.request), stun::ErrorCode::kRoleConflict, client.server_key);
  EXPECT_EQ(client.agent.receive(at(1ms), client.to_server, error), std::nullopt);
  EXPECT_EQ(only<ChecksFailed>(drain(client.agent)).size(), 1u);
}

TEST(ControllingAgent, AnswersChecksOfAControlledPeer) {
  Client client;
  stun::HmacKey key = stun::HmacKey::short_term(kTheirs.pwd);
  const std::string username = kTheirs.ufrag + ':' + kOurs.ufrag;
  base::Bytes request;
  stun::MessageBuilder builder(request, stun::Class::kRequest, stun::Method::kBinding, {});
  builder.add(stun::AttributeType::kUsername, base::as_bytes(username));
  stun::add_integrity(builder, key);
  EXPECT_EQ(client.agent.receive(at(1ms), client.to_server, request), std::nullopt);
  auto sent = only<Transmit>(drain(client.agent));
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(stun::parse(sent[0].datagram)->message_class(), stun::Class::kSuccess);

  const base::Bytes conflict = make_check({}, username, key);
  EXPECT_EQ(client.agent.receive(at(1ms), client.to_server, conflict), std::nullopt);
  sent = only<Transmit>(drain(client.agent));
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(stun::error_code(*stun::parse(sent[0].datagram)), stun::ErrorCode::kRoleConflict);

  EXPECT_EQ(
      client.agent.receive(at(1ms), client.to_server, make_check({}, username, client.server_key)),
      DropReason::kWrongIntegrity);
  EXPECT_EQ(client.agent.receive(at(1ms), client.to_server, make_check({}, "a:b", key)),
            DropReason::kUnknownUsername);
}

TEST(ControllingAgent, UsesOnlyCandidatesThatItCanReach) {
  base::SeededRandom random(1);
  ControllingAgent agent(random, {kClientAddress}, kTheirs, kOurs);
  for (const char* text :
       {"1 1 tcp 9 198.51.100.1 9 typ host tcptype passive", "1 1 udp 9 abc.local 9 typ host",
        "1 1 udp 9 2001:db8::1 9 typ host", "1 2 udp 9 198.51.100.1 9 typ host"}) {
    agent.add_remote_candidate(at(0s), *parse_candidate(text));
    EXPECT_TRUE(drain(agent).empty()) << text;
  }
  EXPECT_EQ(agent.next_timeout(), base::kNever);

  // Known ones and those above the bound are ignored too.
  size_t sent = 0;
  for (uint16_t port = 1; port <= 200; ++port) {
    for (int twice = 0; twice < 2; ++twice) {
      agent.add_remote_candidate(at(0s), candidate({kServerAddress, port}, port));
      sent += drain(agent).size();
    }
  }
  for (base::Duration t = 0s; t < 1h && agent.next_timeout() != base::kNever;) {
    t = agent.next_timeout() - at(0s);
    agent.on_timeout(at(t));
    sent += only<Transmit>(drain(agent)).size();
  }
  EXPECT_EQ(sent, kMaxPairs * kMaxSends);
}

}  // namespace
}  // namespace ice
