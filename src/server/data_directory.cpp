#include "server/data_directory.hpp"

#include <sys/stat.h>

namespace server {

std::expected<std::filesystem::path, std::string> make_data_directory(const std::string& data_dir) {
  umask(077);
  std::error_code made;
  std::filesystem::create_directories(data_dir, made);
  if (made)
    return std::unexpected("The data directory " + data_dir + " cannot be made: " + made.message() +
                           ".");
  return data_dir;
}

std::filesystem::path database_path(const std::filesystem::path& data_dir) {
  return data_dir / "plenum.db";
}

}  // namespace server
