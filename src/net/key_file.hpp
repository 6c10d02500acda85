// The server's secret key on disk: made at the first start, 32 random bytes, readable by its owner
// alone. There is no default key, and a file that is not exactly right is refused, never replaced:
// a new key would void every ticket and every ban.
#pragma once

#include <expected>
#include <filesystem>

#include "base/random.hpp"
#include "net/failure.hpp"
#include "net/sealer.hpp"

namespace net {

// Reads the key, or makes the file when there is none; complete or not at all, also after a crash.
std::expected<SecretKey, Failure> load_or_create_key(const std::filesystem::path& path,
                                                     base::Random& random);

}  // namespace net
