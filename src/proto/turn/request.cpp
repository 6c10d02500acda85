// Server: who asks, and the answers that say no.
#include "proto/turn/request.hpp"

#include "proto/stun/error_code.hpp"
#include "proto/stun/long_term_key.hpp"
#include "proto/stun/text_attributes.hpp"
#include "proto/stun/unknown_attributes.hpp"
#include "proto/turn/attributes.hpp"

namespace turn {

using enum stun::AttributeType;
using stun::ErrorCode;

std::vector<stun::AttributeType> unknown_to_us(const stun::MessageView& message) {
  return stun::unknown_required(
      message,
      {kUsername, kMessageIntegrity, kRealm, kNonce, kChannelNumber, kLifetime, kXorPeerAddress,
       kRequestedAddressFamily, kEvenPort, kRequestedTransport, kDontFragment, kReservationToken});
}

std::optional<ErrorCode> objection_to_families(const stun::MessageView& message) {
  const auto requested = address_family(message, kRequestedAddressFamily);
  const auto additional = address_family(message, kAdditionalAddressFamily);
  if (message.has(kRequestedAddressFamily)) {
    if (!requested || message.has(kReservationToken)) return ErrorCode::kBadRequest;
    if (*requested != Family::kIpv4) return ErrorCode::kAddressFamilyNotSupported;
  }
  if (!message.has(kAdditionalAddressFamily)) return std::nullopt;
  const bool alone = !message.has(kRequestedAddressFamily) && !message.has(kReservationToken) &&
                     !message.has(kEvenPort);
  return alone && additional == Family::kIpv6 ? std::nullopt
                                              : std::optional(ErrorCode::kBadRequest);
}

// RFC 8489 §9.2.4, in its order. What a forged address makes us compute is three short hashes.
std::optional<ErrorCode> Server::authenticate(Request& request) {
  const stun::MessageView& message = request.message;
  // 1. Nothing to check: here is what to sign with.
  if (!message.has(kMessageIntegrity)) return ErrorCode::kUnauthenticated;
  // 2. All of the parts.
  const auto username = stun::username(message);
  const auto realm = stun::realm(message);
  const auto nonce = stun::nonce(message);
  if (!username || !realm || !nonce) return ErrorCode::kBadRequest;
  // 3. Somebody whom we gave a password, who knows it. An allocation's key is at hand.
  const auto identity = parse_username(*username);
  if (!identity || *realm != settings_.realm) return ErrorCode::kUnauthenticated;
  Allocation* const allocation = find(request.client);
  const bool known = allocation != nullptr && allocation->username() == *username;
  if (!known)
    request.key.emplace(
        stun::Hash::kSha1,
        stun::long_term_key_md5(*username, settings_.realm, credentials_.password_of(*username)));
  stun::HmacKey& key = known ? allocation->key() : *request.key;
  if (stun::check_integrity(message, key) != stun::Integrity::kValid) {
    request.key.reset();
    return ErrorCode::kUnauthenticated;
  }
  request.username = *username;
  request.identity = *identity;
  // 4. And who has not merely repeated what was said on another address or long ago.
  if (!nonces_.is_fresh(request.now, request.client.path.remote, *nonce))
    return ErrorCode::kStaleNonce;
  return std::nullopt;
}

bool Server::within_budget(const Request& request) {
  return request.client.is_stream() ||
         budget_.allow(request.now, request.client.path.remote.address);
}

// Without a reason phrase, which is for people who look at traffic: it would only lengthen what a
// forged address is sent. Signed where the client has proved itself.
Outcome Server::fail(Request& request, ErrorCode code) {
  Allocation* const allocation = find(request.client);
  const bool proved = !request.username.empty();
  if (!proved && !within_budget(request)) return drop();
  ++counters_.refused;
  stun::MessageBuilder builder = request.error();
  stun::add_error_code(builder, code, stun::Phrase::kNone);
  if (code == ErrorCode::kUnauthenticated || code == ErrorCode::kStaleNonce) {
    stun::add_realm(builder, settings_.realm);
    stun::add_nonce(builder, nonces_.make(request.now, request.client.path.remote));
  }
  if (code == ErrorCode::kUnknownAttribute)
    stun::add_unknown_attributes(builder, unknown_to_us(request.message));
  if (request.key) return request.finish(builder, *request.key);
  if (proved && allocation != nullptr) return request.finish(builder, allocation->key());
  return request.finish(builder);
}

}  // namespace turn
