// Store: the port through which rooms are kept. Every call returns after the change is on disk;
// only then may the server say "created", "paused" or "deleted". storage/sqlite_store is the
// default, memory_store.hpp the one of the tests. Used from one thread at a time.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "domain/room_record.hpp"

namespace domain {

// The world failed: one sentence for the operator. Holds no name of a room and no code.
struct StoreError {
  std::string sentence;
};

class Store {
 public:
  virtual ~Store() = default;
  // Inserts or replaces.
  virtual std::expected<void, StoreError> save_room(const RoomRecord& room) = 0;
  virtual std::expected<std::optional<RoomRecord>, StoreError> load_room(const RoomId& id) = 0;
  virtual std::expected<std::vector<RoomRecord>, StoreError> load_rooms() = 0;
  // Leaves no trace of the room on disk; a room that does not exist is no error.
  virtual std::expected<void, StoreError> delete_room(const RoomId& id) = 0;
};

}  // namespace domain
