#include "scenario/world.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace scenario {
namespace {

using domain::Departure;

std::string quoted(const std::string& word) { return "\"" + word + "\""; }

// As a script reads it.
std::string request_for(domain::MediaKind kind) {
  switch (kind) {
    case domain::MediaKind::kMicrophone:
      return "microphone?";
    case domain::MediaKind::kCamera:
      return "camera?";
    case domain::MediaKind::kScreen:
      return "screen?";
  }
  return "";
}

std::optional<std::string> name_of(Departure reason) {
  switch (reason) {
    case Departure::kLeft:
      return "left";
    case Departure::kLineLost:
      return "line_lost";
    case Departure::kRejected:
      return "rejected";
    case Departure::kRemoved:
      return "removed";
    case Departure::kBarred:
      return "barred";
    case Departure::kRoomPaused:
      return "room_paused";
    case Departure::kRoomEnded:
      return "room_ended";
  }
  return std::nullopt;
}

}  // namespace

World::Problem World::run(const Line& line) {
  if (!room_ && is_set_up(line.words)) return set_up(line.words);
  if (!room_) {
    if (auto problem = create()) return problem;
  }
  Line rest = line;
  const std::string& first = line.words[0];
  if ((first == "at" || first == "after") && line.words.size() > 1) {
    const auto time = parse_time(line.words[1]);
    if (!time) return time.error();
    const base::Instant then = (first == "at" ? base::Instant{} : now_) + *time;
    if (then < now_) return "that time has passed already";
    if (auto problem = advance_to(then)) return problem;
    rest.words.erase(rest.words.begin(), rest.words.begin() + 2);
    if (rest.words.empty()) return std::nullopt;
  }
  if (auto problem = act(rest)) return problem;
  return check_views();
}

// The lines that come before the first step; with that the room is created.
bool World::is_set_up(const Words& words) {
  const std::string& first = words[0];
  return first == "profile" || first == "policy" || first == "room" || first == "code" ||
         first == "appointment" || first == "invited";
}

World::Problem World::set_up(const Words& words) {
  if (words[0] == "profile" && words.size() == 2) {
    const auto profile = domain::profile_from_name(words[1]);
    if (!profile) return "no such profile";
    policy_ = domain::policy_of(*profile);
    return std::nullopt;
  }
  if (words[0] == "policy" && words.size() == 3) {
    const auto set = domain::override_field(policy_, words[1], words[2]);
    return set ? Problem{} : Problem{set.error()};
  }
  if (words[0] == "room" && words.size() == 2) {
    room_name_ = words[1];
    return std::nullopt;
  }
  if (words[0] == "code" && words.size() == 2) {
    arrangement_.code = words[1];
    return std::nullopt;
  }
  // appointment from 1h for 45m: from now, which is the moment of the room's creation
  if (words[0] == "appointment" && words.size() == 5) {
    const auto from = parse_time(words[2]), length = parse_time(words[4]);
    if (!from || !length) return "no such time";
    const auto begin = wall() + std::chrono::floor<std::chrono::seconds>(*from);
    arrangement_.appointment = {begin, begin + std::chrono::floor<std::chrono::seconds>(*length)};
    return std::nullopt;
  }
  if (words[0] == "invited") {
    arrangement_.invited = links_of({words.begin() + 1, words.end()});
    return std::nullopt;
  }
  return "not understood";
}

World::Problem World::create() {
  auto room =
      domain::Room::create(now_, wall(), policy_, {"probe"}, room_name_, random_, arrangement_);
  if (!room) return "the room is not created: " + std::string(name(room.error().code));
  room_.emplace(std::move(*room));
  return store_.save_room(room_->record()) ? Problem{} : Problem{"not stored"};
}

World::Problem World::advance_to(base::Instant then) {
  while (room_->next_timeout() <= then) {
    now_ = std::max(now_, room_->next_timeout());
    if (auto problem = deliver(room_->on_timeout(now_))) return problem;
    if (auto problem = check_views()) return problem;
  }
  now_ = then;
  return std::nullopt;
}

World::Problem World::act(const Line& line) {
  Words words = line.words;
  if (words[0] == "the") words.erase(words.begin());
  if (words.size() < 2) return "the line is not complete";
  const std::string who = words[0];
  const std::string verb = words[1];
  const Words rest(words.begin() + 2, words.end());
  if (who == "server" && verb == "restarts") {
    restart();
    return std::nullopt;
  }
  if (who == "room") return expect_room({words.begin() + 1, words.end()});
  if (verb == "is") return expect_person(who, rest);
  if (verb == "sees") return expect_sight(who, rest);
  if (verb == "reads") return expect_reading(who, rest);
  if (verb == "watches" || verb == "counts" || verb == "finds") {
    return expect_beside(who, verb, rest);
  }
  if (verb == "enters") return enter(who, rest, line.outcome);
  if (verb == "gets") {  // a token: what she proved by it stays proved while the code stays
    const auto asked = read_enter(who, rest);
    if (!asked) return "not understood";
    const auto where = room_->preview(now_, *asked);
    if (where) guests_[who].proved_code = room_->code_generation();
    const std::string got = where ? (*where == domain::SeatState::kInside ? "inside" : "waiting")
                                  : "refused " + std::string(name(where.error().code));
    std::string wanted;
    for (const auto& word : line.outcome) wanted += (wanted.empty() ? "" : " ") + word;
    if (wanted.empty() ? !where.has_value() : wanted != got) return "got " + got;
    return std::nullopt;
  }
  const auto command = read_command(who, {words.begin() + 1, words.end()});
  if (!command) return "not understood";
  return judge(actor(who), *command, line.outcome);
}

World::Problem World::enter(const std::string& who, const Words& rest, const Words& outcome) {
  const auto entering = read_enter(who, rest);
  if (!entering) return "not understood";
  Words left = outcome;
  const bool refused = !left.empty() && left[0] == "refused";
  if (auto problem = judge(domain::Actor::newcomer(), *entering, refused ? left : Words{})) {
    return problem;
  }
  if (refused) return std::nullopt;
  // The newest seat is hers.
  guests_[who].seat = replicas_.rbegin()->first;
  for (const std::string& word : left) {
    if (auto problem = expect_person(who, {word})) return problem;
  }
  return std::nullopt;
}

World::Problem World::judge(const domain::Actor& by, const domain::Command& command,
                            const Words& outcome) {
  const domain::RoomRecord before = room_->record();
  const auto events = room_->apply(now_, by, command);
  const bool wants_refusal = !outcome.empty() && outcome[0] == "refused";
  if (!events) {
    if (room_->record() != before) return "a refused command changed the room";
    const std::string code(name(events.error().code));
    if (!wants_refusal) return "refused " + code;
    if (outcome.size() > 1 && outcome[1] != code) return "refused " + code;
    return std::nullopt;
  }
  if (auto problem = deliver(*events)) return problem;
  if (wants_refusal) return "was not refused";
  return outcome.empty() || outcome[0] == "done" ? Problem{} : Problem{"no such outcome"};
}

World::Problem World::deliver(const domain::Events& events) {
  for (const auto& [to, fact] : events) {
    if (std::holds_alternative<domain::Persist>(fact)) {
      if (!store_.save_room(room_->record())) return "not stored";
    }
    if (std::holds_alternative<domain::RoomDeleted>(fact)) {
      if (!store_.delete_room(room_->view().id)) return "not deleted";
    }
    for (const domain::PersonId person : to) {
      if (auto broken = replicas_[person].take(fact)) return "broken promise: " + *broken;
      if (const auto* said = std::get_if<domain::ChatSaid>(&fact))
        unread_[person].push_back(said->text);
      if (const auto* asked = std::get_if<domain::AskedToSwitchOn>(&fact))
        unread_[person].push_back(request_for(asked->kind));
    }
  }
  return std::nullopt;
}

World::Problem World::check_views() const {
  if (room_->people_inside() > room_->policy().max_people) return "more people than places";
  for (const auto& [id, replica] : replicas_) {
    const auto person = room_->person(id);
    if (person.has_value() == replica.ended().has_value()) return "told the wrong end";
    if (!person) continue;
    std::vector<domain::Person> told;
    for (const auto& [other, seen] : replica.people()) told.push_back(seen);
    if (told != room_->people_seen_by(id)) return person->name + " was told something else";
    if (replica.room() != room_->view()) return person->name + " knows another room";
    if (replica.state() != person->state) return person->name + " does not know where she is";
  }
  return std::nullopt;
}

void World::restart() {
  replicas_.clear();
  for (auto& [label, guest] : guests_) guest.seat = {};
  const auto kept = store_.load_room(room_->view().id);
  if (!kept || !*kept) return;  // a deleted room stays deleted
  room_ = domain::Room::restore(now_, wall(), policy_, **kept);
}

World::Problem World::expect_person(const std::string& who, const Words& rest) {
  if (rest.empty()) return "the line is not complete";
  const domain::PersonId id = seat(who);
  const auto person = room_->person(id);
  if (rest[0] == "out") {
    if (person) return who + " has a seat";
    const auto ended = replicas_.contains(id) ? replicas_.at(id).ended() : std::nullopt;
    const auto reason = ended ? name_of(*ended) : std::nullopt;
    if (rest.size() > 1 && rest[1] != reason) {
      return who + " is out: " + reason.value_or("nobody told her");
    }
    return std::nullopt;
  }
  if (!person) return who + " has no seat";
  const std::map<std::string, bool> facts{
      {"inside", person->state == domain::SeatState::kInside},
      {"waiting", person->state == domain::SeatState::kWaiting},
      {"moderator", person->role == domain::Role::kModerator},
      {"participant", person->role == domain::Role::kParticipant},
      {"observer", person->role == domain::Role::kObserver},
      {"away", person->away},
      {"back", !person->away},
      {"heard", person->media.microphone},
      {"unheard", !person->media.microphone},
      {"seen", person->media.camera},
      {"unseen", !person->media.camera},
      {"asking", person->hand != 0},
      {"silent", person->hand == 0},
  };
  const auto fact = facts.find(rest[0]);
  if (fact == facts.end()) return "no such state: " + quoted(rest[0]);
  return fact->second ? Problem{} : Problem{who + " is not " + rest[0]};
}

World::Problem World::expect_sight(const std::string& who, const Words& rest) {
  std::set<std::string> wanted(rest.begin(), rest.end());
  wanted.erase("nobody");
  wanted.erase("and");
  std::set<std::string> seen;
  for (const auto& [id, person] : replicas_[seat(who)].people()) {
    if (id == seat(who)) continue;
    for (const auto& [label, guest] : guests_) {
      if (guest.seat == id) seen.insert(label);
    }
  }
  if (seen == wanted) return std::nullopt;
  std::string list;
  for (const auto& label : seen) list += " " + label;
  return who + " sees" + (list.empty() ? " nobody" : list);
}

World::Problem World::expect_reading(const std::string& who, Words wanted) {
  std::erase(wanted, "nothing");
  const Words read = std::exchange(unread_[seat(who)], {});
  if (read == wanted) return std::nullopt;
  std::string list;
  for (const std::string& text : read) list += " " + quoted(text);
  return who + " reads" + (list.empty() ? " nothing" : list);
}

World::Problem World::expect_room(const Words& words) {
  const domain::RoomView view = room_->view();
  std::string sentence;
  for (const std::string& word : words) sentence += (sentence.empty() ? "" : " ") + word;
  const std::map<std::string, bool> facts{
      {"is open", view.state == domain::RoomState::kOpen},
      {"is paused", view.state == domain::RoomState::kPaused},
      {"is deleted", view.state == domain::RoomState::kDeleted},
      {"has a moderator", view.moderator_present},
      {"has no moderator", !view.moderator_present},
      {"has a waiting room", view.waiting_room},
      {"has no waiting room", !view.waiting_room},
      {"has a code", view.code_required},
      {"has no code", !view.code_required},
      {"is locked", view.locked},
      {"is unlocked", !view.locked},
  };
  const auto fact = facts.find(sentence);
  if (fact == facts.end()) return "not understood";
  return fact->second ? Problem{} : Problem{"the room does not: " + sentence};
}

domain::PersonId World::seat(const std::string& who) { return guests_[who].seat; }

domain::Actor World::actor(const std::string& who) {
  if (who == "operator") return domain::Actor::service_operator();
  if (who == "owner") return domain::Actor::token_holder();
  return domain::Actor::of(seat(who));
}

base::UnixTime World::wall() const {
  constexpr base::UnixTime kStart{std::chrono::seconds(1'750'000'000)};
  return kStart + std::chrono::floor<std::chrono::seconds>(now_.time_since_epoch());
}

}  // namespace scenario
