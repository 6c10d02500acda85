// The four attributes of ICE (RFC 8445 §16.1): PRIORITY, USE-CANDIDATE, ICE-CONTROLLED and
// ICE-CONTROLLING. What an agent does with them is in proto/ice. A reader gives nothing when the
// attribute is absent or its size is wrong.
// https://www.rfc-editor.org/rfc/rfc8445#section-16.1
#pragma once

#include <cstdint>
#include <optional>

#include "proto/stun/message.hpp"

namespace stun {

// PRIORITY: 32 bits, what a peer-reflexive candidate learnt from this check would have.
inline std::optional<uint32_t> priority(const MessageView& message) {
  const auto value = message.find(AttributeType::kPriority);
  if (!value || value->size() != 4) return std::nullopt;
  return base::load_u32(value->data());
}
inline void add_priority(MessageBuilder& builder, uint32_t priority) {
  base::store_u32(builder.add_space(AttributeType::kPriority, 4).data(), priority);
}

// USE-CANDIDATE: a flag without value; a value is ignored.
inline bool use_candidate(const MessageView& message) {
  return message.has(AttributeType::kUseCandidate);
}
inline void add_use_candidate(MessageBuilder& builder) {
  builder.add(AttributeType::kUseCandidate, {});
}

// ICE-CONTROLLED and ICE-CONTROLLING: the role of the sender with its 64-bit tie-breaker.
inline std::optional<uint64_t> tie_breaker(const MessageView& message, AttributeType role) {
  const auto value = message.find(role);
  if (!value || value->size() != 8) return std::nullopt;
  return base::load_u64(value->data());
}
inline std::optional<uint64_t> ice_controlled(const MessageView& message) {
  return tie_breaker(message, AttributeType::kIceControlled);
}
inline std::optional<uint64_t> ice_controlling(const MessageView& message) {
  return tie_breaker(message, AttributeType::kIceControlling);
}
inline void add_ice_controlled(MessageBuilder& builder, uint64_t tie_breaker) {
  base::store_u64(builder.add_space(AttributeType::kIceControlled, 8).data(), tie_breaker);
}
inline void add_ice_controlling(MessageBuilder& builder, uint64_t tie_breaker) {
  base::store_u64(builder.add_space(AttributeType::kIceControlling, 8).data(), tie_breaker);
}

}  // namespace stun
