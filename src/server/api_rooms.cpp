// Api: rooms over HTTP: creating, describing, joining, coming back, ending.
#include <boost/json.hpp>

#include "domain/name.hpp"
#include "domain/slug.hpp"
#include "server/api.hpp"
#include "server/request_parts.hpp"

namespace server {

namespace {

namespace json = boost::json;
using domain::Refusal;
using domain::RefusalCode;

std::optional<JoinRequest> join_request(const net::HttpRequest& request,
                                        std::string_view name_key) {
  const auto body = object_of(request);
  const auto name = body ? text_of(*body, name_key) : std::nullopt;
  const auto code = body ? text_of(*body, "code") : std::nullopt;
  const auto pin = body ? text_of(*body, "pin") : std::nullopt;
  const auto invitation = body ? text_of(*body, "invitation") : std::nullopt;
  if (!name || !code || !pin || !invitation) return std::nullopt;
  return JoinRequest{.name = *name,
                     .code = *code,
                     .pin = *pin,
                     .moderator_token = bearer_token(request),
                     .invitation = *invitation,
                     .source = source_of(request)};
}

std::string_view state_name(domain::RoomState state) {
  return state == domain::RoomState::kPaused ? "paused" : "open";
}

bool is_true(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value && value->is_bool() && value->as_bool();
}

int64_t seconds(base::UnixTime time) { return time.time_since_epoch().count(); }

json::object json_of(const domain::Appointment& when) {
  return {{"moderators_from", seconds(when.opens_at - domain::kModeratorLead)},
          {"opens_at", seconds(when.opens_at)},
          {"closes_at", seconds(when.closes_at)}};
}

// A login that is deleted and given out again is another account.
std::string identity_of(const accounts::Account& account) {
  return account.login + " " + std::to_string(seconds(account.created_at));
}

}  // namespace

// What a room is wanted to be; whom to tell, is for the mails.
std::expected<Api::RoomWish, Refusal> Api::wish_of(const Now& now, const net::HttpRequest& request,
                                                   const json::object& body) const {
  const auto name = text_of(body, "name");
  const auto own_name = text_of(body, "own_name");
  if (!name || !own_name) return std::unexpected(kNotJson);
  RoomWish wish{.room = {.name = *name, .own_name = *own_name, .source = source_of(request)},
                .addresses = {}};
  if (const json::value* when = body.if_contains("appointment")) {
    if (when->is_object()) wish.room.appointment = appointment_of(when->as_object());
    if (!wish.room.appointment)
      return std::unexpected(Refusal{RefusalCode::kBadTime, "start and minutes are needed"});
  }
  if (const auto sound =
          domain::check_appointment(settings_.policy.scheduling, wish.room.appointment, now.wall);
      !sound)
    return std::unexpected(sound.error());
  if (!body.contains("invite")) return wish;
  const auto addresses = texts_of(body, "invite");
  if (!addresses) return std::unexpected(kNotJson);
  wish.addresses = *addresses;
  return wish;
}

void Api::create_room(const Now& now, const net::HttpRequest& request,
                      const net::HttpResponder& responder) {
  const auto refuse = [&](const Refusal& refusal, json::object more = {}) {
    responder.respond(refused(refusal, std::move(more)));
  };
  if (conference_.closed_notice()) return refuse({RefusalCode::kClosed, "the service is closed"});
  // 1. Everything that can be wrong with the wish, before the creator's code is used up.
  const auto body = object_of(request);
  if (!body) return refuse(kNotJson);
  // R64. Where joining creates rooms as well, the page before joining asks.
  if (!conference_.creates_on_join() && !is_true(*body, "privacy_acknowledged"))
    return refuse({RefusalCode::kNotPermitted, "privacy_acknowledged must be true"});
  auto wish = wish_of(now, request, *body);
  if (!wish) return refuse(wish.error());
  const auto invitees = Addressees::of(wish->addresses);
  if (!invitees) return refuse(invitees.error().refusal, {{"address", invitees.error().typed}});
  if (!invitees->texts.empty()) {
    const auto takes = mail_.may_send(now, "", invitees->texts.size());
    if (!takes) return refuse(takes.error());
  }
  // 2. Who makes it.
  const auto creator = creator_of(now, request, *body);
  if (!creator) return refuse(creator.error());
  wish->room.creator = creator->is;
  wish->room.account = creator->account;
  wish->room.personal_links = invitees->texts.size();
  // 3. The room, and the mails once it is stored.
  const std::string name = wish->room.name;
  const auto language = mail::preferred_language(request.header("accept-language"));
  conference_.create_room(now, wish->room,
                          [this, now, name, to = invitees->texts, language,
                           responder](std::expected<CreatedRoom, Refusal> created) {
                            if (created)
                              return responder.respond(answer_created(now, *created, to, language));
                            json::object more;
                            if (created.error().code == RefusalCode::kNameTaken) {
                              const std::string id = domain::slug(name);
                              more = {{"id", id}, {"link", conference_.link_of({id})}};
                            }
                            responder.respond(refused(created.error(), std::move(more)));
                          });
}

net::HttpResponse Api::answer_created(const Now& now, const CreatedRoom& created,
                                      const std::vector<std::string>& to, mail::Language language) {
  json::object answer{{"id", created.room.id.text},
                      {"name", created.room.name},
                      {"link", created.link},
                      {"token", created.token},
                      {"now", seconds(now.wall)}};
  if (created.room.appointment) answer["appointment"] = json_of(*created.room.appointment);
  if (!to.empty()) {
    const auto data = conference_.data_for_moderator(now, created.room.id, created.token);
    Invitations mails{.room = created.room.name,
                      .link = created.link,
                      .code = data ? data->code : "",
                      .appointment = created.room.appointment,
                      .language = language};
    for (size_t i = 0; i < to.size(); ++i)
      mails.to.push_back({to[i], created.personal_links.empty() ? "" : created.personal_links[i]});
    answer["mailed"] = mail_.send_invitations(now, mails).has_value();
  }
  return json_answer(201, answer).with("Location", created.link);
}

// What of the creator is proved: nothing needs to be, or an account is signed in, or the code that
// was sent to an e-mail address. The code is used up, so it is looked at last.
std::expected<Api::Creator, Refusal> Api::creator_of(const Now& now,
                                                     const net::HttpRequest& request,
                                                     const json::object& body) {
  using domain::CreatorIs;
  if (settings_.policy.create == domain::Creators::kAnyone) return Creator{};
  const auto account = sessions_.signed_in(now, request);
  if (account)
    return Creator{account->released ? CreatorIs::kAccountWithPermission : CreatorIs::kAccount,
                   identity_of(*account)};
  if (account.error().code != RefusalCode::kBadToken) return std::unexpected(account.error());
  if (settings_.policy.create != domain::Creators::kVerifiedEmailOrAccount) return Creator{};
  const auto email = text_of(body, "email");
  const auto code = text_of(body, "email_code");
  const auto name = text_of(body, "name");
  const auto own_name = text_of(body, "own_name");
  if (!email || !code) return std::unexpected(kNotJson);
  if (email->empty() && code->empty()) return Creator{};
  const bool names_are_right =
      domain::clean_name(*name, domain::kLongestRoomName) &&
      (own_name->empty() || domain::clean_name(*own_name, domain::kLongestPersonName));
  if (!names_are_right) return std::unexpected(Refusal{RefusalCode::kBadName, "not a name"});
  if (!mail_.redeem(now, *email, *code))
    return std::unexpected(Refusal{RefusalCode::kWrongCode, "wrong or expired e-mail code"});
  return Creator{CreatorIs::kVerifiedEmail, ""};
}

void Api::join(const Now& now, const domain::RoomId& room, const net::HttpRequest& request,
               const net::HttpResponder& responder) {
  auto wanted = join_request(request, "name");
  if (!wanted) return responder.respond(json_error(kNotJson));
  if (const auto account = sessions_.signed_in(now, request)) {
    wanted->account = identity_of(*account);
    wanted->is_organiser = settings_.policy.moderator == domain::ModeratorRule::kOrganiser;
  }
  conference_.join(
      now, room, *wanted, [this, responder](std::expected<JoinedRoom, Refusal> joined) {
        if (!joined) return responder.respond(refused(joined.error()));
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
      now, *room_name, *wanted, [this, responder](std::expected<FoundRoom, Refusal> found) {
        if (!found) return responder.respond(refused(found.error()));
        responder.respond(json_answer(
            200, {{"id", found->id.text}, {"link", found->link}, {"token", found->token}}));
      });
}

net::HttpResponse Api::describe(const Now& now, const domain::RoomId& room,
                                const net::HttpRequest& request) {
  auto view = conference_.describe(room);
  // A name as somebody types it leads to the room that has it; the answer holds the right id.
  if (!view && settings_.policy.link == domain::LinkKind::kChosen)
    view = conference_.describe({domain::slug(room.text)});
  if (!view)
    return json_error({RefusalCode::kNoSuchRoom, "no such room"},
                      {{"can_create", conference_.creates_on_join()}});
  const auto account = sessions_.signed_in(now, request);
  json::object answer{{"id", view->id.text},
                      {"name", view->name},
                      {"state", state_name(view->state)},
                      {"moderator_present", view->moderator_present},
                      {"waiting_room", view->waiting_room},
                      {"code_required", view->code_required},
                      {"only_invited", view->only_invited},
                      {"own", account && conference_.is_owned_by(view->id, identity_of(*account))},
                      {"now", seconds(now.wall)}};
  if (view->appointment) answer["appointment"] = json_of(*view->appointment);
  return json_answer(200, answer);
}

net::HttpResponse Api::own_rooms(const Now& now, const net::HttpRequest& request) {
  const auto account = sessions_.signed_in(now, request);
  if (!account) return json_error(account.error());
  json::array rooms;
  for (const domain::RoomView& view : conference_.rooms_of(identity_of(*account))) {
    json::object room{{"id", view.id.text}, {"name", view.name}};
    if (view.appointment) room["appointment"] = json_of(*view.appointment);
    rooms.push_back(std::move(room));
  }
  return json_answer(200, {{"now", seconds(now.wall)}, {"rooms", std::move(rooms)}});
}

void Api::end_room(const Now& now, const domain::RoomId& room, const net::HttpRequest& request,
                   const net::HttpResponder& responder) {
  conference_.end_room(now, room, bearer_token(request),
                       [responder](std::expected<void, Refusal> ended) {
                         if (!ended) return responder.respond(json_error(ended.error()));
                         responder.respond(no_content());
                       });
}

}  // namespace server
