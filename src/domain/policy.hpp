// Policy: every difference between the four profiles as data. No code asks
// which profile runs; it asks the policy's fields. An installation takes one row and overrides what
// it wants, field by field.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"

namespace domain {

enum class Profile : uint8_t { kGemeinde, kOffen, kSchule, kMedienzentrum };

enum class Creators : uint8_t {
  kAnyone,
  kVerifiedEmailOrAccount,
  kAccounts,
  kAccountsWithPermission,
};
enum class LinkKind : uint8_t { kRandom, kChosen };
enum class ModeratorRule : uint8_t {
  kCreator,
  kCreatorAndPin,  // and whoever knows the room's PIN
  kFirstToEnter,
  kOrganiser,  // signed in
};
enum class AccessCodeRule : uint8_t { kNone, kGenerated };  // kNone: can be set later
enum class WithoutModerator : uint8_t {
  kGoesOn,            // nobody is admitted from the waiting room meanwhile
  kLongestTakesOver,  // who has been inside longest becomes moderator
  kNewcomersWait,     // until one comes
};
enum class AtStart : uint8_t { kOff, kOn, kByOrganiser };
enum class Scheduling : uint8_t { kNo, kOptional, kAlways };

struct Policy {
  Creators create = Creators::kAccounts;
  LinkKind link = LinkKind::kRandom;
  ModeratorRule moderator = ModeratorRule::kCreator;
  bool waiting_room = true;  // of a new room
  AccessCodeRule access_code = AccessCodeRule::kNone;
  bool require_protection = false;            // a code or the waiting room, at any time (R26)
  bool until_empty = false;                   // deleted when the last one has left (R35)
  std::optional<base::Duration> idle_limit;   // deleted after so long with nobody inside (R34)
  std::optional<base::Duration> pause_limit;  // nullopt: no pausing
  WithoutModerator without_moderator = WithoutModerator::kNewcomersWait;
  AtStart microphones = AtStart::kOff;
  AtStart cameras = AtStart::kOff;
  Scheduling scheduling = Scheduling::kNo;  // rooms have an appointed time (R28)
  bool only_invited = false;                // one enters by a personal link alone (R13)
  bool chat = true;
  bool chat_private = true;
  size_t max_people = 500;   // inside, observers included
  size_t max_waiting = 200;  // bounds what strangers can make the server keep

  friend bool operator==(const Policy&, const Policy&) = default;
};

const Policy& policy_of(Profile profile);

std::string_view name(Profile profile);
std::optional<Profile> profile_from_name(std::string_view text);

// Sets one field from text as it stands in the configuration file: "waiting_room" = "on",
// "idle_limit" = "7d". The error is one sentence that names what would be accepted.
std::expected<void, std::string> override_field(Policy& policy, std::string_view field,
                                                std::string_view value);
// The names of all fields, in the order above.
std::vector<std::string_view> policy_fields();

}  // namespace domain
