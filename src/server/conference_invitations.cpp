// Conference: personal links and the account that a room belongs to. Rooms keep keyed hashes of
// both: whoever reads the database holds neither a link nor a login.
#include "server/conference.hpp"

namespace server {

using domain::Refusal;
using domain::RefusalCode;

namespace {

// Half of the hash: as hard to guess as the token itself, and short enough for a ticket.
std::string half_hash(const net::Sealer& sealer, std::string_view purpose, std::string_view text) {
  const net::Sha256 hash = sealer.keyed_hash(purpose, base::as_bytes(text));
  return {hash.begin(), hash.begin() + 16};
}

}  // namespace

domain::InvitationKey Conference::key_of(std::string_view invitation) const {
  if (invitation.empty()) return {};
  return {half_hash(sealer_, "invitation", invitation)};
}

std::string Conference::owner_of(std::string_view account) const {
  return account.empty() ? "" : half_hash(sealer_, "owner", account);
}

// The token stands behind "#": browsers keep that part to themselves.
std::string Conference::personal_link(const domain::RoomId& room, std::string_view token) const {
  return link_of(room) + "#einladung=" + std::string(token);
}

void Conference::invite(const Now& now, const domain::RoomId& id, std::string_view token,
                        size_t count, Reply<std::vector<std::string>> reply) {
  clear_graveyard();
  const auto room = moderated_room(now, id, token);
  if (!room) return reply(std::unexpected(room.error()));
  std::vector<std::string> links;
  domain::Invite invite;
  for (size_t i = 0; i < count; ++i) {
    const std::string secret = domain::random_invitation(random_);
    links.push_back(personal_link(id, secret));
    invite.keys.push_back(key_of(secret));
  }
  const auto invited = apply(now, **room, domain::Actor::token_holder(), invite);
  if (!invited) return reply(std::unexpected(invited.error()));
  // A link is given out when it is good for a restart too.
  after_saves(**room, [room = *room, reply = std::move(reply), links = std::move(links)] {
    if (!room->last_save_failed) return reply(links);
    reply(std::unexpected(Refusal{RefusalCode::kOverloaded, "the store did not take it"}));
  });
}

std::vector<domain::RoomView> Conference::rooms_of(std::string_view account) const {
  std::vector<domain::RoomView> own;
  const std::string owner = owner_of(account);
  for (const auto& [id, room] : rooms_)
    if (room->room.is_owned_by(owner)) own.push_back(room->room.view());
  return own;
}

bool Conference::is_owned_by(const domain::RoomId& id, std::string_view account) const {
  const OpenRoom* room = find_room(id);
  return room && room->room.is_owned_by(owner_of(account));
}

}  // namespace server
