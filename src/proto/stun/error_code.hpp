// ERROR-CODE (RFC 8489 §14.8) and the codes of STUN, ICE (RFC 8445 §16.1) and TURN (RFC 8656 §19).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "proto/stun/message.hpp"

namespace stun {

enum class ErrorCode : uint16_t {
  kTryAlternate = 300,
  kBadRequest = 400,
  kUnauthenticated = 401,
  kForbidden = 403,
  kUnknownAttribute = 420,
  kAllocationMismatch = 437,
  kStaleNonce = 438,
  kAddressFamilyNotSupported = 440,
  kWrongCredentials = 441,
  kUnsupportedTransport = 442,
  kPeerAddressFamilyMismatch = 443,
  kAllocationQuotaReached = 486,
  kRoleConflict = 487,
  kServerError = 500,
  kInsufficientCapacity = 508,
};

// The phrase that the RFCs recommend.
std::string_view reason_phrase(ErrorCode code);

// The code, 300–699, without the phrase: that one is for people and not relied on. Nothing when
// absent or malformed. May be none of the enumerators.
std::optional<ErrorCode> error_code(const MessageView& message);

enum class Phrase : uint8_t { kNone, kRecommended };

void add_error_code(MessageBuilder& builder, ErrorCode code, Phrase phrase = Phrase::kRecommended);

}  // namespace stun
