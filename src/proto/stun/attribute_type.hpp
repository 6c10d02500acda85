// The attribute numbers that this server knows, from the IANA registry "STUN Attributes": STUN
// itself (RFC 8489 §18.3), TURN (RFC 8656 §18) and ICE (RFC 8445 §16.1). How a value is laid out is
// in one file per family beside this one; TURN's own values are in proto/turn.
// https://www.iana.org/assignments/stun-parameters
#pragma once

#include <cstdint>

namespace stun {

enum class AttributeType : uint16_t {
  // Comprehension-required, 0x0000–0x7FFF.
  kMappedAddress = 0x0001,
  kUsername = 0x0006,
  kMessageIntegrity = 0x0008,
  kErrorCode = 0x0009,
  kUnknownAttributes = 0x000A,
  kChannelNumber = 0x000C,
  kLifetime = 0x000D,
  kXorPeerAddress = 0x0012,
  kData = 0x0013,
  kRealm = 0x0014,
  kNonce = 0x0015,
  kXorRelayedAddress = 0x0016,
  kRequestedAddressFamily = 0x0017,
  kEvenPort = 0x0018,
  kRequestedTransport = 0x0019,
  kDontFragment = 0x001A,
  kMessageIntegritySha256 = 0x001C,
  kPasswordAlgorithm = 0x001D,
  kUserhash = 0x001E,
  kXorMappedAddress = 0x0020,
  kReservationToken = 0x0022,
  kPriority = 0x0024,
  kUseCandidate = 0x0025,
  // Comprehension-optional, 0x8000–0xFFFF.
  kAdditionalAddressFamily = 0x8000,
  kAddressErrorCode = 0x8001,
  kPasswordAlgorithms = 0x8002,
  kSoftware = 0x8022,
  kAlternateServer = 0x8023,
  kFingerprint = 0x8028,
  kIceControlled = 0x8029,
  kIceControlling = 0x802A,
};

// RFC 8489 §14: a receiver that does not know such an attribute must not process the message.
constexpr bool is_comprehension_required(AttributeType type) {
  return static_cast<uint16_t>(type) < 0x8000;
}

}  // namespace stun
