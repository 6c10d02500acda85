#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "proto/stun/error_code.hpp"
#include "proto/stun/fingerprint.hpp"
#include "proto/stun/ice_attributes.hpp"
#include "proto/stun/integrity.hpp"
#include "proto/stun/long_term_key.hpp"
#include "proto/stun/message.hpp"
#include "proto/stun/test_bytes.hpp"
#include "proto/stun/text_attributes.hpp"
#include "proto/stun/unknown_attributes.hpp"
#include "proto/stun/xor_address.hpp"

namespace stun {
namespace {

// One message under construction and its reading.
struct Draft {
  base::Bytes bytes;
  MessageBuilder builder{bytes, Class::kRequest, Method::kBinding, TransactionId{{1, 2, 3}}};
  MessageView view() const { return *parse(bytes); }
};

// A message whose attribute `type` has `size` bytes of `fill`.
Draft with_value(AttributeType type, size_t size, uint8_t fill) {
  Draft draft;
  draft.builder.add(type, base::Bytes(size, fill));
  return draft;
}

TEST(XorAddress, RoundTripsBothFamilies) {
  for (const char* text : {"0.0.0.0", "192.0.2.1", "255.255.255.255", "::", "2001:db8::1"}) {
    const base::Endpoint endpoint{*base::IpAddress::parse(text), 54321};
    Draft draft;
    add_xor_address(draft.builder, AttributeType::kXorPeerAddress, endpoint);
    EXPECT_EQ(xor_address(draft.view(), AttributeType::kXorPeerAddress), endpoint) << text;
    EXPECT_FALSE(xor_address(draft.view(), AttributeType::kXorMappedAddress));
  }
}

TEST(XorAddress, MappedIpv4InAnIpv6ValueIsTheSameAddress) {
  Draft draft;
  add_xor_address(draft.builder, AttributeType::kXorPeerAddress,
                  {*base::IpAddress::parse("2001:db8::1"), 9});
  const base::MutableBytes value = base::MutableBytes(draft.bytes).last(16);
  const auto mapped = base::IpAddress::v4(127, 0, 0, 1);
  for (size_t i = 0; i < 16; ++i) {
    value[i] = mapped.bytes[i] ^ draft.bytes[4 + i];  // cookie and transaction id
  }
  const auto endpoint = xor_address(draft.view(), AttributeType::kXorPeerAddress);
  ASSERT_TRUE(endpoint);
  EXPECT_TRUE(endpoint->address.is_loopback());
}

TEST(XorAddress, OnlyTheTwoSizesWithTheirFamilyAreRead) {
  for (size_t size = 0; size <= 64; ++size) {
    for (const uint8_t family : {0, 1, 2, 3}) {
      base::Bytes value(size, 0);
      if (size > 1) value[1] = family;
      const bool fits = (family == 1 && size == 8) || (family == 2 && size == 20);
      EXPECT_EQ(decode_xor_address(value, {}).has_value(), fits) << size << " " << int{family};
    }
  }
}

TEST(ErrorCode, RoundTripsWithZeroPadding) {
  for (const ErrorCode code :
       {ErrorCode::kTryAlternate, ErrorCode::kUnauthenticated, ErrorCode::kUnknownAttribute,
        ErrorCode::kStaleNonce, ErrorCode::kRoleConflict, ErrorCode::kInsufficientCapacity}) {
    Draft draft;
    add_error_code(draft.builder, code);
    EXPECT_EQ(error_code(draft.view()), code);
    EXPECT_FALSE(reason_phrase(code).empty());
  }
  Draft draft;
  add_error_code(draft.builder, ErrorCode::kRoleConflict);
  EXPECT_EQ(base::to_bytes(base::BytesView(draft.bytes).subspan(kHeaderSize)),
            from_hex("00090011 00000457 526f6c65 20436f6e 666c6963 74000000"));
}

TEST(ErrorCode, OddValuesAreAbsent) {
  for (size_t size = 0; size <= 64; ++size) {
    EXPECT_FALSE(error_code(with_value(AttributeType::kErrorCode, size, 0).view()));
    EXPECT_FALSE(error_code(with_value(AttributeType::kErrorCode, size, 0xff).view()));
  }
  EXPECT_EQ(static_cast<int>(*error_code(with_value(AttributeType::kErrorCode, 4, 4).view())), 404);
}

TEST(IceAttributes, RoundTrip) {
  Draft draft;
  add_priority(draft.builder, 0x7effffff);
  add_use_candidate(draft.builder);
  add_ice_controlling(draft.builder, 0xfedcba9876543210);
  EXPECT_EQ(priority(draft.view()), 0x7effffffu);
  EXPECT_TRUE(use_candidate(draft.view()));
  EXPECT_EQ(ice_controlling(draft.view()), 0xfedcba9876543210u);
  EXPECT_FALSE(ice_controlled(draft.view()));
}

TEST(IceAttributes, WrongSizesAreAbsent) {
  for (size_t size = 0; size <= 64; ++size) {
    EXPECT_EQ(priority(with_value(AttributeType::kPriority, size, 7).view()).has_value(),
              size == 4);
    EXPECT_EQ(ice_controlled(with_value(AttributeType::kIceControlled, size, 7).view()).has_value(),
              size == 8);
    EXPECT_EQ(
        ice_controlling(with_value(AttributeType::kIceControlling, size, 7).view()).has_value(),
        size == 8);
  }
}

TEST(TextAttributes, RoundTripUpToTheirLimits) {
  Draft draft;
  add_username(draft.builder, std::string(kMaxUsername, 'u'));
  add_realm(draft.builder, std::string(kMaxText, 'r'));
  add_nonce(draft.builder, "");
  add_software(draft.builder, "Plenum");
  EXPECT_EQ(username(draft.view())->size(), kMaxUsername);
  EXPECT_EQ(realm(draft.view())->size(), kMaxText);
  EXPECT_EQ(nonce(draft.view()), "");
  EXPECT_EQ(software(draft.view()), "Plenum");
  EXPECT_FALSE(username(with_value(AttributeType::kUsername, kMaxUsername + 1, 'u').view()));
  EXPECT_FALSE(nonce(with_value(AttributeType::kNonce, kMaxText + 1, 'n').view()));
}

TEST(UnknownAttributes, ListsRequiredOnesOnceInOrder) {
  Draft draft;
  add_username(draft.builder, "a:b");
  for (const int type : {0x7001, 0x0002, 0x9001, 0x7001}) {
    draft.builder.add(static_cast<AttributeType>(type), {});
  }
  const auto unknown = unknown_required(draft.view(), {AttributeType::kUsername});
  EXPECT_EQ(unknown,
            (std::vector{static_cast<AttributeType>(0x7001), static_cast<AttributeType>(0x0002)}));
  Draft answer;
  add_unknown_attributes(answer.builder, unknown);
  EXPECT_EQ(unknown_attributes(answer.view()), unknown);
}

TEST(UnknownAttributes, OddLengthIsAnEmptyList) {
  for (size_t size = 0; size <= 64; ++size) {
    const Draft draft = with_value(AttributeType::kUnknownAttributes, size, 1);
    EXPECT_EQ(unknown_attributes(draft.view()).size(), size % 2 == 0 ? size / 2 : 0);
  }
}

TEST(Integrity, OnlyTheAllowedSizesOfTheAttributeAreCompared) {
  HmacKey sha1 = HmacKey::short_term("secret");
  HmacKey sha256(Hash::kSha256, base::as_bytes("secret"));
  for (HmacKey* key : {&sha1, &sha256}) {
    for (size_t size = 0; size <= 64; ++size) {
      const Draft draft = with_value(key->attribute_type(), size, 0);
      EXPECT_EQ(check_integrity(draft.view(), *key), Integrity::kWrong) << size;
    }
  }
}

// RFC 8489 §14.6: the sender may cut the SHA-256 value, to no less than sixteen bytes.
TEST(Integrity, CutSha256IsAccepted) {
  HmacKey key(Hash::kSha256, base::as_bytes("secret"));
  for (const size_t size : {12u, 16u, 20u, 32u}) {
    Draft draft;
    const size_t offset = draft.bytes.size();
    const base::MutableBytes value = draft.builder.add_space(key.attribute_type(), size);
    base::Bytes whole(32);
    key.sign({base::BytesView(draft.bytes).first(offset)}, whole);
    std::copy_n(whole.begin(), size, value.begin());
    EXPECT_EQ(check_integrity(draft.view(), key),
              size >= 16 ? Integrity::kValid : Integrity::kWrong);
  }
}

TEST(Integrity, KeyCanBeUsedAgain) {
  HmacKey key(Hash::kSha1, base::as_bytes("Jefe"));
  for (int round = 0; round < 3; ++round) {  // RFC 2202, test case 2
    base::Bytes out(20);
    key.sign({base::as_bytes("what do ya want "), base::as_bytes("for nothing?")}, out);
    EXPECT_EQ(out, from_hex("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"));
  }
}

TEST(LongTermKey, FieldsAreJoinedWithColons) {
  EXPECT_EQ(base::to_bytes(long_term_key_md5("user", "realm", "pass")),
            from_hex("8493fbc53ba582fb4c044c456bdc40eb"));  // RFC 5389 §15.4
  EXPECT_NE(long_term_key_md5("", "realm", "pass"), long_term_key_md5("realm", "", "pass"));
}

TEST(Fingerprint, CrcOfTheCheckString) {
  EXPECT_EQ(crc32(base::as_bytes("123456789")), 0xCBF43926u);
}

TEST(Fingerprint, OtherSizesAreWrong) {
  for (size_t size = 0; size <= 64; ++size) {
    EXPECT_EQ(check_fingerprint(with_value(AttributeType::kFingerprint, size, 0).view()),
              Fingerprint::kWrong);
  }
}

}  // namespace
}  // namespace stun
