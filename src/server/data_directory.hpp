// The data directory: made at the first start, readable by its owner alone, and the database in it.
// The same for `plenum serve` and `plenum account`, whichever comes first.
#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <string>

namespace server {

// Also sets the process's umask, so that nothing written from now on is readable by others. The
// error is one sentence for the operator.
std::expected<std::filesystem::path, std::string> make_data_directory(const std::string& data_dir);
std::filesystem::path database_path(const std::filesystem::path& data_dir);

}  // namespace server
