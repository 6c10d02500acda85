// Who gets credentials of the relay, and what they say.
#include "server/test_conference.hpp"

namespace server {
namespace {

using namespace std::chrono_literals;
using domain::RefusalCode;
using signalling::Admitted;
using signalling::GetRelay;
using signalling::Relay;
using signalling::Welcome;
using testing::waiting_room_policy;
using testing::World;

TEST(ConferenceRelay, WhoIsInsideGetsItsUrlsAndCredentialsOfTheirOwn) {
  World world;
  const auto anna = world.enter("rat", "Anna"), bo = world.enter("rat", "Bo");
  const auto of_anna = world.last<Welcome>(anna)->relay, of_bo = world.last<Welcome>(bo)->relay;
  ASSERT_TRUE(of_anna && of_bo);
  EXPECT_EQ(of_anna->urls, World::settings(testing::open_policy()).relay_urls);
  EXPECT_EQ(of_anna->lifetime, 3600u);
  const auto identity = turn::parse_username(of_anna->username);
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->expires, 1000s + 1h);
  EXPECT_NE(identity->participant, turn::parse_username(of_bo->username)->participant);
  turn::CredentialIssuer issuer(World::settings(testing::open_policy()).relay_key);
  EXPECT_EQ(issuer.password_of(of_anna->username), of_anna->password);
}

TEST(ConferenceRelay, FreshCredentialsAreTheSameParticipants) {
  World world;
  const auto anna = world.enter("rat", "Anna");
  const auto first = turn::parse_username(world.last<Welcome>(anna)->relay->username);
  world.pass(50min);
  world.say(anna, GetRelay{}, 5);
  const auto relay = world.last<Relay>(anna);
  ASSERT_TRUE(relay);
  EXPECT_EQ(relay->id, 5u);
  const auto fresh = turn::parse_username(relay->username);
  EXPECT_EQ(fresh->participant, first->participant);
  EXPECT_EQ(fresh->expires - first->expires, 50min);
}

TEST(ConferenceRelay, WhoWaitsGetsNoneBeforeTheAdmission) {
  World world(waiting_room_policy());
  const auto anna = world.hello(world.create("rat")->token);
  const auto bo = world.enter("rat", "Bo");
  EXPECT_FALSE(world.last<Welcome>(bo)->relay);
  world.say(bo, GetRelay{}, 5);
  EXPECT_EQ(world.refused(bo), RefusalCode::kWrongState);
  EXPECT_FALSE(world.last<Relay>(bo));
  world.say(anna, domain::Admit{{world.self(bo)}});
  const auto admitted = world.last<Admitted>(bo);
  ASSERT_TRUE(admitted && admitted->relay);
  EXPECT_TRUE(turn::parse_username(admitted->relay->username));
  world.say(anna, domain::SendToWait{world.self(bo)});
  world.say(bo, GetRelay{}, 6);
  EXPECT_FALSE(world.last<Relay>(bo));
}

TEST(ConferenceRelay, AnotherPublicAddressStandsInWhatIsSaidFromNowOn) {
  World world;
  const auto anna = world.enter("rat", "Anna");
  world.conference.announce({{base::IpAddress::v4(198, 51, 100, 4), 10000}}, {"turn:198.51.100.4"});
  world.say(anna, GetRelay{}, 5);
  EXPECT_EQ(world.last<Relay>(anna)->urls, std::vector<std::string>{"turn:198.51.100.4"});
  world.say(anna, signalling::Offer{1, testing::read_offer("chromium_phone"), {}}, 6);
  const auto answer = world.last<signalling::Answer>(anna);
  ASSERT_TRUE(answer);
  EXPECT_NE(answer->sdp.find(" 198.51.100.4 10000 typ host"), std::string::npos);
  EXPECT_EQ(answer->sdp.find("192.0.2.1"), std::string::npos);
}

}  // namespace
}  // namespace server
