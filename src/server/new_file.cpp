#include "server/new_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace server {

std::expected<NewFile, std::string> NewFile::write(const std::filesystem::path& path,
                                                   std::string_view content) {
  const auto failed = [&] {
    return std::unexpected("The file " + path.string() + " cannot be written: " +
                           std::error_code(errno, std::generic_category()).message() + ".");
  };
  const net::FileDescriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file.get() < 0) return failed();
  NewFile made(path);
  while (!content.empty()) {
    const ssize_t written = ::write(file.get(), content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return failed();
    content.remove_prefix(static_cast<size_t>(written));
  }
  if (::fsync(file.get()) != 0) return failed();
  return made;
}

NewFile::NewFile(NewFile&& other) noexcept : path_(std::exchange(other.path_, {})) {}

NewFile::~NewFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

}  // namespace server
