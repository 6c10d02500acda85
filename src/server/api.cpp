#include "server/api.hpp"

#include <boost/json.hpp>

#include "server/request_parts.hpp"

namespace server {

namespace {

namespace json = boost::json;
using domain::Refusal;
using domain::RefusalCode;

std::string_view creators(domain::Creators create) {
  switch (create) {
    case domain::Creators::kAnyone:
      return "anyone";
    case domain::Creators::kVerifiedEmailOrAccount:
      return "email";
    case domain::Creators::kAccounts:
    case domain::Creators::kAccountsWithPermission:
      return "account";
  }
  return "account";
}

std::string_view at_start(domain::AtStart rule) {
  switch (rule) {
    case domain::AtStart::kOff:
      return "off";
    case domain::AtStart::kOn:
      return "on";
    case domain::AtStart::kByOrganiser:
      return "by_organiser";
  }
  return "off";
}

std::string_view scheduling(domain::Scheduling rule) {
  switch (rule) {
    case domain::Scheduling::kNo:
      return "no";
    case domain::Scheduling::kOptional:
      return "optional";
    case domain::Scheduling::kAlways:
      return "always";
  }
  return "no";
}

// "/api/rooms/x/join" after "/api/rooms/" is "x" and "join".
std::pair<std::string_view, std::string_view> split_path(std::string_view path) {
  const size_t slash = path.find('/');
  if (slash == std::string_view::npos) return {path, {}};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

}  // namespace

Api::Api(Settings settings, Conference& conference, SessionApi& sessions, MailApi& mail,
         const net::StaticFiles& files, std::function<std::string()> metrics)
    : settings_(std::move(settings)),
      conference_(conference),
      sessions_(sessions),
      mail_(mail),
      files_(files),
      metrics_(std::move(metrics)) {}

void Api::handle(const Now& now, const net::HttpRequest& request,
                 const net::HttpResponder& responder) {
  const std::string_view path = request.path;
  const bool reads = request.is("GET") || request.is("HEAD");
  if (path.starts_with("/api/rooms")) return rooms(now, request, responder);
  if (path == "/api/config")
    return responder.respond(reads ? config() : method_not_allowed("GET, HEAD"));
  if (path.starts_with("/api/"))
    return responder.respond(json_error({RefusalCode::kNoSuchRoom, "no such address"}));
  if (path.starts_with("/whip/"))
    return responder.respond(stream(now, StreamKind::kPublish, request));
  if (path.starts_with("/whep/"))
    return responder.respond(stream(now, StreamKind::kReceive, request));
  if (path == "/healthz")
    return responder.respond(reads ? net::text_response(200, "ok")
                                   : method_not_allowed("GET, HEAD"));
  if (path == "/metrics")
    return responder.respond(
        reads ? net::HttpResponse{.status = 200,
                                  .headers = {{"Content-Type", "text/plain; version=0.0.4"}},
                                  .body = metrics_(),
                                  .shared_body = nullptr}
              : method_not_allowed("GET, HEAD"));
  responder.respond(files_.answer(request));
}

void Api::rooms(const Now& now, const net::HttpRequest& request,
                const net::HttpResponder& responder) {
  constexpr std::string_view kRooms = "/api/rooms";
  std::string_view rest = std::string_view(request.path).substr(kRooms.size());
  if (rest.empty()) {
    if (request.is("GET") || request.is("HEAD")) return responder.respond(own_rooms(now, request));
    if (!request.is("POST")) return responder.respond(method_not_allowed("GET, HEAD, POST"));
    return create_room(now, request, responder);
  }
  if (!rest.starts_with('/'))
    return responder.respond(json_error({RefusalCode::kNoSuchRoom, "no such address"}));
  const auto [id, action] = split_path(rest.substr(1));
  const domain::RoomId room{std::string(id)};
  if (action == "join") {
    if (!request.is("POST")) return responder.respond(method_not_allowed("POST"));
    return join(now, room, request, responder);
  }
  if (action == "calendar.ics") return responder.respond(calendar(now, room, request));
  if (action == "invitations") {
    if (!request.is("POST")) return responder.respond(method_not_allowed("POST"));
    return invite(now, room, request, responder);
  }
  if (!action.empty())
    return responder.respond(json_error({RefusalCode::kNoSuchRoom, "no such address"}));
  // No clash with a room of that name: nothing else is posted here.
  if (request.is("POST") && id == "find") return come_back(now, request, responder);
  if (request.is("GET") || request.is("HEAD"))
    return responder.respond(describe(now, room, request));
  if (request.is("DELETE")) return end_room(now, room, request, responder);
  responder.respond(method_not_allowed("GET, HEAD, DELETE"));
}

net::HttpResponse Api::stream(const Now& now, StreamKind kind, const net::HttpRequest& request) {
  // Both prefixes are six characters long.
  const auto [room, resource] = split_path(std::string_view(request.path).substr(6));
  if (request.is("DELETE") && !resource.empty()) {
    const auto ended = conference_.end_stream(now, resource, bearer_token(request));
    return ended ? net::text_response(200, "ended") : json_error(ended.error());
  }
  if (!request.is("POST") || !resource.empty()) return method_not_allowed("POST, DELETE");
  if (!net::equal_ignoring_case(request.header("content-type"), "application/sdp"))
    return net::text_response(415, "The body must be application/sdp.");
  const auto started =
      conference_.start_stream(now, kind, {std::string(room)}, bearer_token(request), request.body);
  if (!started) return refused(started.error());
  net::HttpResponse response{.status = 201,
                             .headers = {{"Content-Type", "application/sdp"}},
                             .body = started->answer,
                             .shared_body = nullptr};
  const std::string prefix = kind == StreamKind::kPublish ? "/whip/" : "/whep/";
  const std::string link = conference_.link_of({std::string(room)});
  const std::string encoded_room = link.substr(link.rfind('/') + 1);
  return response.with("Location", prefix + encoded_room + "/" + started->resource);
}

// A refusal, with the operator's notice where the service is closed.
net::HttpResponse Api::refused(const Refusal& refusal, json::object more) const {
  if (const auto& notice = conference_.closed_notice();
      notice && refusal.code == RefusalCode::kClosed)
    more["closed"] = *notice;
  return json_error(refusal, std::move(more));
}

net::HttpResponse Api::config() const {
  const domain::Policy& policy = settings_.policy;
  const bool generated = policy.access_code == domain::AccessCodeRule::kGenerated;
  const auto& notice = conference_.closed_notice();
  return json_answer(200, {{"profile", settings_.profile},
                           {"create", creators(policy.create)},
                           {"link", policy.link == domain::LinkKind::kChosen ? "chosen" : "random"},
                           {"waiting_room", policy.waiting_room},
                           {"access_code", generated ? "generated" : "none"},
                           {"mail", mail_.invites()},
                           {"pause", policy.pause_limit.has_value()},
                           {"until_empty", policy.until_empty},
                           {"require_protection", policy.require_protection},
                           {"scheduling", scheduling(policy.scheduling)},
                           {"only_invited", policy.only_invited},
                           {"microphones", at_start(policy.microphones)},
                           {"cameras", at_start(policy.cameras)},
                           {"chat", policy.chat},
                           {"private_chat", policy.chat && policy.chat_private},
                           {"support", settings_.support},
                           {"closed", notice ? json::value(*notice) : json::value(nullptr)},
                           {"version", settings_.version}});
}

}  // namespace server
