// FINGERPRINT (RFC 8489 §14.7): CRC-32 of the message before it, XORed with "STUN". Tells STUN from
// other protocols on one port; proves nothing about the sender.
#pragma once

#include <cstdint>

#include "proto/stun/message.hpp"

namespace stun {

enum class Fingerprint : uint8_t { kValid, kMissing, kWrong };

// The CRC-32 of ITU V.42 and Ethernet.
uint32_t crc32(base::BytesView bytes);

Fingerprint check_fingerprint(const MessageView& message);

// The last attribute of a message.
void add_fingerprint(MessageBuilder& builder);

}  // namespace stun
