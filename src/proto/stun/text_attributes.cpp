#include "proto/stun/text_attributes.hpp"

#include "base/assert.hpp"

namespace stun {
namespace {

std::optional<std::string_view> text(const MessageView& message, AttributeType type, size_t max) {
  const auto value = message.find(type);
  if (!value || value->size() > max) return std::nullopt;
  return base::as_text(*value);
}

void add_text(MessageBuilder& builder, AttributeType type, std::string_view text, size_t max) {
  ASSERT(text.size() <= max);
  builder.add(type, base::as_bytes(text));
}

}  // namespace

std::optional<std::string_view> username(const MessageView& message) {
  return text(message, AttributeType::kUsername, kMaxUsername);
}
std::optional<std::string_view> realm(const MessageView& message) {
  return text(message, AttributeType::kRealm, kMaxText);
}
std::optional<std::string_view> nonce(const MessageView& message) {
  return text(message, AttributeType::kNonce, kMaxText);
}
std::optional<std::string_view> software(const MessageView& message) {
  return text(message, AttributeType::kSoftware, kMaxText);
}

std::optional<std::string_view> peek_username(base::BytesView datagram) {
  const auto message = parse(datagram);
  return message ? username(*message) : std::nullopt;
}

void add_username(MessageBuilder& builder, std::string_view text) {
  add_text(builder, AttributeType::kUsername, text, kMaxUsername);
}
void add_realm(MessageBuilder& builder, std::string_view text) {
  add_text(builder, AttributeType::kRealm, text, kMaxText);
}
void add_nonce(MessageBuilder& builder, std::string_view text) {
  add_text(builder, AttributeType::kNonce, text, kMaxText);
}
void add_software(MessageBuilder& builder, std::string_view text) {
  add_text(builder, AttributeType::kSoftware, text, kMaxText);
}

}  // namespace stun
