#include "proto/ice/credentials.hpp"

#include <gtest/gtest.h>

#include "proto/ice/priority.hpp"

namespace ice {
namespace {

TEST(Credentials, CarryTheWorkerAndEnoughRandomness) {
  base::SeededRandom random(1);
  for (unsigned worker = 0; worker < kMaxWorkers; ++worker) {
    const Credentials credentials = make_credentials(random, worker);
    EXPECT_EQ(worker_of_ufrag(credentials.ufrag), worker);
    EXPECT_EQ(worker_of_ufrag(credentials.ufrag + ":abcd"), worker);
    EXPECT_GE(credentials.ufrag.size(), 2u + 8u);
    EXPECT_GE(credentials.pwd.size(), 24u);
    EXPECT_TRUE(is_well_formed(credentials));
    EXPECT_NE(credentials, make_credentials(random, worker));
  }
}

TEST(Credentials, ForeignFragmentsHaveNoWorker) {
  for (const char* ufrag :
       {"", "0", "00", "abcd", "evtj:h6vY", "A0aaaaaaaaaa", "0Aaaaaaaaaaa", "::aaaaaaaaaa",
        "\xff\xff"
        "aaaaaaaaaa"}) {
    EXPECT_FALSE(worker_of_ufrag(ufrag)) << ufrag;
  }
  for (size_t size = 0; size <= 64; ++size) {
    EXPECT_EQ(worker_of_ufrag(std::string(size, '1')).has_value(), size >= 12);
  }
}

TEST(Credentials, ReceiverStandsBeforeTheColon) {
  EXPECT_EQ(receiver_ufrag("ours:theirs"), "ours");
  EXPECT_EQ(receiver_ufrag("ours:their:s"), "ours");
  EXPECT_EQ(receiver_ufrag(":theirs"), "");
  EXPECT_FALSE(receiver_ufrag("ours"));
}

TEST(Credentials, WellFormedMeansIceCharsInBounds) {
  const std::string pwd(22, 'p');
  EXPECT_TRUE(is_well_formed({"ab+/", pwd}));
  EXPECT_TRUE(is_well_formed({std::string(256, 'u'), std::string(256, 'p')}));
  EXPECT_FALSE(is_well_formed({"abc", pwd}));
  EXPECT_FALSE(is_well_formed({"abc:", pwd}));
  EXPECT_FALSE(is_well_formed({"abcd", std::string(21, 'p')}));
  EXPECT_FALSE(is_well_formed({"abcd", pwd + " "}));
  EXPECT_FALSE(is_well_formed({std::string(257, 'u'), pwd}));
}

TEST(Priority, FollowsTheFormulas) {
  EXPECT_EQ(candidate_priority(kHostPreference, 65535, 1), 2130706431u);  // as browsers write it
  EXPECT_EQ(candidate_priority(kRelayedPreference, 0, 256), 0u);
  EXPECT_EQ(pair_priority(2, 1), (uint64_t{1} << 32) + 4 + 1);
  EXPECT_EQ(pair_priority(1, 2), (uint64_t{1} << 32) + 4);
  EXPECT_EQ(pair_priority(0xFFFFFFFF, 0xFFFFFFFF), 0xFFFFFFFF'00000000u + 2 * 0xFFFFFFFFull);
}

}  // namespace
}  // namespace ice
