#include "domain/policy.hpp"

#include <gtest/gtest.h>

namespace domain {
namespace {

// The table of profiles, column by column.
TEST(Policy, ProfilesAreTheRowsOfTheRequirements) {
  const Policy& g = policy_of(Profile::kGemeinde);
  EXPECT_EQ(g.link, LinkKind::kRandom);
  EXPECT_EQ(g.moderator, ModeratorRule::kCreatorAndPin);
  EXPECT_TRUE(g.waiting_room);
  EXPECT_EQ(g.access_code, AccessCodeRule::kGenerated);
  EXPECT_EQ(g.idle_limit, std::chrono::days(7));
  EXPECT_EQ(g.pause_limit, std::chrono::days(7));
  EXPECT_EQ(g.without_moderator, WithoutModerator::kGoesOn);

  const Policy& o = policy_of(Profile::kOffen);
  EXPECT_EQ(o.create, Creators::kAnyone);
  EXPECT_EQ(o.link, LinkKind::kChosen);
  EXPECT_EQ(o.moderator, ModeratorRule::kFirstToEnter);
  EXPECT_FALSE(o.waiting_room);
  EXPECT_TRUE(o.until_empty);
  EXPECT_EQ(o.pause_limit, std::nullopt);
  EXPECT_EQ(o.scheduling, Scheduling::kNo);
  EXPECT_FALSE(o.only_invited);
  EXPECT_EQ(o.without_moderator, WithoutModerator::kLongestTakesOver);

  const Policy& s = policy_of(Profile::kSchule);
  EXPECT_TRUE(s.waiting_room);
  EXPECT_TRUE(s.require_protection);
  EXPECT_EQ(s.idle_limit, std::nullopt);
  EXPECT_EQ(s.cameras, AtStart::kOff);
  EXPECT_EQ(s.scheduling, Scheduling::kAlways);
  EXPECT_TRUE(s.only_invited);
  EXPECT_TRUE(s.chat);
  EXPECT_FALSE(s.chat_private);

  const Policy& m = policy_of(Profile::kMedienzentrum);
  EXPECT_EQ(m.moderator, ModeratorRule::kOrganiser);
  EXPECT_FALSE(m.waiting_room);
  EXPECT_TRUE(m.require_protection);
  EXPECT_EQ(m.cameras, AtStart::kByOrganiser);
  EXPECT_EQ(m.without_moderator, WithoutModerator::kNewcomersWait);
}

TEST(Policy, ProfilesAreFoundByTheirNames) {
  for (const auto profile :
       {Profile::kGemeinde, Profile::kOffen, Profile::kSchule, Profile::kMedienzentrum}) {
    EXPECT_EQ(profile_from_name(name(profile)), profile);
  }
  EXPECT_EQ(profile_from_name("Offen"), std::nullopt);
  EXPECT_EQ(profile_from_name(""), std::nullopt);
}

TEST(Policy, OneFieldIsOverriddenAndNoOther) {
  Policy policy = policy_of(Profile::kOffen);
  ASSERT_TRUE(override_field(policy, "waiting_room", "on"));
  ASSERT_TRUE(override_field(policy, "idle_limit", "12h"));
  ASSERT_TRUE(override_field(policy, "max_people", "40"));
  Policy expected = policy_of(Profile::kOffen);
  expected.waiting_room = true;
  expected.idle_limit = std::chrono::hours(12);
  expected.max_people = 40;
  EXPECT_EQ(policy, expected);
  ASSERT_TRUE(override_field(policy, "idle_limit", "none"));
  EXPECT_EQ(policy.idle_limit, std::nullopt);
}

TEST(Policy, EveryFieldRefusesNonsenseAndStaysAsItWas) {
  const Policy before = policy_of(Profile::kGemeinde);
  for (const std::string_view field : policy_fields()) {
    for (const char* nonsense : {"", "perhaps", "-1", "0", "0s", "7", "7x", "d", "99999999999d",
                                 "1e9", " on", "18446744073709551616"}) {
      Policy policy = before;
      const bool is_count = field == "max_people" || field == "max_waiting";
      if (is_count && std::string_view(nonsense) == "7") continue;
      const auto set = override_field(policy, field, nonsense);
      EXPECT_FALSE(set) << field << " = " << nonsense;
      if (set) continue;
      EXPECT_NE(set.error().find("expected"), std::string::npos);
      EXPECT_EQ(policy, before);
    }
  }
  Policy policy = before;
  EXPECT_FALSE(override_field(policy, "colour", "on"));
}

}  // namespace
}  // namespace domain
