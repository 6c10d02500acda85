// Connection tests (R55): what strangers may try, and that it is little.
#include "server/connection_tests.hpp"

#include "server/connection_test_api.hpp"
#include "server/test_conference.hpp"

namespace server {
namespace {

using namespace std::chrono_literals;
using domain::RefusalCode;
using enum ConnectionTests::Direction;
using testing::FakeMedia;
using testing::read_offer;
using testing::World;

const base::IpAddress kSource = base::IpAddress::v4(192, 0, 2, 7);

struct Lines : ::testing::Test {
  static ConnectionTests::Settings settings() {
    const ConferenceSettings all = World::settings(testing::open_policy());
    return {
        .negotiation = all.negotiation, .relay_urls = all.relay_urls, .relay_key = all.relay_key};
  }
  std::string start() { return tests.start(now, kSource)->token; }
  std::optional<RefusalCode> refused_to_start(const base::IpAddress& source = kSource) {
    const auto started = tests.start(now, source);
    return started ? std::nullopt : std::optional(started.error().code);
  }
  std::optional<RefusalCode> refused(const std::expected<void, domain::Refusal>& outcome) {
    return outcome ? std::nullopt : std::optional(outcome.error().code);
  }

  base::Instant now{1000s};
  base::SeededRandom random{7};
  FakeMedia media;
  ConnectionTests tests{settings(), media, random};
};

TEST_F(Lines, ATestGetsCredentialsOfTheRelayThatEndWithIt) {
  const auto started = tests.start(now, kSource);
  ASSERT_TRUE(started);
  EXPECT_EQ(started->relay_urls, settings().relay_urls);
  const auto identity = turn::parse_username(started->relay.username);
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->purpose, turn::Purpose::kTest);
  EXPECT_EQ(identity->expires, 1060s);
  turn::CredentialIssuer issuer(settings().relay_key);
  EXPECT_EQ(issuer.password_of(started->relay.username), started->relay.password);
}

TEST_F(Lines, APeerIsThereToBeReachedAndHasNothingToSendOrToHear) {
  const std::string token = start();
  const auto answer = tests.connect(now, token, read_offer("chromium_phone"));
  ASSERT_TRUE(answer);
  EXPECT_NE(answer->find("a=candidate:"), std::string::npos);
  ASSERT_TRUE(tests.connect(now, token, read_offer("firefox_phone")));
  const auto added = media.of<sfu::AddPeer>();
  ASSERT_EQ(added.size(), 2u);
  EXPECT_NE(added[0].setup.room, added[1].setup.room);
  for (const sfu::AddPeer& peer : added) {
    EXPECT_TRUE(peer.setup.sending.empty());
    EXPECT_TRUE(peer.setup.sound_slots.empty());
    EXPECT_TRUE(peer.setup.video_slots.empty());
    // No peer or room of the conference's has such an id.
    EXPECT_GT(peer.setup.peer.value, uint64_t{1} << 63);
    EXPECT_GT(peer.setup.room.value, uint64_t{1} << 63);
  }
}

TEST_F(Lines, ItsPeersEndWithItOrAfterAMinute) {
  const std::string first = start(), second = start();
  ASSERT_TRUE(tests.connect(now, first, read_offer("chromium_phone")));
  ASSERT_TRUE(tests.connect(now, second, read_offer("chromium_phone")));
  tests.end(first);
  EXPECT_EQ(media.of<sfu::RemovePeer>().size(), 1u);
  now += 60s - 1us;
  tests.on_timeout(now);
  EXPECT_EQ(media.of<sfu::RemovePeer>().size(), 1u);
  now += 1us;
  EXPECT_EQ(tests.connect(now, second, read_offer("chromium_phone")).error().code,
            RefusalCode::kBadToken);
  EXPECT_EQ(media.of<sfu::RemovePeer>().size(), 2u);
  EXPECT_EQ(tests.counts().running, 0u);
}

TEST_F(Lines, ATestHasSixPeersAndARefusedOfferIsNone) {
  const std::string token = start();
  EXPECT_EQ(tests.connect(now, token, "v=0").error().code, RefusalCode::kBadOffer);
  for (size_t k = 0; k < ConnectionTests::kMostPeers; ++k)
    ASSERT_TRUE(tests.connect(now, token, read_offer("chromium_phone")));
  EXPECT_EQ(tests.connect(now, token, read_offer("chromium_phone")).error().code,
            RefusalCode::kTooFast);
  EXPECT_EQ(media.of<sfu::AddPeer>().size(), ConnectionTests::kMostPeers);
}

TEST_F(Lines, ATestHasSoManyBytesInEachDirection) {
  const std::string token = start();
  EXPECT_FALSE(refused(tests.take(now, token, kToBrowser, ConnectionTests::kBytes)));
  EXPECT_EQ(refused(tests.take(now, token, kToBrowser, 1)), RefusalCode::kTooFast);
  EXPECT_FALSE(refused(tests.take(now, token, kFromBrowser, 1)));
  EXPECT_EQ(refused(tests.take(now, token, kFromBrowser, ConnectionTests::kBytes)),
            RefusalCode::kTooFast);
  EXPECT_EQ(refused(tests.take(now, "unknown", kToBrowser, 1)), RefusalCode::kBadToken);
}

TEST_F(Lines, OneSourceStartsTwentyAtOnceThenOneEveryThreeSeconds) {
  for (int k = 0; k < 20; ++k) tests.end(start());
  EXPECT_EQ(refused_to_start(), RefusalCode::kTooFast);
  EXPECT_FALSE(refused_to_start(base::IpAddress::v4(192, 0, 2, 8)));
  now += 3s;
  EXPECT_FALSE(refused_to_start());
  EXPECT_EQ(refused_to_start(), RefusalCode::kTooFast);
  EXPECT_EQ(tests.counts().refused, 2u);
}

TEST_F(Lines, TheServerStartsTwoHundredWithinAMinuteHoweverEarlyTheyEnd) {
  for (uint8_t k = 0; k < ConnectionTests::kMostInItsLife; ++k)
    tests.end(tests.start(now, base::IpAddress::v4(198, 51, 100, k))->token);
  EXPECT_EQ(refused_to_start(), RefusalCode::kOverloaded);
  now += 60s;
  EXPECT_FALSE(refused_to_start());
}

// ------------------------------------------------------------------------------------------ HTTP

struct Answer final : net::HttpResponder::Pending {
  void respond(net::HttpResponse given) override { response = std::move(given); }
  net::HttpResponse response;
};

struct LinesOverHttp : Lines {
  net::HttpResponse ask(const std::string& method, const std::string& path, std::string body = {},
                        std::string type = "application/json") {
    const auto answer = std::make_shared<Answer>();
    std::vector<net::HttpHeader> headers = {{"content-type", std::move(type)}};
    if (!token.empty()) headers.push_back({"authorization", "Bearer " + token});
    api.handle({now, {}},
               {.method = method,
                .path = "/api/connection-test" + path,
                .query = {},
                .headers = std::move(headers),
                .body = std::move(body),
                .remote = kSource},
               net::HttpResponder(answer));
    return answer->response;
  }
  std::string token;
  ConnectionTestApi api{tests, 10000, random};
};

TEST_F(LinesOverHttp, AFormOfAnotherSiteStartsNoTest) {
  EXPECT_EQ(ask("POST", "", "{}", "text/plain").status, 400);
  EXPECT_EQ(ask("POST", "", "", "application/json").status, 400);
  EXPECT_EQ(tests.counts().started, 0u);
  const net::HttpResponse started = ask("POST", "", "{}");
  EXPECT_EQ(started.status, 201);
  EXPECT_NE(started.body.find(R"("media_port":10000)"), std::string::npos);
}

TEST_F(LinesOverHttp, BytesGoToWhoHasATokenAndTwiceAtMost) {
  EXPECT_EQ(ask("GET", "/data").status, 401);
  EXPECT_EQ(ask("POST", "/data", "x").status, 401);
  EXPECT_EQ(ask("POST", "/peer", "v=0", "application/sdp").status, 401);
  token = start();
  EXPECT_EQ(ask("GET", "/data").content().size(), ConnectionTestApi::kDataBytes);
  EXPECT_EQ(ask("GET", "/data").status, 200);
  EXPECT_EQ(ask("GET", "/data").status, 429);
  EXPECT_EQ(ask("POST", "/data", std::string(1000, 'x')).status, 204);
  EXPECT_EQ(ask("POST", "/peer", read_offer("chromium_phone"), "application/sdp").status, 201);
  EXPECT_EQ(ask("DELETE", "").status, 204);
  EXPECT_EQ(ask("GET", "/data").status, 401);
}

TEST_F(LinesOverHttp, OtherAddressesAndMethodsAreNone) {
  EXPECT_TRUE(ConnectionTestApi::takes("/api/connection-test/peer"));
  EXPECT_FALSE(ConnectionTestApi::takes("/api/connection-tests"));
  EXPECT_EQ(ask("GET", "").status, 405);
  EXPECT_EQ(ask("PUT", "/data").status, 405);
  EXPECT_EQ(ask("POST", "/other").status, 404);
}

}  // namespace
}  // namespace server
