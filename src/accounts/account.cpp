#include "accounts/account.hpp"

#include <algorithm>

namespace accounts {

namespace {

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string_view name(Role role) {
  return role == Role::kAdministrator ? "administrator" : "organiser";
}

std::optional<Role> role_from_name(std::string_view name) {
  if (name == "organiser") return Role::kOrganiser;
  if (name == "administrator") return Role::kAdministrator;
  return std::nullopt;
}

std::optional<std::string> clean_login(std::string_view typed) {
  while (!typed.empty() && is_blank(typed.front())) typed.remove_prefix(1);
  while (!typed.empty() && is_blank(typed.back())) typed.remove_suffix(1);
  if (typed.size() < kShortestLogin || typed.size() > kLongestLogin) return std::nullopt;
  std::string login(typed);
  std::ranges::transform(login, login.begin(), folded);
  const bool allowed = std::ranges::all_of(
      login, [](char c) { return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-'; });
  if (!allowed || !is_letter_or_digit(login.front())) return std::nullopt;
  return login;
}

Account new_account(std::string login, Role role, std::string password_hash, base::UnixTime now,
                    base::Random& random) {
  Account account;
  account.login = std::move(login);
  account.role = role;
  account.password_hash = std::move(password_hash);
  account.generation = random.u64() >> 2;
  account.created_at = now;
  return account;
}

void set_password(Account& account, std::string password_hash) {
  account.password_hash = std::move(password_hash);
  ++account.generation;
}

void set_disabled(Account& account, bool disabled) {
  if (account.disabled == disabled) return;
  account.disabled = disabled;
  ++account.generation;
}

bool may_create(const Account& account, domain::Creators rule) {
  if (account.disabled) return false;
  return rule != domain::Creators::kAccountsWithPermission || account.released ||
         account.role == Role::kAdministrator;
}

}  // namespace accounts
