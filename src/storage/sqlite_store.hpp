// SqliteStore: the default Store, rooms in the database. A call that returned has reached the disk;
// a deletion leaves no copy behind (database.hpp).
//
// Not here: the schema (migrations/), SQLite's API (statement.hpp), what a room is (domain). Used
// on the storage thread.
#pragma once

#include <expected>
#include <filesystem>
#include <memory>

#include "domain/store.hpp"
#include "storage/database.hpp"

namespace storage {

class SqliteStore final : public domain::Store {
 public:
  explicit SqliteStore(std::shared_ptr<Database> database) : database_(std::move(database)) {}
  // On a connection of its own.
  static std::expected<std::unique_ptr<SqliteStore>, domain::StoreError> open(
      const std::filesystem::path& path);

  std::expected<void, domain::StoreError> save_room(const domain::RoomRecord& room) override;
  std::expected<std::optional<domain::RoomRecord>, domain::StoreError> load_room(
      const domain::RoomId& id) override;
  std::expected<std::vector<domain::RoomRecord>, domain::StoreError> load_rooms() override;
  std::expected<void, domain::StoreError> delete_room(const domain::RoomId& id) override;

 private:
  using Done = std::expected<void, domain::StoreError>;

  Done save_seats(const domain::RoomRecord& room) const;
  Done load_lists(domain::RoomRecord& room) const;
  Done load_seats(domain::RoomRecord& room) const;

  std::shared_ptr<Database> database_;
};

}  // namespace storage
