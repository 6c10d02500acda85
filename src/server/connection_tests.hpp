// Connection tests (R54, R55): before a conference, or when one does not work, a browser finds out
// which ways to this server are open. A test is a token for a minute and what it stands for:
//
// - peers on the media plane, each alone in a room of its own, without a source and without a slot:
//   a browser that reaches one directly or through the relay has shown that this way carries media;
// - credentials of the relay that make a handful of allocations and end with the test;
// - so many bytes in each direction, for an estimate of the line.
//
// It is for strangers, so that everything is bounded: tests of one source, tests in a minute, peers
// and bytes of a test. A token is random and kept here alone; nothing of a test is written down.
//
// Plain calls on the control thread, time as an argument.
#pragma once

#include <deque>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/refusal.hpp"
#include "net/source_limits.hpp"
#include "proto/turn/credentials.hpp"
#include "server/negotiation.hpp"
#include "server/ports.hpp"

namespace server {

struct StartedConnectionTest {
  std::string token;
  std::vector<std::string> relay_urls;  // empty: there is no relay
  turn::Credentials relay;
};

class ConnectionTests {
 public:
  struct Settings {
    NegotiationSettings negotiation;
    std::vector<std::string> relay_urls{};
    turn::Key relay_key{};
    bool limit_loopback = false;  // the limit per source holds for this machine too
  };
  static constexpr std::chrono::seconds kLife{60};
  static constexpr size_t kMostInItsLife = 200;  // of the server, those that ended early included
  static constexpr size_t kMostPeers = 6;        // directly, three relay URLs, a second try
  // In each direction. All tests of a minute: 400 MiB, or 56 Mbit/s.
  static constexpr size_t kBytes = size_t{2} << 20;
  // A school behind one address: twenty at once, then one every three seconds.
  static constexpr net::Rate kTestsPerSource{.per_second = 1.0 / 3, .burst = 20};

  ConnectionTests(Settings settings, MediaPlane& media, base::Random& random);

  // Tests that start from now on are told these.
  void announce(std::vector<base::Endpoint> candidates, std::vector<std::string> relay_urls);

  // too_fast: this source has had its share; overloaded: the server has, too.
  std::expected<StartedConnectionTest, domain::Refusal> start(base::Instant now,
                                                              const base::IpAddress& source);
  // A peer to be reached: SDP offer in, answer out. bad_token, bad_offer; too_fast: the test has
  // its peers already.
  std::expected<std::string, domain::Refusal> connect(base::Instant now, std::string_view token,
                                                      std::string_view offer);
  enum class Direction : uint8_t { kToBrowser, kFromBrowser };
  // The test may move so many more bytes. bad_token, too_fast.
  std::expected<void, domain::Refusal> take(base::Instant now, std::string_view token,
                                            Direction direction, size_t bytes);
  void end(std::string_view token);

  void on_timeout(base::Instant now);
  struct Counts {
    size_t running = 0;
    uint64_t started = 0;
    uint64_t refused = 0;  // to start
  };
  Counts counts() const { return {tests_.size(), started_, refused_}; }

 private:
  struct Test {
    base::Instant end;
    sfu::WorkerIndex worker = 0;
    std::vector<sfu::PeerId> peers{};
    size_t to_browser = 0;
    size_t from_browser = 0;
  };
  std::expected<Test*, domain::Refusal> find(base::Instant now, std::string_view token);
  void remove_peers(const Test& test);

  Settings settings_;
  MediaPlane& media_;
  base::Random& random_;
  turn::CredentialIssuer credentials_;
  net::SourceLimits sources_{kTestsPerSource};
  std::unordered_map<std::string, Test> tests_;
  SourceIds source_ids_;
  std::deque<base::Instant> starts_;  // within kLife
  uint64_t last_peer_;
  uint64_t started_ = 0;
  uint64_t refused_ = 0;
};

}  // namespace server
