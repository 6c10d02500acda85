// Opening the database: looked at before anything is written, then set up, then migrated.
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "storage/migrations.hpp"
#include "storage/sqlite_store.hpp"
#include "storage/statement.hpp"

namespace storage {
namespace {

using domain::StoreError;

// "PLNM": marks the file as ours, so that another program's database is not taken for one.
constexpr int64_t kApplicationId = 0x504C4E4D;
constexpr int kBusyTimeoutMs = 5000;

std::unexpected<StoreError> refuse(const std::filesystem::path& path, const std::string& why) {
  return std::unexpected(StoreError{"the database " + path.string() + " " + why});
}

// SQLite would create the file with the process's umask; the owner alone shall read it.
std::expected<void, StoreError> create_file(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    return refuse(path, "cannot be opened for writing: " +
                            std::error_code(errno, std::generic_category()).message());
  }
  struct stat status {};
  const bool regular = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  if (regular && (status.st_mode & 077) != 0) ::fchmod(file, 0600);
  ::close(file);
  if (!regular) return refuse(path, "is not a file");
  return {};
}

std::optional<int64_t> number(sqlite3* connection, const char* pragma) {
  Statement row(connection, pragma);
  if (!row.step()) return std::nullopt;
  return row.integer(0);
}

}  // namespace

std::expected<std::unique_ptr<SqliteStore>, StoreError> SqliteStore::open(
    const std::filesystem::path& path) {
  if (auto created = create_file(path); !created) return std::unexpected(created.error());
  sqlite3* connection = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &connection, SQLITE_OPEN_READWRITE, nullptr);
  std::unique_ptr<SqliteStore> store(new SqliteStore(path, connection));
  if (result != SQLITE_OK) {
    return refuse(path, std::string("cannot be opened: ") + sqlite3_errstr(result));
  }
  sqlite3_extended_result_codes(connection, 1);
  sqlite3_busy_timeout(connection, kBusyTimeoutMs);
  // truncate_wal ends a deletion that was cut off after its commit.
  Done done = store->inspect();
  if (done) done = store->configure();
  if (done) done = store->migrate();
  if (done) done = store->truncate_wal();
  if (!done) return std::unexpected(done.error());
  return store;
}

SqliteStore::Done SqliteStore::inspect() const {
  const auto application = number(connection_, "PRAGMA application_id");
  const auto version = number(connection_, "PRAGMA user_version");
  const auto tables = number(connection_, "SELECT count(*) FROM sqlite_schema");
  if (!application || !version || !tables) {
    return failure("is damaged or no database, and was left as it is; restore a backup");
  }
  if (*tables > 0 && *application != kApplicationId) {
    return refuse(path_, "belongs to another program and was left as it is");
  }
  const int newest = migrations().back().version;
  if (*version > newest) {
    return refuse(path_, "was written by a newer Plenum (schema " + std::to_string(*version) +
                             ", this one knows " + std::to_string(newest) +
                             ") and was left as it is");
  }
  Statement check(connection_, "PRAGMA quick_check(1)");
  if (!check.step() || check.text(0) != "ok") {
    return refuse(path_, "is damaged and was left as it is; restore a backup");
  }
  if (sqlite3_db_readonly(connection_, "main") != 0) return refuse(path_, "is not writable");
  return {};
}

SqliteStore::Done SqliteStore::configure() {
  for (const char* pragma :
       {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON",
        "PRAGMA foreign_keys = ON", "PRAGMA temp_store = MEMORY", "PRAGMA trusted_schema = OFF"}) {
    if (!Statement(connection_, pragma).run()) return failure("cannot be set up");
  }
  return {};
}

// Each script in a transaction with its number: killed at any statement, the file has the old
// schema or the new one.
SqliteStore::Done SqliteStore::migrate() {
  for (const Migration& migration : migrations()) {
    constexpr const char* kFailed = "was not brought up to date";
    Transaction transaction(connection_);
    if (!transaction.begun()) return failure(kFailed);
    // Read inside the transaction: another process may have done it meanwhile.
    const auto version = number(connection_, "PRAGMA user_version");
    if (!version) return failure(kFailed);
    if (*version >= migration.version) continue;
    const std::string mark = "PRAGMA user_version = " + std::to_string(migration.version) +
                             "; PRAGMA application_id = " + std::to_string(kApplicationId);
    for (const char* sql : {migration.sql, mark.c_str()}) {
      if (sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        return failure(kFailed);
      }
    }
    if (!transaction.commit()) return failure(kFailed);
  }
  return {};
}

}  // namespace storage
