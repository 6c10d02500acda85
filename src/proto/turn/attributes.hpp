// The attributes that TURN adds to STUN (RFC 8656 §18), but for the addresses, which are in
// proto/stun/xor_address. A reader gives nothing when the attribute is absent or malformed; where
// the two mean different errors the caller asks MessageView::has().
#pragma once

#include <cstdint>
#include <optional>

#include "base/instant.hpp"
#include "proto/stun/message.hpp"

namespace turn {

// The numbers of IANA's "Protocol Numbers" that REQUESTED-TRANSPORT may carry; we relay UDP alone.
inline constexpr uint8_t kProtocolUdp = 17;

enum class Family : uint8_t { kIpv4 = 1, kIpv6 = 2 };

enum class ReserveNext : uint8_t { kNo, kYes };

// CHANNEL-NUMBER (§18.1). Any number: which ones are allowed is in channel_data.hpp.
std::optional<uint16_t> channel_number(const stun::MessageView& message);
void add_channel_number(stun::MessageBuilder& builder, uint16_t number);

// LIFETIME (§18.2).
std::optional<std::chrono::seconds> lifetime(const stun::MessageView& message);
void add_lifetime(stun::MessageBuilder& builder, std::chrono::seconds lifetime);

// REQUESTED-ADDRESS-FAMILY (§18.6) and ADDITIONAL-ADDRESS-FAMILY (§18.11). Any number.
std::optional<Family> address_family(const stun::MessageView& message, stun::AttributeType type);
void add_address_family(stun::MessageBuilder& builder, stun::AttributeType type, Family family);

// EVEN-PORT (§18.7): whether the next port is to be reserved too.
std::optional<ReserveNext> even_port(const stun::MessageView& message);

// REQUESTED-TRANSPORT (§18.8). Any number.
std::optional<uint8_t> requested_transport(const stun::MessageView& message);
void add_requested_transport(stun::MessageBuilder& builder, uint8_t protocol);

// ADDRESS-ERROR-CODE (§18.12): the family that was asked for in addition cannot be had.
void add_address_error_code(stun::MessageBuilder& builder, Family family, unsigned code);

}  // namespace turn
