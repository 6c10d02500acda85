// Any bytes as a STUN message: every reader of proto/stun runs over it, and what was accepted is
// built again from its parts and must parse to the same.
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "proto/stun/error_code.hpp"
#include "proto/stun/fingerprint.hpp"
#include "proto/stun/ice_attributes.hpp"
#include "proto/stun/integrity.hpp"
#include "proto/stun/text_attributes.hpp"
#include "proto/stun/unknown_attributes.hpp"
#include "proto/stun/xor_address.hpp"

namespace {

void read_everything(const stun::MessageView& message) {
  using enum stun::AttributeType;
  static stun::HmacKey sha1 = stun::HmacKey::short_term("VOkJxbRl1RmTxUk/WvJxBt");
  static stun::HmacKey sha256(stun::Hash::kSha256, {});
  (void)stun::check_integrity(message, sha1);
  (void)stun::check_integrity(message, sha256);
  (void)stun::check_fingerprint(message);
  (void)stun::error_code(message);
  (void)stun::priority(message);
  (void)stun::use_candidate(message);
  (void)stun::ice_controlled(message);
  (void)stun::ice_controlling(message);
  (void)stun::username(message);
  (void)stun::realm(message);
  (void)stun::nonce(message);
  (void)stun::software(message);
  ASSERT(stun::unknown_required(message, {kUsername}).size() <= stun::kMaxAttributes);
  ASSERT(stun::unknown_attributes(message).size() <= stun::kMaxAttributes);
  for (const auto type : {kXorMappedAddress, kXorPeerAddress, kXorRelayedAddress}) {
    const auto endpoint = stun::xor_address(message, type);
    if (!endpoint) continue;
    base::Bytes out;
    stun::MessageBuilder builder(out, message.message_class(), message.method(),
                                 message.transaction_id());
    stun::add_xor_address(builder, type, *endpoint);
    ASSERT(stun::xor_address(*stun::parse(out), type) == endpoint);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const base::BytesView input(data, size);
  const auto message = stun::parse(input);
  ASSERT(stun::peek_username(input).has_value() ==
         (message.has_value() && stun::username(*message).has_value()));
  if (!message) return 0;
  ASSERT(stun::looks_like_stun(input) == (data[0] <= 3));
  read_everything(*message);

  base::Bytes copy;
  stun::MessageBuilder builder(copy, message->message_class(), message->method(),
                               message->transaction_id());
  for (const stun::Attribute& attribute : *message) builder.add(attribute.type, attribute.value);
  const auto again = stun::parse(copy);
  ASSERT(again && again->message_class() == message->message_class());
  ASSERT(again->method() == message->method());
  ASSERT(again->transaction_id() == message->transaction_id());
  auto left = message->begin();
  for (const stun::Attribute& attribute : *again) {
    ASSERT(attribute.type == (*left).type);
    ASSERT(base::as_text(attribute.value) == base::as_text((*left).value));
    ++left;
  }
  ASSERT(left == message->end());
  return 0;
}
