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

bool administrates(const Account& account) {
  return account.role == accounts::Role::kAdministrator && !account.disabled;
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
    const std::string& login, const std::function<void(Account&)>& change, Rule rule) {
  Transaction transaction(database_->connection());
  if (!transaction.begun()) return database_->failure(kNotTaken);
  const auto before = load(login);
  if (!before || !*before) return before;
  std::optional<Account> after = *before;
  change(*after);
  if (rule == Rule::kAnAdministratorStays && administrates(**before) && !administrates(*after)) {
    const auto another = another_administrates(login);
    if (!another) return std::unexpected(another.error());
    if (!*another) return before;
  }
  if (!write(kUpdate, *after) || !transaction.commit()) return database_->failure(kNotTaken);
  return after;
}

std::expected<Removal, StoreError> AccountStore::remove(const std::string& login, Rule rule) {
  constexpr const char* kNotDeleted = "did not delete an account";
  {
    Transaction transaction(database_->connection());
    if (!transaction.begun()) return database_->failure(kNotDeleted);
    const auto existing = load(login);
    if (!existing) return std::unexpected(existing.error());
    if (!*existing) return Removal::kNoSuchLogin;
    if (rule == Rule::kAnAdministratorStays && administrates(**existing)) {
      const auto another = another_administrates(login);
      if (!another) return std::unexpected(another.error());
      if (!*another) return Removal::kBreaksTheRule;
    }
    Statement remove(database_->connection(), "DELETE FROM account WHERE login = ?");
    if (!remove.bind(login).run() || !transaction.commit()) return database_->failure(kNotDeleted);
  }
  if (auto done = database_->truncate_wal(); !done) return std::unexpected(done.error());
  return Removal::kRemoved;
}

std::expected<bool, StoreError> AccountStore::another_administrates(
    const std::string& login) const {
  Statement row(database_->connection(),
                "SELECT 1 FROM account WHERE role = 1 AND disabled = 0 AND login <> ? LIMIT 1");
  row.bind(login);
  if (row.step()) return true;
  if (row.failed()) return database_->failure(kUnreadable);
  return false;
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

std::expected<AccountPage, StoreError> AccountStore::find(const AccountSearch& search) const {
  const std::string found = " WHERE instr(login, ?) > 0";  // also where the part is empty
  AccountPage page;
  Statement count(database_->connection(), ("SELECT count(*) FROM account" + found).c_str());
  count.bind(search.login_part);
  if (!count.step()) return database_->failure(kUnreadable);
  page.total = static_cast<size_t>(count.integer(0));
  Statement row(database_->connection(),
                (kSelect + found + " ORDER BY login LIMIT ? OFFSET ?").c_str());
  row.bind(search.login_part);
  row.bind(static_cast<int64_t>(search.limit)).bind(static_cast<int64_t>(search.offset));
  while (row.step()) page.accounts.push_back(read_account(row));
  if (row.failed()) return database_->failure(kUnreadable);
  return page;
}

}  // namespace storage
