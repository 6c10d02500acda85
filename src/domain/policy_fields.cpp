// The policy's fields by name, for the configuration file, the command line and the room scripts.
#include <array>
#include <charconv>
#include <span>
#include <utility>

#include "domain/policy.hpp"

namespace domain {
namespace {

template <typename T>
using Words = std::span<const std::pair<std::string_view, T>>;

template <typename T>
std::expected<T, std::string> choose(std::string_view value, Words<T> words) {
  std::string accepted;
  for (const auto& [word, meaning] : words) {
    if (word == value) return meaning;
    accepted += (accepted.empty() ? "" : ", ") + std::string(word);
  }
  return std::unexpected("expected one of " + accepted);
}

constexpr std::pair<std::string_view, bool> kSwitch[] = {
    {"on", true}, {"off", false}, {"yes", true}, {"no", false}, {"true", true}, {"false", false}};
constexpr std::pair<std::string_view, Creators> kCreators[] = {
    {"anyone", Creators::kAnyone},
    {"email", Creators::kVerifiedEmailOrAccount},
    {"account", Creators::kAccounts},
    {"released_account", Creators::kAccountsWithPermission}};
constexpr std::pair<std::string_view, LinkKind> kLinks[] = {{"random", LinkKind::kRandom},
                                                            {"chosen", LinkKind::kChosen}};
constexpr std::pair<std::string_view, ModeratorRule> kModerators[] = {
    {"creator", ModeratorRule::kCreator},
    {"creator_and_pin", ModeratorRule::kCreatorAndPin},
    {"first", ModeratorRule::kFirstToEnter},
    {"organiser", ModeratorRule::kOrganiser}};
constexpr std::pair<std::string_view, AccessCodeRule> kCodes[] = {
    {"none", AccessCodeRule::kNone}, {"generated", AccessCodeRule::kGenerated}};
constexpr std::pair<std::string_view, WithoutModerator> kWithout[] = {
    {"goes_on", WithoutModerator::kGoesOn},
    {"longest_takes_over", WithoutModerator::kLongestTakesOver},
    {"newcomers_wait", WithoutModerator::kNewcomersWait}};
constexpr std::pair<std::string_view, AtStart> kAtStart[] = {
    {"off", AtStart::kOff}, {"on", AtStart::kOn}, {"by_organiser", AtStart::kByOrganiser}};
constexpr std::pair<std::string_view, Scheduling> kScheduling[] = {
    {"no", Scheduling::kNo}, {"optional", Scheduling::kOptional}, {"always", Scheduling::kAlways}};

// A whole number from 1 up to nine digits.
std::optional<int64_t> positive(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (number < 1 || number > 999'999'999) return std::nullopt;
  return number;
}

std::expected<std::optional<base::Duration>, std::string> duration(std::string_view value) {
  if (value == "none") return std::optional<base::Duration>{};
  constexpr std::string_view kExpected = "expected none or a time such as 90s, 10m, 12h, 7d";
  if (value.empty()) return std::unexpected(std::string(kExpected));
  const auto number = positive(value.substr(0, value.size() - 1));
  if (!number || *number > 1'000'000) return std::unexpected(std::string(kExpected));
  switch (value.back()) {
    case 's':
      return std::chrono::seconds(*number);
    case 'm':
      return std::chrono::minutes(*number);
    case 'h':
      return std::chrono::hours(*number);
    case 'd':
      return std::chrono::days(*number);
  }
  return std::unexpected(std::string(kExpected));
}

std::expected<size_t, std::string> count(std::string_view value) {
  const auto number = positive(value);
  if (!number) return std::unexpected("expected a whole number from 1");
  return static_cast<size_t>(*number);
}

using Set = std::expected<void, std::string> (*)(Policy&, std::string_view);

// A setter for one member: reads the value, and leaves the policy alone if it cannot.
template <auto Member, auto Read>
std::expected<void, std::string> set(Policy& policy, std::string_view value) {
  auto read = Read(value);
  if (!read) return std::unexpected(std::move(read.error()));
  policy.*Member = *read;
  return {};
}
template <auto Member, const auto& kWords>
std::expected<void, std::string> set_word(Policy& policy, std::string_view value) {
  using T = std::remove_cvref_t<decltype(policy.*Member)>;
  const auto read = choose<T>(value, kWords);
  if (!read) return std::unexpected(read.error());
  policy.*Member = *read;
  return {};
}

constexpr std::pair<std::string_view, Set> kFields[] = {
    {"create", set_word<&Policy::create, kCreators>},
    {"link", set_word<&Policy::link, kLinks>},
    {"moderator", set_word<&Policy::moderator, kModerators>},
    {"waiting_room", set_word<&Policy::waiting_room, kSwitch>},
    {"access_code", set_word<&Policy::access_code, kCodes>},
    {"require_protection", set_word<&Policy::require_protection, kSwitch>},
    {"until_empty", set_word<&Policy::until_empty, kSwitch>},
    {"idle_limit", set<&Policy::idle_limit, duration>},
    {"pause_limit", set<&Policy::pause_limit, duration>},
    {"without_moderator", set_word<&Policy::without_moderator, kWithout>},
    {"microphones", set_word<&Policy::microphones, kAtStart>},
    {"cameras", set_word<&Policy::cameras, kAtStart>},
    {"scheduling", set_word<&Policy::scheduling, kScheduling>},
    {"only_invited", set_word<&Policy::only_invited, kSwitch>},
    {"chat", set_word<&Policy::chat, kSwitch>},
    {"chat_private", set_word<&Policy::chat_private, kSwitch>},
    {"max_people", set<&Policy::max_people, count>},
    {"max_waiting", set<&Policy::max_waiting, count>},
};

}  // namespace

std::expected<void, std::string> override_field(Policy& policy, std::string_view field,
                                                std::string_view value) {
  for (const auto& [known, setter] : kFields) {
    if (known == field) return setter(policy, value);
  }
  return std::unexpected("no such policy setting");
}

std::vector<std::string_view> policy_fields() {
  std::vector<std::string_view> names;
  for (const auto& [known, setter] : kFields) names.push_back(known);
  return names;
}

}  // namespace domain
