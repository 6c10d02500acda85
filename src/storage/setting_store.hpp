// SettingStore: the few things that administrators set while the server runs and that a restart
// keeps. Everything else is configuration. Every call returns after its change is on disk.
//
// Thread: that of its connection.
#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "storage/database.hpp"

namespace storage {

// The notice under which the service is closed; absent while it is open.
inline constexpr std::string_view kClosedNotice = "closed";

class SettingStore {
 public:
  explicit SettingStore(std::shared_ptr<Database> database) : database_(std::move(database)) {}

  std::expected<std::optional<std::string>, domain::StoreError> load(std::string_view name) const;
  // Nothing: the setting is absent from now on.
  std::expected<void, domain::StoreError> set(std::string_view name,
                                              const std::optional<std::string>& value);

 private:
  std::shared_ptr<Database> database_;
};

}  // namespace storage
