// Why an agent left a datagram unanswered. The media port is silent to everybody who has not proved
// to know a password, so that these names, as counters, are all that tells of such datagrams.
#pragma once

#include <cstdint>
#include <string_view>

namespace ice {

enum class DropReason : uint8_t {
  kNotStun,              // not parsed as STUN at all
  kWrongFingerprint,     // FINGERPRINT is there and does not match
  kNotBinding,           // another method than Binding
  kNotARequest,          // a response or an indication, to an agent that sends no requests
  kMissingUsername,      // no USERNAME
  kUnknownUsername,      // not ours:theirs, or one that a restart has retired
  kRetiringCredentials,  // of before the restart, from a path that they had not verified
  kMissingIntegrity,     // no MESSAGE-INTEGRITY
  kWrongIntegrity,       // MESSAGE-INTEGRITY does not match
  kUnknownTransaction,   // a response to nothing that we sent, or to what was answered already
  kUnexpectedSource,     // a response from elsewhere than where the request went
};

constexpr std::string_view name(DropReason reason) {
  switch (reason) {
    case DropReason::kNotStun:
      return "not_stun";
    case DropReason::kWrongFingerprint:
      return "wrong_fingerprint";
    case DropReason::kNotBinding:
      return "not_binding";
    case DropReason::kNotARequest:
      return "not_a_request";
    case DropReason::kMissingUsername:
      return "missing_username";
    case DropReason::kUnknownUsername:
      return "unknown_username";
    case DropReason::kRetiringCredentials:
      return "retiring_credentials";
    case DropReason::kMissingIntegrity:
      return "missing_integrity";
    case DropReason::kWrongIntegrity:
      return "wrong_integrity";
    case DropReason::kUnknownTransaction:
      return "unknown_transaction";
    case DropReason::kUnexpectedSource:
      return "unexpected_source";
  }
  return "unknown";
}

}  // namespace ice
