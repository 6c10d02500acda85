// The published vectors byte for byte, read and written: RFC 5769 §2.1–2.4 and RFC 8489 appendix
// B.1 as corrected by erratum 6268.
#include <gtest/gtest.h>

#include <array>
#include <string_view>

#include "proto/stun/fingerprint.hpp"
#include "proto/stun/ice_attributes.hpp"
#include "proto/stun/integrity.hpp"
#include "proto/stun/long_term_key.hpp"
#include "proto/stun/message.hpp"
#include "proto/stun/test_bytes.hpp"
#include "proto/stun/text_attributes.hpp"
#include "proto/stun/xor_address.hpp"

namespace stun {
namespace {

constexpr std::string_view kPassword = "VOkJxbRl1RmTxUk/WvJxBt";
constexpr std::string_view kMatrix = "\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9";
constexpr std::string_view kLongNonce = "obMatJos2AAACf//499k954d6OL34oL9FSTvy64sA";

const base::Bytes kRequest = from_hex(R"(
    00010058 2112a442 b7e7a701bc34d686fa87dfae
    80220010 5354554e207465737420636c69656e74
    00240004 6e0001ff
    80290008 932ff9b151263b36
    00060009 6576746a3a68367659202020
    00080014 9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2
    80280004 e57a3bcf)");
const base::Bytes kResponseV4 = from_hex(R"(
    0101003c 2112a442 b7e7a701bc34d686fa87dfae
    8022000b 7465737420766563746f7220
    00200008 0001a147e112a643
    00080014 2b91f599fd9e90c38c7489f92af9ba53f06be7d7
    80280004 c07d4c96)");
const base::Bytes kResponseV6 = from_hex(R"(
    01010048 2112a442 b7e7a701bc34d686fa87dfae
    8022000b 7465737420766563746f7220
    00200014 0002a1470113a9faa5d3f179bc25f4b5bed2b9d9
    00080014 a382954e4be67bf11784c97c8292c275bfe3ed41
    80280004 c8fb0b4c)");
const base::Bytes kLongTermRequest = from_hex(R"(
    00010060 2112a442 78ad3433c6ad72c029da412e
    00060012 e3839ee38388e383aae38383e382afe382b90000
    0015001c 662f2f3439396b39353464364f4c33346f4c39465354767936347341
    0014000b 6578616d706c652e6f726700
    00080014 f67024656dd64a3e02b8e0712e85c9a28ca89666)");
const base::Bytes kSha256Request = from_hex(R"(
    00010090 2112a442 78ad3433c6ad72c029da412e
    001e0020 4a3cf38fef6992bda952c6780417da0f24819415569e60b205c46e41407f1704
    00150029 6f624d61744a6f733241414143662f2f3439396b39353464364f4c33346f4c394653547679363473
             41000000
    0014000b 6578616d706c652e6f726700
    001d0004 00020000
    001c0020 b5c7bf005b6c52a21c51c5e892f81924136296cb927c43149309278cc6518e65)");

const TransactionId kId{{0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34, 0xd6, 0x86, 0xfa, 0x87, 0xdf, 0xae}};
const TransactionId kLongTermId{
    {0x78, 0xad, 0x34, 0x33, 0xc6, 0xad, 0x72, 0xc0, 0x29, 0xda, 0x41, 0x2e}};

base::Endpoint mapped(std::string_view address) {
  return {*base::IpAddress::parse(address), 32853};
}
HmacKey matrix_key() {
  return {Hash::kSha1, long_term_key_md5(kMatrix, "example.org", "TheMatrIX")};
}
HmacKey matrix_key_sha256() {
  return {Hash::kSha256, long_term_key_sha256(kMatrix, "example.org", "TheMatrIX")};
}

TEST(Rfc5769, SampleRequestIsRead) {
  HmacKey key = HmacKey::short_term(kPassword);
  const auto message = parse(kRequest);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->message_class(), Class::kRequest);
  EXPECT_EQ(message->method(), Method::kBinding);
  EXPECT_EQ(message->transaction_id(), kId);
  EXPECT_EQ(software(*message), "STUN test client");
  EXPECT_EQ(priority(*message), 0x6e0001ffu);
  EXPECT_EQ(ice_controlled(*message), 0x932ff9b151263b36u);
  EXPECT_EQ(username(*message), "evtj:h6vY");
  EXPECT_EQ(check_integrity(*message, key), Integrity::kValid);
  EXPECT_EQ(check_fingerprint(*message), Fingerprint::kValid);
}

// The RFC pads with blanks on purpose; we write zeros, so that the test puts the blanks in.
TEST(Rfc5769, SampleRequestIsWritten) {
  HmacKey key = HmacKey::short_term(kPassword);
  base::Bytes out;
  MessageBuilder builder(out, Class::kRequest, Method::kBinding, kId);
  add_software(builder, "STUN test client");
  add_priority(builder, 0x6e0001ff);
  add_ice_controlled(builder, 0x932ff9b151263b36);
  add_username(builder, "evtj:h6vY");
  std::fill(out.end() - 3, out.end(), ' ');
  add_integrity(builder, key);
  add_fingerprint(builder);
  EXPECT_EQ(out, kRequest);
}

TEST(Rfc5769, SampleResponsesAreRead) {
  HmacKey key = HmacKey::short_term(kPassword);
  for (const auto& [bytes, address] : {std::pair{kResponseV4, "192.0.2.1"},
                                       {kResponseV6, "2001:db8:1234:5678:11:2233:4455:6677"}}) {
    const auto message = parse(bytes);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->message_class(), Class::kSuccess);
    EXPECT_EQ(software(*message), "test vector");
    EXPECT_EQ(xor_address(*message, AttributeType::kXorMappedAddress), mapped(address));
    EXPECT_EQ(check_integrity(*message, key), Integrity::kValid);
    EXPECT_EQ(check_fingerprint(*message), Fingerprint::kValid);
  }
}

TEST(Rfc5769, SampleResponsesAreWritten) {
  HmacKey key = HmacKey::short_term(kPassword);
  for (const auto& [bytes, address] : {std::pair{kResponseV4, "192.0.2.1"},
                                       {kResponseV6, "2001:db8:1234:5678:11:2233:4455:6677"}}) {
    base::Bytes out;
    MessageBuilder builder(out, Class::kSuccess, Method::kBinding, kId);
    add_software(builder, "test vector");
    out.back() = ' ';
    add_xor_address(builder, AttributeType::kXorMappedAddress, mapped(address));
    add_integrity(builder, key);
    add_fingerprint(builder);
    EXPECT_EQ(out, bytes);
  }
}

TEST(Rfc5769, LongTermRequestIsReadAndWritten) {
  HmacKey key = matrix_key();
  const auto message = parse(kLongTermRequest);
  ASSERT_TRUE(message);
  EXPECT_EQ(username(*message), kMatrix);
  EXPECT_EQ(nonce(*message), "f//499k954d6OL34oL9FSTvy64sA");
  EXPECT_EQ(realm(*message), "example.org");
  EXPECT_EQ(check_integrity(*message, key), Integrity::kValid);
  EXPECT_EQ(check_fingerprint(*message), Fingerprint::kMissing);

  base::Bytes out;
  MessageBuilder builder(out, Class::kRequest, Method::kBinding, kLongTermId);
  add_username(builder, kMatrix);
  add_nonce(builder, "f//499k954d6OL34oL9FSTvy64sA");
  add_realm(builder, "example.org");
  add_integrity(builder, key);
  EXPECT_EQ(out, kLongTermRequest);
}

TEST(Rfc8489, Sha256RequestWithUserhashIsReadAndWritten) {
  HmacKey key = matrix_key_sha256();
  const auto hash = userhash(kMatrix, "example.org");
  const std::array<uint8_t, 4> algorithm = {0x00, 0x02, 0x00, 0x00};
  const auto message = parse(kSha256Request);
  ASSERT_TRUE(message);
  EXPECT_EQ(base::to_bytes(*message->find(AttributeType::kUserhash)), base::to_bytes(hash));
  EXPECT_EQ(nonce(*message), kLongNonce);
  EXPECT_EQ(check_integrity(*message, key), Integrity::kValid);

  base::Bytes out;
  MessageBuilder builder(out, Class::kRequest, Method::kBinding, kLongTermId);
  builder.add(AttributeType::kUserhash, hash);
  add_nonce(builder, kLongNonce);
  add_realm(builder, "example.org");
  builder.add(AttributeType::kPasswordAlgorithm, algorithm);
  add_integrity(builder, key);
  EXPECT_EQ(out, kSha256Request);
}

// Whatever bit of a protected message flips, it is refused by the parser, the integrity or the
// fingerprint.
TEST(Rfc5769, AnyFlippedBitIsNoticed) {
  HmacKey key = HmacKey::short_term(kPassword);
  for (size_t bit = 0; bit < 8 * kRequest.size(); ++bit) {
    base::Bytes bytes = kRequest;
    bytes[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    const auto message = parse(bytes);
    if (!message) continue;
    EXPECT_NE(check_fingerprint(*message), Fingerprint::kValid) << bit;
    if (bit / 8 < kRequest.size() - 8) {
      EXPECT_NE(check_integrity(*message, key), Integrity::kValid) << bit;
    }
  }
}

TEST(Rfc5769, AnotherPasswordIsRefused) {
  HmacKey key = HmacKey::short_term("VOkJxbRl1RmTxUk/WvJxBT");
  HmacKey empty = HmacKey::short_term("");
  EXPECT_EQ(check_integrity(*parse(kRequest), key), Integrity::kWrong);
  EXPECT_EQ(check_integrity(*parse(kRequest), empty), Integrity::kWrong);
  HmacKey sha256 = matrix_key_sha256();
  EXPECT_EQ(check_integrity(*parse(kRequest), sha256), Integrity::kMissing);
}

TEST(Rfc5769, EveryTruncationIsRefused) {
  for (const base::Bytes& vector :
       {kRequest, kResponseV4, kResponseV6, kLongTermRequest, kSha256Request}) {
    for (size_t size = 0; size < vector.size(); ++size) {
      const base::Bytes cut(vector.begin(), vector.begin() + static_cast<ptrdiff_t>(size));
      EXPECT_FALSE(parse(cut)) << size;
    }
  }
}

}  // namespace
}  // namespace stun
