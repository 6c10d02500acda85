// Appointed times and personal links: who may come when, and by whose invitation (R13, R28).
#include <algorithm>
#include <utility>

#include "domain/room.hpp"
#include "domain/secret.hpp"

namespace domain {

// Moderators prove what they are by a token or the PIN and need no invitation; being the first to
// enter proves nothing here.
Room::Done Room::may_come_now(base::Instant now, const Enter& enter) const {
  const auto refuse = [](RefusalCode code, std::string_view detail) {
    return std::unexpected(Refusal{code, detail});
  };
  const KeptSeat* kept = returning(enter);
  const Role role = kept ? kept->role : role_by_ticket(enter);
  const bool moderates = role == Role::kModerator || !enter.pin.empty();
  if (policy_.only_invited && !moderates && !kept && !is_invited(enter.invitation)) {
    return refuse(RefusalCode::kNotInvited, "needs a personal link");
  }
  const auto holder = seat_by(enter.invitation);
  if (holder && !seats_.at(*holder).line_lost_at) {
    return refuse(RefusalCode::kLinkInUse, "this personal link is in use");
  }
  if (!record_.appointment) return {};
  switch (phase_at(*record_.appointment, wall_at(now))) {
    case Phase::kBefore:
      return refuse(RefusalCode::kTooEarly, "before the appointed time");
    case Phase::kPreparing:
      if (!moderates) return refuse(RefusalCode::kTooEarly, "before the appointed time");
      break;
    case Phase::kOver:
      if (!moderates && !enter.had_seat && !kept)
        return refuse(RefusalCode::kOver, "the time is over");
      break;
    case Phase::kOpen:
      break;
  }
  return {};
}

Room::Done Room::on(base::Instant, const Actor&, const Invite& invite, Events& out) {
  if (record_.invited.size() + invite.keys.size() > kMostInvited) {
    return std::unexpected(Refusal{RefusalCode::kRoomFull, "too many are invited"});
  }
  if (invite.keys.empty()) return {};
  record_.invited.insert(record_.invited.end(), invite.keys.begin(), invite.keys.end());
  out.push_back({{}, Persist{}});
  return {};
}

bool Room::is_invited(const InvitationKey& key) const {
  return !key.hash.empty() && std::ranges::find(record_.invited, key) != record_.invited.end();
}

std::optional<PersonId> Room::seat_by(const InvitationKey& key) const {
  if (key.hash.empty()) return std::nullopt;
  for (const auto& [id, seat] : seats_) {
    if (seat.invitation == key) return id;
  }
  return std::nullopt;
}

void Room::withdraw(const InvitationKey& key, Events& out) {
  if (std::erase(record_.invited, key) > 0) out.push_back({{}, Persist{}});
}

bool Room::is_owned_by(std::string_view owner) const {
  return !record_.owner.empty() && same_secret(record_.owner, owner);
}

// An appointment takes the place of the policy's limits: the room is there when it begins, however
// far ahead it was made, and is gone soon after its end.
base::Instant Room::appointment_deadline() const {
  const base::Instant closes = started_at_ + (record_.appointment->closes_at - started_wall_);
  return std::max(closes, last_active_) + kGraceAfterEnd;
}

}  // namespace domain
