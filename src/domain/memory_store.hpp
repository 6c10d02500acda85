// A Store that keeps nothing over a restart: for tests and the simulator.
#pragma once

#include <map>

#include "domain/store.hpp"

namespace domain {

class MemoryStore final : public Store {
 public:
  std::expected<void, StoreError> save_room(const RoomRecord& room) override {
    rooms_[room.id] = room;
    return {};
  }
  std::expected<std::optional<RoomRecord>, StoreError> load_room(const RoomId& id) override {
    const auto found = rooms_.find(id);
    if (found == rooms_.end()) return std::optional<RoomRecord>{};
    return found->second;
  }
  std::expected<std::vector<RoomRecord>, StoreError> load_rooms() override {
    std::vector<RoomRecord> all;
    for (const auto& [id, room] : rooms_) all.push_back(room);
    return all;
  }
  std::expected<void, StoreError> delete_room(const RoomId& id) override {
    rooms_.erase(id);
    return {};
  }

 private:
  std::map<RoomId, RoomRecord> rooms_;
};

}  // namespace domain
