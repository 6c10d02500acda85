// What the words of a step mean: the command that "Anna removes Ben" stands for.
#include <algorithm>

#include "scenario/world.hpp"

namespace scenario {
namespace {

// "tries to remove" is "removes".
void say_plainly(std::vector<std::string>& words) {
  if (words.size() < 3 || words[0] != "tries" || words[1] != "to") return;
  words.erase(words.begin(), words.begin() + 2);
  words[0] += words[0].ends_with("ch") ? "es" : "s";
}

}  // namespace

// enters [as moderator|participant|observer] [named "…"] [with code "…" | with the code]
//        [with PIN "…" | with the PIN] [with the token] [on the device of X]
//        [from the place of X] [with the link of X] [and had a seat]
//        [unattended]
std::optional<domain::Enter> World::read_enter(const std::string& who, const Words& rest) {
  domain::Enter enter;
  enter.name = who;
  Guest& guest = guests_[who];
  if (guest.device.empty()) guest.device = who;
  Words words = rest;
  std::erase_if(words, [](const std::string& word) {
    return word == "the" || word == "of" || word == "and" || word == "a" || word == "token";
  });
  // "the token" has become nothing; remember that it was there.
  const bool by_token = std::ranges::find(rest, "token") != rest.end();
  if (by_token) enter.proved_code = guest.proved_code;
  const auto access = room_->access_data(domain::Actor::token_holder());
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool more = i + 1 < words.size();
    if (word == "with") {
      continue;
    } else if (word == "as" && more) {
      const std::string& role = words[++i];
      if (role == "moderator") enter.role = domain::Role::kModerator;
      if (role == "observer") enter.role = domain::Role::kObserver;
    } else if (word == "named" && more) {
      enter.name = words[++i];
    } else if (word == "code") {
      const bool given = more && words[i + 1] != "with" && words[i + 1] != "PIN";
      enter.code = given ? words[++i] : access ? access->code.value_or("") : "";
    } else if (word == "PIN") {
      const bool given = more && words[i + 1] != "with" && words[i + 1] != "on";
      enter.pin = given ? words[++i] : access ? access->pin.value_or("") : "";
    } else if (word == "unattended") {
      enter.unattended = true;
    } else if (word == "link" && more) {
      enter.invitation = links_of({words[++i]})[0];
    } else if (word == "had" && more && words[i + 1] == "seat") {
      enter.had_seat = true;
      ++i;
    } else if (word == "from" && i + 2 < words.size() && words[i + 1] == "place") {
      enter.place = {"place " + words[i + 2]};
      i += 2;
    } else if (word == "on" && i + 2 < words.size() && words[i + 1] == "device") {
      guest.device = words[i + 2];
      i += 2;
    } else {
      return std::nullopt;
    }
  }
  enter.key = {guest.device};
  return enter;
}

// What a meeting needs: who may send, hands, chat, roles.
std::optional<domain::Command> World::read_conduct(
    const std::string& verb, const Words& rest, const std::vector<domain::PersonId>& people) const {
  static const std::map<std::string, domain::MediaKind> kKinds{
      {"microphone", domain::MediaKind::kMicrophone},
      {"camera", domain::MediaKind::kCamera},
      {"screen", domain::MediaKind::kScreen}};
  if (rest.empty()) return std::nullopt;
  const std::string& last = rest.back();
  if (verb == "forbids" || verb == "permits") {  // cameras, private chat
    domain::Permitted permitted = room_->view().permitted;
    const std::map<std::string, bool*> fields{{"microphones", &permitted.microphones},
                                              {"cameras", &permitted.cameras},
                                              {"screens", &permitted.screens},
                                              {"chat", &permitted.chat}};
    const auto field = fields.find(last);
    if (field == fields.end()) return std::nullopt;
    *(rest[0] == "private" ? &permitted.private_chat : field->second) = verb == "permits";
    return domain::SetPermitted{permitted};
  }
  if (verb == "mutes") return domain::SwitchOff{domain::MediaKind::kMicrophone, people};
  if (verb == "asks" && kKinds.contains(last)) {  // Ben for the camera
    return domain::AskToSwitchOn{people[0], kKinds.at(last)};
  }
  if (verb == "raises") return domain::RaiseHand{true};
  if (verb == "lowers" && last == "hand") return domain::RaiseHand{false};
  if (verb == "lowers") return domain::LowerHands{};  // all hands
  if (verb == "makes" && rest.size() == 2) {
    const bool up = last == "moderator";
    return domain::SetRole{people[0], up ? domain::Role::kModerator : domain::Role::kParticipant};
  }
  if (verb == "locks" || verb == "unlocks") return domain::LockRoom{verb == "locks"};
  if (verb == "says") return domain::SendChat{std::nullopt, rest[0]};
  if (verb == "whispers") return domain::SendChat{people.back(), rest[0]};  // "…" to Ben
  return std::nullopt;
}

std::vector<domain::InvitationKey> World::links_of(const Words& people) {
  std::vector<domain::InvitationKey> links;
  for (const std::string& person : people) {
    if (person != "and") links.push_back({"link of " + person});
  }
  return links;
}

std::optional<domain::Command> World::read_command(const std::string& who, const Words& plain) {
  Words words = plain;
  say_plainly(words);
  std::erase_if(
      words, [](const std::string& word) { return word == "the" || word == "and" || word == "a"; });
  if (words.empty()) return std::nullopt;
  const std::string verb = words[0];
  const Words rest(words.begin() + 1, words.end());

  std::vector<domain::PersonId> people;
  for (const std::string& word : rest) {
    if (word != "everybody") people.push_back(seat(word));
  }
  if (auto conduct = read_conduct(verb, rest, people)) return conduct;
  if (auto beside = read_beside(who, verb, rest)) return beside;
  if (verb == "invites") return domain::Invite{links_of(rest)};
  if (verb == "admits") return domain::Admit{people};
  if (verb == "rejects") return domain::Reject{people};
  if (rest == Words{}) return verb == "leaves" ? std::optional(domain::Leave{}) : std::nullopt;
  if (verb == "removes" && rest[0] == "code") return domain::SetAccessCode{std::nullopt};
  if (verb == "removes") return domain::Remove{people[0], false};
  if (verb == "bars") return domain::Remove{people[0], true};
  if (verb == "sends") return domain::SendToWait{people[0]};  // Ben to the waiting room
  if (verb == "loses") return domain::LineLost{};
  if (verb == "comes") return domain::LineBack{};
  if (verb == "pauses") return domain::Pause{};
  if (verb == "ends") return domain::EndRoom{};
  if (verb == "sets" && rest.size() == 2) return domain::SetAccessCode{rest[1]};
  if (verb == "switches" && rest.size() == 3) {  // the waiting room on, the microphone off
    return domain::SetWaitingRoom{rest[2] == "on"};
  }
  if (verb == "turns" && rest.size() == 2) {
    return domain::SetMedia{{.microphone = rest[0] == "microphone" && rest[1] == "on",
                             .camera = rest[0] == "camera" && rest[1] == "on"}};
  }
  return std::nullopt;
}

}  // namespace scenario
