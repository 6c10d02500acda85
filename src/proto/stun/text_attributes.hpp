// USERNAME, REALM, NONCE and SOFTWARE (RFC 8489 §14.3, §14.9, §14.10, §14.14): text with an upper
// length. A reader gives nothing when the attribute is absent or too long; it does not look at the
// text, which may hold any bytes.
// Deviation: no OpaqueString (RFC 8265) preparation; our user names and passwords are ASCII.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "proto/stun/message.hpp"

namespace stun {

inline constexpr size_t kMaxUsername = 508;  // "less than 509 bytes"
inline constexpr size_t kMaxText = 763;      // "fewer than 128 characters", 763 bytes

std::optional<std::string_view> username(const MessageView& message);
std::optional<std::string_view> realm(const MessageView& message);
std::optional<std::string_view> nonce(const MessageView& message);
std::optional<std::string_view> software(const MessageView& message);

// USERNAME of a datagram that nobody has verified: to find whose it might be, never to trust it.
std::optional<std::string_view> peek_username(base::BytesView datagram);

void add_username(MessageBuilder& builder, std::string_view text);
void add_realm(MessageBuilder& builder, std::string_view text);
void add_nonce(MessageBuilder& builder, std::string_view text);
void add_software(MessageBuilder& builder, std::string_view text);

}  // namespace stun
