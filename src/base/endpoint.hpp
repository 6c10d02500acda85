// IP addresses and endpoints in one canonical form: sixteen bytes, IPv4 as ::ffff:a.b.c.d. Two
// spellings of one address compare equal; nothing above this file looks at text.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace base {

struct IpAddress {
  std::array<uint8_t, 16> bytes{};

  static IpAddress v4(uint8_t a, uint8_t b, uint8_t c, uint8_t d) {
    return {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d}};
  }
  static IpAddress v4(BytesView four) { return v4(four[0], four[1], four[2], four[3]); }
  static IpAddress v6(BytesView sixteen) {
    IpAddress address;
    std::memcpy(address.bytes.data(), sixteen.data(), 16);
    return address;
  }
  // Dotted quad or RFC 4291 text, without brackets, zone or port.
  static std::optional<IpAddress> parse(std::string_view text);

  bool is_v4() const {
    static constexpr uint8_t kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    return std::memcmp(bytes.data(), kMapped, 12) == 0;
  }
  bool is_unspecified() const;  // 0.0.0.0 or ::
  bool is_loopback() const;     // 127.0.0.0/8 or ::1
  bool is_link_local() const;   // 169.254.0.0/16 or fe80::/10
  BytesView v4_bytes() const { return BytesView(bytes).subspan(12); }
  std::string to_string() const;

  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;
};

struct Endpoint {
  IpAddress address;
  uint16_t port = 0;

  std::string to_string() const;  // 192.0.2.1:10000 or [2001:db8::1]:10000
  friend auto operator<=>(const Endpoint&, const Endpoint&) = default;
};

// Where a datagram came from or goes to: the far endpoint and our own address, so that a host with
// several addresses answers from the one that was asked. An unspecified local lets the kernel
// choose.
struct Path {
  Endpoint remote;
  IpAddress local;
  friend auto operator<=>(const Path&, const Path&) = default;
};

}  // namespace base

template <>
struct std::hash<base::IpAddress> {
  size_t operator()(const base::IpAddress& a) const noexcept {
    uint64_t high = 0, low = 0;
    std::memcpy(&high, a.bytes.data(), 8);
    std::memcpy(&low, a.bytes.data() + 8, 8);
    return (high ^ (low * 0x9E3779B97F4A7C15ull)) * 0xBF58476D1CE4E5B9ull;
  }
};
template <>
struct std::hash<base::Endpoint> {
  size_t operator()(const base::Endpoint& e) const noexcept {
    return std::hash<base::IpAddress>{}(e.address) ^ (e.port * 0x94D049BB133111EBull);
  }
};
