#include "net/resolver.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>

#include <algorithm>
#include <memory>
#include <tuple>

#include "net/socket_address.hpp"

namespace net {
namespace {

// Of this thread (resolver(3)), read anew from resolv.conf each time.
void ask_name_servers_once() {
  if (res_init() != 0) return;  // then there is nothing to be quick with
  _res.retrans = 2;
  _res.retry = 1;
}

}  // namespace

std::expected<std::vector<base::IpAddress>, Failure> resolve_host(const std::string& name) {
  addrinfo wanted{};
  wanted.ai_family = AF_UNSPEC;
  wanted.ai_socktype = SOCK_DGRAM;  // one answer for each address, not one for each protocol
  addrinfo* first = nullptr;
  ask_name_servers_once();
  const int error = getaddrinfo(name.c_str(), nullptr, &wanted, &first);
  if (error != 0)
    return std::unexpected(Failure{std::make_error_code(std::errc::host_unreachable),
                                   name + " has no address: " + gai_strerror(error) + "."});
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(first, &freeaddrinfo);
  std::vector<base::IpAddress> addresses;
  for (const addrinfo* entry = first; entry != nullptr; entry = entry->ai_next) {
    const base::IpAddress address = to_endpoint(entry->ai_addr).address;
    if (std::ranges::find(addresses, address) == addresses.end()) addresses.push_back(address);
  }
  std::ranges::stable_sort(addresses, {}, [](const base::IpAddress& a) { return !a.is_v4(); });
  return addresses;
}

}  // namespace net
