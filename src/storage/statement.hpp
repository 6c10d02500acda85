// Statement and Transaction: SQLite's C API with owners and without out parameters. The only
// wrapper; SQL stays visible in sqlite_store.cpp.
//
// Errors are SQLite's result codes, kept until asked for: after the first that is not OK, ROW or
// DONE, bind and step do nothing more. Used on one thread, as its connection.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace storage {

class Statement {
 public:
  Statement(sqlite3* connection, const char* sql);
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Parameters in order, from the first.
  Statement& bind(int64_t value);
  Statement& bind(std::string_view value);
  Statement& bind_or_null(const std::optional<std::string>& value);
  Statement& bind_or_null(std::optional<int64_t> value);
  Statement& bind_blob(std::string_view value);

  // True while there is a row. False at the end and on error.
  bool step();
  // Runs a statement that gives no rows; true when it succeeded.
  bool run();
  // Back to the start, for other parameters.
  void reset();

  // Columns from 0, of the current row.
  int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  std::string text(int column) const;  // also blobs
  bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

  bool failed() const { return error_ != SQLITE_OK; }
  int error() const { return error_; }

 private:
  int next_parameter() { return ++parameter_; }
  Statement& note(int result);

  sqlite3_stmt* statement_ = nullptr;
  int error_ = SQLITE_OK;
  int parameter_ = 0;
};

// Rolled back unless committed. BEGIN IMMEDIATE: whoever cannot write learns it at the start.
class Transaction {
 public:
  explicit Transaction(sqlite3* connection);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  bool begun() const { return open_; }
  bool commit();

 private:
  sqlite3* connection_;
  bool open_;
};

}  // namespace storage
