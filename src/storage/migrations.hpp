// The scripts of migrations/NNNN_*.sql, compiled in by CMake in the order of their numbers. A
// script that was released is never changed; the next one mends it.
#pragma once

#include <span>

namespace storage {

struct Migration {
  int version;  // NNNN: PRAGMA user_version after it
  const char* sql;
};

std::span<const Migration> migrations();

}  // namespace storage
