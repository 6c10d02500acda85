// Keys of the long-term credential mechanism (RFC 8489 §9.2.2, §18.5.1) and USERHASH (§14.4).
// Deviation: no OpaqueString (RFC 8265) preparation, as in text_attributes.hpp.
#pragma once

#include <array>
#include <string_view>

#include "base/bytes.hpp"

namespace stun {

// PASSWORD-ALGORITHM MD5, the only one that browsers speak: MD5(username ":" realm ":" password).
std::array<uint8_t, 16> long_term_key_md5(std::string_view username, std::string_view realm,
                                          std::string_view password);

// PASSWORD-ALGORITHM SHA-256, of the same text.
std::array<uint8_t, 32> long_term_key_sha256(std::string_view username, std::string_view realm,
                                             std::string_view password);

// The value of USERHASH, which stands for USERNAME: SHA-256(username ":" realm).
std::array<uint8_t, 32> userhash(std::string_view username, std::string_view realm);

}  // namespace stun
