#include "storage/inspection.hpp"

#include "storage/database.hpp"
#include "storage/migrations.hpp"
#include "storage/statement.hpp"

namespace storage {

std::expected<Inspection, domain::StoreError> inspect_database(const std::filesystem::path& path) {
  const auto database = Database::open_reader(path);
  if (!database) return std::unexpected(database.error());
  sqlite3* const connection = (*database)->connection();
  Inspection inspection;
  for (const Migration& migration : migrations()) inspection.program_version = migration.version;
  Statement version(connection, "PRAGMA user_version");
  if (version.step()) inspection.schema_version = static_cast<int>(version.integer(0));
  Statement check(connection, "PRAGMA integrity_check(1)");
  if (check.step()) inspection.damage = check.text(0);
  if (inspection.damage == "ok") inspection.damage.clear();
  if (version.failed() || check.failed()) return (*database)->failure("cannot be read");
  return inspection;
}

}  // namespace storage
