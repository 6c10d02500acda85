#include "server/api.hpp"

#include <boost/json.hpp>

#include "domain/slug.hpp"

namespace server {

namespace {

namespace json = boost::json;
using domain::Refusal;
using domain::RefusalCode;

int status_of(RefusalCode code) {
  switch (code) {
    case RefusalCode::kBadMessage:
    case RefusalCode::kBadName:
    case RefusalCode::kBadOffer: return 400;
    case RefusalCode::kBadToken: return 401;
    case RefusalCode::kNotPermitted:
    case RefusalCode::kBarred:
    case RefusalCode::kWrongCode: return 403;
    case RefusalCode::kNoSuchRoom:
    case RefusalCode::kNoSuchPerson: return 404;
    case RefusalCode::kWrongState:
    case RefusalCode::kNameTaken: return 409;
    case RefusalCode::kTooFast: return 429;
    case RefusalCode::kRoomFull:
    case RefusalCode::kOverloaded: return 503;
  }
  return 500;
}

net::HttpResponse answer(int status, const json::object& body) {
  return net::json_response(status, json::serialize(body));
}

net::HttpResponse error(const Refusal& refusal, json::object more = {}) {
  more["error"] = json::object{{"code", domain::name(refusal.code)}, {"message", refusal.detail}};
  return answer(status_of(refusal.code), more);
}

net::HttpResponse method_not_allowed(std::string allowed) {
  return net::text_response(405, "This address does not take that method.")
      .with("Allow", std::move(allowed));
}

constexpr Refusal kNotJson{RefusalCode::kBadMessage, "the body must be a JSON object"};

// The body as an object of at most eight levels; the size is limited by net.
std::optional<json::object> object_of(const net::HttpRequest& request) {
  json::parse_options options;
  options.max_depth = 8;
  json::error_code failed;
  const json::value value = json::parse(request.body, failed, {}, options);
  if (failed || !value.is_object()) return std::nullopt;
  return value.as_object();
}

// Empty when it is absent; nothing when it is not a text.
std::optional<std::string> text_of(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (!value || value->is_null()) return std::string();
  if (!value->is_string()) return std::nullopt;
  return std::string(value->as_string());
}

std::string bearer_token(const net::HttpRequest& request) {
  constexpr std::string_view kScheme = "bearer ";
  const std::string_view header = request.header("authorization");
  if (header.size() <= kScheme.size() ||
      !net::equal_ignoring_case(header.substr(0, kScheme.size()), kScheme))
    return {};
  return std::string(header.substr(kScheme.size()));
}

// The address as limits and bars count it: an IPv4 address, or the /64 of an IPv6 one, of which its
// holder has all.
Source source_of(const net::HttpRequest& request) {
  base::IpAddress address = request.remote;
  if (!address.is_v4()) std::fill(address.bytes.begin() + 8, address.bytes.end(), uint8_t{0});
  return address.to_string();
}

std::optional<JoinRequest> join_request(const net::HttpRequest& request, std::string_view name_key) {
  const auto body = object_of(request);
  const auto name = body ? text_of(*body, name_key) : std::nullopt;
  const auto code = body ? text_of(*body, "code") : std::nullopt;
  const auto pin = body ? text_of(*body, "pin") : std::nullopt;
  if (!name || !code || !pin) return std::nullopt;
  return JoinRequest{.name = *name,
                     .code = *code,
                     .pin = *pin,
                     .moderator_token = bearer_token(request),
                     .source = source_of(request)};
}

std::string_view creators(domain::Creators create) {
  switch (create) {
    case domain::Creators::kAnyone: return "anyone";
    case domain::Creators::kVerifiedEmailOrAccount: return "email";
    case domain::Creators::kAccounts:
    case domain::Creators::kAccountsWithPermission: return "account";
  }
  return "account";
}

std::string_view state_name(domain::RoomState state) {
  return state == domain::RoomState::kPaused ? "paused" : "open";
}

// "/api/rooms/x/join" after "/api/rooms/" is "x" and "join".
std::pair<std::string_view, std::string_view> split_path(std::string_view path) {
  const size_t slash = path.find('/');
  if (slash == std::string_view::npos) return {path, {}};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

}  // namespace

Api::Api(Settings settings, Conference& conference, const net::StaticFiles& files,
         std::function<std::string()> metrics)
    : settings_(std::move(settings)),
      conference_(conference),
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
    return responder.respond(error({RefusalCode::kNoSuchRoom, "no such address"}));
  if (path.starts_with("/whip/"))
    return responder.respond(stream(now, StreamKind::kPublish, request));
  if (path.starts_with("/whep/"))
    return responder.respond(stream(now, StreamKind::kReceive, request));
  if (path == "/healthz")
    return responder.respond(reads ? net::text_response(200, "ok") : method_not_allowed("GET, HEAD"));
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
    if (!request.is("POST")) return responder.respond(method_not_allowed("POST"));
    return create_room(now, request, responder);
  }
  if (!rest.starts_with('/'))
    return responder.respond(error({RefusalCode::kNoSuchRoom, "no such address"}));
  const auto [id, action] = split_path(rest.substr(1));
  const domain::RoomId room{std::string(id)};
  if (action == "join") {
    if (!request.is("POST")) return responder.respond(method_not_allowed("POST"));
    return join(now, room, request, responder);
  }
  if (!action.empty())
    return responder.respond(error({RefusalCode::kNoSuchRoom, "no such address"}));
  // No clash with a room of that name: nothing else is posted here.
  if (request.is("POST") && id == "find") return come_back(now, request, responder);
  if (request.is("GET") || request.is("HEAD")) return responder.respond(describe(room));
  if (request.is("DELETE")) return end_room(now, room, request, responder);
  responder.respond(method_not_allowed("GET, HEAD, DELETE"));
}

void Api::create_room(const Now& now, const net::HttpRequest& request,
                      const net::HttpResponder& responder) {
  const auto body = object_of(request);
  const auto name = body ? text_of(*body, "name") : std::nullopt;
  const auto own_name = body ? text_of(*body, "own_name") : std::nullopt;
  if (!name || !own_name) return responder.respond(error(kNotJson));
  const NewRoom wanted{.name = *name, .own_name = *own_name, .source = source_of(request)};
  conference_.create_room(
      now, wanted, [this, name = *name, responder](std::expected<CreatedRoom, Refusal> created) {
        if (created)
          return responder.respond(answer(201, {{"id", created->room.id.text},
                                                {"name", created->room.name},
                                                {"link", created->link},
                                                {"token", created->token}})
                                       .with("Location", created->link));
        json::object more;
        if (created.error().code == RefusalCode::kNameTaken) {
          const std::string id = domain::slug(name);
          more = {{"id", id}, {"link", conference_.link_of({id})}};
        }
        responder.respond(error(created.error(), std::move(more)));
      });
}

void Api::join(const Now& now, const domain::RoomId& room, const net::HttpRequest& request,
               const net::HttpResponder& responder) {
  const auto wanted = join_request(request, "name");
  if (!wanted) return responder.respond(error(kNotJson));
  conference_.join(now, room, *wanted, [responder](std::expected<JoinedRoom, Refusal> joined) {
    if (!joined) return responder.respond(error(joined.error()));
    const bool inside = joined->state == domain::SeatState::kInside;
    responder.respond(
        answer(200, {{"token", joined->token}, {"state", inside ? "inside" : "waiting"}}));
  });
}

void Api::come_back(const Now& now, const net::HttpRequest& request,
                    const net::HttpResponder& responder) {
  const auto body = object_of(request);
  const auto room_name = body ? text_of(*body, "name") : std::nullopt;
  const auto wanted = join_request(request, "own_name");
  if (!room_name || !wanted) return responder.respond(error(kNotJson));
  conference_.come_back(now, *room_name, *wanted,
                        [responder](std::expected<FoundRoom, Refusal> found) {
                          if (!found) return responder.respond(error(found.error()));
                          responder.respond(answer(200, {{"id", found->id.text},
                                                         {"link", found->link},
                                                         {"token", found->token}}));
                        });
}

net::HttpResponse Api::describe(const domain::RoomId& room) const {
  const auto view = conference_.describe(room);
  if (!view)
    return error({RefusalCode::kNoSuchRoom, "no such room"},
                 {{"can_create", conference_.creates_on_join()}});
  return answer(200, {{"id", view->id.text},
                      {"name", view->name},
                      {"state", state_name(view->state)},
                      {"moderator_present", view->moderator_present},
                      {"waiting_room", view->waiting_room},
                      {"code_required", view->code_required}});
}

void Api::end_room(const Now& now, const domain::RoomId& room, const net::HttpRequest& request,
                   const net::HttpResponder& responder) {
  conference_.end_room(now, room, bearer_token(request),
                       [responder](std::expected<void, Refusal> ended) {
                         if (!ended) return responder.respond(error(ended.error()));
                         responder.respond({.status = 204,
                                            .headers = {},
                                            .body = {},
                                            .shared_body = nullptr});
                       });
}

net::HttpResponse Api::stream(const Now& now, StreamKind kind, const net::HttpRequest& request) {
  // Both prefixes are six characters long.
  const auto [room, resource] = split_path(std::string_view(request.path).substr(6));
  if (request.is("DELETE") && !resource.empty()) {
    const auto ended = conference_.end_stream(now, resource, bearer_token(request));
    return ended ? net::text_response(200, "ended") : error(ended.error());
  }
  if (!request.is("POST") || !resource.empty()) return method_not_allowed("POST, DELETE");
  if (!net::equal_ignoring_case(request.header("content-type"), "application/sdp"))
    return net::text_response(415, "The body must be application/sdp.");
  const auto started = conference_.start_stream(now, kind, {std::string(room)},
                                                bearer_token(request), request.body);
  if (!started) return error(started.error());
  net::HttpResponse response{.status = 201,
                             .headers = {{"Content-Type", "application/sdp"}},
                             .body = started->answer,
                             .shared_body = nullptr};
  const std::string prefix = kind == StreamKind::kPublish ? "/whip/" : "/whep/";
  const std::string link = conference_.link_of({std::string(room)});
  const std::string encoded_room = link.substr(link.rfind('/') + 1);
  return response.with("Location", prefix + encoded_room + "/" + started->resource);
}

net::HttpResponse Api::config() const {
  const domain::Policy& policy = settings_.policy;
  const bool generated = policy.access_code == domain::AccessCodeRule::kGenerated;
  return answer(200, {{"profile", settings_.profile},
                      {"create", creators(policy.create)},
                      {"link", policy.link == domain::LinkKind::kChosen ? "chosen" : "random"},
                      {"waiting_room", policy.waiting_room},
                      {"access_code", generated ? "generated" : "none"},
                      {"pause", policy.pause_limit.has_value()},
                      {"until_empty", policy.until_empty},
                      {"require_protection", policy.require_protection},
                      {"version", settings_.version}});
}

}  // namespace server
