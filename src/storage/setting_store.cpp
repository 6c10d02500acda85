#include "storage/setting_store.hpp"

#include "storage/statement.hpp"

namespace storage {

std::expected<std::optional<std::string>, domain::StoreError> SettingStore::load(
    std::string_view name) const {
  Statement row(database_->connection(), "SELECT value FROM setting WHERE name = ?");
  row.bind(name);
  if (row.step()) return row.text(0);
  if (row.failed()) return database_->failure("cannot be read");
  return std::nullopt;
}

std::expected<void, domain::StoreError> SettingStore::set(std::string_view name,
                                                          const std::optional<std::string>& value) {
  Statement change(database_->connection(),
                   value ? "INSERT INTO setting (name, value) VALUES (?, ?) "
                           "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
                         : "DELETE FROM setting WHERE name = ?");
  change.bind(name);
  if (value) change.bind(*value);
  if (!change.run()) return database_->failure("did not take a setting");
  return {};
}

}  // namespace storage
