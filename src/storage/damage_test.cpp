// What is broken, foreign or newer is refused with a sentence and left byte for byte as it was.
#include <sys/resource.h>

#include <csignal>

#include "storage/migrations.hpp"
#include "storage/sqlite_store.hpp"
#include "storage/statement.hpp"
#include "storage/test_directory.hpp"

namespace storage {
namespace {

class DamageTest : public StorageTest {
 protected:
  void make_database(int rooms) {
    auto store = SqliteStore::open(database());
    ASSERT_TRUE(store) << store.error().sentence;
    for (int i = 0; i < rooms; ++i) ASSERT_TRUE((*store)->save_room(room(std::to_string(i))));
  }
  void execute(const std::string& sql) { RawConnection(database()).run(sql); }
  void write(const std::string& bytes) {
    std::ofstream(database(), std::ios::binary | std::ios::trunc) << bytes;
  }
  // The sentence of the refusal; the file must not have changed.
  std::string refused() {
    const std::string before = content(database());
    const auto store = SqliteStore::open(database());
    EXPECT_FALSE(store);
    EXPECT_EQ(content(database()), before);
    return store ? "" : store.error().sentence;
  }
};

TEST_F(DamageTest, FileThatIsNoDatabaseIsRefused) {
  write("This is a letter, not a database. " + std::string(5000, '.'));
  EXPECT_NE(refused().find("left as it is"), std::string::npos);
}

TEST_F(DamageTest, DamagedPagesAreRefused) {
  make_database(200);
  std::string bytes = content(database());
  ASSERT_GT(bytes.size(), 16384u);
  for (size_t i = 4096; i < bytes.size(); i += 7) bytes[i] = static_cast<char>(i * 31);
  write(bytes);
  EXPECT_NE(refused().find("damaged"), std::string::npos);
}

TEST_F(DamageTest, EveryTruncationAtAPageIsRefusedOrEmpty) {
  make_database(200);
  const std::string bytes = content(database());
  for (size_t size = 1024; size < bytes.size(); size += 4096) {
    write(bytes.substr(0, size));
    EXPECT_FALSE(refused().empty()) << size;
  }
}

TEST_F(DamageTest, NewerSchemaIsRefused) {
  make_database(1);
  const int newer = migrations().back().version + 1;
  execute("PRAGMA user_version = " + std::to_string(newer));
  EXPECT_NE(refused().find("newer Plenum"), std::string::npos);
}

TEST_F(DamageTest, DatabaseOfAnotherProgramIsRefused) {
  execute("CREATE TABLE address_book (name TEXT)");
  EXPECT_NE(refused().find("another program"), std::string::npos);
}

TEST_F(DamageTest, PlaceThatCannotBeWrittenIsASentence) {
  for (const char* path : {"/proc/plenum.db", "/nonexistent/plenum.db", "/"}) {
    const auto store = SqliteStore::open(path);
    ASSERT_FALSE(store) << path;
    EXPECT_NE(store.error().sentence.find(path), std::string::npos);
  }
}

TEST_F(DamageTest, OpeningAgainChangesNothing) {
  make_database(3);
  const std::string before = content(database());
  make_database(0);
  make_database(0);
  EXPECT_EQ(content(database()), before);
}

// The disk is full: the change is not acknowledged, what was there can be read, and when there is
// room again it goes on without reopening.
TEST_F(DamageTest, FullDiskRefusesTheChangeAndRecovers) {
  auto store = SqliteStore::open(database());
  ASSERT_TRUE(store);
  ASSERT_TRUE((*store)->save_room(room("a")));
  auto* before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit old{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
  const rlimit small{4096, old.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  domain::RoomRecord big = room("b");
  big.metadata = std::string(200'000, 'm');
  const auto saved = (*store)->save_room(big);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &old), 0);
  std::signal(SIGXFSZ, before);

  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().sentence.find("mmmm"), std::string::npos);
  EXPECT_EQ((*store)->load_rooms()->size(), 1u);
  EXPECT_TRUE((*store)->save_room(big));
  EXPECT_EQ((*store)->load_room({"b"}).value(), big);
}

}  // namespace
}  // namespace storage
