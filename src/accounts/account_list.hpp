// Many accounts at once (R12): from a count and a prefix, or from a list that somebody keeps in a
// spreadsheet. What goes out with the passwords is a list (CSV) or a sheet of slips to cut apart.
//
// The passwords are in clear here and nowhere else; whoever calls hands them out once. Pure text.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/account.hpp"

namespace accounts {

// What somebody asked for: an account that does not exist yet.
struct AccountRequest {
  std::string login = {};  // clean
  Role role = Role::kOrganiser;
  bool released = false;
  std::optional<std::string> password = {};  // nothing: one is made up

  friend bool operator==(const AccountRequest&, const AccountRequest&) = default;
};

// A list makes at most this many accounts: about an hour of hashing.
inline constexpr size_t kLongestList = 10'000;

// "lehrkraft", 30: lehrkraft-01 to lehrkraft-30; from 100 on with three digits, and so on. Nothing
// when the count is 0 or above kLongestList or the logins would not be logins.
std::optional<std::vector<std::string>> numbered_logins(std::string_view prefix, size_t count);

// A list with a first line that names the columns, in any order: login (needed), role (organiser,
// administrator; empty: organiser), released (yes, no; empty: no), password (empty: one is made
// up). The error is one sentence with the number of the line; it quotes no password.
std::expected<std::vector<AccountRequest>, std::string> read_account_list(std::string_view csv);

// "login,role,released,disabled,created" and a line each.
std::string write_account_list(std::span<const Account> accounts);

struct IssuedPassword {
  std::string login;
  std::string password;
};
// "login,password" and a line each.
std::string write_password_list(std::span<const IssuedPassword> issued);
// A page for the printer, in German: one slip per account with address, login and password. Holds
// no script and loads nothing.
std::string write_password_sheet(std::span<const IssuedPassword> issued,
                                 std::string_view public_url);

// "2026-11-21": the day in UTC.
std::string date_text(base::UnixTime time);

}  // namespace accounts
