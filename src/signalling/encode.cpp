#include "signalling/encode.hpp"

#include <google/protobuf/util/json_util.h>

#include "base/assert.hpp"
#include "plenum.pb.h"

namespace signalling {

namespace pb = plenum::v1;

namespace {

pb::State to_pb(domain::SeatState state) {
  return state == domain::SeatState::kInside ? pb::STATE_INSIDE : pb::STATE_WAITING;
}

pb::Role to_pb(domain::Role role) {
  switch (role) {
    case domain::Role::kModerator:
      return pb::ROLE_MODERATOR;
    case domain::Role::kParticipant:
      return pb::ROLE_PARTICIPANT;
    case domain::Role::kObserver:
      return pb::ROLE_OBSERVER;
  }
  return pb::ROLE_UNSPECIFIED;
}

pb::SourceKind to_pb(domain::MediaKind kind) {
  switch (kind) {
    case domain::MediaKind::kMicrophone:
      return pb::SOURCE_KIND_MICROPHONE;
    case domain::MediaKind::kCamera:
      return pb::SOURCE_KIND_CAMERA;
    case domain::MediaKind::kScreen:
      return pb::SOURCE_KIND_SCREEN;
  }
  return pb::SOURCE_KIND_UNSPECIFIED;
}

void put(const domain::RoomView& room, const std::string& link, pb::Room& out) {
  out.set_id(room.id.text);
  out.set_name(room.name);
  out.set_link(link);
  out.set_waiting_room(room.waiting_room);
  out.set_moderator_present(room.moderator_present);
  out.set_code_required(room.code_required);
  out.set_can_pause(room.can_pause);
  out.set_locked(room.locked);
  pb::Permitted& permitted = *out.mutable_permitted();
  permitted.set_microphones(room.permitted.microphones);
  permitted.set_cameras(room.permitted.cameras);
  permitted.set_screens(room.permitted.screens);
  permitted.set_chat(room.permitted.chat);
  permitted.set_private_chat(room.permitted.private_chat);
}

void put(const domain::Person& person, pb::Person& out) {
  out.set_id(person.id.value);
  out.set_name(person.name);
  out.set_role(to_pb(person.role));
  out.set_state(to_pb(person.state));
  out.set_away(person.away);
  out.set_hand(person.hand);
  out.set_line(static_cast<pb::LineQuality>(person.line));
  pb::SetMedia& media = *out.mutable_media();
  media.set_microphone(person.media.microphone);
  media.set_camera(person.media.camera);
  media.set_screen(person.media.screen);
  media.set_screen_sound(person.media.screen_sound);
}

void put(const std::vector<SlotFill>& slots,
         google::protobuf::RepeatedPtrField<pb::SlotFill>& out) {
  for (const SlotFill& slot : slots) {
    pb::SlotFill& fill = *out.Add();
    fill.set_slot(slot.slot);
    fill.set_person(slot.person.value);
    fill.set_kind(static_cast<pb::SourceKind>(slot.kind));
  }
}

void put(const Relay& relay, pb::Relay& out) {
  out.set_id(relay.id);
  for (const std::string& url : relay.urls) out.add_urls(url);
  out.set_username(relay.username);
  out.set_password(relay.password);
  out.set_lifetime(relay.lifetime);
}

void put(const domain::PollView& poll, pb::Poll& out) {
  out.set_id(poll.id.value);
  out.set_question(poll.poll.question);
  for (const std::string& answer : poll.poll.answers) out.add_answers(answer);
  out.set_multiple(poll.poll.multiple);
  out.set_anonymous(poll.poll.anonymous);
  out.set_live(poll.poll.live);
  out.set_closed(poll.closed);
  out.set_ballots(poll.ballots);
  for (const domain::PollResult& result : poll.results) {
    pb::PollResult& added = *out.add_results();
    added.set_votes(result.votes);
    for (const domain::Voter& voter : result.voters) {
      pb::Voter& named = *added.add_voters();
      named.set_person(voter.person.value);
      named.set_name(voter.name);
    }
  }
}

template <typename Snapshot>
void put(const domain::Beside& beside, Snapshot& out) {
  for (const domain::PollShown& shown : beside.polls) {
    pb::PollShown& added = *out.add_polls();
    put(shown.poll, *added.mutable_poll());
    for (const uint32_t answer : shown.mine) added.add_mine(answer);
  }
  for (const domain::TypedLine& line : beside.lines) {
    pb::TypedLine& added = *out.add_lines();
    added.set_person(line.person.value);
    added.set_line(line.line);
    added.set_step(line.step);
    added.set_text(line.text);
    added.set_finished(line.finished);
  }
}

void put(const Welcome& welcome, pb::ServerMessage& out) {
  pb::Welcome& body = *out.mutable_welcome();
  body.set_self(welcome.self.value);
  body.set_resume_ticket(welcome.resume_ticket);
  body.set_resumed(welcome.resumed);
  body.set_state(to_pb(welcome.state));
  put(welcome.room, welcome.link, *body.mutable_room());
  for (const domain::Person& person : welcome.people) put(person, *body.add_people());
  if (welcome.relay) put(*welcome.relay, *body.mutable_relay());
  put(welcome.beside, body);
}
void put(const Done& done, pb::ServerMessage& out) { out.mutable_done()->set_id(done.id); }
void put(const Refused& refused, pb::ServerMessage& out) {
  pb::Refusal& body = *out.mutable_refusal();
  body.set_id(refused.id);
  body.set_code(static_cast<pb::RefusalCode>(refused.code));
  body.set_detail(refused.detail);
}
void put(const Answer& answer, pb::ServerMessage& out) {
  pb::Answer& body = *out.mutable_answer();
  body.set_id(answer.id);
  body.set_connection(answer.connection);
  body.set_sdp(answer.sdp);
}
void put(const domain::PersonJoined& joined, pb::ServerMessage& out) {
  put(joined.person, *out.mutable_person_joined()->mutable_person());
}
void put(const domain::PersonChanged& changed, pb::ServerMessage& out) {
  put(changed.person, *out.mutable_person_changed()->mutable_person());
}
void put(const domain::PersonLeft& left, pb::ServerMessage& out) {
  out.mutable_person_left()->set_person(left.person.value);
}
void put(const Admitted& admitted, pb::ServerMessage& out) {
  pb::Admitted& body = *out.mutable_admitted();
  put(admitted.room, admitted.link, *body.mutable_room());
  for (const domain::Person& person : admitted.people) put(person, *body.add_people());
  if (admitted.relay) put(*admitted.relay, *body.mutable_relay());
  put(admitted.beside, body);
}
void put(const RoomChanged& changed, pb::ServerMessage& out) {
  put(changed.room, changed.link, *out.mutable_room_changed()->mutable_room());
}
void put(const SentToWait& sent, pb::ServerMessage& out) {
  put(sent.room, sent.link, *out.mutable_sent_to_wait()->mutable_room());
}
void put(const AccessData& data, pb::ServerMessage& out) {
  pb::AccessData& body = *out.mutable_access_data();
  body.set_id(data.id);
  body.set_code(data.code);
  body.set_pin(data.pin);
  body.set_token(data.token);
}
void put(const GuessingLocked&, pb::ServerMessage& out) { out.mutable_guessing_locked(); }
void put(const domain::AskedToSwitchOn& asked, pb::ServerMessage& out) {
  pb::AskedToSwitchOn& body = *out.mutable_asked_to_switch_on();
  body.set_by(asked.by.value);
  body.set_kind(to_pb(asked.kind));
}
void put(const ChatSaid& chat, pb::ServerMessage& out) {
  pb::ChatSaid& body = *out.mutable_chat_said();
  body.set_order(chat.order);
  body.set_from(chat.said.from.value);
  body.set_name(chat.said.name);
  body.set_to(chat.said.to ? chat.said.to->value : 0);
  body.set_text(chat.said.text);
  body.set_said_at(static_cast<uint64_t>(chat.at.time_since_epoch().count()));
}
void put(const domain::Reacted& reacted, pb::ServerMessage& out) {
  pb::Reacted& body = *out.mutable_reacted();
  body.set_person(reacted.person.value);
  body.set_reaction(
      static_cast<pb::Reaction>(pb::REACTION_APPLAUSE + static_cast<int>(reacted.reaction)));
}
void put(const domain::TextTyped& typed, pb::ServerMessage& out) {
  pb::TextTyped& body = *out.mutable_text_typed();
  body.set_person(typed.person.value);
  pb::TypeText& edit = *body.mutable_edit();
  edit.set_line(typed.edit.line);
  edit.set_step(typed.edit.step);
  edit.set_at(typed.edit.at);
  edit.set_erase(typed.edit.erase);
  edit.set_insert(typed.edit.insert);
  edit.set_finished(typed.edit.finished);
}
void put(const domain::PollChanged& changed, pb::ServerMessage& out) {
  put(changed.poll, *out.mutable_poll_changed()->mutable_poll());
}
void put(const domain::PollRemoved& removed, pb::ServerMessage& out) {
  out.mutable_poll_removed()->set_poll(removed.poll.value);
}
void put(const Relay& relay, pb::ServerMessage& out) { put(relay, *out.mutable_relay()); }
void put(const Slots& slots, pb::ServerMessage& out) {
  put(slots.video, *out.mutable_slots()->mutable_video());
  put(slots.sound, *out.mutable_slots()->mutable_sound());
}
void put(const Speakers& speakers, pb::ServerMessage& out) {
  pb::Speakers& body = *out.mutable_speakers();
  for (const domain::PersonId person : speakers.people) body.add_people(person.value);
}
void put(const Watched& watched, pb::ServerMessage& out) {
  pb::Watched& body = *out.mutable_watched();
  body.set_connection(watched.connection);
  body.set_kind(static_cast<pb::SourceKind>(watched.kind));
  for (const std::string& rid : watched.rids) body.add_rids(rid);
}
void put(const Ended& ended, pb::ServerMessage& out) {
  out.mutable_ended()->set_reason(static_cast<pb::EndReason>(ended.reason));
}

void put(const ServerMessage& message, pb::ServerMessage& out) {
  out.set_number(message.number);
  std::visit([&](const auto& body) { put(body, out); }, message.body);
}

base::Bytes frame_of(Format format, const pb::ServerMessage& out) {
  if (format == Format::kProtobuf) {
    base::Bytes bytes(out.ByteSizeLong());
    out.SerializeToArray(bytes.data(), static_cast<int>(bytes.size()));
    return bytes;
  }
  std::string json;
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  const auto status = google::protobuf::util::MessageToJsonString(out, &json, options);
  ASSERT(status.ok());  // names are UTF-8 (domain/name), everything else is ours
  return base::to_bytes(base::as_bytes(json));
}

}  // namespace

base::Bytes encode(Format format, const ServerMessage& message) {
  pb::ServerMessage out;
  put(message, out);
  return frame_of(format, out);
}

base::Bytes encode(Format format, std::span<const ServerMessage> messages) {
  pb::ServerMessage out;
  for (const ServerMessage& message : messages)
    put(message, *out.mutable_together()->add_messages());
  return frame_of(format, out);
}

}  // namespace signalling
