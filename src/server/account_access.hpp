// Accounts as the server's HTTP routes see them: read at once, changed through the storage thread.
//
// Reading happens per request and on the control thread, from a connection that cannot write: one
// row by its key, out of memory, without waiting for writers (storage/database.hpp). In return
// nothing is cached and what `plenum account` changed holds at the next request.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "accounts/account.hpp"
#include "domain/store.hpp"
#include "server/storage_thread.hpp"
#include "storage/account_store.hpp"

namespace server {

class AccountAccess {
 public:
  using Found = std::expected<std::optional<accounts::Account>, domain::StoreError>;
  using Change = std::function<void(accounts::Account&)>;

  virtual ~AccountAccess() = default;
  virtual Found find(const std::string& login) const = 0;
  virtual std::expected<storage::AccountPage, domain::StoreError> search(
      const storage::AccountSearch& search) const = 0;
  // `change` may run on another thread; `done` runs on the control thread, after the commit, with
  // the account as it is then (storage/account_store.hpp).
  virtual void update(std::string login, Change change, storage::Rule rule,
                      std::function<void(Found)> done) = 0;
  void update(std::string login, Change change, std::function<void(Found)> done) {
    update(std::move(login), std::move(change), storage::Rule::kNone, std::move(done));
  }
  // All or none; done with the logins that exist already.
  using Added = std::expected<std::vector<std::string>, domain::StoreError>;
  virtual void add(std::vector<accounts::Account> accounts, std::function<void(Added)> done) = 0;
  using Removed = std::expected<storage::Removal, domain::StoreError>;
  virtual void remove(std::string login, storage::Rule rule, std::function<void(Removed)> done) = 0;
};

class StoredAccounts final : public AccountAccess {
 public:
  // `writer` is used on the storage thread from now on.
  StoredAccounts(storage::AccountStore reader, storage::AccountStore writer, StorageThread& storage)
      : reader_(std::move(reader)),
        writer_(std::make_shared<storage::AccountStore>(std::move(writer))),
        storage_(storage) {}

  Found find(const std::string& login) const override { return reader_.load(login); }
  std::expected<storage::AccountPage, domain::StoreError> search(
      const storage::AccountSearch& search) const override {
    return reader_.find(search);
  }
  using AccountAccess::update;
  void update(std::string login, Change change, storage::Rule rule,
              std::function<void(Found)> done) override;
  void add(std::vector<accounts::Account> accounts, std::function<void(Added)> done) override;
  void remove(std::string login, storage::Rule rule, std::function<void(Removed)> done) override;

 private:
  // Work of the storage thread whose result comes back to ours.
  template <typename Result>
  void ask(std::function<Result(storage::AccountStore&)> work, std::function<void(Result)> done);

  storage::AccountStore reader_;
  std::shared_ptr<storage::AccountStore> writer_;
  StorageThread& storage_;
};

}  // namespace server
