// AccountStore: accounts in the database. Every call returns after its change is on disk.
//
// The server and `plenum account` change accounts at the same time. Hence a change is a function on
// the account as it is inside the transaction, never a record that somebody read earlier: whoever
// stores a new hash does not undo that the account was disabled meanwhile.
//
// Thread: that of its connection.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "accounts/account.hpp"
#include "storage/database.hpp"

namespace storage {

struct AccountSearch {
  std::string login_part = {};  // in lower case; empty: every account
  size_t offset = 0;
  size_t limit = 100;
};
struct AccountPage {
  std::vector<accounts::Account> accounts;  // by login
  size_t total = 0;                         // that were found
};
// What must still hold after a change; what would break it does not happen.
enum class Rule : uint8_t { kNone, kAnAdministratorStays };
enum class Removal : uint8_t { kRemoved, kNoSuchLogin, kBreaksTheRule };

class AccountStore {
 public:
  explicit AccountStore(std::shared_ptr<Database> database) : database_(std::move(database)) {}

  // All or none. Returns the logins that exist already; empty: they were added.
  std::expected<std::vector<std::string>, domain::StoreError> add(
      std::span<const accounts::Account> accounts);
  // The account as it is after the change, or as it was where the rule forbids that; nothing when
  // there is no such login. The login stays.
  std::expected<std::optional<accounts::Account>, domain::StoreError> update(
      const std::string& login, const std::function<void(accounts::Account&)>& change,
      Rule rule = Rule::kNone);
  // Leaves no trace on disk.
  std::expected<Removal, domain::StoreError> remove(const std::string& login,
                                                    Rule rule = Rule::kNone);

  std::expected<std::optional<accounts::Account>, domain::StoreError> load(
      const std::string& login) const;
  // By login.
  std::expected<std::vector<accounts::Account>, domain::StoreError> list() const;
  std::expected<AccountPage, domain::StoreError> find(const AccountSearch& search) const;

 private:
  bool write(const char* sql, const accounts::Account& account);
  // Whether anybody but `login` is an administrator who may sign in.
  std::expected<bool, domain::StoreError> another_administrates(const std::string& login) const;

  std::shared_ptr<Database> database_;
};

}  // namespace storage
