// The connectivity check as a message (RFC 8445 §7.1.1, §7.2.2, §7.3.1): a Binding request with the
// credentials of the receiver, and the answers to it. Consent checks (RFC 7675) look the same. Who
// sends checks when, and what follows from them, is in lite_agent and controlling_agent.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "proto/ice/drop_reason.hpp"
#include "proto/stun/error_code.hpp"
#include "proto/stun/integrity.hpp"
#include "proto/stun/message.hpp"

namespace ice {

enum class Role : uint8_t { kControlled, kControlling };
enum class Nominate : bool { kNo, kYes };

// A check as a controlling agent sends it.
struct Check {
  stun::TransactionId id;
  uint32_t priority = 0;
  uint64_t tie_breaker = 0;
  Nominate nominate = Nominate::kNo;
};

base::Bytes make_check(const Check& check, std::string_view username, stun::HmacKey& key);

// A STUN Binding message of any class whose fingerprint, if there is one, matches. Not yet
// authenticated.
std::expected<stun::MessageView, DropReason> parse_binding(base::BytesView datagram);

// Whether `username` is "receiver:sender".
bool is_username(std::string_view username, std::string_view receiver, std::string_view sender);

// Nothing when MESSAGE-INTEGRITY is there and right.
std::optional<DropReason> authenticate(const stun::MessageView& message, stun::HmacKey& key);

// Why an authenticated request must be answered with an error, if it must: 420 for an attribute
// that is required and unknown, 487 when the sender claims our own role.
std::optional<stun::ErrorCode> objection(const stun::MessageView& request, Role own_role);

// Answers go to who knows the password only, and are no longer than a request that holds what
// RFC 8445 §7.1 asks for, so that nobody is flooded through us.
base::Bytes make_success(const stun::MessageView& request, const base::Endpoint& mapped,
                         stun::HmacKey& key);
base::Bytes make_error(const stun::MessageView& request, stun::ErrorCode code, stun::HmacKey& key);

}  // namespace ice
