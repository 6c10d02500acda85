#include "server/storage_thread.hpp"

#include <gtest/gtest.h>

namespace server {
namespace {

// A disk that takes nothing until it is let go.
class StuckStore final : public domain::Store {
 public:
  explicit StuckStore(std::counting_semaphore<>& go) : go_(go) {}
  std::expected<void, domain::StoreError> save_room(const domain::RoomRecord&) override {
    return {};
  }
  std::expected<std::optional<domain::RoomRecord>, domain::StoreError> load_room(
      const domain::RoomId&) override {
    return {};
  }
  std::expected<std::vector<domain::RoomRecord>, domain::StoreError> load_rooms() override {
    return {};
  }
  std::expected<void, domain::StoreError> delete_room(const domain::RoomId&) override {
    go_.acquire();
    return {};
  }

 private:
  std::counting_semaphore<>& go_;
};

TEST(StorageThread, WhatIsRefusedIsToldInItsTurn) {
  constexpr size_t kRoom = 2, kAsked = 8;
  std::counting_semaphore<> go{0};
  net::EventLoop loop;
  StorageThread storage(
      loop, std::make_unique<StuckStore>(go), [](const domain::StoreError&) {}, kRoom);
  std::vector<size_t> told;
  std::vector<bool> stored;
  for (size_t number = 0; number < kAsked; ++number)
    storage.remove({}, [&, number](bool ok) {
      told.push_back(number);
      stored.push_back(ok);
      if (told.size() == kAsked) loop.stop();
    });
  loop.poll();
  EXPECT_TRUE(told.empty());  // the first is not on disk yet
  go.release(kAsked);
  loop.run();
  for (size_t number = 0; number < kAsked; ++number) EXPECT_EQ(told.at(number), number);
  EXPECT_TRUE(stored.front());
  EXPECT_FALSE(stored.back());
}

}  // namespace
}  // namespace server
