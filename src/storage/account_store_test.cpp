#include "storage/account_store.hpp"

#include <thread>

#include "storage/migrations.hpp"
#include "storage/sqlite_store.hpp"
#include "storage/test_directory.hpp"

namespace storage {
namespace {

using accounts::Account;
using accounts::Role;

class AccountStoreTest : public StorageTest {
 protected:
  AccountStore open() {
    auto connection = Database::open(database());
    EXPECT_TRUE(connection) << connection.error().sentence;
    return AccountStore(std::move(*connection));
  }
  static Account account(const std::string& login) {
    base::SeededRandom random(1);
    return accounts::new_account(login, Role::kOrganiser, "$argon2id$" + login,
                                 base::UnixTime(std::chrono::seconds(1'750'000'000)), random);
  }
  static Account full_account() {
    Account full = account("voll");
    full.role = Role::kAdministrator;
    full.released = full.disabled = full.may_change_password = true;
    full.generation = UINT64_MAX >> 2;
    return full;
  }
  static void add(AccountStore& store, const Account& one) {
    const auto taken = store.add(std::span(&one, 1));
    ASSERT_TRUE(taken) << taken.error().sentence;
    EXPECT_TRUE(taken->empty());
  }
};

TEST_F(AccountStoreTest, GivesBackEveryFieldAfterReopening) {
  {
    AccountStore store = open();
    add(store, full_account());
    add(store, account("leer"));
  }
  AccountStore store = open();
  EXPECT_EQ(store.load("voll").value(), full_account());
  EXPECT_EQ(store.load("leer").value(), account("leer"));
  EXPECT_EQ(store.load("fehlt").value(), std::nullopt);
  EXPECT_EQ(store.list().value(), (std::vector{account("leer"), full_account()}));
}

TEST_F(AccountStoreTest, AddsAllOrNone) {
  AccountStore store = open();
  add(store, account("zwei"));
  const std::vector<Account> three = {account("eins"), account("zwei"), account("drei")};
  EXPECT_EQ(store.add(three).value(), std::vector<std::string>{"zwei"});
  EXPECT_EQ(store.list()->size(), 1u);
  const std::vector<Account> twice = {account("eins"), account("eins")};
  EXPECT_FALSE(store.add(twice));
  EXPECT_EQ(store.list()->size(), 1u);
}

TEST_F(AccountStoreTest, ChangesTheAccountAsItIsNow) {
  AccountStore server = open(), command_line = open();
  add(server, account("rathaus"));
  const Account read_earlier = server.load("rathaus").value().value();
  ASSERT_TRUE(command_line.update("rathaus", [](Account& a) { set_disabled(a, true); }));
  const auto after = server.update("rathaus", [&](Account& a) { a.password_hash = "rehashed"; });
  ASSERT_TRUE(after);
  EXPECT_TRUE((*after)->disabled) << "the other's change is not undone";
  EXPECT_NE((*after)->generation, read_earlier.generation);
  EXPECT_EQ(command_line.load("rathaus").value(), *after);
  EXPECT_EQ(server.update("fehlt", [](Account&) { FAIL(); }).value(), std::nullopt);
}

TEST_F(AccountStoreTest, TextIsDataNotSql) {
  AccountStore store = open();
  Account hostile = account("x'; DROP TABLE account; --");
  hostile.password_hash = std::string("a\0b' \" %", 8);
  add(store, hostile);
  EXPECT_EQ(store.load(hostile.login).value(), hostile);
  EXPECT_EQ(store.remove(hostile.login), Removal::kRemoved);
  EXPECT_TRUE(store.list()->empty());
}

TEST_F(AccountStoreTest, DeletionLeavesNoTraceInAnyFile) {
  AccountStore store = open();
  add(store, account("bleibt"));
  add(store, account("geheimes-amt"));
  for (int i = 0; i < 20; ++i)
    ASSERT_TRUE(store.update(
        "geheimes-amt", [i](Account& a) { a.password_hash = "kennwort-" + std::to_string(i); }));
  ASSERT_TRUE(found_on_disk("geheimes-amt"));
  EXPECT_EQ(store.remove("geheimes-amt"), Removal::kRemoved);
  for (const char* trace : {"geheimes-amt", "kennwort-"})
    EXPECT_FALSE(found_on_disk(trace)) << trace;
  EXPECT_TRUE(found_on_disk("bleibt"));
  EXPECT_EQ(store.remove("geheimes-amt"), Removal::kNoSuchLogin);
}

TEST_F(AccountStoreTest, FindsAPageByPartOfTheLogin) {
  AccountStore store = open();
  for (const char* login : {"lehrkraft-01", "lehrkraft-02", "lehrkraft-11", "rathaus"})
    add(store, account(login));
  const AccountPage all = store.find({}).value();
  EXPECT_EQ(all.total, 4u);
  EXPECT_EQ(all.accounts.size(), 4u);
  const AccountPage page = store.find({.login_part = "kraft-", .offset = 1, .limit = 1}).value();
  EXPECT_EQ(page.total, 3u);
  EXPECT_EQ(page.accounts, std::vector{account("lehrkraft-02")});
  EXPECT_EQ(store.find({.login_part = "%"}).value().total, 0u) << "a text, no pattern";
  EXPECT_EQ(store.find({.offset = 9}).value().accounts.size(), 0u);
}

// R41: two who lock each other out at the same moment leave one.
TEST_F(AccountStoreTest, TheLastAdministratorStays) {
  AccountStore store = open();
  for (const char* login : {"amt", "leitung", "schule"}) {
    Account one = account(login);
    one.role = Role::kAdministrator;
    add(store, one);
  }
  const auto disable = [](Account& a) { set_disabled(a, true); };
  EXPECT_TRUE(store.update("amt", disable, Rule::kAnAdministratorStays).value()->disabled);
  EXPECT_EQ(store.remove("schule", Rule::kAnAdministratorStays), Removal::kRemoved);
  const auto after = store.update("leitung", disable, Rule::kAnAdministratorStays).value();
  EXPECT_FALSE(after->disabled);
  EXPECT_EQ(store.load("leitung").value(), after) << "as it was";
  EXPECT_EQ(store.remove("leitung", Rule::kAnAdministratorStays), Removal::kBreaksTheRule);
  EXPECT_EQ(store.remove("amt", Rule::kAnAdministratorStays), Removal::kRemoved)
      << "who is disabled is not the last";
  EXPECT_TRUE(store.update("leitung", disable).value()->disabled) << "the command line may";
}

TEST_F(AccountStoreTest, SharesItsConnectionWithTheRooms) {
  auto connection = Database::open(database());
  ASSERT_TRUE(connection);
  SqliteStore rooms(*connection);
  AccountStore store(*connection);
  add(store, account("rathaus"));
  ASSERT_TRUE(rooms.save_room(room("a")));
  ASSERT_TRUE(rooms.delete_room({"a"}));
  EXPECT_EQ(store.list()->size(), 1u);
}

TEST_F(AccountStoreTest, ReaderSeesEveryCommitAndWritesNothing) {
  AccountStore store = open();
  AccountStore reader(Database::open_reader(database()).value());
  add(store, account("rathaus"));
  EXPECT_TRUE(reader.load("rathaus").value());
  ASSERT_TRUE(store.update("rathaus", [](Account& a) { set_disabled(a, true); }));
  EXPECT_TRUE(reader.load("rathaus").value()->disabled);
  ASSERT_EQ(store.remove("rathaus"), Removal::kRemoved);
  EXPECT_EQ(reader.load("rathaus").value(), std::nullopt);
  const Account one = account("neu");
  EXPECT_FALSE(reader.add(std::span(&one, 1)));
}

// The control thread reads while the storage thread waits for the disk.
TEST_F(AccountStoreTest, ReaderDoesNotWaitForAWriter) {
  AccountStore store = open();
  add(store, account("rathaus"));
  AccountStore reader(Database::open_reader(database()).value());
  ASSERT_TRUE(store.update("rathaus", [&](Account& a) {
    a.released = true;
    EXPECT_FALSE(reader.load("rathaus").value()->released) << "inside the transaction";
  }));
  EXPECT_TRUE(reader.load("rathaus").value()->released);
}

TEST_F(AccountStoreTest, TwoWritersWaitForEachOther) {
  AccountStore first = open();
  add(first, account("rathaus"));
  const auto count_up = [](AccountStore& store) {
    for (int i = 0; i < 50; ++i)
      EXPECT_TRUE(store.update("rathaus", [](Account& a) { ++a.generation; }));
  };
  std::thread other([&] {
    AccountStore second = open();
    count_up(second);
  });
  count_up(first);
  other.join();
  EXPECT_EQ(first.load("rathaus").value()->generation, account("rathaus").generation + 100);
}

// A database of the first release: only rooms, as the first script makes them.
TEST_F(AccountStoreTest, DatabaseOfTheFirstReleaseGetsWhatCameLater) {
  {
    const RawConnection raw(database());
    raw.run(migrations().front().sql);
    raw.run(
        "INSERT INTO room VALUES ('alt', 'Alt', '', '', '', NULL, NULL, 0, NULL, 1, 0, 1, 1, NULL, "
        "0, 1)");
    raw.run("PRAGMA user_version = 1");
    raw.run("PRAGMA application_id = 0x504C4E4D");
  }
  AccountStore store = open();
  add(store, account("rathaus"));
  const auto old_room = *SqliteStore::open(database()).value()->load_room({"alt"});
  ASSERT_TRUE(old_room);
  EXPECT_FALSE(old_room->locked);
  EXPECT_EQ(old_room->permitted, domain::Permitted{}) << "everything, as before";
}

}  // namespace
}  // namespace storage
