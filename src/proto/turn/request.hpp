// A request to the relay on its way through proto/turn/server, and how it is answered: what a
// success and an error hold whatever was asked (RFC 8489 §6.3.1, §9.2.4).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "proto/stun/fingerprint.hpp"
#include "proto/stun/integrity.hpp"
#include "proto/stun/message.hpp"
#include "proto/turn/server.hpp"

namespace turn {

// The comprehension-required attributes that no request of ours has. DONT-FRAGMENT and EVEN-PORT
// are known: nothing is fragmented on a way that is memory, and virtual ports are even or odd.
std::vector<stun::AttributeType> unknown_to_us(const stun::MessageView& message);

// 400 or 440 for REQUESTED-ADDRESS-FAMILY and ADDITIONAL-ADDRESS-FAMILY (RFC 8656 §7.2, step 5):
// a relayed endpoint is an IPv4 one.
std::optional<stun::ErrorCode> objection_to_families(const stun::MessageView& message);

struct Server::Request {
  base::Instant now;
  const Client& client;
  const stun::MessageView message;
  base::Bytes& out;
  // What authenticate() has found.
  std::string username{};
  Identity identity{};
  std::optional<stun::HmacKey> key{};  // right for this request

  stun::MessageBuilder success() const { return begin(stun::Class::kSuccess); }
  stun::MessageBuilder error() const { return begin(stun::Class::kError); }
  // FINGERPRINT where the request had one: some clients of old do not know it.
  Outcome finish(stun::MessageBuilder& builder) const {
    if (message.has(stun::AttributeType::kFingerprint)) stun::add_fingerprint(builder);
    return Answer{};
  }
  Outcome finish(stun::MessageBuilder& builder, stun::HmacKey& with) const {
    stun::add_integrity(builder, with);
    return finish(builder);
  }

 private:
  stun::MessageBuilder begin(stun::Class message_class) const {
    return {out, message_class, message.method(), message.transaction_id()};
  }
};

}  // namespace turn
