#include "storage/account_store.hpp"

#include "storage/statement.hpp"

namespace storage {
namespace {

using accounts::Account;
using domain::StoreError;

constexpr const char* kInsert = R"sql(
  INSERT INTO account (role, released, disabled, may_change_password, password_hash, generation,
                       created_at, login)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?))sql";

constexpr const char* kUpdate = R"sql(
  UPDATE account SET role = ?, released = ?, disabled = ?, may_change_password = ?,
                     password_hash = ?, generation = ?, created_at = ?
  WHERE login = ?)sql";

constexpr const char* kSelect = R"sql(
  SELECT login, role, released, disabled, may_change_password, password_hash, generation, created_at
  FROM account)sql";

constexpr const char* kNotTaken = "did not take a change of an account";
constexpr const char* kUnreadable = "cannot be read";

// The columns of kSelect.
Account read_account(const Statement& row) {
  Account account;
  account.login = row.text(0);
  account.role = row.integer(1) != 0 ? accounts::Role::kAdministrator : accounts::Role::kOrganiser;
  account.released = row.integer(2) != 0;
  account.disabled = row.integer(3) != 0;
  account.may_change_password = row.integer(4) != 0;
  account.password_hash = row.text(5);
  account.generation = static_cast<uint64_t>(row.integer(6));
  account.created_at = base::UnixTime(std::chrono::seconds(row.integer(7)));
  return account;
}

}  // namespace

// The parameters of kInsert and kUpdate.
bool AccountStore::write(const char* sql, const Account& account) {
  Statement statement(database_->connection(), sql);
  statement.bind(static_cast<int64_t>(account.role)).bind(int64_t{account.released});
  statement.bind(int64_t{account.disabled}).bind(int64_t{account.may_change_password});
  statement.bind(account.password_hash).bind(static_cast<int64_t>(account.generation));
  statement.bind(account.created_at.time_since_epoch().count()).bind(account.login);
  return statement.run();
}

std::expected<std::vector<std::string>, StoreError> AccountStore::add(
    std::span<const Account> accounts) {
  Transaction transaction(database_->connection());
  if (!transaction.begun()) return database_->failure(kNotTaken);
  std::vector<std::string> taken;
  for (const Account& account : accounts) {
    const auto existing = load(account.login);
    if (!existing) return std::unexpected(existing.error());
    if (*existing) taken.push_back(account.login);
  }
  if (!taken.empty()) return taken;
  for (const Account& account : accounts)
    if (!write(kInsert, account)) return database_->failure(kNotTaken);
  if (!transaction.commit()) return database_->failure(kNotTaken);
  return taken;
}

std::expected<std::optional<Account>, StoreError> AccountStore::update(
    const std::string& login, const std::function<void(Account&)>& change) {
  Transaction transaction(database_->connection());
  if (!transaction.begun()) return database_->failure(kNotTaken);
  auto account = load(login);
  if (!account || !*account) return account;
  change(**account);
  if (!write(kUpdate, **account) || !transaction.commit()) return database_->failure(kNotTaken);
  return account;
}

std::expected<bool, StoreError> AccountStore::remove(const std::string& login) {
  {
    Transaction transaction(database_->connection());
    const auto existing = load(login);
    if (!existing) return std::unexpected(existing.error());
    Statement remove(database_->connection(), "DELETE FROM account WHERE login = ?");
    const bool done = transaction.begun() && remove.bind(login).run() && transaction.commit();
    if (!done) return database_->failure("did not delete an account");
    if (!*existing) return false;
  }
  if (auto done = database_->truncate_wal(); !done) return std::unexpected(done.error());
  return true;
}

std::expected<std::optional<Account>, StoreError> AccountStore::load(
    const std::string& login) const {
  Statement row(database_->connection(), (std::string(kSelect) + " WHERE login = ?").c_str());
  row.bind(login);
  if (row.step()) return read_account(row);
  if (row.failed()) return database_->failure(kUnreadable);
  return std::optional<Account>{};
}

std::expected<std::vector<Account>, StoreError> AccountStore::list() const {
  Statement row(database_->connection(), (std::string(kSelect) + " ORDER BY login").c_str());
  std::vector<Account> accounts;
  while (row.step()) accounts.push_back(read_account(row));
  if (row.failed()) return database_->failure(kUnreadable);
  return accounts;
}

}  // namespace storage
