// A look at the database that changes nothing, while a server may be using it: for `plenum doctor`.
#pragma once

#include <expected>
#include <filesystem>
#include <string>

#include "domain/store.hpp"

namespace storage {

struct Inspection {
  std::string damage;       // what SQLite's integrity check found; empty: nothing
  int schema_version = 0;   // the file's
  int program_version = 0;  // what this program brings it to
};

// The file exists. Reads all of it.
std::expected<Inspection, domain::StoreError> inspect_database(const std::filesystem::path& path);

}  // namespace storage
