#include "domain/policy.hpp"

#include <array>

namespace domain {
namespace {
using std::chrono::days;

// One row per profile: the table of profiles, column by column.
constexpr std::array<Policy, 4> kProfiles{{
    // gemeinde
    {.create = Creators::kVerifiedEmailOrAccount,
     .link = LinkKind::kRandom,
     .moderator = ModeratorRule::kCreatorAndPin,
     .waiting_room = true,
     .access_code = AccessCodeRule::kGenerated,
     .require_protection = false,
     .until_empty = false,
     .idle_limit = days(7),
     .pause_limit = days(7),
     .without_moderator = WithoutModerator::kGoesOn,
     .microphones = AtStart::kOn,
     .cameras = AtStart::kOn,
     .scheduling = Scheduling::kOptional,
     .only_invited = false,
     .chat = true,
     .chat_private = true},
    // offen
    {.create = Creators::kAnyone,
     .link = LinkKind::kChosen,
     .moderator = ModeratorRule::kFirstToEnter,
     .waiting_room = false,
     .access_code = AccessCodeRule::kNone,
     .require_protection = false,
     .until_empty = true,
     .idle_limit = std::nullopt,
     .pause_limit = std::nullopt,
     .without_moderator = WithoutModerator::kLongestTakesOver,
     .microphones = AtStart::kOn,
     .cameras = AtStart::kOn,
     .scheduling = Scheduling::kNo,
     .only_invited = false,
     .chat = true,
     .chat_private = true},
    // schule
    {.create = Creators::kAccountsWithPermission,
     .link = LinkKind::kRandom,
     .moderator = ModeratorRule::kCreator,
     .waiting_room = true,
     .access_code = AccessCodeRule::kNone,
     .require_protection = true,
     .until_empty = false,
     .idle_limit = std::nullopt,
     .pause_limit = std::nullopt,
     .without_moderator = WithoutModerator::kNewcomersWait,
     .microphones = AtStart::kOff,
     .cameras = AtStart::kOff,
     .scheduling = Scheduling::kAlways,
     .only_invited = true,
     .chat = true,
     .chat_private = false},
    // medienzentrum
    {.create = Creators::kAccounts,
     .link = LinkKind::kChosen,
     .moderator = ModeratorRule::kOrganiser,
     .waiting_room = false,
     .access_code = AccessCodeRule::kNone,
     .require_protection = true,
     .until_empty = false,
     .idle_limit = days(7),
     .pause_limit = std::nullopt,
     .without_moderator = WithoutModerator::kNewcomersWait,
     .microphones = AtStart::kOn,
     .cameras = AtStart::kByOrganiser,
     .scheduling = Scheduling::kOptional,
     .only_invited = false,
     .chat = true,
     .chat_private = true},
}};

constexpr std::array<std::string_view, 4> kNames{"gemeinde", "offen", "schule", "medienzentrum"};

}  // namespace

const Policy& policy_of(Profile profile) { return kProfiles[static_cast<size_t>(profile)]; }

std::string_view name(Profile profile) { return kNames[static_cast<size_t>(profile)]; }

std::optional<Profile> profile_from_name(std::string_view text) {
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == text) return static_cast<Profile>(i);
  }
  return std::nullopt;
}

}  // namespace domain
