#include "proto/turn/allowed_peers.hpp"

#include <algorithm>

#include "proto/stun/xor_address.hpp"

namespace turn {

bool AllowedPeers::allows(const base::Endpoint& peer) const {
  return std::ranges::find(endpoints_, peer) != endpoints_.end();
}

std::expected<base::Endpoint, stun::ErrorCode> peer_of(base::BytesView value,
                                                       const stun::TransactionId& id,
                                                       const AllowedPeers& allowed) {
  constexpr size_t kSizeOfIpv4 = 8;
  const auto peer = stun::decode_xor_address(value, id);
  if (!peer) return std::unexpected(stun::ErrorCode::kBadRequest);
  // By the form on the wire, so that ::ffff:a.b.c.d is IPv6.
  if (value.size() != kSizeOfIpv4) {
    return std::unexpected(stun::ErrorCode::kPeerAddressFamilyMismatch);
  }
  if (!allowed.allows(*peer)) return std::unexpected(stun::ErrorCode::kForbidden);
  return *peer;
}

}  // namespace turn
