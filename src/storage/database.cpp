#include "storage/database.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "storage/migrations.hpp"
#include "storage/statement.hpp"

namespace storage {
namespace {

using domain::StoreError;

// "PLNM": marks the file as ours, so that another program's database is not taken for one.
constexpr int64_t kApplicationId = 0x504C4E4D;
constexpr int kBusyTimeoutMs = 5000;
constexpr int kRetryMs = 5;
// Readers of a WAL wait only while somebody repairs it after a crash. Whoever reads on a thread
// that must not wait gets an error instead.
constexpr int kReaderBusyTimeoutMs = 50;

std::unexpected<StoreError> refuse(const std::filesystem::path& path, const std::string& why) {
  return std::unexpected(StoreError{"the database " + path.string() + " " + why});
}

// SQLite would create the file with the process's umask; the owner alone shall read it. Closing it
// ends every lock that this process has on it (fcntl(2)), so no other thread may be at work on it
// in rollback mode.
std::expected<void, StoreError> create_file(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    return refuse(path, "cannot be opened for writing: " +
                            std::error_code(errno, std::generic_category()).message());
  }
  struct stat status{};
  const bool regular = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  if (regular && (status.st_mode & 077) != 0) ::fchmod(file, 0600);
  ::close(file);
  if (!regular) return refuse(path, "is not a file");
  return {};
}

// An extended code says why in its upper bits.
bool is_busy(int result) { return (result & 0xFF) == SQLITE_BUSY; }

// For what SQLite refuses at once although it has a busy_timeout.
template <typename Attempt>
void repeat_while_refused(Attempt refused) {
  for (int waited_ms = 0; refused() && waited_ms < kBusyTimeoutMs; waited_ms += kRetryMs) {
    sqlite3_sleep(kRetryMs);
  }
}

std::optional<int64_t> number(sqlite3* connection, const char* pragma) {
  Statement row(connection, pragma);
  if (!row.step()) return std::nullopt;
  return row.integer(0);
}

}  // namespace

Database::~Database() { sqlite3_close(connection_); }

std::expected<std::shared_ptr<Database>, StoreError> Database::connect(
    const std::filesystem::path& path, int flags, int busy_timeout_ms) {
  sqlite3* connection = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
  std::shared_ptr<Database> database(new Database(path, connection));
  if (result != SQLITE_OK) {
    return refuse(path, std::string("cannot be opened: ") + sqlite3_errstr(result));
  }
  sqlite3_extended_result_codes(connection, 1);
  sqlite3_busy_timeout(connection, busy_timeout_ms);
  return database;
}

std::expected<std::shared_ptr<Database>, StoreError> Database::open(
    const std::filesystem::path& path) {
  if (auto created = create_file(path); !created) return std::unexpected(created.error());
  auto database = connect(path, SQLITE_OPEN_READWRITE, kBusyTimeoutMs);
  if (!database) return database;
  // truncate_wal ends a deletion that was cut off after its commit.
  Done done = (*database)->inspect();
  if (done) done = (*database)->configure();
  if (done) done = (*database)->migrate();
  if (done) done = (*database)->truncate_wal();
  if (!done) return std::unexpected(done.error());
  return database;
}

std::expected<std::shared_ptr<Database>, StoreError> Database::open_reader(
    const std::filesystem::path& path) {
  return connect(path, SQLITE_OPEN_READONLY, kReaderBusyTimeoutMs);
}

// SQLite's own words for the code, never its message: that may quote what was being stored.
std::unexpected<StoreError> Database::failure(const char* what) const {
  return std::unexpected(StoreError{"the database " + path_.string() + " " + what + ": " +
                                    sqlite3_errstr(sqlite3_extended_errcode(connection_))});
}

// The WAL still holds the pages as they were; after this it holds nothing. Another connection that
// reads or writes at this moment is waited for by SQLite (busy_timeout). Another's checkpoint is
// not: SQLite answers SQLITE_BUSY at once, with -1 frames, so that wait is here.
Database::Done Database::truncate_wal() {
  int result = SQLITE_OK;
  repeat_while_refused([&] {
    int frames = -1;
    result = sqlite3_wal_checkpoint_v2(connection_, "main", SQLITE_CHECKPOINT_TRUNCATE, &frames,
                                       nullptr);
    return is_busy(result) && frames < 0;
  });
  if (result != SQLITE_OK) return failure("keeps old pages in its log");
  return {};
}

Database::Done Database::inspect() const {
  // One statement, so one moment: another process may be making the tables right now.
  Statement now(connection_, R"sql(
      SELECT (SELECT application_id FROM pragma_application_id),
             (SELECT user_version FROM pragma_user_version),
             (SELECT count(*) FROM sqlite_schema))sql");
  if (!now.step()) {
    return failure("is damaged or no database, and was left as it is; restore a backup");
  }
  const int64_t application = now.integer(0);
  const int64_t version = now.integer(1);
  const int64_t tables = now.integer(2);
  if (tables > 0 && application != kApplicationId) {
    return refuse(path_, "belongs to another program and was left as it is");
  }
  const int newest = migrations().back().version;
  if (version > newest) {
    return refuse(path_, "was written by a newer Plenum (schema " + std::to_string(version) +
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

Database::Done Database::configure() {
  constexpr const char* kFailed = "cannot be set up";
  if (!enter_wal_mode()) return failure(kFailed);
  for (const char* pragma :
       {"PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON", "PRAGMA foreign_keys = ON",
        "PRAGMA temp_store = MEMORY", "PRAGMA trusted_schema = OFF"}) {
    if (!Statement(connection_, pragma).run()) return failure(kFailed);
  }
  return {};
}

// Of two processes that create the file at the same moment SQLite lets one go on and refuses the
// other at once. Without a busy_timeout, so that the two waits do not multiply.
bool Database::enter_wal_mode() {
  sqlite3_busy_timeout(connection_, 0);
  bool done = false;
  repeat_while_refused([&] {
    done = Statement(connection_, "PRAGMA journal_mode = WAL").run();
    return !done && is_busy(sqlite3_errcode(connection_));
  });
  sqlite3_busy_timeout(connection_, kBusyTimeoutMs);
  return done;
}

// Each script in a transaction with its number: killed at any statement, the file has the old
// schema or the new one. What is up to date takes no write lock here.
Database::Done Database::migrate() {
  constexpr const char* kFailed = "was not brought up to date";
  const auto found = number(connection_, "PRAGMA user_version");
  if (!found) return failure(kFailed);
  for (const Migration& migration : migrations()) {
    if (*found >= migration.version) continue;
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
