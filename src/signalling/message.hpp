// What client and server say to each other, as plain structs: plenum.proto without protobuf, so
// that the conference and the simulator never see a wire format. decode.hpp and encode.hpp
// translate. Field meanings are told in plenum.proto; docs/signalling.md tells the whole as prose.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/command.hpp"
#include "domain/event.hpp"
#include "domain/refusal.hpp"

namespace signalling {

enum class SourceKind : uint8_t { kMicrophone = 1, kCamera = 2, kScreen = 3, kScreenSound = 4 };

// ------------------------------------------------------------------------------ client → server

struct Hello {
  uint32_t version = 0;
  // Exactly one of the two is not empty.
  std::string token;
  std::string resume_ticket;
  uint64_t chat_seen = 0;
};
struct Section {
  std::string mid;
  SourceKind kind = SourceKind::kMicrophone;
};
struct Offer {
  uint32_t connection = 0;
  std::string sdp;
  std::vector<Section> sections;
};
struct Wanted {
  uint32_t person = 0;
  SourceKind kind = SourceKind::kCamera;  // a camera or a screen
  uint32_t height = 0;                    // pixels, at most 4,320
};
struct View {
  std::vector<Wanted> wanted;  // at most 49
};

struct GetAccessData {};
struct GetRelay {};
struct Ping {};

struct ClientMessage {
  uint32_t id = 0;  // 0: no answer wanted
  // What follows Ping are the domain's commands themselves.
  std::variant<Hello, Offer, View, GetAccessData, GetRelay, Ping, domain::SetMedia, domain::Leave,
               domain::Admit, domain::Reject, domain::Remove, domain::SendToWait,
               domain::SetWaitingRoom, domain::SetAccessCode, domain::SetPermitted,
               domain::SwitchOff, domain::AskToSwitchOn, domain::RaiseHand, domain::LowerHands,
               domain::SetRole, domain::LockRoom, domain::SendChat, domain::React,
               domain::ReportLine, domain::TypeText, domain::CreatePoll, domain::Vote,
               domain::ClosePoll, domain::RemovePoll, domain::Pause, domain::EndRoom>
      body;
};

// ------------------------------------------------------------------------------ server → client

struct Relay {
  uint32_t id = 0;
  std::vector<std::string> urls;  // at most three; empty: there is none
  std::string username;
  std::string password;
  uint32_t lifetime = 0;  // seconds
};
struct Welcome {
  domain::PersonId self;
  std::string resume_ticket;
  bool resumed = false;
  domain::SeatState state = domain::SeatState::kWaiting;
  domain::RoomView room;
  std::string link;
  std::vector<domain::Person> people;
  std::optional<Relay> relay{};
  domain::Beside beside{};
};
struct Done {
  uint32_t id = 0;
};
struct Refused {
  uint32_t id = 0;
  domain::RefusalCode code = domain::RefusalCode::kBadMessage;
  std::string detail;
};
struct Answer {
  uint32_t id = 0;
  uint32_t connection = 0;
  std::string sdp;
};
struct Admitted {
  domain::RoomView room;
  std::string link;
  std::vector<domain::Person> people;
  std::optional<Relay> relay{};
  domain::Beside beside{};
};
struct RoomChanged {
  domain::RoomView room;
  std::string link;
};
struct SentToWait {
  domain::RoomView room;
  std::string link;
};
struct AccessData {
  uint32_t id = 0;
  std::string code;  // empty: none
  std::string pin;   // empty: none
  std::string token;
};
struct GuessingLocked {};
struct ChatSaid {
  uint64_t order = 0;
  domain::ChatSaid said;
  base::UnixTime at{};
};
struct SlotFill {
  uint32_t slot = 0;
  domain::PersonId person;
  SourceKind kind = SourceKind::kCamera;
};
struct Slots {
  std::vector<SlotFill> video;
  std::vector<SlotFill> sound;
};
struct Speakers {
  std::vector<domain::PersonId> people;
};
struct Watched {
  uint32_t connection = 0;
  SourceKind kind = SourceKind::kCamera;
  std::vector<std::string> rids;
};
enum class EndReason : uint8_t {
  kRoomEnded = 1,
  kRemoved = 2,
  kRejected = 3,
  kTakenOver = 4,
  kLeft = 5,
  kServerStops = 6,
  kRoomPaused = 7,
};
struct Ended {
  EndReason reason = EndReason::kLeft;
};

struct ServerMessage {
  uint32_t number = 0;  // of the seat's events; 0 for direct answers and states
  std::variant<Welcome, Done, Refused, Answer, domain::PersonJoined, domain::PersonChanged,
               domain::PersonLeft, Admitted, RoomChanged, SentToWait, AccessData, GuessingLocked,
               domain::AskedToSwitchOn, ChatSaid, domain::Reacted, domain::TextTyped,
               domain::PollChanged, domain::PollRemoved, Relay, Slots, Speakers, Watched, Ended>
      body;
};

}  // namespace signalling
