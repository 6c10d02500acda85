// base::Endpoint to and from the kernel's socket addresses. Inside net only.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>

#include "base/endpoint.hpp"

namespace net {

// An IPv6 socket address holds IPv4 in its mapped form, which is base::IpAddress's own.
inline sockaddr_in6 to_sockaddr6(const base::Endpoint& endpoint) {
  sockaddr_in6 out{};
  out.sin6_family = AF_INET6;
  out.sin6_port = htons(endpoint.port);
  std::memcpy(&out.sin6_addr, endpoint.address.bytes.data(), 16);
  return out;
}

inline sockaddr_in to_sockaddr4(const base::Endpoint& endpoint) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_port = htons(endpoint.port);
  std::memcpy(&out.sin_addr, endpoint.address.v4_bytes().data(), 4);
  return out;
}

inline base::IpAddress to_address(const in_addr& address) {
  return base::IpAddress::v4({reinterpret_cast<const uint8_t*>(&address), 4});
}
inline base::IpAddress to_address(const in6_addr& address) {
  return base::IpAddress::v6({reinterpret_cast<const uint8_t*>(&address), 16});
}

// Of a sockaddr_in or sockaddr_in6; anything else gives an unspecified endpoint.
inline base::Endpoint to_endpoint(const void* address) {
  sa_family_t family = 0;
  std::memcpy(&family, address, sizeof family);
  if (family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, address, sizeof in);
    return {to_address(in.sin_addr), ntohs(in.sin_port)};
  }
  if (family == AF_INET6) {
    sockaddr_in6 in6{};
    std::memcpy(&in6, address, sizeof in6);
    return {to_address(in6.sin6_addr), ntohs(in6.sin6_port)};
  }
  return {};
}

}  // namespace net
