#include "signalling/encode.hpp"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "plenum.pb.h"
#include "signalling/test_support.hpp"

namespace signalling {
namespace {

namespace pb = plenum::v1;

pb::ServerMessage protobuf_of(const ServerMessage& message) {
  const base::Bytes frame = encode(Format::kProtobuf, message);
  pb::ServerMessage parsed;
  EXPECT_TRUE(parsed.ParseFromArray(frame.data(), static_cast<int>(frame.size())));
  return parsed;
}

std::string json_of(const ServerMessage& message) {
  return std::string(base::as_text(encode(Format::kJson, message)));
}

// Every value of `Ours` from 1 to `last` is a value of the schema with the same number, and the
// schema has no other: an enum that grows on one side only fails here.
template <typename Ours>
void expect_same_numbers(const google::protobuf::EnumDescriptor& schema, Ours last) {
  EXPECT_EQ(schema.value_count(), static_cast<int>(last) + 1) << schema.full_name();
  for (int number = 0; number <= static_cast<int>(last); ++number)
    EXPECT_NE(schema.FindValueByNumber(number), nullptr) << schema.full_name() << " " << number;
}

TEST(Encode, EveryEnumHasTheNumbersOfTheSchema) {
  expect_same_numbers(*pb::RefusalCode_descriptor(), domain::RefusalCode::kClosed);
  expect_same_numbers(*pb::EndReason_descriptor(), EndReason::kRoomPaused);
  expect_same_numbers(*pb::SourceKind_descriptor(), SourceKind::kScreenSound);
}

TEST(Encode, EveryRefusalCodeIsSpelledAlikeInJsonAndInTheHttpApi) {
  for (uint8_t number = 1; number <= static_cast<uint8_t>(domain::RefusalCode::kClosed); ++number) {
    const auto code = static_cast<domain::RefusalCode>(number);
    std::string spelled = "REFUSAL_CODE_";
    for (const char c : domain::name(code))
      spelled += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    EXPECT_NE(json_of({0, Refused{1, code, ""}}).find('"' + spelled + '"'), std::string::npos)
        << spelled;
  }
}

TEST(Encode, EveryEndReasonAndRoleSurvives) {
  for (uint8_t number = 1; number <= static_cast<uint8_t>(EndReason::kRoomPaused); ++number)
    EXPECT_EQ(protobuf_of({1, Ended{static_cast<EndReason>(number)}}).ended().reason(), number);
  const std::pair<domain::Role, pb::Role> roles[] = {
      {domain::Role::kModerator, pb::ROLE_MODERATOR},
      {domain::Role::kParticipant, pb::ROLE_PARTICIPANT},
      {domain::Role::kObserver, pb::ROLE_OBSERVER}};
  for (const auto& [ours, theirs] : roles) {
    domain::Person person;
    person.role = ours;
    EXPECT_EQ(protobuf_of({1, domain::PersonJoined{person}}).person_joined().person().role(),
              theirs);
  }
}

TEST(Encode, JsonAlwaysNamesItsFieldsAlsoWhenTheyAreFalseOrZero) {
  EXPECT_EQ(json_of({0, Done{0}}), R"({"number":0,"done":{"id":0}})");
  EXPECT_EQ(json_of({0, Speakers{}}), R"({"number":0,"speakers":{"people":[]}})");
  EXPECT_EQ(json_of({0, Slots{}}), R"({"number":0,"slots":{"video":[],"sound":[]}})");
  EXPECT_NE(json_of({1, domain::PersonJoined{}}).find(R"("away":false)"), std::string::npos);
}

TEST(Encode, TextStaysTextInBothFormats) {
  const std::string name = "</script> \"Ünï\" \\ \u2028 😀 \x01";
  domain::Person person;
  person.name = name;
  const ServerMessage message{1, domain::PersonChanged{person}};
  EXPECT_EQ(protobuf_of(message).person_changed().person().name(), name);
  pb::ServerMessage parsed;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json_of(message), &parsed).ok());
  EXPECT_EQ(parsed.person_changed().person().name(), name);
}

TEST(Encode, AFullRoomFitsIntoOneWelcome) {
  Welcome welcome;
  for (uint32_t id = 1; id <= 700; ++id)
    welcome.people.push_back({{id},
                              std::string(240, 'x'),
                              domain::Role::kParticipant,
                              domain::SeatState::kInside,
                              {},
                              false});
  EXPECT_EQ(protobuf_of({1, welcome}).welcome().people_size(), 700);
  EXPECT_LT(encode(Format::kJson, {1, welcome}).size(), 512u * 1024);  // of a send queue of 1 MiB
}

}  // namespace
}  // namespace signalling
