// Account: a login that the operator issues to an organiser or an administrator (R12, R13). It
// names a function ("lehrkraft-07", "rathaus"), not a person; nothing else about its user is kept.
//
// Whatever takes rights away (another password, disabling) gives the account a new generation.
// Sessions carry the generation that they began under and are void under any other, so that nobody
// has to be told.
//
// Not here: passwords (password.hpp), sessions (sessions.hpp), where accounts lie (storage).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/random.hpp"
#include "domain/policy.hpp"

namespace accounts {

enum class Role : uint8_t { kOrganiser = 0, kAdministrator = 1 };

// "organiser", "administrator": in the API and in lists.
std::string_view name(Role role);
std::optional<Role> role_from_name(std::string_view name);

inline constexpr size_t kShortestLogin = 3;
inline constexpr size_t kLongestLogin = 60;

// The login as it is kept: A–Z folded to a–z, white space around it taken off. Nothing when the
// rest is not 3 to 60 of a–z, 0–9, '.', '_' and '-', or does not begin with a letter or a digit.
std::optional<std::string> clean_login(std::string_view typed);

struct Account {
  std::string login;  // clean
  Role role = Role::kOrganiser;
  bool released = false;  // may create rooms where the policy asks for permission (R13)
  bool disabled = false;
  bool may_change_password = false;
  std::string password_hash = {};  // password.hpp's encoded form
  uint64_t generation = 0;
  base::UnixTime created_at = {};

  friend bool operator==(const Account&, const Account&) = default;
};

// The first generation is drawn, so that an account deleted and made again is another one. It fits
// a signed 64-bit column with room to count.
Account new_account(std::string login, Role role, std::string password_hash, base::UnixTime now,
                    base::Random& random);
void set_password(Account& account, std::string password_hash);
void set_disabled(Account& account, bool disabled);

// Whether this account creates rooms in an installation with this rule. Administrators could
// release themselves, so they need not.
bool may_create(const Account& account, domain::Creators rule);

}  // namespace accounts
