// Several connections to one file: who waits for whom.
#include "storage/database.hpp"

#include <sqlite3.h>

#include <chrono>
#include <functional>
#include <future>
#include <string>
#include <vector>

#include "storage/sqlite_store.hpp"
#include "storage/test_directory.hpp"

namespace storage {
namespace {

// A connection as another process has it.
class Other {
 public:
  explicit Other(const std::filesystem::path& path) {
    EXPECT_EQ(sqlite3_open(path.c_str(), &connection_), SQLITE_OK);
  }
  ~Other() { sqlite3_close(connection_); }
  Other(const Other&) = delete;
  Other& operator=(const Other&) = delete;

  void run(const char* sql) const {
    EXPECT_EQ(sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sql;
  }
  // Calls `waiting` once, when the checkpoint has begun and waits for a reader.
  int checkpoint(std::function<void()> waiting) const {
    const auto on_busy = [](void* context, int times) {
      if (times == 0) (*static_cast<std::function<void()>*>(context))();
      return times == 0 ? 1 : 0;
    };
    sqlite3_busy_handler(connection_, on_busy, &waiting);
    return sqlite3_wal_checkpoint_v2(connection_, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr,
                                     nullptr);
  }

 private:
  sqlite3* connection_ = nullptr;
};

class DatabaseTest : public StorageTest {};

// A deletion ends with a checkpoint, and so does the start of `plenum account`: at the same moment
// neither may fail.
TEST_F(DatabaseTest, CheckpointWaitsForAnothersCheckpoint) {
  auto connection = Database::open(database());
  ASSERT_TRUE(connection) << connection.error().sentence;
  SqliteStore store(*connection);
  const Other reader(database());
  reader.run("BEGIN; SELECT * FROM room");
  ASSERT_TRUE(store.save_room(room("a")));

  const Other other(database());
  other.run("SELECT * FROM room");
  std::future<Database::Done> ours;
  const int others = other.checkpoint([&] {
    ours = std::async(std::launch::async, [&] { return (*connection)->truncate_wal(); });
    EXPECT_EQ(ours.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
    reader.run("COMMIT");
  });
  EXPECT_EQ(others, SQLITE_OK);
  ASSERT_TRUE(ours.valid()) << "the other checkpoint has not waited for the reader";
  const Database::Done done = ours.get();
  EXPECT_TRUE(done) << done.error().sentence;
}

// The service starts for the first time, and somebody adds the first account.
TEST_F(DatabaseTest, FourWhoCreateTheFileAtOnceAllGetIt) {
  for (int round = 0; round < 30; ++round) {
    const auto path = directory_ / ("plenum-" + std::to_string(round) + ".db");
    std::vector<std::future<std::string>> opened;
    opened.reserve(4);
    for (int i = 0; i < 4; ++i) {
      opened.push_back(std::async(std::launch::async, [&path] {
        const auto connection = Database::open(path);
        return connection ? std::string() : connection.error().sentence;
      }));
    }
    for (auto& refusal : opened) EXPECT_EQ(refusal.get(), "") << "round " << round;
  }
}

}  // namespace
}  // namespace storage
