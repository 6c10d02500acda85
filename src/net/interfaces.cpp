#include "net/interfaces.hpp"

#include <ifaddrs.h>
#include <net/if.h>

#include <algorithm>
#include <memory>
#include <tuple>

#include "net/socket_address.hpp"

namespace net {
namespace {

bool is_private(const base::IpAddress& address) {
  const auto& b = address.bytes;
  if (!address.is_v4()) return (b[0] & 0xfe) == 0xfc;     // fc00::/7
  if (b[12] == 10) return true;                           // 10.0.0.0/8
  if (b[12] == 172 && (b[13] & 0xf0) == 16) return true;  // 172.16.0.0/12
  if (b[12] == 192 && b[13] == 168) return true;          // 192.168.0.0/16
  return b[12] == 100 && (b[13] & 0xc0) == 64;            // 100.64.0.0/10
}

}  // namespace

InterfaceAddress::Scope scope_of(const base::IpAddress& address) {
  if (address.is_loopback()) return InterfaceAddress::Scope::kLoopback;
  if (address.is_link_local()) return InterfaceAddress::Scope::kLinkLocal;
  return is_private(address) ? InterfaceAddress::Scope::kPrivate : InterfaceAddress::Scope::kGlobal;
}

std::expected<std::vector<InterfaceAddress>, Failure> interface_addresses() {
  ifaddrs* first = nullptr;
  if (getifaddrs(&first) != 0) {
    return std::unexpected(system_failure("Cannot list the network interfaces"));
  }
  const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner(first, &freeifaddrs);
  std::vector<InterfaceAddress> found;
  for (const ifaddrs* entry = first; entry != nullptr; entry = entry->ifa_next) {
    if (entry->ifa_addr == nullptr || (entry->ifa_flags & IFF_UP) == 0) continue;
    const sa_family_t family = entry->ifa_addr->sa_family;
    if (family != AF_INET && family != AF_INET6) continue;
    const base::IpAddress address = to_endpoint(entry->ifa_addr).address;
    found.push_back({address, entry->ifa_name, scope_of(address)});
  }
  std::ranges::sort(found, {}, [](const InterfaceAddress& a) {
    return std::tuple(a.scope, !a.address.is_v4(), if_nametoindex(a.interface.c_str()), a.address);
  });
  return found;
}

}  // namespace net
