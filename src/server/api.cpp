#include "server/api.hpp"

#include <boost/json.hpp>
#include <charconv>

#include "domain/name.hpp"
#include "domain/slug.hpp"
#include "mail/calendar.hpp"
#include "net/source_limits.hpp"
#include "server/json_answer.hpp"

namespace server {

namespace {

namespace json = boost::json;
using domain::Refusal;
using domain::RefusalCode;

std::string bearer_token(const net::HttpRequest& request) {
  constexpr std::string_view kScheme = "bearer ";
  const std::string_view header = request.header("authorization");
  if (header.size() <= kScheme.size() ||
      !net::equal_ignoring_case(header.substr(0, kScheme.size()), kScheme))
    return {};
  return std::string(header.substr(kScheme.size()));
}

Source source_of(const net::HttpRequest& request) {
  return net::source_of(request.remote).to_string();
}

std::optional<JoinRequest> join_request(const net::HttpRequest& request,
                                        std::string_view name_key) {
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
    if (!request.is("POST")) return responder.respond(method_not_allowed("POST"));
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
    return responder.respond(invite(now, room, request));
  }
  if (!action.empty())
    return responder.respond(json_error({RefusalCode::kNoSuchRoom, "no such address"}));
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
  if (!name || !own_name) return responder.respond(json_error(kNotJson));
  const auto creator = creator_of(now, request, *body);
  if (!creator) return responder.respond(json_error(creator.error()));
  const NewRoom wanted{
      .name = *name, .own_name = *own_name, .creator = *creator, .source = source_of(request)};
  conference_.create_room(
      now, wanted, [this, name = *name, responder](std::expected<CreatedRoom, Refusal> created) {
        if (created)
          return responder.respond(json_answer(201, {{"id", created->room.id.text},
                                                     {"name", created->room.name},
                                                     {"link", created->link},
                                                     {"token", created->token}})
                                       .with("Location", created->link));
        json::object more;
        if (created.error().code == RefusalCode::kNameTaken) {
          const std::string id = domain::slug(name);
          more = {{"id", id}, {"link", conference_.link_of({id})}};
        }
        responder.respond(json_error(created.error(), std::move(more)));
      });
}

// What of the creator is proved: nothing needs to be, or an account is signed in, or the code that
// was sent to an e-mail address. The code is used up, so it is looked at last.
std::expected<domain::CreatorIs, Refusal> Api::creator_of(const Now& now,
                                                          const net::HttpRequest& request,
                                                          const json::object& body) {
  using domain::CreatorIs;
  if (settings_.policy.create == domain::Creators::kAnyone) return CreatorIs::kUnknown;
  const auto account = sessions_.signed_in(now, request);
  if (account) return account->released ? CreatorIs::kAccountWithPermission : CreatorIs::kAccount;
  if (account.error().code != RefusalCode::kBadToken) return std::unexpected(account.error());
  if (settings_.policy.create != domain::Creators::kVerifiedEmailOrAccount)
    return CreatorIs::kUnknown;
  const auto email = text_of(body, "email");
  const auto code = text_of(body, "email_code");
  const auto name = text_of(body, "name");
  const auto own_name = text_of(body, "own_name");
  if (!email || !code) return std::unexpected(kNotJson);
  if (email->empty() && code->empty()) return CreatorIs::kUnknown;
  const bool names_are_right =
      domain::clean_name(*name, domain::kLongestRoomName) &&
      (own_name->empty() || domain::clean_name(*own_name, domain::kLongestPersonName));
  if (!names_are_right) return std::unexpected(Refusal{RefusalCode::kBadName, "not a name"});
  if (!mail_.redeem(now, *email, *code))
    return std::unexpected(Refusal{RefusalCode::kWrongCode, "wrong or expired e-mail code"});
  return CreatorIs::kVerifiedEmail;
}

void Api::join(const Now& now, const domain::RoomId& room, const net::HttpRequest& request,
               const net::HttpResponder& responder) {
  auto wanted = join_request(request, "name");
  if (!wanted) return responder.respond(json_error(kNotJson));
  if (settings_.policy.moderator == domain::ModeratorRule::kOrganiser)
    wanted->is_organiser = sessions_.signed_in(now, request).has_value();
  conference_.join(now, room, *wanted, [responder](std::expected<JoinedRoom, Refusal> joined) {
    if (!joined) return responder.respond(json_error(joined.error()));
    const bool inside = joined->state == domain::SeatState::kInside;
    responder.respond(
        json_answer(200, {{"token", joined->token}, {"state", inside ? "inside" : "waiting"}}));
  });
}

void Api::come_back(const Now& now, const net::HttpRequest& request,
                    const net::HttpResponder& responder) {
  const auto body = object_of(request);
  const auto room_name = body ? text_of(*body, "name") : std::nullopt;
  const auto wanted = join_request(request, "own_name");
  if (!room_name || !wanted) return responder.respond(json_error(kNotJson));
  conference_.come_back(
      now, *room_name, *wanted, [responder](std::expected<FoundRoom, Refusal> found) {
        if (!found) return responder.respond(json_error(found.error()));
        responder.respond(json_answer(
            200, {{"id", found->id.text}, {"link", found->link}, {"token", found->token}}));
      });
}

net::HttpResponse Api::describe(const domain::RoomId& room) const {
  auto view = conference_.describe(room);
  // A name as somebody types it leads to the room that has it; the answer holds the right id.
  if (!view && settings_.policy.link == domain::LinkKind::kChosen)
    view = conference_.describe({domain::slug(room.text)});
  if (!view)
    return json_error({RefusalCode::kNoSuchRoom, "no such room"},
                      {{"can_create", conference_.creates_on_join()}});
  return json_answer(200, {{"id", view->id.text},
                           {"name", view->name},
                           {"state", state_name(view->state)},
                           {"moderator_present", view->moderator_present},
                           {"waiting_room", view->waiting_room},
                           {"code_required", view->code_required}});
}

std::optional<Invitations::Appointment> appointment_of(std::string_view start,
                                                       std::string_view minutes) {
  constexpr int kLongest = 7 * 24 * 60;
  const auto begin = mail::parse_utc(start);
  int length = 0;
  std::from_chars(minutes.data(), minutes.data() + minutes.size(), length);
  if (!begin || length < 1 || length > kLongest) return std::nullopt;
  return Invitations::Appointment{*begin, *begin + std::chrono::minutes(length)};
}

// What a guest may know anyway, with a time: the file holds the link and no code.
net::HttpResponse Api::calendar(const Now& now, const domain::RoomId& room,
                                const net::HttpRequest& request) const {
  const auto view = conference_.describe(room);
  if (!view) return json_error({RefusalCode::kNoSuchRoom, "no such room"});
  Invitations invitation{.room = view->name, .link = conference_.link_of(room)};
  invitation.appointment = appointment_of(request.query_value("start").value_or(""),
                                          request.query_value("minutes").value_or(""));
  if (!invitation.appointment)
    return json_error({RefusalCode::kBadMessage, "start (ISO 8601, UTC) and minutes are needed"});
  return net::HttpResponse{.status = 200,
                           .headers = {{"Content-Type", "text/calendar; charset=utf-8"}},
                           .body = mail_.calendar(now, invitation),
                           .shared_body = nullptr}
      .with("Content-Disposition", "attachment; filename=\"konferenz.ics\"");
}

// Only the room's moderators write to others in the service's name.
net::HttpResponse Api::invite(const Now& now, const domain::RoomId& room,
                              const net::HttpRequest& request) {
  const auto data = conference_.data_for_moderator(now, room, bearer_token(request));
  if (!data) return json_error(data.error());
  const auto body = object_of(request);
  const auto subject = body ? text_of(*body, "subject") : std::nullopt;
  const auto text = body ? text_of(*body, "text") : std::nullopt;
  const json::value* to = body ? body->if_contains("to") : nullptr;
  if (!subject || !text || !to || !to->is_array()) return json_error(kNotJson);
  Invitations invitations{.room = data->name,
                          .link = conference_.link_of(room),
                          .code = data->code,
                          .subject = *subject,
                          .text = *text};
  for (const json::value& address : to->as_array()) {
    if (!address.is_string()) return json_error(kNotJson);
    invitations.to.push_back({.address = std::string(address.as_string()), .link = {}});
  }
  if (const json::value* when = body->if_contains("calendar"); when && when->is_object()) {
    const auto start = text_of(when->as_object(), "start");
    const auto minutes = text_of(when->as_object(), "minutes");
    if (start && minutes) invitations.appointment = appointment_of(*start, *minutes);
    if (!invitations.appointment) return json_error(kNotJson);
  }
  const auto sent = mail_.send_invitations(now, invitations);
  return sent ? json_answer(202, {}) : json_error(sent.error());
}

void Api::end_room(const Now& now, const domain::RoomId& room, const net::HttpRequest& request,
                   const net::HttpResponder& responder) {
  conference_.end_room(now, room, bearer_token(request),
                       [responder](std::expected<void, Refusal> ended) {
                         if (!ended) return responder.respond(json_error(ended.error()));
                         responder.respond(no_content());
                       });
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
  if (!started) return json_error(started.error());
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
  return json_answer(200, {{"profile", settings_.profile},
                           {"create", creators(policy.create)},
                           {"link", policy.link == domain::LinkKind::kChosen ? "chosen" : "random"},
                           {"waiting_room", policy.waiting_room},
                           {"access_code", generated ? "generated" : "none"},
                           {"mail", mail_.invites()},
                           {"pause", policy.pause_limit.has_value()},
                           {"until_empty", policy.until_empty},
                           {"require_protection", policy.require_protection},
                           {"microphones", at_start(policy.microphones)},
                           {"cameras", at_start(policy.cameras)},
                           {"support", settings_.support},
                           {"version", settings_.version}});
}

}  // namespace server
