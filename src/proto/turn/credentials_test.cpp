#include "proto/turn/credentials.hpp"

#include <gtest/gtest.h>

#include "proto/turn/nonce.hpp"
#include "proto/turn/test_client.hpp"

namespace turn {
namespace {

using namespace std::chrono_literals;

TEST(Credentials, TheUserNameSaysWorkerExpiryAndParticipant) {
  CredentialIssuer issuer({});
  const Credentials made = issuer.issue(base::Instant(100s), 20, 0x5f0e1d2c3b4a5968);
  EXPECT_EQ(made.username, "0k.00000e74.5f0e1d2c3b4a5968");
  EXPECT_EQ(parse_username(made.username), (Identity{20, 3700s, 0x5f0e1d2c3b4a5968}));
  EXPECT_EQ(made.password.size(), 32u);
}

TEST(Credentials, OfATestSaySoAndEndWithIt) {
  CredentialIssuer issuer({});
  const Credentials made = issuer.issue_for_test(base::Instant(160s), 20, 0x5f0e1d2c3b4a5968);
  EXPECT_EQ(made.username, "0k.000000a0.5f0e1d2c3b4a5968.t");
  EXPECT_EQ(parse_username(made.username),
            (Identity{20, 160s, 0x5f0e1d2c3b4a5968, Purpose::kTest}));
  EXPECT_EQ(issuer.password_of(made.username), made.password);
  EXPECT_NE(issuer.password_of(made.username.substr(0, 28)), made.password);
}

TEST(Credentials, APasswordIsOfOneKeyAndOneUserName) {
  CredentialIssuer issuer({}), other({1});
  const Credentials made = issuer.issue({}, 0, 1);
  EXPECT_EQ(issuer.password_of(made.username), made.password);
  EXPECT_NE(other.password_of(made.username), made.password);
  EXPECT_NE(issuer.password_of(issuer.issue({}, 1, 1).username), made.password);
  EXPECT_NE(issuer.password_of(issuer.issue({}, 0, 2).username), made.password);
  EXPECT_NE(issuer.password_of(issuer.issue(base::Instant(1s), 0, 1).username), made.password);
}

TEST(Credentials, OtherTextIsNoUserName) {
  const std::string right = "0k.00000e74.5f0e1d2c3b4a5968";
  for (size_t size = 0; size < right.size(); ++size)
    EXPECT_FALSE(parse_username(right.substr(0, size))) << size;
  for (const char* wrong :
       {"0K.00000e74.5f0e1d2c3b4a5968", "0k:00000e74:5f0e1d2c3b4a5968",
        "0k.00000E74.5f0e1d2c3b4a5968", "0k.-0000e74.5f0e1d2c3b4a5968", "0k.e74.5f0e1d2c3b4a5968",
        "0k.00000e74.5f0e1d2c3b4a59680", "0k.0000000000e74.5f0e1d2c3b4a5968",
        "0k.00000e74.5f0e1d2c3b4a5968.u", "0k.00000e74.5f0e1d2c3b4a5968.t.t", "0k.00000e74.t",
        "0k.t", ".t", "0k.00000e74.5f0e1d2c3b4a596 "})
    EXPECT_FALSE(parse_username(wrong)) << wrong;
}

TEST(Nonce, IsFreshForAnHourForWhoGotItAndNobodyElse) {
  NonceMint mint({}), other({1});
  const base::Endpoint client = endpoint("203.0.113.5", 50000);
  const base::Instant made(5h);
  const std::string nonce = mint.make(made, client);
  EXPECT_EQ(nonce.size(), 24u);
  EXPECT_TRUE(mint.is_fresh(made, client, nonce));
  EXPECT_TRUE(mint.is_fresh(made + 1h - 1us, client, nonce));
  EXPECT_FALSE(mint.is_fresh(made + 1h, client, nonce));
  EXPECT_FALSE(mint.is_fresh(made - 1s, client, nonce));
  EXPECT_FALSE(mint.is_fresh(made, endpoint("203.0.113.5", 50001), nonce));
  EXPECT_FALSE(mint.is_fresh(made, endpoint("203.0.113.6", 50000), nonce));
  EXPECT_FALSE(other.is_fresh(made, client, nonce));
  for (size_t size = 0; size < nonce.size(); ++size)
    EXPECT_FALSE(mint.is_fresh(made, client, nonce.substr(0, size)));
  std::string changed = nonce;
  changed[7] ^= 1;
  EXPECT_FALSE(mint.is_fresh(made, client, changed));
}

}  // namespace
}  // namespace turn
