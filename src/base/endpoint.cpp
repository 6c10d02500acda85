#include "base/endpoint.hpp"

#include <arpa/inet.h>

namespace base {

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  char zero_ended[INET6_ADDRSTRLEN];
  if (text.empty() || text.size() >= sizeof zero_ended) return std::nullopt;
  std::memcpy(zero_ended, text.data(), text.size());
  zero_ended[text.size()] = '\0';
  if (std::strlen(zero_ended) != text.size()) return std::nullopt;
  IpAddress address;
  if (uint8_t four[4]; inet_pton(AF_INET, zero_ended, four) == 1) return v4(BytesView(four));
  if (inet_pton(AF_INET6, zero_ended, address.bytes.data()) == 1) return address;
  return std::nullopt;
}

bool IpAddress::is_unspecified() const {
  return *this == IpAddress{} || *this == IpAddress::v4(0, 0, 0, 0);
}

bool IpAddress::is_loopback() const {
  if (is_v4()) return bytes[12] == 127;
  IpAddress one;
  one.bytes[15] = 1;
  return *this == one;
}

bool IpAddress::is_link_local() const {
  if (is_v4()) return bytes[12] == 169 && bytes[13] == 254;
  return bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80;
}

std::string IpAddress::to_string() const {
  char text[INET6_ADDRSTRLEN];
  if (is_v4()) return inet_ntop(AF_INET, bytes.data() + 12, text, sizeof text);
  return inet_ntop(AF_INET6, bytes.data(), text, sizeof text);
}

std::string Endpoint::to_string() const {
  const std::string text = address.to_string();
  return (address.is_v4() ? text : "[" + text + "]") + ":" + std::to_string(port);
}

}  // namespace base
