// A directory of its own for each test of this folder, gone afterwards; SQLite itself beside our
// code.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "domain/room_record.hpp"

namespace storage {

// A connection as another program has it.
class RawConnection {
 public:
  explicit RawConnection(const std::filesystem::path& path) {
    EXPECT_EQ(sqlite3_open(path.c_str(), &connection_), SQLITE_OK);
  }
  ~RawConnection() { sqlite3_close(connection_); }
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  sqlite3* get() const { return connection_; }
  void run(const std::string& sql) const {
    EXPECT_EQ(sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(connection_);
  }

 private:
  sqlite3* connection_ = nullptr;
};

class StorageTest : public testing::Test {
 protected:
  StorageTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "plenum-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
  }
  ~StorageTest() override { std::filesystem::remove_all(directory_); }

  std::filesystem::path database() const { return directory_ / "plenum.db"; }

  static std::string content(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  // Does any file of the directory hold these bytes?
  bool found_on_disk(const std::string& bytes) const {
    for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
      if (content(entry.path()).find(bytes) != std::string::npos) return true;
    }
    return false;
  }

  static domain::RoomRecord room(const std::string& id) {
    domain::RoomRecord record;
    record.id = {id};
    record.name = "Bürgerversammlung " + id;
    record.created_at = base::UnixTime(std::chrono::seconds(1'750'000'000));
    record.last_active_at = record.created_at;
    return record;
  }

  std::filesystem::path directory_;
};

}  // namespace storage
