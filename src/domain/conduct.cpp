// What people send and who has a say in it: permitting, switching off, asking; hands (R39, R42,
// R43), and how their lines are (R55). Nobody's microphone, camera or screen is ever switched on
// for her.
#include <algorithm>

#include "domain/room.hpp"

namespace domain {
namespace {

constexpr Refusal kNotInside{RefusalCode::kNoSuchPerson, "no such person inside"};

void switch_off(Media& media, MediaKind kind) {
  switch (kind) {
    case MediaKind::kMicrophone:
      media.microphone = false;
      return;
    case MediaKind::kCamera:
      media.camera = false;
      return;
    case MediaKind::kScreen:
      media.screen = media.screen_sound = false;
      return;
  }
}

bool is_permitted(const Permitted& permitted, MediaKind kind) {
  switch (kind) {
    case MediaKind::kMicrophone:
      return permitted.microphones;
    case MediaKind::kCamera:
      return permitted.cameras;
    case MediaKind::kScreen:
      return permitted.screens;
  }
  return false;
}

}  // namespace

Media Room::allowed(const Person& person, const Media& media) const {
  return person.role == Role::kModerator ? media : within(permitted_, media);
}

// What is not permitted stays off and the rest counts: the page that asked learns it from the
// change of her own seat.
Room::Done Room::on(base::Instant, const Actor& actor, const SetMedia& set, Events& out) {
  Seat& seat = seats_.at(actor.person);
  Person changed = seat.person;
  changed.media = allowed(seat.person, set.media);
  change(seat, changed, out);
  return {};
}

Room::Done Room::on(base::Instant, const Actor&, const SetPermitted& set, Events& out) {
  const Permitted permitted = within(policy_, set.permitted);
  if (permitted == permitted_) return {};
  permitted_ = permitted;
  for (const PersonId id : inside()) {
    Seat& seat = seats_.at(id);
    Person changed = seat.person;
    changed.media = allowed(seat.person, seat.person.media);
    change(seat, changed, out);
  }
  out.push_back({{}, Persist{}});
  return {};
}

Room::Done Room::on(base::Instant, const Actor&, const SwitchOff& off, Events& out) {
  bool found = off.people.empty();
  for (const PersonId id : off.people.empty() ? inside() : off.people) {
    Seat* seat = seat_inside(id);
    if (!seat) continue;
    if (off.people.empty() && seat->person.role == Role::kModerator) continue;
    found = true;
    Person changed = seat->person;
    switch_off(changed.media, off.kind);
    change(*seat, changed, out);
  }
  if (!found) return std::unexpected(kNotInside);
  return {};
}

Room::Done Room::on(base::Instant, const Actor& actor, const AskToSwitchOn& ask, Events& out) {
  const Seat* seat = seat_inside(ask.person);
  if (!seat || seat->person.role == Role::kObserver) return std::unexpected(kNotInside);
  if (seat->person.role != Role::kModerator && !is_permitted(permitted_, ask.kind)) {
    return std::unexpected(Refusal{RefusalCode::kWrongState, "permit it first"});
  }
  out.push_back({{ask.person}, AskedToSwitchOn{actor.person, ask.kind}});
  return {};
}

// Raising a hand that is up keeps its place.
Room::Done Room::on(base::Instant, const Actor& actor, const RaiseHand& raise, Events& out) {
  Seat& seat = seats_.at(actor.person);
  if (raise.up == (seat.person.hand != 0)) return {};
  Person changed = seat.person;
  changed.hand = raise.up ? next_hand_++ : 0;
  change(seat, changed, out);
  return {};
}

Room::Done Room::on(base::Instant now, const Actor& actor, const ReportLine& report, Events& out) {
  Seat& seat = seats_.at(actor.person);
  if (report.quality == seat.person.line) return {};
  if (seat.line_reported_at && now < *seat.line_reported_at + kLineReportPause)
    return std::unexpected(Refusal{RefusalCode::kTooFast, "the line was reported just now"});
  seat.line_reported_at = now;
  Person changed = seat.person;
  changed.line = report.quality;
  change(seat, changed, out);
  return {};
}

// Hands that are down already are passed over: she may have lowered it herself meanwhile.
Room::Done Room::on(base::Instant, const Actor&, const LowerHands& lower, Events& out) {
  for (const PersonId id : lower.people.empty() ? inside() : lower.people) {
    Seat* seat = seat_inside(id);
    if (!seat || seat->person.hand == 0) continue;
    Person changed = seat->person;
    changed.hand = 0;
    change(*seat, changed, out);
  }
  return {};
}

}  // namespace domain
