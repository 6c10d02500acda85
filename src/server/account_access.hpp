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
  virtual std::expected<std::vector<accounts::Account>, domain::StoreError> list() const = 0;
  // `change` may run on another thread; `done` runs on the control thread, after the commit, with
  // the account as it is then, or nothing when there is no such login.
  virtual void update(std::string login, Change change, std::function<void(Found)> done) = 0;
};

class StoredAccounts final : public AccountAccess {
 public:
  // `writer` is used on the storage thread from now on.
  StoredAccounts(storage::AccountStore reader, storage::AccountStore writer, StorageThread& storage)
      : reader_(std::move(reader)),
        writer_(std::make_shared<storage::AccountStore>(std::move(writer))),
        storage_(storage) {}

  Found find(const std::string& login) const override { return reader_.load(login); }
  std::expected<std::vector<accounts::Account>, domain::StoreError> list() const override {
    return reader_.list();
  }
  void update(std::string login, Change change, std::function<void(Found)> done) override;

 private:
  storage::AccountStore reader_;
  std::shared_ptr<storage::AccountStore> writer_;
  StorageThread& storage_;
};

}  // namespace server
