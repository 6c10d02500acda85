#include "server/mail_api.hpp"

#include <spdlog/spdlog.h>
#include <time.h>

#include <boost/json.hpp>
#include <set>

#include "mail/calendar.hpp"
#include "server/json_answer.hpp"

namespace server {

namespace {

using domain::EmailAddress;
using domain::Refusal;
using domain::RefusalCode;

constexpr Refusal kNoMail{RefusalCode::kNoSuchRoom, "this server sends no such mail"};

// Of the zone that this machine is set to.
std::chrono::minutes offset_at(base::UnixTime time) {
  const time_t seconds = time.time_since_epoch().count();
  tm local{};
  localtime_r(&seconds, &local);
  return std::chrono::minutes(local.tm_gmtoff / 60);
}

void log_failure(const mail::Delivery& delivery) {
  if (delivery.state != mail::Delivery::State::kSent)
    spdlog::warn("a mail was not sent: {}", delivery.sentence);
}

// The same for every version of a room's event: "raum@conf.example.org".
std::string uid_of(std::string_view link) {
  const size_t slash = link.rfind('/');
  const size_t scheme = link.find("://");
  if (slash == std::string_view::npos || scheme == std::string_view::npos) return std::string(link);
  const std::string_view rest = link.substr(scheme + 3);
  // A personal link means the same event as the room's; its secret is no part of a name.
  const std::string_view room = link.substr(slash + 1);
  return std::string(room.substr(0, room.find('#'))) + "@" +
         std::string(rest.substr(0, rest.find('/')));
}

mail::Invitation words_of(const Invitations& invitations, std::string link) {
  const auto& when = invitations.appointment;
  return {.room = invitations.room,
          .link = std::move(link),
          .code = invitations.code,
          .when = when ? mail::when(invitations.language, when->opens_at, when->closes_at,
                                    offset_at(when->opens_at))
                       : ""};
}

// The moderator's words with the reader's own link wherever the room's stands; behind them where it
// stands nowhere, since without it the mail is good for nothing.
std::string with_link(std::string text, const std::string& link, const std::string& personal) {
  if (text.empty()) return text;
  size_t found = text.find(link);
  if (found == std::string::npos) return text + "\n\n" + personal + "\n";
  for (; found != std::string::npos; found = text.find(link, found + personal.size()))
    text.replace(found, link.size(), personal);
  return text;
}

}  // namespace

MailApi::MailApi(Settings settings, mail::Mailer* mailer, const net::Sealer& sealer,
                 base::Random& random)
    : settings_(std::move(settings)),
      mailer_(mailer),
      codes_([&sealer](std::string_view purpose,
                       base::BytesView value) { return sealer.keyed_hash(purpose, value); },
             random),
      sources_({.per_second = 10.0 / 60, .burst = 10}),
      rooms_({.most = 3, .span = std::chrono::minutes(1)}) {}

void MailApi::handle(const Now& now, const net::HttpRequest& request,
                     const net::HttpResponder& responder) {
  responder.respond(request.is("POST") ? request_code(now, request) : method_not_allowed("POST"));
}

net::HttpResponse MailApi::request_code(const Now& now, const net::HttpRequest& request) {
  if (!mailer_ || !settings_.email_codes) return json_error(kNoMail);
  if (is_too_fast(now.instant, request.remote))
    return json_error({RefusalCode::kTooFast, "ten codes a minute from one address"});
  const auto body = object_of(request);
  const auto email = body ? text_of(*body, "email") : std::nullopt;
  if (!email) return json_error(kNotJson);
  const auto address = EmailAddress::parse(*email);
  if (!address) return json_error(address.error());
  if (mailer_->free() == 0) return json_error({RefusalCode::kOverloaded, "too many mails wait"});
  const auto code = codes_.issue(now.instant, *address);
  if (!code) return json_error(code.error());

  const mail::Language language = mail::preferred_language(request.header("accept-language"));
  mail::Text text = mail::code_mail(language, settings_.service, *code);
  // There is room: it was asked for above.
  (void)mailer_->post(now.wall,
                      {.to = *address,
                       .subject = std::move(text.subject),
                       .text = std::move(text.body),
                       .calendar = std::nullopt,
                       .date = {},
                       .id = {}},
                      mail::Urgency::kUrgent, log_failure);
  return json_answer(202, {});
}

bool MailApi::is_too_fast(base::Instant now, const base::IpAddress& source) {
  if (source.is_loopback() && !settings_.limit_loopback) return false;
  return !sources_.allow(now, source);
}

bool MailApi::redeem(const Now& now, std::string_view email, std::string_view code) {
  const auto address = EmailAddress::parse(email);
  return address && codes_.redeem(now.instant, *address, code);
}

std::expected<Addressees, Addressees::Bad> Addressees::of(const std::vector<std::string>& typed) {
  if (typed.size() > kMost)
    return std::unexpected(
        Bad{{RefusalCode::kBadMessage, "at most 50 addresses at a time"}, std::string()});
  Addressees addressees;
  std::set<std::string> seen;
  for (const std::string& text : typed) {
    const auto address = EmailAddress::parse(text);
    if (!address) return std::unexpected(Bad{address.error(), text});
    if (seen.insert(address->text()).second) addressees.texts.push_back(address->text());
  }
  return addressees;
}

std::expected<void, Refusal> MailApi::may_send(const Now& now, const std::string& link,
                                               size_t mails) const {
  if (!invites()) return std::unexpected(kNoMail);
  if (!link.empty() && !rooms_.may(now.instant, link))
    return std::unexpected(Refusal{RefusalCode::kTooFast, "invitations three times a minute"});
  if (mailer_->free() < mails + kKeptForCodes)
    return std::unexpected(Refusal{RefusalCode::kOverloaded, "too many mails wait"});
  return {};
}

std::expected<void, Refusal> MailApi::send_invitations(const Now& now,
                                                       const Invitations& invitations) {
  const auto refused = [](RefusalCode code, std::string_view why) {
    return std::unexpected(Refusal{code, why});
  };
  if (!invites()) return std::unexpected(kNoMail);
  if (invitations.to.empty()) return refused(RefusalCode::kBadMessage, "an address is needed");
  if (invitations.to.size() > Addressees::kMost)
    return refused(RefusalCode::kBadMessage, "at most 50 addresses at a time");
  if (invitations.subject.size() > kMaxSubject || invitations.text.size() > kMaxText)
    return refused(RefusalCode::kBadMessage, "the subject or the text is too long");
  const auto& when = invitations.appointment;
  if (when && when->closes_at < when->opens_at)
    return refused(RefusalCode::kBadMessage, "it ends before it begins");

  std::vector<mail::Message> mails;
  std::set<std::string> seen;
  for (const Invitations::Invitee& invitee : invitations.to) {
    const auto address = EmailAddress::parse(invitee.address);
    if (!address) return std::unexpected(address.error());
    if (seen.insert(address->text()).second)
      mails.push_back(message_to(now, invitations, invitee, *address));
  }
  if (const auto takes = may_send(now, invitations.link, mails.size()); !takes)
    return std::unexpected(takes.error());
  (void)rooms_.note(now.instant, invitations.link);
  for (mail::Message& mail : mails)
    (void)mailer_->post(now.wall, std::move(mail), mail::Urgency::kOrdinary, log_failure);
  return {};
}

mail::Message MailApi::message_to(const Now& now, const Invitations& invitations,
                                  const Invitations::Invitee& invitee,
                                  const EmailAddress& address) const {
  const bool personal = !invitee.link.empty();
  const mail::Invitation words = words_of(invitations, personal ? invitee.link : invitations.link);
  const mail::Text ours =
      personal ? mail::personal_invitation(invitations.language, settings_.service, words)
               : mail::invitation(invitations.language, settings_.service, words);
  Invitations own = invitations;
  own.link = words.link;
  if (personal) own.text = with_link(invitations.text, invitations.link, invitee.link);
  return {.to = address,
          .subject = invitations.subject.empty() ? ours.subject : invitations.subject,
          .text = own.text.empty() ? ours.body : own.text,
          .calendar = invitations.appointment ? std::optional(calendar(now, own)) : std::nullopt,
          .date = {},
          .id = {}};
}

std::string MailApi::calendar(const Now& now, const Invitations& invitations) const {
  const auto when = invitations.appointment.value_or(domain::Appointment{now.wall, now.wall});
  return mail::calendar_file({.uid = uid_of(invitations.link),
                              .stamp = now.wall,
                              .start = when.opens_at,
                              .end = when.closes_at,
                              .summary = invitations.room,
                              .description = mail::calendar_text(
                                  invitations.language, words_of(invitations, invitations.link)),
                              .location = invitations.link,
                              .url = invitations.link});
}

}  // namespace server
