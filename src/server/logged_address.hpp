// How much of an address the access log holds (log.access_address).
#pragma once

#include <cstdint>

namespace server {

enum class LoggedAddress : uint8_t {
  kFull,
  kShort,  // 192.0.2.0 or 2001:db8:1:: (the first 24 or 48 bits)
  kNone,
};

}  // namespace server
