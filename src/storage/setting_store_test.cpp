#include "storage/setting_store.hpp"

#include "storage/test_directory.hpp"

namespace storage {
namespace {

class SettingStoreTest : public StorageTest {
 protected:
  SettingStore open() { return SettingStore(Database::open(database()).value()); }
};

TEST_F(SettingStoreTest, KeepsWhatWasSetLastOverAReopening) {
  EXPECT_EQ(open().load(kClosedNotice).value(), std::nullopt);
  ASSERT_TRUE(open().set(kClosedNotice, "Umbau"));
  ASSERT_TRUE(open().set(kClosedNotice, "Umbau bis Montag; DROP TABLE setting; --'"));
  ASSERT_TRUE(open().set("other", ""));
  EXPECT_EQ(open().load(kClosedNotice).value(), "Umbau bis Montag; DROP TABLE setting; --'");
  EXPECT_EQ(open().load("other").value(), "") << "empty is not absent";
}

TEST_F(SettingStoreTest, NothingTakesASettingAway) {
  SettingStore store = open();
  ASSERT_TRUE(store.set(kClosedNotice, "Umbau"));
  ASSERT_TRUE(store.set(kClosedNotice, std::nullopt));
  EXPECT_EQ(open().load(kClosedNotice).value(), std::nullopt);
  EXPECT_TRUE(store.set(kClosedNotice, std::nullopt)) << "twice is no error";
}

TEST_F(SettingStoreTest, ReaderWritesNothing) {
  (void)open();
  SettingStore reader(Database::open_reader(database()).value());
  EXPECT_FALSE(reader.set(kClosedNotice, "Umbau"));
}

}  // namespace
}  // namespace storage
