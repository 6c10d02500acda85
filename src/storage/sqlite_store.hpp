// SqliteStore: the default Store, one SQLite file in the data directory. WAL with synchronous=FULL:
// a call that returned has reached the disk. secure_delete overwrites what is deleted, and a
// deletion ends with a checkpoint that truncates the WAL, so that no copy stays behind.
//
// Not here: the schema (migrations/), SQLite's API (statement.hpp), what a room is (domain).
// One connection, used on the storage thread; `plenum account` may open the same file meanwhile.
#pragma once

#include <expected>
#include <filesystem>
#include <memory>

#include "domain/store.hpp"

struct sqlite3;

namespace storage {

class SqliteStore final : public domain::Store {
 public:
  // Opens or creates the file (mode 0600) and brings its schema up to date. A file that is damaged,
  // of a newer Plenum, not Plenum's, or not writable is left as it is; the sentence says which.
  static std::expected<std::unique_ptr<SqliteStore>, domain::StoreError> open(
      const std::filesystem::path& path);
  ~SqliteStore() override;
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

  std::expected<void, domain::StoreError> save_room(const domain::RoomRecord& room) override;
  std::expected<std::optional<domain::RoomRecord>, domain::StoreError> load_room(
      const domain::RoomId& id) override;
  std::expected<std::vector<domain::RoomRecord>, domain::StoreError> load_rooms() override;
  std::expected<void, domain::StoreError> delete_room(const domain::RoomId& id) override;

 private:
  using Done = std::expected<void, domain::StoreError>;

  SqliteStore(std::filesystem::path path, sqlite3* connection)
      : path_(std::move(path)), connection_(connection) {}

  Done inspect() const;  // reads only
  Done configure();
  Done migrate();
  Done truncate_wal();
  Done load_bars(domain::RoomRecord& room) const;
  std::unexpected<domain::StoreError> failure(const char* what) const;

  std::filesystem::path path_;
  sqlite3* connection_;
};

}  // namespace storage
