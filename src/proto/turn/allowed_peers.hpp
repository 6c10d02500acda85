// Whom the relay may talk to: this server's own media endpoints and nobody else (RFC 8656 §9.1
// "Any server can restrict peers"). An allow-list of binary addresses, each with the media port.
//
// There is no deny-list, since deny-lists fail on spelling: an address that means loopback or a
// neighbour in any of the many forms that IPv6 has for IPv4 (mapped, compatible, 6to4, NAT64,
// ISATAP, Teredo) is simply not one of ours. Only ::ffff:a.b.c.d is the same address as a.b.c.d
// (base::IpAddress has one form for both), so that it is refused by how it came over the wire: in
// the family of IPv6, which no allocation has.
#pragma once

#include <expected>
#include <vector>

#include "base/endpoint.hpp"
#include "proto/stun/error_code.hpp"
#include "proto/stun/message.hpp"

namespace turn {

class AllowedPeers {
 public:
  explicit AllowedPeers(std::vector<base::Endpoint> endpoints) : endpoints_(std::move(endpoints)) {}

  bool allows(const base::Endpoint& peer) const;
  const std::vector<base::Endpoint>& endpoints() const { return endpoints_; }

 private:
  std::vector<base::Endpoint> endpoints_;
};

// The peer that an XOR-PEER-ADDRESS names for an allocation of IPv4, or what is to be answered:
// 400 malformed, 443 another family, 403 not one of ours.
std::expected<base::Endpoint, stun::ErrorCode> peer_of(base::BytesView value,
                                                       const stun::TransactionId& id,
                                                       const AllowedPeers& allowed);

}  // namespace turn
