// UNKNOWN-ATTRIBUTES (RFC 8489 §14.13) and the rule behind it (§6.3.1): a request with a
// comprehension-required attribute that the receiver does not know is answered 420 and this list.
#pragma once

#include <initializer_list>
#include <vector>

#include "proto/stun/message.hpp"

namespace stun {

// The comprehension-required attributes of a message that are not in `known`, in their order and
// each once; at most kMaxAttributes.
std::vector<AttributeType> unknown_required(const MessageView& message,
                                            std::initializer_list<AttributeType> known);

// The list in an answer; empty when absent or of odd length.
std::vector<AttributeType> unknown_attributes(const MessageView& message);

void add_unknown_attributes(MessageBuilder& builder, const std::vector<AttributeType>& types);

}  // namespace stun
