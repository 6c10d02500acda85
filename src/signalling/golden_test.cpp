// The golden messages of docs/signalling: one file per kind of message, with its JSON and its
// bytes. The web client's tests read the same files, so that both sides agree on every kind.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <map>

#include "plenum.pb.h"
#include "signalling/encode.hpp"
#include "signalling/test_support.hpp"

namespace signalling {
namespace {

namespace json = boost::json;
using testing::from_hex;
using testing::to_hex;
using testing::told;

constexpr std::string_view kFolder = "docs/signalling";

struct Golden {
  std::string direction;
  json::value message;
  std::string protobuf;  // hexadecimal
};

Golden read(const std::filesystem::path& path) {
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const json::value golden = json::parse(text);
  return {std::string(golden.at("direction").as_string()), golden.at("json"),
          std::string(golden.at("protobuf").as_string())};
}

std::map<std::string, Golden> read_all(std::string_view direction) {
  std::map<std::string, Golden> all;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".json") continue;
    Golden golden = read(entry.path());
    if (golden.direction == direction) all.emplace(entry.path().stem(), std::move(golden));
  }
  return all;
}

const std::map<std::string, std::string> kFromClients = {
    {"hello", "1: hello version 1 token 'dG9rZW4' ticket ''"},
    {"hello_resume", "1: hello version 1 token '' ticket 'dGlja2V0' chat seen 41"},
    {"offer", "2: offer 1 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n' 0=1 1=2 2=3 3=4"},
    {"view", "0: view 2/3@1080 70000/2@180"},
    {"set_media", "0: set_media microphone screen"},
    {"leave", "3: leave"},
    {"admit", "4: admit 2 3 300"},
    {"reject", "5: reject 2"},
    {"remove", "6: remove 2 bar"},
    {"end_room", "4294967295: end_room"},
    {"pause_room", "7: pause_room"},
    {"send_to_wait", "8: send_to_wait 2"},
    {"set_waiting_room", "9: set_waiting_room on"},
    {"set_access_code", "10: set_access_code 'Übermorgen 7'"},
    {"get_access_data", "11: get_access_data"},
    {"set_permitted", "12: set_permitted microphones chat"},
    {"switch_off", "13: switch_off microphone 2 300"},
    {"ask_to_switch_on", "14: ask_to_switch_on 2 camera"},
    {"raise_hand", "15: raise_hand up"},
    {"lower_hands", "16: lower_hands 2"},
    {"set_role", "17: set_role 2 moderator"},
    {"lock_room", "18: lock_room on"},
    {"send_chat", "19: send_chat to 2 'Guten Abend 😀\nund willkommen'"},
    {"react", "0: react 0"},
    {"get_relay", "12: get_relay"},
    {"report_line", "20: report_line 3"},
    {"ping", "20: ping"},
    {"type_text", "0: type_text 3.7 at 4 erase 2 'de 😀' finished"},
    {"create_poll", "20: create_poll 'Wann passt es?' 'Montag' 'Übermorgen' multiple anonymous"},
    {"vote", "21: vote 2 0 1"},
    {"close_poll", "22: close_poll 2"},
    {"remove_poll", "23: remove_poll 300"},
};

TEST(GoldenMessages, BothFormatsOfEveryClientMessageMeanTheSame) {
  const auto goldens = read_all("client to server");
  ASSERT_EQ(goldens.size(), kFromClients.size());
  for (const auto& [kind, golden] : goldens) {
    SCOPED_TRACE(kind);
    ASSERT_TRUE(kFromClients.contains(kind));
    EXPECT_EQ(told(Format::kJson, base::as_bytes(json::serialize(golden.message))),
              kFromClients.at(kind));
    EXPECT_EQ(told(Format::kProtobuf, from_hex(golden.protobuf)), kFromClients.at(kind));
  }
}

TEST(GoldenMessages, AClientMessageCutAtAnyByteIsRefusedOrAShorterOneNeverAGuess) {
  for (const auto& [kind, golden] : read_all("client to server")) {
    SCOPED_TRACE(kind);
    const base::Bytes bytes = from_hex(golden.protobuf);
    const std::string text = json::serialize(golden.message);
    for (size_t size = 0; size < bytes.size(); ++size)
      EXPECT_NE(told(Format::kProtobuf, base::BytesView(bytes).first(size)), kFromClients.at(kind));
    for (size_t size = 0; size < text.size(); ++size)
      EXPECT_EQ(testing::told_json(std::string_view(text).substr(0, size)), "not a message");
  }
}

domain::RoomView room() {
  return {{"buergerversammlung-sued"},
          "Bürgerversammlung Süd",
          domain::RoomState::kOpen,
          true,
          true,
          true,
          true,
          true,
          {true, false, true, false, true}};
}
constexpr const char* kLink = "https://conf.example.org/buergerversammlung-sued";
domain::Person anna() {
  return {{1},
          "Anna Schön",
          domain::Role::kModerator,
          domain::SeatState::kInside,
          {true, true, false, false},
          false};
}
domain::Person bo(domain::SeatState state) {
  return {{2}, "Bo 😀", domain::Role::kParticipant, state, {}, false};
}

domain::PollView poll() {
  return {{2},
          {"Wann passt es?", {"Montag", "Übermorgen"}, true, false, true},
          false,
          1,
          {{1, {{{2}, "Bo 😀"}}}, {0, {}}}};
}
domain::Beside beside() {
  return {{{poll(), {0}}}, {{{1}, 3, 7, "Gut", false}, {{2}, 1, 4, "", true}}};
}

std::map<std::string, ServerMessage> from_servers() {
  using enum domain::SeatState;
  domain::Person anna_away = anna();
  anna_away.away = true;
  anna_away.media = {false, false, true, true};
  anna_away.hand = 7;
  anna_away.line = domain::LineQuality::kUnsteady;
  domain::RoomView emptier = room();
  emptier.waiting_room = emptier.moderator_present = false;
  return {
      {"welcome",
       {1, Welcome{{1}, "dGlja2V0", false, kInside, room(), kLink, {anna(), bo(kWaiting)}}}},
      {"welcome_waiting", {1, Welcome{{2}, "dGlja2V0", false, kWaiting, room(), kLink, {}}}},
      {"done", {0, Done{4}}},
      {"refusal", {0, Refused{5, domain::RefusalCode::kNotPermitted, "the role may not do this"}}},
      {"answer", {0, Answer{2, 1, "v=0\r\n"}}},
      {"person_joined", {2, domain::PersonJoined{bo(kWaiting)}}},
      {"person_changed", {3, domain::PersonChanged{anna_away}}},
      {"person_left", {4, domain::PersonLeft{{2}}}},
      {"admitted", {2, Admitted{room(), kLink, {anna(), bo(kInside)}, {}, beside()}}},
      {"slots",
       {0, Slots{{{0, {1}, SourceKind::kCamera}, {2, {7}, SourceKind::kScreen}},
                 {{0, {1}, SourceKind::kMicrophone}}}}},
      {"speakers", {0, Speakers{{{7}, {1}}}}},
      {"watched", {0, Watched{1, SourceKind::kCamera, {"q", "h"}}}},
      {"room_changed", {5, RoomChanged{emptier, kLink}}},
      {"sent_to_wait", {6, SentToWait{room(), kLink}}},
      {"access_data", {0, AccessData{11, "k7m2xq9d", "04071998", "c2VhbGVk"}}},
      {"guessing_locked", {0, GuessingLocked{}}},
      {"asked_to_switch_on", {7, domain::AskedToSwitchOn{{1}, domain::MediaKind::kCamera}}},
      {"chat_said",
       {8, ChatSaid{42,
                    {{2}, "Bo 😀", domain::PersonId{1}, "Guten Abend"},
                    base::UnixTime{std::chrono::seconds{1'795'280'709}}}}},
      {"reacted", {9, domain::Reacted{{2}, domain::Reaction::kThumbsUp}}},
      {"text_typed", {10, domain::TextTyped{{1}, {3, 8, 3, 0, "en", false}}}},
      {"poll_changed", {11, domain::PollChanged{poll()}}},
      {"poll_removed", {12, domain::PollRemoved{{2}}}},
      {"relay",
       {0, Relay{12,
                 {"turn:198.51.100.7:3478?transport=udp", "turn:198.51.100.7:3478?transport=tcp"},
                 "00.00000e74.5f0e1d2c3b4a5968",
                 "1f2e3d4c5b6a79881726354453627180",
                 3600}}},
      {"ended", {6, Ended{EndReason::kRoomEnded}}},
  };
}

// A message, or several.
void expect_golden(const Golden& golden, const auto& said) {
  EXPECT_EQ(to_hex(encode(Format::kProtobuf, said)), golden.protobuf);
  const base::Bytes text = encode(Format::kJson, said);
  EXPECT_EQ(json::parse(std::string(base::as_text(text))), golden.message) << base::as_text(text);
}

TEST(GoldenMessages, EveryServerMessageIsWrittenAsTheFilesSay) {
  auto goldens = read_all("server to client");
  goldens.erase("together");  // a frame of several messages
  const auto messages = from_servers();
  ASSERT_EQ(goldens.size(), messages.size());
  for (const auto& [kind, message] : messages) {
    SCOPED_TRACE(kind);
    ASSERT_TRUE(goldens.contains(kind));
    expect_golden(goldens.at(kind), message);
  }
}

TEST(GoldenMessages, SeveralServerMessagesAreOneFrame) {
  const std::vector<ServerMessage> both = {{4, domain::PersonLeft{{2}}},
                                           {5, domain::PersonLeft{{3}}}};
  expect_golden(read_all("server to client").at("together"), std::span(both));
}

TEST(GoldenMessages, ThereIsOneForEveryBodyInTheSchema) {
  for (const auto* descriptor :
       {plenum::v1::ClientMessage::descriptor(), plenum::v1::ServerMessage::descriptor()}) {
    const auto* body = descriptor->FindOneofByName("body");
    ASSERT_NE(body, nullptr);
    for (int i = 0; i < body->field_count(); ++i) {
      const std::string file = std::string(kFolder) + "/" + body->field(i)->name() + ".json";
      EXPECT_TRUE(std::filesystem::exists(file)) << file;
    }
  }
}

}  // namespace
}  // namespace signalling
