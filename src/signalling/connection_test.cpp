#include "signalling/connection.hpp"

#include <gtest/gtest.h>

#include "signalling/json_depth.hpp"
#include "signalling/test_support.hpp"

namespace signalling {
namespace {

using namespace std::chrono_literals;
using domain::RefusalCode;

const base::Bytes kLeave = testing::from_hex("08033200");
const base::Bytes kLeaveJson = testing::text_frame(R"({"id":3,"leave":{}})");
constexpr base::Instant kStart{1000s};

std::optional<RefusalCode> code_of(const std::variant<ClientMessage, Violation>& result) {
  const auto* violation = std::get_if<Violation>(&result);
  return violation ? std::optional(violation->refusal.code) : std::nullopt;
}

TEST(Connection, KeepsToTheFormatOfItsFirstFrame) {
  Connection text;
  EXPECT_EQ(code_of(text.receive(kStart, Format::kJson, kLeaveJson)), std::nullopt);
  EXPECT_EQ(text.format(), Format::kJson);
  EXPECT_EQ(code_of(text.receive(kStart, Format::kProtobuf, kLeave)), RefusalCode::kBadMessage);
  Connection binary;
  EXPECT_EQ(code_of(binary.receive(kStart, Format::kProtobuf, kLeave)), std::nullopt);
  EXPECT_EQ(code_of(binary.receive(kStart, Format::kJson, kLeaveJson)), RefusalCode::kBadMessage);
  EXPECT_EQ(binary.format(), Format::kProtobuf);
}

TEST(Connection, AnswersInTheFormatThatTheClientBeganWithEvenWhenItsFirstFrameWasBad) {
  Connection connection;
  const auto result = connection.receive(kStart, Format::kJson, testing::text_frame("hello?"));
  ASSERT_EQ(code_of(result), RefusalCode::kBadMessage);
  const auto frames = connection.send(kStart, {0, Done{1}});
  ASSERT_EQ(frames.size(), 1u);
  EXPECT_EQ(base::as_text(frames[0]), R"({"number":0,"done":{"id":1}})");
}

TEST(Connection, AViolationSaysWhatWasWrongAndHasNoId) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"{", "not a message"},
      {"{}", "unknown message"},
      {R"({"id":9,"hello":{"version":1}})", "a field is out of range"}};
  for (const auto& [frame, detail] : cases) {
    Connection connection;
    const auto result = connection.receive(kStart, Format::kJson, base::as_bytes(frame));
    ASSERT_EQ(code_of(result), RefusalCode::kBadMessage) << frame;
    EXPECT_EQ(std::get<Violation>(result).refusal.detail, detail);
    EXPECT_EQ(std::get<Violation>(result).refusal.id, 0u);
  }
}

TEST(Connection, TakesAHundredMessagesAtOnceAndThenFiftyASecond) {
  Connection connection;
  const auto take = [&](base::Instant now) {
    return code_of(connection.receive(now, Format::kProtobuf, kLeave));
  };
  for (int i = 0; i < 100; ++i) ASSERT_EQ(take(kStart), std::nullopt) << i;
  EXPECT_EQ(take(kStart), RefusalCode::kTooFast);
  EXPECT_EQ(take(kStart + 19ms), RefusalCode::kTooFast);
  EXPECT_EQ(take(kStart + 20ms), std::nullopt);
  EXPECT_EQ(take(kStart + 20ms), RefusalCode::kTooFast);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(take(kStart + 1020ms), std::nullopt) << i;
  EXPECT_EQ(take(kStart + 1020ms), RefusalCode::kTooFast);
}

TEST(Connection, AnHourOfSilenceSavesNoMoreThanOneBurst) {
  Connection connection;
  ASSERT_EQ(code_of(connection.receive(kStart, Format::kProtobuf, kLeave)), std::nullopt);
  int taken = 0;
  while (!code_of(connection.receive(kStart + 1h, Format::kProtobuf, kLeave))) ++taken;
  EXPECT_EQ(taken, 100);
}

TEST(Connection, FiftyASecondGoOnForEver) {
  Connection connection;
  for (int i = 0; i < 5'000; ++i)
    ASSERT_EQ(code_of(connection.receive(kStart + i * 20ms, Format::kProtobuf, kLeave)),
              std::nullopt);
}

TEST(JsonDepth, CountsBracketsOutsideOfStrings) {
  EXPECT_TRUE(is_within_depth("[{}]", 2));
  EXPECT_FALSE(is_within_depth("[{}]", 1));
  EXPECT_TRUE(is_within_depth("[][][]", 1));
  EXPECT_TRUE(is_within_depth(R"({"a":"[[[[[["})", 1));
  EXPECT_TRUE(is_within_depth(R"({"a":"\"[[[["})", 1));
  EXPECT_FALSE(is_within_depth(R"({"a\\":[["}"]]})", 2));
  EXPECT_TRUE(is_within_depth("]]]]", 0));
  EXPECT_TRUE(is_within_depth(R"(["\)", 1)) << "ends in the middle of an escape";
}

TEST(JsonDepth, NeitherKindOfQuoteHidesBracketsBehindTheOther) {
  EXPECT_FALSE(is_within_depth(R"({'"':[[]]})", 2));
  EXPECT_FALSE(is_within_depth(R"({"'":[[]]})", 2));
  EXPECT_TRUE(is_within_depth(R"({'[[[':0})", 1));
}

ServerMessage gone(uint32_t number) { return {number, domain::PersonLeft{{number}}}; }

TEST(Connection, NewsOfPeopleGoesOutAtMostEveryTenthOfASecondAndThenTogether) {
  Connection connection;
  EXPECT_EQ(connection.next_timeout(), base::kNever);
  EXPECT_EQ(connection.send(kStart, gone(1)).size(), 1u);
  EXPECT_EQ(connection.next_timeout(), base::kNever);
  EXPECT_EQ(connection.send(kStart + 1ms, gone(2)).size(), 0u);
  EXPECT_EQ(connection.send(kStart + 99ms, gone(3)).size(), 0u);
  EXPECT_EQ(connection.next_timeout(), kStart + 100ms);
  EXPECT_EQ(connection.on_timeout(kStart + 99ms), std::nullopt);
  const std::vector<ServerMessage> both = {gone(2), gone(3)};
  EXPECT_EQ(connection.on_timeout(kStart + 100ms), encode(Format::kProtobuf, both));
  EXPECT_EQ(connection.send(kStart + 199ms, gone(4)).size(), 0u);
  EXPECT_EQ(connection.on_timeout(kStart + 200ms), encode(Format::kProtobuf, gone(4)));
  EXPECT_EQ(connection.on_timeout(kStart + 300ms), std::nullopt);
  EXPECT_EQ(connection.send(kStart + 300ms, gone(5)).size(), 1u);
}

TEST(Connection, NothingOvertakesNewsThatWaits) {
  Connection connection;
  connection.send(kStart, gone(1));
  connection.send(kStart + 1ms, gone(2));
  const auto frames = connection.send(kStart + 2ms, {0, Done{7}});
  ASSERT_EQ(frames.size(), 2u);
  EXPECT_EQ(frames[0], encode(Format::kProtobuf, gone(2)));
  EXPECT_EQ(frames[1], encode(Format::kProtobuf, ServerMessage{0, Done{7}}));
  EXPECT_EQ(connection.next_timeout(), base::kNever);
}

TEST(Connection, NewsThatFollowsALateTimerGoesAlong) {
  Connection connection;
  connection.send(kStart, gone(1));
  connection.send(kStart + 1ms, gone(2));
  const std::vector<ServerMessage> both = {gone(2), gone(3)};
  EXPECT_EQ(connection.send(kStart + 150ms, gone(3)),
            std::vector<base::Bytes>{encode(Format::kProtobuf, both)});
}

TEST(Connection, HoldsNoMoreNewsThanAFrameMayHave) {
  Connection connection;
  connection.send(kStart, gone(1));
  size_t frames = 0;
  for (uint32_t k = 0; k < 3 * kMostNewsHeld; ++k)
    frames += connection.send(kStart + 1ms, gone(k + 2)).size();
  EXPECT_EQ(frames, 3u);
}

}  // namespace
}  // namespace signalling
