#include "proto/ice/check.hpp"

#include "proto/stun/fingerprint.hpp"
#include "proto/stun/ice_attributes.hpp"
#include "proto/stun/text_attributes.hpp"
#include "proto/stun/unknown_attributes.hpp"
#include "proto/stun/xor_address.hpp"

namespace ice {
namespace {

using stun::AttributeType;

std::vector<AttributeType> unknown_in(const stun::MessageView& request) {
  return stun::unknown_required(request,
                                {AttributeType::kUsername, AttributeType::kMessageIntegrity,
                                 AttributeType::kMessageIntegritySha256, AttributeType::kPriority,
                                 AttributeType::kUseCandidate});
}

void finish(stun::MessageBuilder& builder, stun::HmacKey& key) {
  stun::add_integrity(builder, key);
  stun::add_fingerprint(builder);
}

}  // namespace

base::Bytes make_check(const Check& check, std::string_view username, stun::HmacKey& key) {
  base::Bytes out;
  stun::MessageBuilder builder(out, stun::Class::kRequest, stun::Method::kBinding, check.id);
  stun::add_username(builder, username);
  stun::add_priority(builder, check.priority);
  stun::add_ice_controlling(builder, check.tie_breaker);
  if (check.nominate == Nominate::kYes) stun::add_use_candidate(builder);
  finish(builder, key);
  return out;
}

std::expected<stun::MessageView, DropReason> parse_binding(base::BytesView datagram) {
  const auto message = stun::parse(datagram);
  if (!message) return std::unexpected(DropReason::kNotStun);
  if (message->method() != stun::Method::kBinding) {
    return std::unexpected(DropReason::kNotBinding);
  }
  if (stun::check_fingerprint(*message) == stun::Fingerprint::kWrong) {
    return std::unexpected(DropReason::kWrongFingerprint);
  }
  return *message;
}

bool is_username(std::string_view username, std::string_view receiver, std::string_view sender) {
  return username.size() == receiver.size() + 1 + sender.size() && username.starts_with(receiver) &&
         username[receiver.size()] == ':' && username.ends_with(sender);
}

std::optional<DropReason> authenticate(const stun::MessageView& message, stun::HmacKey& key) {
  switch (stun::check_integrity(message, key)) {
    case stun::Integrity::kValid:
      return std::nullopt;
    case stun::Integrity::kMissing:
      return DropReason::kMissingIntegrity;
    case stun::Integrity::kWrong:
      break;
  }
  return DropReason::kWrongIntegrity;
}

std::optional<stun::ErrorCode> objection(const stun::MessageView& request, Role own_role) {
  if (!unknown_in(request).empty()) return stun::ErrorCode::kUnknownAttribute;
  const auto own = own_role == Role::kControlled ? AttributeType::kIceControlled
                                                 : AttributeType::kIceControlling;
  if (request.has(own)) return stun::ErrorCode::kRoleConflict;
  return std::nullopt;
}

base::Bytes make_success(const stun::MessageView& request, const base::Endpoint& mapped,
                         stun::HmacKey& key) {
  base::Bytes out;
  stun::MessageBuilder builder(out, stun::Class::kSuccess, stun::Method::kBinding,
                               request.transaction_id());
  stun::add_xor_address(builder, AttributeType::kXorMappedAddress, mapped);
  finish(builder, key);
  return out;
}

base::Bytes make_error(const stun::MessageView& request, stun::ErrorCode code, stun::HmacKey& key) {
  base::Bytes out;
  stun::MessageBuilder builder(out, stun::Class::kError, stun::Method::kBinding,
                               request.transaction_id());
  stun::add_error_code(builder, code);
  if (code == stun::ErrorCode::kUnknownAttribute) {
    stun::add_unknown_attributes(builder, unknown_in(request));
  }
  finish(builder, key);
  return out;
}

}  // namespace ice
