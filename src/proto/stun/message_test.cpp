#include "proto/stun/message.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "proto/stun/fingerprint.hpp"
#include "proto/stun/integrity.hpp"
#include "proto/stun/test_bytes.hpp"
#include "proto/stun/text_attributes.hpp"

namespace stun {
namespace {

const std::string kHeader = "2112a442 000102030405060708090a0b";

base::Bytes message(std::string_view type_and_length, std::string_view attributes = "") {
  return from_hex(std::string(type_and_length) + kHeader + std::string(attributes));
}
ParseError error(const base::Bytes& bytes) { return parse(bytes).error(); }

TEST(Message, RefusesWithTheReason) {
  EXPECT_EQ(error({}), ParseError::kTooShort);
  EXPECT_EQ(error(base::Bytes(19)), ParseError::kTooShort);
  EXPECT_EQ(error(message("40010000")), ParseError::kNotStun);
  EXPECT_EQ(error(base::Bytes(20)), ParseError::kWrongCookie);
  EXPECT_EQ(error(message("00010002", "0000")), ParseError::kUnalignedLength);
  EXPECT_EQ(error(message("00010004")), ParseError::kLengthMismatch);
  EXPECT_EQ(error(message("00010000", "00250000")), ParseError::kLengthMismatch);
  EXPECT_EQ(error(message("00010004", "00250001")), ParseError::kAttributeOverrun);
  EXPECT_EQ(error(message("00010004", "0025ffff")), ParseError::kAttributeOverrun);
  EXPECT_EQ(error(message("0001000c", "80280004 00000000 00250000")),
            ParseError::kFingerprintNotLast);
}

TEST(Message, BoundsTheNumberOfAttributes) {
  base::Bytes out;
  MessageBuilder builder(out, Class::kRequest, Method::kBinding, {});
  for (size_t i = 0; i < kMaxAttributes; ++i) builder.add(AttributeType::kUseCandidate, {});
  EXPECT_TRUE(parse(out));
  builder.add(AttributeType::kUseCandidate, {});
  EXPECT_EQ(error(out), ParseError::kTooManyAttributes);
}

TEST(Message, TypeInterleavesClassAndMethod) {
  for (const Class message_class :
       {Class::kRequest, Class::kIndication, Class::kSuccess, Class::kError}) {
    for (unsigned method = 0; method < 0x1000; ++method) {
      base::Bytes out;
      MessageBuilder builder(out, message_class, static_cast<Method>(method), {});
      const auto view = parse(out);
      ASSERT_TRUE(view);
      EXPECT_EQ(view->message_class(), message_class);
      EXPECT_EQ(view->method(), static_cast<Method>(method));
    }
  }
  base::Bytes out;
  MessageBuilder builder(out, Class::kError, Method::kChannelBind, {});
  EXPECT_EQ(base::load_u16(out.data()), 0x0119);
}

TEST(Message, IteratesInOrderWithoutPadding) {
  const base::Bytes bytes = message("00010014", "00060003 61626300 00250000 80220001 78000000");
  const auto view = parse(bytes);
  ASSERT_TRUE(view);
  std::vector<std::pair<AttributeType, std::string>> seen;
  for (const Attribute& attribute : *view) {
    seen.emplace_back(attribute.type, base::as_text(attribute.value));
  }
  EXPECT_EQ(seen,
            (std::vector<std::pair<AttributeType, std::string>>{{AttributeType::kUsername, "abc"},
                                                                {AttributeType::kUseCandidate, ""},
                                                                {AttributeType::kSoftware, "x"}}));
}

TEST(Message, FirstOfRepeatedAttributesCounts) {
  const base::Bytes bytes = message("00010010", "00060001 61000000 00060001 62000000");
  EXPECT_EQ(username(*parse(bytes)), "a");
}

TEST(Message, HidesWhatStandsBehindIntegrity) {
  HmacKey sha1(Hash::kSha1, {});
  HmacKey sha256(Hash::kSha256, {});
  base::Bytes out;
  MessageBuilder builder(out, Class::kRequest, Method::kBinding, {});
  add_integrity(builder, sha1);
  builder.add(AttributeType::kUseCandidate, {});
  add_integrity(builder, sha256);
  add_username(builder, "mallory");
  add_integrity(builder, sha1);
  add_fingerprint(builder);
  const auto view = parse(out);
  ASSERT_TRUE(view);
  std::vector<AttributeType> seen;
  for (const Attribute& attribute : *view) seen.push_back(attribute.type);
  EXPECT_EQ(seen, (std::vector<AttributeType>{AttributeType::kMessageIntegrity,
                                              AttributeType::kMessageIntegritySha256,
                                              AttributeType::kFingerprint}));
  EXPECT_EQ(check_integrity(*view, sha1), Integrity::kValid);
  EXPECT_EQ(check_integrity(*view, sha256), Integrity::kValid);
  EXPECT_EQ(check_fingerprint(*view), Fingerprint::kValid);
}

TEST(Message, BuilderAppendsToWhatIsThere) {
  base::Bytes out = {1, 2, 3};
  MessageBuilder builder(out, Class::kRequest, Method::kBinding, {});
  add_username(builder, "a:b");
  add_fingerprint(builder);
  EXPECT_EQ(out[2], 3);
  const auto view = parse(base::BytesView(out).subspan(3));
  ASSERT_TRUE(view);
  EXPECT_EQ(check_fingerprint(*view), Fingerprint::kValid);
}

TEST(Message, LooksLikeStunByFirstByteAndCookie) {
  const base::Bytes request = message("00010000");
  EXPECT_TRUE(looks_like_stun(request));
  for (unsigned first = 4; first < 256; ++first) {
    base::Bytes other = request;
    other[0] = static_cast<uint8_t>(first);
    EXPECT_FALSE(looks_like_stun(other));
  }
  base::Bytes other = request;
  other[4] ^= 1;
  EXPECT_FALSE(looks_like_stun(other));
  EXPECT_FALSE(looks_like_stun(base::BytesView(request).first(19)));
}

TEST(Message, PeekUsernameNeedsNoKey) {
  const base::Bytes bytes = message("00010008", "00060003 613a6200");
  EXPECT_EQ(peek_username(bytes), "a:b");
  EXPECT_FALSE(peek_username(message("00010000")));
  EXPECT_FALSE(peek_username(base::BytesView(bytes).first(27)));
}

// Every length from 0 to 64, with a length field that fits, and contents from zeros to ones: no
// read past the end (the address sanitizer watches) and no acceptance that iteration contradicts.
TEST(Message, EveryShortLengthIsHandled) {
  base::SeededRandom random(1);
  for (size_t size = 0; size <= 64; ++size) {
    for (int round = 0; round < 200; ++round) {
      base::Bytes bytes(size);
      random.fill(bytes);
      if (size >= kHeaderSize) {
        bytes[0] &= 3;
        base::store_u16(&bytes[2], static_cast<uint16_t>(size - kHeaderSize));
        base::store_u32(&bytes[4], kMagicCookie);
        for (size_t i = kHeaderSize; i + 4 <= size; i += 4) {
          if (round % 2 == 0) base::store_u16(&bytes[i + 2], static_cast<uint16_t>(round % 48));
        }
      }
      const auto view = parse(bytes);
      if (!view) continue;
      size_t total = kHeaderSize;
      for (const Attribute& attribute : *view) total += 4 + attribute.value.size();
      EXPECT_LE(total, size);
    }
  }
}

}  // namespace
}  // namespace stun
