#include "storage/sqlite_store.hpp"

#include <sqlite3.h>

#include "storage/statement.hpp"

namespace storage {
namespace {

using domain::RoomRecord;
using domain::RoomState;
using domain::StoreError;

constexpr const char* kUpsert = R"sql(
  INSERT INTO room (id, name, tenant, external_id, metadata, parent, access_code, code_generation,
                    pin, waiting_room, paused, created_at, last_active_at, paused_at, occupied,
                    next_person, locked, permitted, opens_at, closes_at, owner)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, tenant = excluded.tenant, external_id = excluded.external_id,
    metadata = excluded.metadata, parent = excluded.parent, access_code = excluded.access_code,
    code_generation = excluded.code_generation, pin = excluded.pin,
    waiting_room = excluded.waiting_room, paused = excluded.paused,
    created_at = excluded.created_at, last_active_at = excluded.last_active_at,
    paused_at = excluded.paused_at, occupied = excluded.occupied,
    next_person = excluded.next_person, locked = excluded.locked,
    permitted = excluded.permitted, opens_at = excluded.opens_at,
    closes_at = excluded.closes_at, owner = excluded.owner)sql";

constexpr const char* kSelect = R"sql(
  SELECT id, name, tenant, external_id, metadata, parent, access_code, code_generation, pin,
         waiting_room, paused, created_at, last_active_at, paused_at, occupied, next_person,
         locked, permitted, opens_at, closes_at, owner
  FROM room)sql";

int64_t seconds(base::UnixTime t) { return t.time_since_epoch().count(); }
base::UnixTime unix_time(int64_t s) { return base::UnixTime(std::chrono::seconds(s)); }

// As migrations/0004_conduct.sql says.
int64_t bits_of(const domain::Permitted& permitted) {
  return permitted.microphones | permitted.cameras << 1 | permitted.screens << 2 |
         permitted.chat << 3 | permitted.private_chat << 4;
}
domain::Permitted permitted_of(int64_t bits) {
  return {.microphones = (bits & 1) != 0,
          .cameras = (bits & 2) != 0,
          .screens = (bits & 4) != 0,
          .chat = (bits & 8) != 0,
          .private_chat = (bits & 16) != 0};
}

// The columns of kSelect.
RoomRecord read_room(const Statement& row) {
  const auto optional_text = [&row](int column) -> std::optional<std::string> {
    if (row.is_null(column)) return std::nullopt;
    return row.text(column);
  };
  RoomRecord room;
  room.id = {row.text(0)};
  room.name = row.text(1);
  room.tenant = row.text(2);
  room.external_id = row.text(3);
  room.metadata = row.text(4);
  if (!row.is_null(5)) room.parent = domain::RoomId{row.text(5)};
  room.access_code = optional_text(6);
  room.code_generation = static_cast<uint32_t>(row.integer(7));
  room.pin = optional_text(8);
  room.waiting_room = row.integer(9) != 0;
  room.state = row.integer(10) != 0 ? RoomState::kPaused : RoomState::kOpen;
  room.created_at = unix_time(row.integer(11));
  room.last_active_at = unix_time(row.integer(12));
  if (!row.is_null(13)) room.paused_at = unix_time(row.integer(13));
  room.occupied = row.integer(14) != 0;
  room.next_person = static_cast<uint32_t>(row.integer(15));
  room.locked = row.integer(16) != 0;
  room.permitted = permitted_of(row.integer(17));
  if (!row.is_null(18) && !row.is_null(19)) {
    room.appointment = {unix_time(row.integer(18)), unix_time(row.integer(19))};
  }
  room.owner = row.text(20);
  return room;
}

// A room's lists of hashes, each in a table of its own: oldest first.
struct HashTable {
  const char* remove;
  const char* insert;
  const char* select;
};
constexpr HashTable kBars{"DELETE FROM bar WHERE room = ?",
                          "INSERT INTO bar (room, position, hash) VALUES (?, ?, ?)",
                          "SELECT hash FROM bar WHERE room = ? ORDER BY position"};
constexpr HashTable kInvitations{"DELETE FROM invitation WHERE room = ?",
                                 "INSERT INTO invitation (room, position, hash) VALUES (?, ?, ?)",
                                 "SELECT hash FROM invitation WHERE room = ? ORDER BY position"};

template <typename Key>
bool replace_hashes(sqlite3* connection, const HashTable& table, const domain::RoomId& room,
                    const std::vector<Key>& keys) {
  if (!Statement(connection, table.remove).bind(room.text).run()) return false;
  Statement insert(connection, table.insert);
  int64_t position = 0;
  for (const Key& key : keys) {
    insert.bind(room.text).bind(position++).bind_blob(key.hash);
    if (!insert.run()) return false;
    insert.reset();
  }
  return true;
}

template <typename Key>
bool load_hashes(sqlite3* connection, const HashTable& table, const domain::RoomId& room,
                 std::vector<Key>& keys) {
  Statement row(connection, table.select);
  row.bind(room.text);
  while (row.step()) keys.push_back({row.text(0)});
  return !row.failed();
}

}  // namespace

std::expected<std::unique_ptr<SqliteStore>, StoreError> SqliteStore::open(
    const std::filesystem::path& path) {
  auto database = Database::open(path);
  if (!database) return std::unexpected(database.error());
  return std::make_unique<SqliteStore>(std::move(*database));
}

std::expected<void, StoreError> SqliteStore::save_room(const RoomRecord& room) {
  constexpr const char* kFailed = "did not take a change";
  Transaction transaction(database_->connection());
  if (!transaction.begun()) return database_->failure(kFailed);

  Statement upsert(database_->connection(), kUpsert);
  upsert.bind(room.id.text).bind(room.name).bind(room.tenant).bind(room.external_id);
  upsert.bind(room.metadata);
  upsert.bind_or_null(room.parent ? std::optional(room.parent->text) : std::nullopt);
  upsert.bind_or_null(room.access_code).bind(int64_t{room.code_generation}).bind_or_null(room.pin);
  upsert.bind(int64_t{room.waiting_room}).bind(int64_t{room.state == RoomState::kPaused});
  upsert.bind(seconds(room.created_at)).bind(seconds(room.last_active_at));
  upsert.bind_or_null(room.paused_at ? std::optional(seconds(*room.paused_at)) : std::nullopt);
  upsert.bind(int64_t{room.occupied}).bind(int64_t{room.next_person});
  upsert.bind(int64_t{room.locked}).bind(bits_of(room.permitted));
  const auto& when = room.appointment;
  upsert.bind_or_null(when ? std::optional(seconds(when->opens_at)) : std::nullopt);
  upsert.bind_or_null(when ? std::optional(seconds(when->closes_at)) : std::nullopt);
  upsert.bind_blob(room.owner);
  if (!upsert.run()) return database_->failure(kFailed);

  const bool done = replace_hashes(database_->connection(), kBars, room.id, room.bars) &&
                    replace_hashes(database_->connection(), kInvitations, room.id, room.invited);
  if (!done) return database_->failure(kFailed);
  if (auto seats = save_seats(room); !seats) return seats;
  if (!transaction.commit()) return database_->failure(kFailed);
  return {};
}

SqliteStore::Done SqliteStore::save_seats(const RoomRecord& room) const {
  constexpr const char* kFailed = "did not take a change";
  Statement remove(database_->connection(), "DELETE FROM seat WHERE room = ?");
  if (!remove.bind(room.id.text).run()) return database_->failure(kFailed);
  Statement insert(database_->connection(),
                   "INSERT INTO seat (room, position, hash, role, inside) VALUES (?, ?, ?, ?, ?)");
  int64_t position = 0;
  for (const domain::KeptSeat& seat : room.seats) {
    insert.bind(room.id.text).bind(position++).bind_blob(seat.key.hash);
    insert.bind(static_cast<int64_t>(seat.role));
    insert.bind(int64_t{seat.state == domain::SeatState::kInside});
    if (!insert.run()) return database_->failure(kFailed);
    insert.reset();
  }
  return {};
}

std::expected<std::optional<RoomRecord>, StoreError> SqliteStore::load_room(
    const domain::RoomId& id) {
  Statement row(database_->connection(), (std::string(kSelect) + " WHERE id = ?").c_str());
  row.bind(id.text);
  if (!row.step()) {
    if (row.failed()) return database_->failure("cannot be read");
    return std::optional<RoomRecord>{};
  }
  RoomRecord room = read_room(row);
  if (auto done = load_lists(room); !done) return std::unexpected(done.error());
  return room;
}

std::expected<std::vector<RoomRecord>, StoreError> SqliteStore::load_rooms() {
  Statement row(database_->connection(), (std::string(kSelect) + " ORDER BY id").c_str());
  std::vector<RoomRecord> rooms;
  while (row.step()) {
    rooms.push_back(read_room(row));
    if (auto done = load_lists(rooms.back()); !done) return std::unexpected(done.error());
  }
  if (row.failed()) return database_->failure("cannot be read");
  return rooms;
}

SqliteStore::Done SqliteStore::load_lists(RoomRecord& room) const {
  const bool done = load_hashes(database_->connection(), kBars, room.id, room.bars) &&
                    load_hashes(database_->connection(), kInvitations, room.id, room.invited);
  if (!done) return database_->failure("cannot be read");
  return load_seats(room);
}

SqliteStore::Done SqliteStore::load_seats(RoomRecord& room) const {
  Statement row(database_->connection(),
                "SELECT hash, role, inside FROM seat WHERE room = ? ORDER BY position");
  row.bind(room.id.text);
  while (row.step()) {
    room.seats.push_back(
        {{row.text(0)},
         static_cast<domain::Role>(row.integer(1)),
         row.integer(2) != 0 ? domain::SeatState::kInside : domain::SeatState::kWaiting});
  }
  if (row.failed()) return database_->failure("cannot be read");
  return {};
}

std::expected<void, StoreError> SqliteStore::delete_room(const domain::RoomId& id) {
  constexpr const char* kNotDeleted = "did not delete a room";
  {
    Transaction transaction(database_->connection());
    if (!transaction.begun()) return database_->failure(kNotDeleted);
    Statement remove(database_->connection(),
                     "DELETE FROM room WHERE id = ?");  // its lists go with it
    if (!remove.bind(id.text).run() || !transaction.commit()) {
      return database_->failure(kNotDeleted);
    }
  }
  return database_->truncate_wal();
}

}  // namespace storage
