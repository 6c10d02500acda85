// Base64url without padding (RFC 4648 section 5): how bytes travel in links, tickets and headers.
// Decoding is strict, so that one value has one spelling: no padding, no white space, no other
// alphabet, unused bits zero.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace net {

std::string base64url_encode(base::BytesView bytes);
std::optional<base::Bytes> base64url_decode(std::string_view text);

}  // namespace net
