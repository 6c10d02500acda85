#include "storage/statement.hpp"

namespace storage {

Statement::Statement(sqlite3* connection, const char* sql) {
  note(sqlite3_prepare_v2(connection, sql, -1, &statement_, nullptr));
}

Statement& Statement::note(int result) {
  if (result != SQLITE_OK && !failed()) error_ = result;
  return *this;
}

Statement& Statement::bind(int64_t value) {
  if (failed()) return *this;
  return note(sqlite3_bind_int64(statement_, next_parameter(), value));
}

Statement& Statement::bind(std::string_view value) {
  if (failed()) return *this;
  return note(sqlite3_bind_text64(statement_, next_parameter(), value.data() ? value.data() : "",
                                  value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

Statement& Statement::bind_or_null(const std::optional<std::string>& value) {
  if (value) return bind(std::string_view(*value));
  if (failed()) return *this;
  return note(sqlite3_bind_null(statement_, next_parameter()));
}

Statement& Statement::bind_or_null(std::optional<int64_t> value) {
  if (value) return bind(*value);
  if (failed()) return *this;
  return note(sqlite3_bind_null(statement_, next_parameter()));
}

Statement& Statement::bind_blob(std::string_view value) {
  if (failed()) return *this;
  return note(sqlite3_bind_blob64(statement_, next_parameter(), value.data() ? value.data() : "",
                                  value.size(), SQLITE_TRANSIENT));
}

bool Statement::step() {
  if (failed()) return false;
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) note(result);
  return false;
}

bool Statement::run() {
  while (step()) {
  }
  return !failed();
}

void Statement::reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  parameter_ = 0;
}

std::string Statement::text(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data), static_cast<size_t>(size)};
}

Transaction::Transaction(sqlite3* connection)
    : connection_(connection), open_(Statement(connection, "BEGIN IMMEDIATE").run()) {}

Transaction::~Transaction() {
  // Some errors have rolled back already; then there is nothing open.
  if (open_ && sqlite3_get_autocommit(connection_) == 0) Statement(connection_, "ROLLBACK").run();
}

bool Transaction::commit() {
  if (!Statement(connection_, "COMMIT").run()) return false;
  open_ = false;
  return true;
}

}  // namespace storage
