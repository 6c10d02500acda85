// The addresses of this host's interfaces, in the order in which candidates should announce them:
// global before private before link-local, IPv4 before IPv6, then by interface. Loopback stands
// last: Firefox does not connect to it, but a host without a network has nothing else.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "base/endpoint.hpp"
#include "net/failure.hpp"

namespace net {

struct InterfaceAddress {
  enum class Scope : uint8_t { kGlobal, kPrivate, kLinkLocal, kLoopback };

  base::IpAddress address;
  std::string interface;  // "eth0"
  Scope scope = Scope::kGlobal;
};

// Those of interfaces that are up. Never empty on a host with a loopback interface.
std::expected<std::vector<InterfaceAddress>, Failure> interface_addresses();

// kPrivate: RFC 1918, shared address space (RFC 6598) and unique local IPv6 (RFC 4193).
InterfaceAddress::Scope scope_of(const base::IpAddress& address);

}  // namespace net
