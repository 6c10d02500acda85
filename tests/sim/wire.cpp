#include "sim/wire.hpp"

#include "base/assert.hpp"
#include "plenum.pb.h"

namespace sim {

namespace pb = plenum::v1;
using signalling::ClientMessage;
using signalling::ServerMessage;

namespace {

void put(const signalling::Hello& hello, pb::ClientMessage& out) {
  out.mutable_hello()->set_version(hello.version);
  if (hello.resume_ticket.empty())
    out.mutable_hello()->set_token(hello.token);
  else
    out.mutable_hello()->set_resume_ticket(hello.resume_ticket);
}

void put(const signalling::Offer& offer, pb::ClientMessage& out) {
  pb::Offer& body = *out.mutable_offer();
  body.set_connection(offer.connection);
  body.set_sdp(offer.sdp);
  for (const signalling::Section& section : offer.sections) {
    pb::Section& added = *body.add_sections();
    added.set_mid(section.mid);
    added.set_kind(static_cast<pb::SourceKind>(section.kind));
  }
}

void put(const signalling::View& view, pb::ClientMessage& out) {
  pb::View& body = *out.mutable_view();
  for (const signalling::Wanted& wanted : view.wanted) {
    pb::Wanted& added = *body.add_wanted();
    added.set_person(wanted.person);
    added.set_kind(static_cast<pb::SourceKind>(wanted.kind));
    added.set_height(wanted.height);
  }
}

void put(const domain::SetMedia& set, pb::ClientMessage& out) {
  pb::SetMedia& body = *out.mutable_set_media();
  body.set_microphone(set.media.microphone);
  body.set_camera(set.media.camera);
  body.set_screen(set.media.screen);
  body.set_screen_sound(set.media.screen_sound);
}

void put(const domain::Leave&, pb::ClientMessage& out) { out.mutable_leave(); }

template <typename Other>
void put(const Other&, pb::ClientMessage&) {
  ASSERT(false);  // no simulated client moderates
}

domain::SeatState from(pb::State state) {
  return state == pb::STATE_INSIDE ? domain::SeatState::kInside : domain::SeatState::kWaiting;
}

domain::Person from(const pb::Person& person) {
  const pb::SetMedia& media = person.media();
  return {.id = {person.id()},
          .name = person.name(),
          .role = person.role() == pb::ROLE_MODERATOR  ? domain::Role::kModerator
                  : person.role() == pb::ROLE_OBSERVER ? domain::Role::kObserver
                                                       : domain::Role::kParticipant,
          .state = from(person.state()),
          .media = {media.microphone(), media.camera(), media.screen(), media.screen_sound()},
          .away = person.away()};
}

template <typename List>
std::vector<domain::Person> people(const List& list) {
  std::vector<domain::Person> result;
  for (const pb::Person& person : list) result.push_back(from(person));
  return result;
}

domain::RoomView from(const pb::Room& room) {
  domain::RoomView view;
  view.id = {room.id()};
  return view;
}

signalling::Welcome from(const pb::Welcome& welcome) {
  return {.self = {welcome.self()},
          .resume_ticket = welcome.resume_ticket(),
          .resumed = welcome.resumed(),
          .state = from(welcome.state()),
          .room = from(welcome.room()),
          .link = welcome.room().link(),
          .people = people(welcome.people())};
}

template <typename List>
std::vector<signalling::SlotFill> fills(const List& list) {
  std::vector<signalling::SlotFill> result;
  for (const pb::SlotFill& fill : list)
    result.push_back(
        {fill.slot(), {fill.person()}, static_cast<signalling::SourceKind>(fill.kind())});
  return result;
}

signalling::Speakers from(const pb::Speakers& speakers) {
  signalling::Speakers result;
  for (const uint32_t person : speakers.people()) result.people.push_back({person});
  return result;
}

signalling::Watched from(const pb::Watched& watched) {
  return {watched.connection(),
          static_cast<signalling::SourceKind>(watched.kind()),
          {watched.rids().begin(), watched.rids().end()}};
}

std::optional<decltype(ServerMessage::body)> body_of(const pb::ServerMessage& message) {
  switch (message.body_case()) {
    case pb::ServerMessage::kWelcome:
      return from(message.welcome());
    case pb::ServerMessage::kDone:
      return signalling::Done{message.done().id()};
    case pb::ServerMessage::kRefusal:
      return signalling::Refused{.id = message.refusal().id(),
                                 .code = domain::RefusalCode::kBadMessage,
                                 .detail = pb::RefusalCode_Name(message.refusal().code()) + ": " +
                                           message.refusal().detail()};
    case pb::ServerMessage::kAnswer:
      return signalling::Answer{message.answer().id(), message.answer().connection(),
                                message.answer().sdp()};
    case pb::ServerMessage::kPersonJoined:
      return domain::PersonJoined{from(message.person_joined().person())};
    case pb::ServerMessage::kPersonChanged:
      return domain::PersonChanged{from(message.person_changed().person())};
    case pb::ServerMessage::kPersonLeft:
      return domain::PersonLeft{{message.person_left().person()}};
    case pb::ServerMessage::kAdmitted:
      return signalling::Admitted{from(message.admitted().room()), message.admitted().room().link(),
                                  people(message.admitted().people())};
    case pb::ServerMessage::kRoomChanged:
      return signalling::RoomChanged{from(message.room_changed().room()),
                                     message.room_changed().room().link()};
    case pb::ServerMessage::kSentToWait:
      return signalling::SentToWait{from(message.sent_to_wait().room()),
                                    message.sent_to_wait().room().link()};
    case pb::ServerMessage::kAccessData:
      return signalling::AccessData{message.access_data().id(), message.access_data().code(),
                                    message.access_data().pin(), message.access_data().token()};
    case pb::ServerMessage::kGuessingLocked:
      return signalling::GuessingLocked{};
    // What a simulated client takes note of no further.
    case pb::ServerMessage::kAskedToSwitchOn:
      return domain::AskedToSwitchOn{};
    case pb::ServerMessage::kChatSaid:
      return signalling::ChatSaid{};
    case pb::ServerMessage::kReacted:
      return domain::Reacted{};
    case pb::ServerMessage::kTextTyped:
      return domain::TextTyped{};
    case pb::ServerMessage::kPollChanged:
      return domain::PollChanged{};
    case pb::ServerMessage::kPollRemoved:
      return domain::PollRemoved{};
    case pb::ServerMessage::kRelay:
      return signalling::Relay{};
    case pb::ServerMessage::kSlots:
      return signalling::Slots{fills(message.slots().video()), fills(message.slots().sound())};
    case pb::ServerMessage::kSpeakers:
      return from(message.speakers());
    case pb::ServerMessage::kWatched:
      return from(message.watched());
    case pb::ServerMessage::kEnded:
      return signalling::Ended{static_cast<signalling::EndReason>(message.ended().reason())};
    case pb::ServerMessage::kTogether:  // holds no other
    case pb::ServerMessage::BODY_NOT_SET:
      break;
  }
  return std::nullopt;
}

}  // namespace

base::Bytes encode(const ClientMessage& message) {
  pb::ClientMessage out;
  out.set_id(message.id);
  std::visit([&](const auto& body) { put(body, out); }, message.body);
  return base::to_bytes(base::as_bytes(out.SerializeAsString()));
}

std::vector<ServerMessage> decode(base::BytesView frame) {
  pb::ServerMessage message;
  if (!message.ParseFromArray(frame.data(), static_cast<int>(frame.size()))) return {};
  std::vector<ServerMessage> result;
  const auto read = [&](const pb::ServerMessage& one) {
    if (auto body = body_of(one)) result.push_back({one.number(), std::move(*body)});
  };
  if (message.has_together())
    for (const pb::ServerMessage& one : message.together().messages()) read(one);
  else
    read(message);
  return result;
}

}  // namespace sim
