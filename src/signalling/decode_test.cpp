#include "signalling/decode.hpp"

#include <gtest/gtest.h>

#include "domain/utf8.hpp"
#include "plenum.pb.h"
#include "signalling/limits.hpp"
#include "signalling/test_support.hpp"

namespace signalling {
namespace {

namespace pb = plenum::v1;
using testing::told;
using testing::told_hex;
using testing::told_json;

std::string told_pb(const pb::ClientMessage& message) {
  return told(Format::kProtobuf, base::as_bytes(message.SerializeAsString()));
}

constexpr std::string_view kBadField = "a field is out of range";
constexpr std::string_view kNotAMessage = "not a message";
constexpr std::string_view kUnknown = "unknown message";
constexpr std::string_view kTooLarge = "message too large";

// `message` must be taken, and one more (made by `grow`) refused as out of range.
template <typename Grow>
void expect_limit(pb::ClientMessage message, Grow grow) {
  const std::string at_limit = told_pb(message);
  EXPECT_TRUE(at_limit.starts_with("1: ")) << at_limit;
  grow(message);
  EXPECT_EQ(told_pb(message), kBadField);
}

pb::ClientMessage with_id() {
  pb::ClientMessage message;
  message.set_id(1);
  return message;
}

// -------------------------------------------------------------------------------------- limits

TEST(DecodeLimits, TokensAndTicketsHave2048Bytes) {
  for (const auto member : {&pb::Hello::mutable_token, &pb::Hello::mutable_resume_ticket}) {
    pb::ClientMessage message = with_id();
    message.mutable_hello()->set_version(1);
    *(message.mutable_hello()->*member)() = std::string(2048, 't');
    expect_limit(message, [&](pb::ClientMessage& m) { *(m.mutable_hello()->*member)() += 't'; });
  }
}

TEST(DecodeLimits, TheVersionIsOne) {
  for (const uint32_t version : {0u, 2u, 0xFFFF'FFFFu})
    EXPECT_EQ(told_json(R"({"hello":{"token":"t","version":)" + std::to_string(version) + "}}"),
              kBadField);
  EXPECT_EQ(told_json(R"({"hello":{"token":"t","version":1}})"),
            "0: hello version 1 token 't' ticket ''");
}

pb::ClientMessage an_offer() {
  pb::ClientMessage message = with_id();
  message.mutable_offer()->set_connection(1);
  message.mutable_offer()->set_sdp("v=0");
  return message;
}

TEST(DecodeLimits, AnSdpHas512KiB) {
  pb::ClientMessage message = an_offer();
  message.mutable_offer()->set_sdp(std::string(512 * 1024, 's'));
  expect_limit(message, [](pb::ClientMessage& m) { *m.mutable_offer()->mutable_sdp() += 's'; });
}

TEST(DecodeLimits, AnOfferHasAConnectionAndAnSdp) {
  expect_limit(an_offer(), [](pb::ClientMessage& m) { m.mutable_offer()->set_connection(0); });
  expect_limit(an_offer(), [](pb::ClientMessage& m) { m.mutable_offer()->clear_sdp(); });
}

TEST(DecodeLimits, AnOfferNames128Sections) {
  pb::ClientMessage message = an_offer();
  const auto grow = [](pb::ClientMessage& m) {
    pb::Section& section = *m.mutable_offer()->add_sections();
    section.set_mid("m");
    section.set_kind(pb::SOURCE_KIND_CAMERA);
  };
  for (int i = 0; i < 128; ++i) grow(message);
  expect_limit(message, grow);
}

TEST(DecodeLimits, AMidHasOneTo64Bytes) {
  pb::ClientMessage message = an_offer();
  pb::Section& section = *message.mutable_offer()->add_sections();
  section.set_mid(std::string(64, 'm'));
  section.set_kind(pb::SOURCE_KIND_SCREEN);
  const auto mid = [](pb::ClientMessage& m) -> std::string& {
    return *m.mutable_offer()->mutable_sections(0)->mutable_mid();
  };
  expect_limit(message, [&](pb::ClientMessage& m) { mid(m) += 'm'; });
  expect_limit(message, [&](pb::ClientMessage& m) { mid(m).clear(); });
}

TEST(DecodeLimits, AnEditHas2000Bytes) {
  pb::ClientMessage message = with_id();
  message.mutable_type_text()->set_insert(std::string(2000, 't'));
  expect_limit(message,
               [](pb::ClientMessage& m) { *m.mutable_type_text()->mutable_insert() += 't'; });
}

TEST(DecodeLimits, APollHasTenAnswersAndBoundedTexts) {
  pb::ClientMessage message = with_id();
  pb::Poll& poll = *message.mutable_create_poll()->mutable_poll();
  poll.set_question(std::string(2400, 'q'));
  for (int i = 0; i < 10; ++i) poll.add_answers(std::string(1200, 'a'));
  const auto in = [](pb::ClientMessage& m) -> pb::Poll& {
    return *m.mutable_create_poll()->mutable_poll();
  };
  expect_limit(message, [&](pb::ClientMessage& m) { *in(m).mutable_question() += 'q'; });
  expect_limit(message, [&](pb::ClientMessage& m) { *in(m).mutable_answers(9) += 'a'; });
  expect_limit(message, [&](pb::ClientMessage& m) { in(m).add_answers("b"); });
}

TEST(DecodeLimits, AVoteNamesTenAnswers) {
  pb::ClientMessage message = with_id();
  for (uint32_t i = 0; i < 10; ++i) message.mutable_vote()->add_answers(i);
  expect_limit(message, [](pb::ClientMessage& m) { m.mutable_vote()->add_answers(10); });
}

TEST(DecodeLimits, ASectionCarriesOneOfTheFourKinds) {
  for (const int kind : {-1, 0, 5, 100, 1 << 30}) {
    pb::ClientMessage message = an_offer();
    pb::Section& section = *message.mutable_offer()->add_sections();
    section.set_mid("m");
    section.set_kind(static_cast<pb::SourceKind>(kind));
    EXPECT_EQ(told_pb(message), kBadField) << kind;
  }
}

pb::ClientMessage a_view(int entries) {
  pb::ClientMessage message = with_id();
  message.mutable_view();
  for (int i = 0; i < entries; ++i) {
    pb::Wanted& wanted = *message.mutable_view()->add_wanted();
    wanted.set_person(1);
    wanted.set_kind(pb::SOURCE_KIND_CAMERA);
    wanted.set_height(4320);
  }
  return message;
}

TEST(DecodeLimits, AViewHas49EntriesOf4320Pixels) {
  EXPECT_EQ(told_pb(a_view(0)), "1: view");
  expect_limit(a_view(49), [](pb::ClientMessage& m) { m = a_view(50); });
  expect_limit(a_view(1),
               [](pb::ClientMessage& m) { m.mutable_view()->mutable_wanted(0)->set_height(4321); });
}

TEST(DecodeLimits, AViewWantsPicturesNotSounds) {
  for (const auto kind : {pb::SOURCE_KIND_UNSPECIFIED, pb::SOURCE_KIND_MICROPHONE,
                          pb::SOURCE_KIND_SCREEN_SOUND, static_cast<pb::SourceKind>(9)})
    expect_limit(a_view(1), [kind](pb::ClientMessage& m) {
      m.mutable_view()->mutable_wanted(0)->set_kind(kind);
    });
}

TEST(DecodeLimits, AdmitAndRejectName500People) {
  pb::ClientMessage admit = with_id();
  for (int i = 0; i < 500; ++i) admit.mutable_admit()->add_people(1);
  expect_limit(admit, [](pb::ClientMessage& m) { m.mutable_admit()->add_people(1); });
  pb::ClientMessage reject = with_id();
  for (int i = 0; i < 500; ++i) reject.mutable_reject()->add_people(1);
  expect_limit(reject, [](pb::ClientMessage& m) { m.mutable_reject()->add_people(1); });
}

// JSON padded with blanks to `size` bytes.
std::string padded(std::string json, size_t size) {
  json.insert(json.size() - 1, size - json.size(), ' ');
  return json;
}

TEST(DecodeLimits, AMessageHas64KiBAndAnOffer576KiB) {
  const std::string leave = R"({"leave":{}})";
  EXPECT_EQ(told_json(padded(leave, kMaxMessage)), "0: leave");
  EXPECT_EQ(told_json(padded(leave, kMaxMessage + 1)), kTooLarge);
  EXPECT_EQ(told_json(padded(leave, kMaxOfferMessage)), kTooLarge);
  const std::string offer = R"({"offer":{"connection":1,"sdp":"v"}})";
  EXPECT_EQ(told_json(padded(offer, kMaxOfferMessage)), "0: offer 1 'v'");
  EXPECT_EQ(told_json(padded(offer, kMaxOfferMessage + 1)), kTooLarge);
  // Protobuf, by an unknown field of the length that is missing.
  for (const auto& [extra, outcome] :
       {std::pair{size_t{0}, "0: leave"}, {size_t{1}, "message too large"}}) {
    base::Bytes frame = testing::from_hex("3200fa07");  // leave, field 127: bytes
    const size_t length = kMaxMessage - frame.size() - 3 + extra;
    for (const size_t shift : {0u, 7u, 14u})
      frame.push_back(static_cast<uint8_t>((length >> shift & 0x7f) | (shift < 14 ? 0x80 : 0)));
    frame.resize(frame.size() + length, 'x');
    ASSERT_EQ(frame.size(), kMaxMessage + extra);
    EXPECT_EQ(told(Format::kProtobuf, frame), outcome);
  }
}

// The largest offer that a browser makes, all its line breaks escaped, fits into a text frame.
TEST(DecodeLimits, AnSdpOfTheLargestSizeFitsIntoJsonToo) {
  std::string sdp;
  for (int line = 0; line < 16'000; ++line) sdp += "a=line of thirty bytes........\\r\\n";
  ASSERT_GT(sdp.size() - 2 * 16'000, kMaxSdp * 9 / 10);
  EXPECT_TRUE(
      told_json(R"({"offer":{"connection":1,"sdp":")" + sdp + "\"}}").starts_with("0: offer"));
}

// ---------------------------------------------------------------------------- what is no message

TEST(Decode, HelloCarriesExactlyOneCredential) {
  EXPECT_EQ(told_json(R"({"hello":{"version":1}})"), kBadField);
  EXPECT_EQ(told_json(R"({"hello":{"version":1,"token":""}})"), kBadField);
  EXPECT_EQ(told_json(R"({"hello":{"version":1,"token":"a","resumeTicket":"b"}})"), kNotAMessage);
  // In protobuf the later of two alternatives counts.
  EXPECT_EQ(told_hex("1208080112016a1a016b"), "0: hello version 1 token '' ticket 'k'");
  EXPECT_EQ(told_hex("120808011a016b12016a"), "0: hello version 1 token 'j' ticket ''");
}

TEST(Decode, UnknownFieldsAreIgnored) {
  EXPECT_EQ(told_json(R"({"id":3,"leave":{"why":[1,{"a":null}]},"mood":"good"})"), "3: leave");
  // Field 127 of every wire type: varint, 64 bits, bytes, group, 32 bits.
  for (const std::string_view extra :
       {"f80701", "f9070102030405060708", "fa07020102", "fb070801fc07", "fd0701020304"})
    EXPECT_EQ(told_hex("08033200" + std::string(extra)), "3: leave") << extra;
}

TEST(Decode, AFrameWithoutABodyThatWeKnowIsAnUnknownMessage) {
  EXPECT_EQ(told_json("{}"), kUnknown);
  EXPECT_EQ(told_json(R"({"id":4})"), kUnknown);
  EXPECT_EQ(told_json(R"({"id":4,"dance":{}})"), kUnknown);
  EXPECT_EQ(told_hex(""), kUnknown);
  EXPECT_EQ(told_hex("0804"), kUnknown);
  EXPECT_EQ(told_hex("0804fa0700"), kUnknown);
}

TEST(Decode, OfSeveralBodiesProtobufTakesTheLastAndJsonNone) {
  EXPECT_EQ(told_hex("32005200"), "0: end_room");
  EXPECT_EQ(told_json(R"({"leave":{},"endRoom":{}})"), kNotAMessage);
}

TEST(Decode, WhatIsNeitherProtobufNorJsonIsNoMessage) {
  for (const std::string_view json : {
           "",
           " ",
           "null",
           "[]",
           "1",
           "\"leave\"",
           "{",
           "}",
           "{]",
           R"({"leave":{}}x)",
           R"({"leave":{}}{})",
           R"({"leave":1})",
           R"({"leave":[]})",
           R"({"id":-1,"leave":{}})",
           R"({"id":4294967296,"leave":{}})",
           R"({"id":1.5,"leave":{}})",
           R"({"id":"x","leave":{}})",
           R"({"admit":{"people":[-1]}})",
       })
    EXPECT_EQ(told_json(json), kNotAMessage) << json;
  for (const std::string_view hex : {"00", "08", "0880", "3201", "32ff", "0c", "fb07", "fc07", "0f",
                                     "320000", "4a0208", "12030a0161ff"})
    EXPECT_EQ(told_hex(hex), kNotAMessage) << hex;
}

TEST(Decode, HugeVarintsAreCutToTheirFieldOrRefused) {
  EXPECT_EQ(told_hex("08ffffffff0f3200"), "4294967295: leave");
  EXPECT_EQ(told_hex("08ffffffffffffffffff013200"), "4294967295: leave") << "ten bytes: 2^64 - 1";
  EXPECT_EQ(told_hex("08ffffffffffffffffffff013200"), kNotAMessage) << "eleven bytes";
  EXPECT_EQ(told_hex("32ffffffff0f"), kNotAMessage) << "a length of 4 GiB";
  EXPECT_EQ(told_hex("32ffffffffffffffffff01"), kNotAMessage) << "a length of 2^64 - 1";
  EXPECT_EQ(told_hex("ffffffffffffffffffff01"), kNotAMessage) << "a tag of eleven bytes";
  EXPECT_EQ(told_hex("4206ffffffffff01"), kNotAMessage) << "a list that ends inside a number";
}

TEST(Decode, TextIsUtf8OrRefused) {
  // hello { version 1, token "a?b" } with one byte exchanged for what UTF-8 does not have.
  EXPECT_EQ(told_hex("12070801120361"
                     "62"
                     "62"),
            "0: hello version 1 token 'abb' ticket ''");
  for (const std::string_view bad : {"ff", "c0", "80", "ed"})
    EXPECT_EQ(told_hex("12070801120361" + std::string(bad) + "62"), kNotAMessage) << bad;
  // In JSON also as escapes: surrogates that are not a pair.
  for (const std::string_view bad : {"\xff", "\xc0\x80", "\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                                     R"(\ud800)", R"(\udc00)", R"(\udc00\ud800)", R"(\ud800x)"})
    EXPECT_EQ(told_json(R"({"hello":{"version":1,"token":"a)" + std::string(bad) + "b\"}}"),
              kNotAMessage)
        << bad;
}

TEST(Decode, JsonNestsThirtyTwoLevels) {
  const auto nested = [](size_t levels, std::string_view key) {
    return "{\"leave\":{}," + std::string(key) + ":" + std::string(levels - 1, '[') +
           std::string(levels - 1, ']') + "}";
  };
  EXPECT_EQ(told_json(nested(32, R"("x")")), "0: leave");
  EXPECT_EQ(told_json(nested(33, R"("x")")), kNotAMessage);
  EXPECT_EQ(told_json(nested(33, R"('"')")), kNotAMessage);
  EXPECT_EQ(told_json(nested(30'000, R"("x")")), kNotAMessage);
}

TEST(Decode, ProtobufNestsThirtyTwoLevels) {
  const auto groups = [](size_t levels) {
    std::string hex = "3200";
    for (size_t i = 0; i < levels; ++i) hex += "fb07";
    for (size_t i = 0; i < levels; ++i) hex += "fc07";
    return hex;
  };
  EXPECT_EQ(told_hex(groups(kMaxDepth)), "0: leave");
  EXPECT_EQ(told_hex(groups(kMaxDepth + 1)), kNotAMessage);
  EXPECT_EQ(told_hex(groups(10'000)), kNotAMessage);
}

TEST(Decode, JsonTakesTheSpellingsOfTheMapping) {
  EXPECT_EQ(told_json(R"({"set_media":{"screen_sound":true}})"), "0: set_media screen_sound");
  EXPECT_EQ(told_json(R"({"setMedia":{"screenSound":true}})"), "0: set_media screen_sound");
  EXPECT_EQ(told_json(R"({"view":{"wanted":[{"person":"1","kind":2}]}})"), "0: view 1/2@0");
  EXPECT_EQ(told_json(R"({"view":{"wanted":[{"person":1,"kind":"SOURCE_KIND_SCREEN"}]}})"),
            "0: view 1/3@0");
  EXPECT_EQ(told_json(R"({"admit":null,"leave":{}})"), "0: leave");
  EXPECT_EQ(told_json(R"({"admit":{"people":7}})"), "0: admit 7");
}

}  // namespace
}  // namespace signalling
