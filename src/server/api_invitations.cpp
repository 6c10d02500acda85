// Api: invitations to a room: mails and calendar files.
#include <boost/json.hpp>

#include "server/api.hpp"
#include "server/request_parts.hpp"

namespace server {

namespace {

namespace json = boost::json;
using domain::Refusal;
using domain::RefusalCode;

}  // namespace

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

// Only the room's moderators write to others in the service's name. Where one enters by a personal
// link alone, each mail gets one.
void Api::invite(const Now& now, const domain::RoomId& room, const net::HttpRequest& request,
                 const net::HttpResponder& responder) {
  const auto refuse = [&](const Refusal& refusal, json::object more = {}) {
    responder.respond(json_error(refusal, std::move(more)));
  };
  const auto data = conference_.data_for_moderator(now, room, bearer_token(request));
  if (!data) return refuse(data.error());
  const auto body = object_of(request);
  const auto subject = body ? text_of(*body, "subject") : std::nullopt;
  const auto text = body ? text_of(*body, "text") : std::nullopt;
  const auto to = body ? texts_of(*body, "to") : std::nullopt;
  if (!subject || !text || !to) return refuse(kNotJson);
  Invitations invitations{.room = data->name,
                          .link = conference_.link_of(room),
                          .code = data->code,
                          .subject = *subject,
                          .text = *text,
                          .appointment = data->appointment};
  if (const json::value* when = body->if_contains("calendar"); when && when->is_object()) {
    invitations.appointment = appointment_of(when->as_object());
    if (!invitations.appointment) return refuse(kNotJson);
  }
  if (!settings_.policy.only_invited) return responder.respond(mail_to(now, invitations, *to, {}));

  const auto invitees = Addressees::of(*to);
  if (!invitees) return refuse(invitees.error().refusal, {{"address", invitees.error().typed}});
  const auto takes = mail_.may_send(now, invitations.link, invitees->texts.size());
  if (!takes) return refuse(takes.error());
  conference_.invite(now, room, bearer_token(request), invitees->texts.size(),
                     [this, now, invitations, to = invitees->texts,
                      responder](const std::expected<std::vector<std::string>, Refusal>& links) {
                       if (!links) return responder.respond(json_error(links.error()));
                       responder.respond(mail_to(now, invitations, to, *links));
                     });
}

net::HttpResponse Api::mail_to(const Now& now, Invitations invitations,
                               const std::vector<std::string>& to,
                               const std::vector<std::string>& personal_links) {
  for (size_t i = 0; i < to.size(); ++i)
    invitations.to.push_back({to[i], personal_links.empty() ? "" : personal_links[i]});
  const auto sent = mail_.send_invitations(now, invitations);
  return sent ? json_answer(202, {}) : json_error(sent.error());
}

}  // namespace server
