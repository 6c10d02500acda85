#include "server/account_access.hpp"

namespace server {

void StoredAccounts::update(std::string login, Change change, storage::Rule rule,
                            std::function<void(Found)> done) {
  ask<Found>([login = std::move(login), change = std::move(change),
              rule](storage::AccountStore& store) { return store.update(login, change, rule); },
             std::move(done));
}

void StoredAccounts::add(std::vector<accounts::Account> accounts, std::function<void(Added)> done) {
  ask<Added>([accounts = std::move(accounts)](
                 storage::AccountStore& store) { return store.add(accounts); },
             std::move(done));
}

void StoredAccounts::remove(std::string login, storage::Rule rule,
                            std::function<void(Removed)> done) {
  ask<Removed>([login = std::move(login),
                rule](storage::AccountStore& store) { return store.remove(login, rule); },
               std::move(done));
}

template <typename Result>
void StoredAccounts::ask(std::function<Result(storage::AccountStore&)> work,
                         std::function<void(Result)> done) {
  // Written on the storage thread, read on ours after it has reported.
  const auto result = std::make_shared<std::optional<Result>>();
  storage_.ask(
      [writer = writer_, work = std::move(work),
       result]() -> std::expected<void, domain::StoreError> {
        *result = work(*writer);
        if (!**result) return std::unexpected((*result)->error());
        return {};
      },
      [result, done = std::move(done)](bool) {
        done(result->value_or(std::unexpected(domain::StoreError{"the disk is far behind"})));
      });
}

}  // namespace server
