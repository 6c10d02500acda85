#include "proto/ice/check.hpp"

#include <gtest/gtest.h>

#include "proto/stun/fingerprint.hpp"
#include "proto/stun/ice_attributes.hpp"
#include "proto/stun/text_attributes.hpp"
#include "proto/stun/unknown_attributes.hpp"
#include "proto/stun/xor_address.hpp"

namespace ice {
namespace {

const base::Endpoint kV4{base::IpAddress::v4(192, 0, 2, 7), 5000};
const base::Endpoint kV6{*base::IpAddress::parse("2001:db8::7"), 5000};

base::Bytes check(stun::HmacKey& key, Nominate nominate = Nominate::kNo) {
  return make_check({.id = {{1, 2, 3}}, .priority = 7, .tie_breaker = 9, .nominate = nominate},
                    "ours:them", key);
}

TEST(Check, HoldsWhatRfc8445AsksFor) {
  stun::HmacKey key = stun::HmacKey::short_term("secret");
  const base::Bytes bytes = check(key, Nominate::kYes);
  const auto request = parse_binding(bytes);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->message_class(), stun::Class::kRequest);
  EXPECT_EQ(stun::username(*request), "ours:them");
  EXPECT_EQ(stun::priority(*request), 7u);
  EXPECT_EQ(stun::ice_controlling(*request), 9u);
  EXPECT_TRUE(stun::use_candidate(*request));
  EXPECT_EQ(stun::check_fingerprint(*request), stun::Fingerprint::kValid);
  EXPECT_FALSE(authenticate(*request, key));
  EXPECT_FALSE(stun::use_candidate(*parse_binding(check(key))));
}

TEST(Check, SuccessTellsTheSourceAndIsProtected) {
  stun::HmacKey key = stun::HmacKey::short_term("secret");
  const base::Bytes bytes = check(key);
  const auto request = parse_binding(bytes);
  for (const base::Endpoint& source : {kV4, kV6}) {
    const base::Bytes answer = make_success(*request, source, key);
    const auto response = parse_binding(answer);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->message_class(), stun::Class::kSuccess);
    EXPECT_EQ(response->transaction_id(), request->transaction_id());
    EXPECT_EQ(stun::xor_address(*response, stun::AttributeType::kXorMappedAddress), source);
    EXPECT_FALSE(authenticate(*response, key));
    EXPECT_EQ(stun::check_fingerprint(*response), stun::Fingerprint::kValid);
  }
}

TEST(Check, NoAnswerIsLongerThanItsRequest) {
  stun::HmacKey key = stun::HmacKey::short_term("secret");
  for (size_t unknown = 0; unknown < 40; ++unknown) {
    base::Bytes bytes;
    stun::MessageBuilder builder(bytes, stun::Class::kRequest, stun::Method::kBinding, {});
    stun::add_username(builder, "0kabcdefghij:abcd");
    stun::add_priority(builder, 1);
    stun::add_ice_controlled(builder, 1);
    for (size_t i = 0; i < unknown; ++i) {
      builder.add(static_cast<stun::AttributeType>(0x7000 + i), {});
    }
    stun::add_integrity(builder, key);
    stun::add_fingerprint(builder);
    const auto request = parse_binding(bytes);
    ASSERT_TRUE(request);
    const auto code = objection(*request, Role::kControlled);
    EXPECT_EQ(code,
              unknown == 0 ? stun::ErrorCode::kRoleConflict : stun::ErrorCode::kUnknownAttribute);
    const base::Bytes error = make_error(*request, *code, key);
    EXPECT_LE(error.size(), bytes.size());
    EXPECT_EQ(stun::unknown_attributes(*stun::parse(error)).size(), unknown);
    EXPECT_LE(make_success(*request, kV6, key).size(), bytes.size());
  }
}

TEST(Check, RolesConflictWhenTheyAreTheSame) {
  stun::HmacKey key = stun::HmacKey::short_term("secret");
  const base::Bytes bytes = check(key);
  const auto request = parse_binding(bytes);
  EXPECT_FALSE(objection(*request, Role::kControlled));
  EXPECT_EQ(objection(*request, Role::kControlling), stun::ErrorCode::kRoleConflict);
}

TEST(Check, UsernameIsReceiverColonSender) {
  EXPECT_TRUE(is_username("ours:them", "ours", "them"));
  for (const char* other : {"", ":", "ours", "ours:", ":them", "them:ours", "ours:them2",
                            "ours2:them", "ours;them", "oursthem"}) {
    EXPECT_FALSE(is_username(other, "ours", "them")) << other;
  }
}

}  // namespace
}  // namespace ice
