// A file that did not exist before, readable by its owner alone: for passwords handed out once. It
// is deleted again unless keep() is called.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

#include "net/file_descriptor.hpp"

namespace server {

class NewFile {
 public:
  // Complete and on disk, or one sentence. Never writes over a file.
  static std::expected<NewFile, std::string> write(const std::filesystem::path& path,
                                                   std::string_view content);
  ~NewFile();
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;

  void keep() { path_.clear(); }

 private:
  explicit NewFile(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;  // empty: not ours to delete
};

}  // namespace server
