// XOR-MAPPED-ADDRESS (RFC 8489 §14.2) and the attributes of TURN with the same value:
// XOR-PEER-ADDRESS and XOR-RELAYED-ADDRESS (RFC 8656 §18.3, §18.5). The plain MAPPED-ADDRESS of
// RFC 3489 is neither read nor written.
#pragma once

#include <optional>

#include "base/endpoint.hpp"
#include "proto/stun/message.hpp"

namespace stun {

// The value as bytes, for callers that walk over several attributes of one type.
std::optional<base::Endpoint> decode_xor_address(base::BytesView value, const TransactionId& id);

// Nothing when the attribute is absent or malformed.
std::optional<base::Endpoint> xor_address(const MessageView& message, AttributeType type);

void add_xor_address(MessageBuilder& builder, AttributeType type, const base::Endpoint& endpoint);

}  // namespace stun
