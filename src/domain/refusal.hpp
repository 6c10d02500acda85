// Refusal: a rule said no. One to one with RefusalCode in signalling/plenum.proto, numbers
// included, so that every client can put each into words. Nothing has changed when one comes back.
#pragma once

#include <cstdint>
#include <string_view>

namespace domain {

enum class RefusalCode : uint8_t {
  kBadMessage = 1,  // this and the next are signalling's; the domain never gives them
  kBadToken = 2,
  kNoSuchRoom = 3,
  kRoomFull = 4,
  kNotPermitted = 5,  // the role may not do this
  kWrongState = 6,    // not now: waiting, paused, already inside
  kNoSuchPerson = 7,
  kBadOffer = 8,  // signalling's
  kTooFast = 9,   // signalling's
  kBarred = 10,
  kWrongCode = 11,
  kNameTaken = 12,
  kBadName = 13,
  kOverloaded = 14,  // the server's
  kLocked = 15,      // the moderators let nobody in at present
  kTooEarly = 16,    // before the appointed time
  kOver = 17,        // after it
  kNotInvited = 18,  // only who has a personal link enters
  kLinkInUse = 19,   // somebody sits there by the same personal link
  kBadTime = 20,     // of an appointment
  kClosed = 21,      // the server's: the operator has closed the service (R65)
};

struct Refusal {
  RefusalCode code;
  std::string_view detail;  // a literal, English, for developers; never anything somebody typed
  friend bool operator==(const Refusal& a, const Refusal& b) { return a.code == b.code; }
};

// "not_permitted": the code as the HTTP API and the room scripts spell it.
constexpr std::string_view name(RefusalCode code) {
  switch (code) {
    case RefusalCode::kBadMessage:
      return "bad_message";
    case RefusalCode::kBadToken:
      return "bad_token";
    case RefusalCode::kNoSuchRoom:
      return "no_such_room";
    case RefusalCode::kRoomFull:
      return "room_full";
    case RefusalCode::kNotPermitted:
      return "not_permitted";
    case RefusalCode::kWrongState:
      return "wrong_state";
    case RefusalCode::kNoSuchPerson:
      return "no_such_person";
    case RefusalCode::kBadOffer:
      return "bad_offer";
    case RefusalCode::kTooFast:
      return "too_fast";
    case RefusalCode::kBarred:
      return "barred";
    case RefusalCode::kWrongCode:
      return "wrong_code";
    case RefusalCode::kNameTaken:
      return "name_taken";
    case RefusalCode::kBadName:
      return "bad_name";
    case RefusalCode::kOverloaded:
      return "overloaded";
    case RefusalCode::kLocked:
      return "locked";
    case RefusalCode::kTooEarly:
      return "too_early";
    case RefusalCode::kOver:
      return "over";
    case RefusalCode::kNotInvited:
      return "not_invited";
    case RefusalCode::kLinkInUse:
      return "link_in_use";
    case RefusalCode::kBadTime:
      return "bad_time";
    case RefusalCode::kClosed:
      return "closed";
  }
  return "";
}

}  // namespace domain
