// kill -9 at any moment: whatever was acknowledged is there, and nothing half.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/sqlite_store.hpp"
#include "storage/test_directory.hpp"

namespace storage {
namespace {

class CrashTest : public StorageTest {};

// The child saves a room, saves and deletes another, and acknowledges both on a pipe; the parent
// kills it in the middle of a later step.
[[noreturn]] void write_rooms(const std::filesystem::path& path, int pipe, int first,
                              domain::RoomRecord record) {
  auto store = SqliteStore::open(path);
  record.bars = {{"first"}, {"second"}};
  record.invited = {{"third"}};
  for (int i = first; store; ++i) {
    record.id = {"kept " + std::to_string(i)};
    if (!(*store)->save_room(record)) break;
    record.id = {"deleted " + std::to_string(i)};
    if (!(*store)->save_room(record) || !(*store)->delete_room(record.id)) break;
    if (::write(pipe, &i, sizeof i) != sizeof i) break;
  }
  ::_exit(1);
}

TEST_F(CrashTest, NothingAcknowledgedIsLost) {
  int acknowledged = 0;
  for (int round = 0; round < 8; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) write_rooms(database(), ends[1], acknowledged + 1, room("template"));
    ::close(ends[1]);
    for (int i = 0; i < 1 + round % 3; ++i) {
      ASSERT_EQ(::read(ends[0], &acknowledged, sizeof acknowledged), ssize_t{sizeof acknowledged});
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    // What it acknowledged before it died is still in the pipe.
    while (::read(ends[0], &acknowledged, sizeof acknowledged) > 0) {
    }
    ::close(ends[0]);

    auto store = SqliteStore::open(database());
    ASSERT_TRUE(store) << store.error().sentence;
    for (int i = 1; i <= acknowledged; ++i) {
      const auto kept = (*store)->load_room({"kept " + std::to_string(i)});
      ASSERT_TRUE(kept && kept->has_value()) << i;
      EXPECT_EQ((*kept)->bars.size(), 2u) << i;
      EXPECT_EQ((*store)->load_room({"deleted " + std::to_string(i)}).value(), std::nullopt) << i;
    }
  }
}

// The files as a power cut leaves them: a copy in the middle of a transaction, whose pages were
// pushed into the log already.
TEST_F(CrashTest, CopyInTheMiddleOfATransactionHasTheOldState) {
  auto store = SqliteStore::open(database());
  ASSERT_TRUE(store);
  ASSERT_TRUE((*store)->save_room(room("alt")));
  const RawConnection raw(database());
  raw.run(
      "PRAGMA cache_size = 1; BEGIN; UPDATE room SET name = 'halb', metadata = zeroblob(0) || "
      "hex(randomblob(100000)); DELETE FROM bar;");
  ASSERT_GT(std::filesystem::file_size(directory_ / "plenum.db-wal"), 100'000u);
  const auto copy = directory_ / "copy";
  std::filesystem::create_directory(copy);
  for (const char* name : {"plenum.db", "plenum.db-wal"}) {
    std::filesystem::copy_file(directory_ / name, copy / name);
  }

  auto survivor = SqliteStore::open(copy / "plenum.db");
  ASSERT_TRUE(survivor) << survivor.error().sentence;
  EXPECT_EQ((*survivor)->load_room({"alt"}).value(), room("alt"));
}

}  // namespace
}  // namespace storage
