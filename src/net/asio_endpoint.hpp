// Addresses as Asio has them and as we have them. Inside net only.
#pragma once

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>

#include "base/endpoint.hpp"

namespace net {

inline base::IpAddress to_address(const boost::asio::ip::address& address) {
  if (address.is_v4()) return base::IpAddress::v4(base::BytesView(address.to_v4().to_bytes()));
  return base::IpAddress::v6(base::BytesView(address.to_v6().to_bytes()));
}

inline base::Endpoint to_endpoint(const boost::asio::ip::tcp::endpoint& endpoint) {
  return {to_address(endpoint.address()), endpoint.port()};
}

inline boost::asio::ip::tcp::endpoint to_tcp(const base::Endpoint& endpoint) {
  if (!endpoint.address.is_v4())
    return {boost::asio::ip::address_v6(endpoint.address.bytes), endpoint.port};
  boost::asio::ip::address_v4::bytes_type four;
  std::ranges::copy(endpoint.address.v4_bytes(), four.begin());
  return {boost::asio::ip::address_v4(four), endpoint.port};
}

}  // namespace net
