// Several connections to one file: who waits for whom.
#include "storage/database.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <functional>
#include <future>
#include <string>

#include "storage/sqlite_store.hpp"
#include "storage/test_directory.hpp"

namespace storage {
namespace {

// Truncates the log; calls `waiting` once, when it has begun and waits for a reader.
int checkpoint(const RawConnection& connection, std::function<void()> waiting) {
  const auto on_busy = [](void* context, int times) {
    if (times == 0) (*static_cast<std::function<void()>*>(context))();
    return times == 0 ? 1 : 0;
  };
  sqlite3_busy_handler(connection.get(), on_busy, &waiting);
  return sqlite3_wal_checkpoint_v2(connection.get(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr,
                                   nullptr);
}

class DatabaseTest : public StorageTest {};

// A deletion ends with a checkpoint, and so does the start of `plenum account`: at the same moment
// neither may fail.
TEST_F(DatabaseTest, CheckpointWaitsForAnothersCheckpoint) {
  auto connection = Database::open(database());
  ASSERT_TRUE(connection) << connection.error().sentence;
  SqliteStore store(*connection);
  const RawConnection reader(database());
  reader.run("BEGIN; SELECT * FROM room");
  ASSERT_TRUE(store.save_room(room("a")));

  const RawConnection other(database());
  other.run("SELECT * FROM room");
  std::future<Database::Done> ours;
  const int others = checkpoint(other, [&] {
    ours = std::async(std::launch::async, [&] { return (*connection)->truncate_wal(); });
    EXPECT_EQ(ours.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
    reader.run("COMMIT");
  });
  EXPECT_EQ(others, SQLITE_OK);
  ASSERT_TRUE(ours.valid()) << "the other checkpoint has not waited for the reader";
  const Database::Done done = ours.get();
  EXPECT_TRUE(done) << done.error().sentence;
}

// The service starts for the first time, and somebody adds the first account. Processes, since
// SQLite's locks are the process's.
TEST_F(DatabaseTest, FourWhoCreateTheFileAtOnceAllGetIt) {
  for (int round = 0; round < 30; ++round) {
    const auto path = directory_ / ("plenum-" + std::to_string(round) + ".db");
    std::array<pid_t, 4> openers{};
    for (pid_t& opener : openers) {
      opener = ::fork();
      if (opener != 0) continue;
      const auto connection = Database::open(path);
      if (!connection) std::fprintf(stderr, "%s\n", connection.error().sentence.c_str());
      ::_exit(connection ? 0 : 1);
    }
    for (const pid_t opener : openers) {
      int status = -1;
      ASSERT_EQ(::waitpid(opener, &status, 0), opener);
      EXPECT_EQ(status, 0) << "round " << round;
    }
  }
}

}  // namespace
}  // namespace storage
