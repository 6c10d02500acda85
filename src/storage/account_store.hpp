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

class AccountStore {
 public:
  explicit AccountStore(std::shared_ptr<Database> database) : database_(std::move(database)) {}

  // All or none. Returns the logins that exist already; empty: they were added.
  std::expected<std::vector<std::string>, domain::StoreError> add(
      std::span<const accounts::Account> accounts);
  // The account as it is after the change; nothing when there is no such login. The login stays.
  std::expected<std::optional<accounts::Account>, domain::StoreError> update(
      const std::string& login, const std::function<void(accounts::Account&)>& change);
  // False when there is no such login. Leaves no trace on disk.
  std::expected<bool, domain::StoreError> remove(const std::string& login);

  std::expected<std::optional<accounts::Account>, domain::StoreError> load(
      const std::string& login) const;
  // By login.
  std::expected<std::vector<accounts::Account>, domain::StoreError> list() const;

 private:
  bool write(const char* sql, const accounts::Account& account);

  std::shared_ptr<Database> database_;
};

}  // namespace storage
