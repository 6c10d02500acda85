// Database: one connection to the one SQLite file of an installation, and what holds for everything
// in it. WAL with synchronous=FULL: what was committed has reached the disk. secure_delete
// overwrites what is deleted; a deletion ends with truncate_wal, so that no copy stays behind.
//
// The server and `plenum account` have the file open at the same time: writers wait for each other
// (5 s), readers wait for nobody. A connection is used on one thread; stores share it there.
//
// Not here: the schema (migrations/), SQLite's API (statement.hpp), what is stored (the stores).
#pragma once

#include <expected>
#include <filesystem>
#include <memory>

#include "domain/store.hpp"

struct sqlite3;

namespace storage {

class Database {
 public:
  using Done = std::expected<void, domain::StoreError>;

  // Opens or creates the file (mode 0600) and brings its schema up to date. A file that is damaged,
  // of a newer Plenum, not Plenum's, or not writable is left as it is; the sentence says which.
  static std::expected<std::shared_ptr<Database>, domain::StoreError> open(
      const std::filesystem::path& path);
  // A further connection to a file that open() has accepted. It writes nothing, and its reads come
  // from memory as a rule: the system's cache, never behind a writer's fsync.
  static std::expected<std::shared_ptr<Database>, domain::StoreError> open_reader(
      const std::filesystem::path& path);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  sqlite3* connection() const { return connection_; }
  // What was committed is nowhere but in the database any more.
  Done truncate_wal();
  // "the database … <what>: <SQLite's words>"
  std::unexpected<domain::StoreError> failure(const char* what) const;

 private:
  Database(std::filesystem::path path, sqlite3* connection)
      : path_(std::move(path)), connection_(connection) {}
  static std::expected<std::shared_ptr<Database>, domain::StoreError> connect(
      const std::filesystem::path& path, int flags, int busy_timeout_ms);

  Done inspect() const;  // reads only
  Done configure();
  bool enter_wal_mode();
  Done migrate();

  std::filesystem::path path_;
  sqlite3* connection_;
};

}  // namespace storage
