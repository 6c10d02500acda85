#include "storage/sqlite_store.hpp"

#include <sys/stat.h>

#include "storage/migrations.hpp"
#include "storage/test_directory.hpp"

namespace storage {
namespace {

using domain::RoomId;
using domain::RoomRecord;

class SqliteStoreTest : public StorageTest {
 protected:
  std::unique_ptr<SqliteStore> open() {
    auto store = SqliteStore::open(database());
    EXPECT_TRUE(store) << store.error().sentence;
    return store ? std::move(*store) : nullptr;
  }

  static RoomRecord full_room() {
    RoomRecord record = room("voll");
    record.tenant = "stadt";
    record.external_id = "42";
    record.metadata = R"({"a":"ä"})";
    record.parent = RoomId{"mutter"};
    record.access_code = "apfel7";
    record.code_generation = UINT32_MAX;
    record.pin = "12345678";
    record.waiting_room = record.locked = true;
    record.permitted = {.cameras = false, .chat = false};
    record.state = domain::RoomState::kPaused;
    record.paused_at = record.created_at + std::chrono::hours(1);
    record.occupied = true;
    record.next_person = UINT32_MAX;
    record.bars = {{std::string("zero\0byte", 9)}, {"second"}, {""}};
    record.seats = {
        {{std::string("zero\0byte", 9)}, domain::Role::kObserver, domain::SeatState::kInside},
        {{"second"}, domain::Role::kModerator, domain::SeatState::kWaiting}};
    record.appointment = {record.created_at, record.created_at + std::chrono::hours(1)};
    record.invited = {{std::string("\0first", 6)}, {"second"}};
    record.owner = std::string("own\0er", 6);
    return record;
  }
};

TEST_F(SqliteStoreTest, GivesBackEveryFieldAfterReopening) {
  RoomRecord plain = room("leer");
  ASSERT_TRUE(open()->save_room(plain));
  ASSERT_TRUE(open()->save_room(full_room()));
  auto store = open();
  EXPECT_EQ(store->load_room({"leer"}).value(), plain);
  EXPECT_EQ(store->load_room({"voll"}).value(), full_room());
  EXPECT_EQ(store->load_room({"fehlt"}).value(), std::nullopt);
  EXPECT_EQ(store->load_rooms().value(), (std::vector<RoomRecord>{plain, full_room()}));
}

TEST_F(SqliteStoreTest, SavingAgainReplacesEverything) {
  auto store = open();
  ASSERT_TRUE(store->save_room(full_room()));
  RoomRecord changed = room("voll");
  changed.bars = {{"other"}};
  changed.seats = {{{"other"}, domain::Role::kParticipant, domain::SeatState::kInside}};
  ASSERT_TRUE(store->save_room(changed));
  EXPECT_EQ(store->load_room({"voll"}).value(), changed);
  EXPECT_EQ(store->load_rooms()->size(), 1u);
}

TEST_F(SqliteStoreTest, TextIsDataNotSql) {
  auto store = open();
  RoomRecord hostile = room("x'; DROP TABLE room; --");
  hostile.name = std::string("a\0b' \" %", 8);
  ASSERT_TRUE(store->save_room(hostile));
  EXPECT_EQ(store->load_room(hostile.id).value(), hostile);
  ASSERT_TRUE(store->delete_room(hostile.id));
  EXPECT_TRUE(store->load_rooms()->empty());
}

// R31: in the main file, the log and whatever else lies there, also after many changes to the room.
TEST_F(SqliteStoreTest, DeletionLeavesNoTraceInAnyFile) {
  auto store = open();
  ASSERT_TRUE(store->save_room(room("bleibt")));
  RoomRecord record = room("geheimer-link");
  record.name = "Personalgespräch";
  record.pin = "87654321";
  record.bars = {{"hash-of-somebody"}};
  record.seats = {{{"hash-of-a-seat"}, domain::Role::kParticipant, domain::SeatState::kInside}};
  record.invited = {{"hash-of-a-link"}};
  record.owner = "hash-of-an-account";
  const std::string long_text(20'000, 'x');  // spills into overflow pages
  for (int i = 0; i < 50; ++i) {
    record.access_code = "kennwort-" + std::to_string(i);
    record.metadata = i % 2 == 0 ? long_text + "treffpunkt" : "treffpunkt";
    ASSERT_TRUE(store->save_room(record));
  }
  ASSERT_TRUE(found_on_disk("Personalgespräch"));
  ASSERT_TRUE(store->delete_room(record.id));
  for (const char* trace :
       {"geheimer-link", "Personalgespr", "kennwort-", "87654321", "hash-of-somebody",
        "hash-of-a-seat", "hash-of-a-link", "hash-of-an-account", "treffpunkt", "xxxxxxxx"}) {
    EXPECT_FALSE(found_on_disk(trace)) << trace;
  }
  EXPECT_TRUE(found_on_disk("bleibt"));
  EXPECT_TRUE(store->delete_room(record.id)) << "deleting twice is no error";
}

TEST_F(SqliteStoreTest, FilesAreReadableByTheOwnerAlone) {
  const mode_t before = ::umask(0);
  auto store = open();
  ASSERT_TRUE(store->save_room(room("a")));
  ::umask(before);
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
    struct stat status{};
    ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u) << entry.path();
    ++files;
  }
  EXPECT_GE(files, 2u);
}

TEST_F(SqliteStoreTest, TwoConnectionsSeeEachOthersRooms) {
  auto server = open(), command_line = open();
  ASSERT_TRUE(server->save_room(room("a")));
  ASSERT_TRUE(command_line->save_room(room("b")));
  EXPECT_EQ(server->load_rooms()->size(), 2u);
}

TEST(Migrations, AreNumberedFromOneWithoutGaps) {
  int expected = 1;
  for (const Migration& migration : migrations()) EXPECT_EQ(migration.version, expected++);
  EXPECT_GT(expected, 1);
}

}  // namespace
}  // namespace storage
