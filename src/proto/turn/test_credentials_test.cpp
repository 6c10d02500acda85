// What a connection test is given of the relay: little, and not for long.
#include <gtest/gtest.h>

#include "proto/turn/test_client.hpp"

namespace turn {
namespace {

using namespace std::chrono_literals;
using stun::Method::kAllocate;

struct TestOfTheLine : ::testing::Test {
  base::Instant now{1000h};
  base::SeededRandom random{1};
  Server server{test_settings(), random};
  CredentialIssuer issuer{test_settings().key};

  TestClient client(uint16_t port, uint64_t test = 7) {
    TestClient made(server, now, 0, {{endpoint("203.0.113.5", port), kMedia.address}});
    made.credentials =
        issuer.issue_for_test(base::Instant(1000h + 60s), test_settings().worker, test);
    return made;
  }
};

TEST_F(TestOfTheLine, ReachesTheMediaPortAndNothingElse) {
  TestClient c = client(40000);
  ASSERT_TRUE(c.allocate().is_success());
  EXPECT_TRUE(c.permit(kMedia).is_success());
  EXPECT_EQ(c.permit(endpoint("198.51.100.7", 10001)).error(), 403);
}

TEST_F(TestOfTheLine, ItsAllocationsEndWithItHoweverTheyAreRefreshed) {
  TestClient c = client(40000);
  const Reply made = c.allocate();
  ASSERT_TRUE(made.is_success());
  EXPECT_EQ(lifetime(made.message()), 60s);
  now += 40s;
  const Reply refreshed = c.refresh(3600s);
  ASSERT_TRUE(refreshed.is_success());
  EXPECT_EQ(lifetime(refreshed.message()), 20s);
  now += 20s;
  server.on_timeout(now);
  EXPECT_EQ(server.size(), 0u);
  EXPECT_EQ(c.allocate().error(), 401);
}

TEST_F(TestOfTheLine, ATestMayHaveTwelveAllocations) {
  for (uint16_t k = 0; k < 12; ++k) ASSERT_TRUE(client(40000 + k).allocate().is_success());
  EXPECT_EQ(client(41000).allocate().error(), 486);
  EXPECT_TRUE(client(41000, 8).allocate().is_success());
}

TEST_F(TestOfTheLine, ItsCredentialsAreNotThoseOfAMeeting) {
  TestClient c = client(40000);
  c.credentials.username.resize(c.credentials.username.size() - 2);  // without ".t"
  EXPECT_EQ(c.allocate().error(), 401);
}

}  // namespace
}  // namespace turn
