// Conference: what the operator of the service sees and does (R65). Rooms as numbers, and their
// end.
#include <algorithm>
#include <tuple>

#include "domain/slug.hpp"
#include "server/conference.hpp"

namespace server {

namespace {

using domain::Refusal;
using domain::RefusalCode;

// Names are compared as their links spell them, so that "buerger" finds "Bürgerversammlung". The
// letter in front is there because no link may be certain words ("raum").
std::string folded(std::string_view name) {
  const std::string link = domain::slug("x " + std::string(name));
  return link.substr(std::min<size_t>(link.size(), 2));
}

}  // namespace

RoomPage Conference::list_rooms(const RoomSearch& search) const {
  struct Found {
    const OpenRoom* room;
    size_t inside;
    size_t waiting;
  };
  const std::string part = folded(search.name_part);
  std::vector<Found> found;
  for (const auto& [id, room] : rooms_)
    if (part.empty() || folded(room->room.view().name).contains(part))
      found.push_back({room.get(), room->room.people_inside(), room->room.people_waiting()});
  // Of 10,000 rooms only the page is put in order.
  const size_t begin = std::min(search.offset, found.size());
  const size_t end = begin + std::min(search.limit, found.size() - begin);
  const auto order = [](const Found& one) {
    return std::tuple(~one.inside, ~one.waiting, -one.room->created_at.time_since_epoch().count(),
                      one.room);
  };
  std::ranges::partial_sort(found, found.begin() + static_cast<ptrdiff_t>(end), {}, order);
  RoomPage page{.rooms = {}, .total = found.size()};
  for (size_t i = begin; i < end; ++i) {
    domain::RoomView view = found[i].room->room.view();
    page.rooms.push_back({.id = std::move(view.id),
                          .name = std::move(view.name),
                          .state = view.state,
                          .inside = found[i].inside,
                          .waiting = found[i].waiting,
                          .created_at = found[i].room->created_at});
  }
  return page;
}

void Conference::end_room_as_operator(const Now& now, const domain::RoomId& id, Reply<void> reply) {
  clear_graveyard();
  OpenRoom* room = find_room(id);
  if (!room) return reply(std::unexpected(Refusal{RefusalCode::kNoSuchRoom, "no such room"}));
  end_as(now, *room, domain::Actor::service_operator(), std::move(reply));
}

void Conference::end_running_rooms(const Now& now, Reply<size_t> reply) {
  clear_graveyard();
  // Ending a room takes it out of the table.
  std::vector<OpenRoom*> running;
  for (const auto& [id, room] : rooms_)
    if (room->room.people_inside() + room->room.people_waiting() > 0) running.push_back(room.get());
  if (running.empty()) return reply(size_t{0});
  struct Outcome {
    size_t open;
    std::expected<size_t, Refusal> reply;
  };
  const auto outcome = std::make_shared<Outcome>(Outcome{running.size(), running.size()});
  for (OpenRoom* room : running)
    end_as(now, *room, domain::Actor::service_operator(),
           [outcome, reply](std::expected<void, Refusal> ended) {
             if (!ended) outcome->reply = std::unexpected(ended.error());
             if (--outcome->open == 0) reply(outcome->reply);
           });
}

}  // namespace server
