#include "proto/stun/xor_address.hpp"

#include <algorithm>
#include <array>

namespace stun {
namespace {

constexpr uint8_t kFamilyIpv4 = 1;
constexpr uint8_t kFamilyIpv6 = 2;
constexpr uint16_t kCookieHigh = kMagicCookie >> 16;

// What the address is combined with: the cookie, then the transaction id; IPv4 uses four bytes.
std::array<uint8_t, 16> mask(base::BytesView transaction_id) {
  std::array<uint8_t, 16> bytes{};
  base::store_u32(bytes.data(), kMagicCookie);
  std::ranges::copy(transaction_id, bytes.begin() + 4);
  return bytes;
}

}  // namespace

//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |0 0 0 0 0 0 0 0|    Family     |         X-Port                |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                X-Address (4 or 16 bytes)                      |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
// https://www.rfc-editor.org/rfc/rfc8489#section-14.2
std::optional<base::Endpoint> decode_xor_address(base::BytesView value, const TransactionId& id) {
  base::ByteReader reader(value);
  reader.skip(1);
  const uint8_t family = reader.u8();
  const auto port = static_cast<uint16_t>(reader.u16() ^ kCookieHigh);
  const size_t size = family == kFamilyIpv4 ? 4 : 16;
  const base::BytesView masked = reader.bytes(size);
  if (!reader.ok() || reader.remaining() != 0) return std::nullopt;
  if (family != kFamilyIpv4 && family != kFamilyIpv6) return std::nullopt;

  std::array<uint8_t, 16> address = mask(id.bytes);
  for (size_t i = 0; i < size; ++i) address[i] ^= masked[i];
  const base::BytesView clear = base::BytesView(address).first(size);
  return base::Endpoint{size == 4 ? base::IpAddress::v4(clear) : base::IpAddress::v6(clear), port};
}

std::optional<base::Endpoint> xor_address(const MessageView& message, AttributeType type) {
  const auto value = message.find(type);
  return value ? decode_xor_address(*value, message.transaction_id()) : std::nullopt;
}

void add_xor_address(MessageBuilder& builder, AttributeType type, const base::Endpoint& endpoint) {
  const std::array<uint8_t, 16> key = mask(builder.message().subspan(8, 12));
  const bool v4 = endpoint.address.is_v4();
  const base::BytesView clear = v4 ? endpoint.address.v4_bytes() : endpoint.address.bytes;
  const base::MutableBytes value = builder.add_space(type, 4 + clear.size());
  value[1] = v4 ? kFamilyIpv4 : kFamilyIpv6;
  base::store_u16(&value[2], static_cast<uint16_t>(endpoint.port ^ kCookieHigh));
  for (size_t i = 0; i < clear.size(); ++i) value[4 + i] = clear[i] ^ key[i];
}

}  // namespace stun
