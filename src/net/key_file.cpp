#include "net/key_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

#include "net/file_descriptor.hpp"

namespace net {
namespace {

Failure refusal(const std::filesystem::path& path, const std::string& why) {
  return {std::make_error_code(std::errc::invalid_argument),
          "The key file " + path.string() + " " + why};
}

std::expected<SecretKey, Failure> read_key(int fd, const std::filesystem::path& path) {
  struct stat status{};
  if (fstat(fd, &status) != 0) {
    return std::unexpected(system_failure("Cannot examine the key file " + path.string()));
  }
  if (!S_ISREG(status.st_mode)) return std::unexpected(refusal(path, "is not a plain file."));
  if ((status.st_mode & 0077) != 0) {
    return std::unexpected(
        refusal(path,
                "can be read by others than its owner; run chmod 600 on it, or remove it if others "
                "may have read it."));
  }
  SecretKey key;
  if (status.st_size != static_cast<off_t>(key.size())) {
    return std::unexpected(
        refusal(path, "has " + std::to_string(status.st_size) + " bytes instead of 32."));
  }
  if (read(fd, key.data(), key.size()) != static_cast<ssize_t>(key.size())) {
    return std::unexpected(system_failure("Cannot read the key file " + path.string()));
  }
  return key;
}

// Written beside its place and linked there: link() fails if somebody else was faster, and a crash
// leaves the old state.
std::expected<void, Failure> write_key(const SecretKey& key, const std::filesystem::path& path) {
  const std::string temporary = path.string() + "." + std::to_string(getpid());
  const auto failed = [&] {
    Failure failure = system_failure("Cannot write the key file " + path.string());
    unlink(temporary.c_str());
    return std::unexpected(std::move(failure));
  };
  unlink(temporary.c_str());
  {
    const FileDescriptor file(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file) return failed();
    if (write(file.get(), key.data(), key.size()) != static_cast<ssize_t>(key.size())) {
      return failed();
    }
    if (fsync(file.get()) != 0) return failed();
  }
  if (link(temporary.c_str(), path.c_str()) != 0 && errno != EEXIST) return failed();
  unlink(temporary.c_str());
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  const FileDescriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory) fsync(directory.get());
  return {};
}

}  // namespace

std::expected<SecretKey, Failure> load_or_create_key(const std::filesystem::path& path,
                                                     base::Random& random) {
  constexpr int kFlags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW;
  FileDescriptor file(::open(path.c_str(), kFlags));
  if (!file && errno == ENOENT) {
    SecretKey fresh;
    random.fill(fresh);
    if (auto written = write_key(fresh, path); !written) return std::unexpected(written.error());
    file = FileDescriptor(::open(path.c_str(), kFlags));
  }
  if (!file) return std::unexpected(system_failure("Cannot open the key file " + path.string()));
  return read_key(file.get(), path);
}

}  // namespace net
