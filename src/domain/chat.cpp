// What is said beside the sound: chat and reactions (R46). Passed on and forgotten.
#include "domain/name.hpp"
#include "domain/room.hpp"

namespace domain {

// To everybody where the moderators permit it, and moderators always; to one person only where that
// is permitted too. A policy without chat leaves none to anybody.
Room::Done Room::on(base::Instant, const Actor& actor, const SendChat& said, Events& out) {
  const Person& from = seats_.at(actor.person).person;
  const bool moderates = from.role == Role::kModerator;
  const bool may =
      said.to ? permitted_.private_chat : permitted_.chat || (moderates && policy_.chat);
  if (!may) return std::unexpected(Refusal{RefusalCode::kNotPermitted, "the chat is off"});
  auto text = clean_text(said.text, kLongestChat);
  if (!text) return std::unexpected(Refusal{RefusalCode::kBadMessage, "empty or too long"});
  Event event{inside(), ChatSaid{from.id, from.name, said.to, std::move(*text)}};
  if (said.to) {
    const Seat* recipient = seat_inside(*said.to);
    if (!recipient || !sees(from, recipient->person) || recipient->person.id == from.id) {
      return std::unexpected(Refusal{RefusalCode::kNoSuchPerson, "nobody to tell it to"});
    }
    event.to = {from.id, *said.to};
  }
  out.push_back(std::move(event));
  return {};
}

Room::Done Room::on(base::Instant, const Actor& actor, const React& react, Events& out) {
  out.push_back({inside(), Reacted{actor.person, react.reaction}});
  return {};
}

}  // namespace domain
