// Conference: codes and PINs may be tried ten times a minute from one address. A room at which
// thirty wrong ones were tried within an hour tells its moderators and refuses, for that hour,
// everybody who has been wrong there once: whoever has the right code and comes from elsewhere
// still gets in.
#include "server/conference.hpp"

namespace server {

using domain::RefusalCode;

std::expected<domain::SeatState, domain::Refusal> Conference::try_to_enter(
    const Now& now, OpenRoom& room, const domain::Enter& enter, const Source& source) {
  const bool guesses = !enter.code.empty() || !enter.pin.empty();
  const std::string id = room.room.view().id.text;
  if (guesses) {
    const bool locked = !wrong_of_room_.may(now.instant, id);
    if (!wrong_of_source_.may(now.instant, source) ||
        (locked && !wrong_here_.may(now.instant, id + " " + source)))
      return std::unexpected(kTooManyTries);
  }
  const auto state = room.room.preview(now.instant, enter);
  if (!state && guesses && state.error().code == RefusalCode::kWrongCode)
    note_wrong_code(now, room, source);
  return state;
}

void Conference::note_wrong_code(const Now& now, OpenRoom& room, const Source& source) {
  const std::string id = room.room.view().id.text;
  wrong_of_source_.note(now.instant, source);
  wrong_here_.note(now.instant, id + " " + source);
  if (!wrong_of_room_.note(now.instant, id)) return;
  for (auto& [person, seat] : room.seats) {
    const auto self = room.room.person(person);
    if (self && self->role == domain::Role::kModerator)
      send_state(seat, {.body = signalling::GuessingLocked{}});
  }
}

domain::BarKey Conference::place_of(const Source& source) const {
  if (source.empty()) return {};
  const net::Sha256 hash = sealer_.keyed_hash("place", base::as_bytes(source));
  return {std::string(hash.begin(), hash.begin() + 16)};
}

}  // namespace server
