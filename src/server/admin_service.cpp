#include "server/admin_service.hpp"

#include <boost/json.hpp>

#include "domain/name.hpp"

namespace server {

namespace json = boost::json;
using domain::Refusal;
using domain::RefusalCode;

namespace {

json::value seconds_or_null(const std::optional<base::Duration>& time) {
  if (!time) return nullptr;
  return std::chrono::duration_cast<std::chrono::seconds>(*time).count();
}

json::value text_or_null(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

json::object described(const RoomSummary& room, base::UnixTime now) {
  return {{"id", room.id.text},
          {"name", room.name},
          {"state", room.state == domain::RoomState::kPaused ? "paused" : "open"},
          {"inside", room.inside},
          {"waiting", room.waiting},
          {"age", (now - room.created_at).count()}};
}

}  // namespace

void AdminService::overview(const AdminRequest& request) const {
  if (!request.http.is("GET") && !request.http.is("HEAD"))
    return request.answer(method_not_allowed("GET, HEAD"));
  const AdminSearch search = search_of(request.http);
  const RoomPage page = conference_.list_rooms(
      {.name_part = search.text, .offset = search.offset, .limit = search.limit});
  json::array rooms;
  for (const RoomSummary& room : page.rooms) rooms.push_back(described(room, request.now.wall));
  const Conference::Counts counts = conference_.counts();
  request.answer(json_answer(
      200, {{"service",
             {{"closed", text_or_null(conference_.closed_notice())},
              {"version", settings_.version},
              {"profile", settings_.profile},
              {"access_log_days", settings_.access_log_days},
              {"idle_limit", seconds_or_null(settings_.policy.idle_limit)},
              {"pause_limit", seconds_or_null(settings_.policy.pause_limit)}}},
            {"counts",
             {{"rooms", counts.rooms}, {"people", counts.people}, {"waiting", counts.waiting}}},
            {"rooms", std::move(rooms)},
            {"total", page.total}}));
}

void AdminService::rooms(const AdminRequest& request) {
  if (request.rest.size() < 2) return request.refuse(kNoSuchAddress);
  if (!request.http.is("DELETE")) return request.answer(method_not_allowed("DELETE"));
  conference_.end_room_as_operator(
      request.now, {std::string(request.rest.substr(1))},
      [this, now = request.now, login = request.administrator,
       responder = request.responder](std::expected<void, Refusal> ended) {
        if (!ended) return responder.respond(json_error(ended.error()));
        audit_.note(now, login, Act::kEndRoom);
        responder.respond(no_content());
      });
}

void AdminService::service(const AdminRequest& request) {
  if (!request.http.is("PUT")) return request.answer(method_not_allowed("PUT"));
  const auto body = object_of(request.http);
  const json::value* closed = body ? body->if_contains("closed") : nullptr;
  const json::value* end_running = body ? body->if_contains("end_running") : nullptr;
  const bool readable = closed && (closed->is_null() || closed->is_string()) &&
                        (!end_running || end_running->is_bool());
  if (!readable) return request.refuse(kNotJson);
  Order order{.now = request.now,
              .administrator = request.administrator,
              .responder = request.responder,
              .notice = {},
              .end_running = end_running && end_running->as_bool()};
  if (closed->is_string()) {
    order.notice = domain::clean_name(closed->as_string(), kLongestNotice);
    if (!order.notice)
      return request.refuse({RefusalCode::kBadName, "a notice has 1 to 500 characters"});
  } else if (order.end_running) {
    return request.refuse({RefusalCode::kBadMessage, "an open service ends no rooms"});
  }
  keep_(order.notice, [this, order](bool stored) {
    if (!stored) return order.responder.respond(json_error(kNotStored));
    carry_out(order);
  });
}

void AdminService::carry_out(const Order& order) {
  conference_.close_service(order.notice);
  audit_.note(order.now, order.administrator,
              order.notice ? Act::kCloseService : Act::kOpenService);
  const auto answer = [responder = order.responder, notice = order.notice](size_t ended) {
    responder.respond(json_answer(200, {{"closed", text_or_null(notice)}, {"ended_rooms", ended}}));
  };
  if (!order.end_running) return answer(0);
  conference_.end_running_rooms(order.now,
                                [this, order, answer](const std::expected<size_t, Refusal>& ended) {
                                  audit_.note(order.now, order.administrator, Act::kEndAllRooms);
                                  if (!ended)
                                    return order.responder.respond(json_error(ended.error()));
                                  answer(*ended);
                                });
}

}  // namespace server
