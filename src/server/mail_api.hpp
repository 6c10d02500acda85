// Mails on request: one-time codes over HTTP (docs/api.md, R7), and invitations that the conference
// asks for (R13, R20).
//
//   POST /api/email-codes → limits → domain::EmailCodes → mail::Mailer
//
// - Whether a mailbox exists, and what becomes of its mail, shows neither in the answer nor in the
//   time it takes: the answer goes out before the first byte to the mail server.
// - Codes are sent only where they are good for something (rooms are created with them),
// invitations
//   only where creators are known: else strangers could write to anybody in the service's name.
// - Invitations leave room in the queue for codes, for which somebody sits and waits.
//
// Control thread. Not here: who may invite to a room (conference).
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/appointment.hpp"
#include "domain/attempt_limits.hpp"
#include "domain/email_codes.hpp"
#include "mail/mailer.hpp"
#include "mail/texts.hpp"
#include "net/http_server.hpp"
#include "net/sealer.hpp"
#include "net/source_limits.hpp"
#include "server/now.hpp"

namespace server {

// To one room. Everything but the addresses and the moderator's own words comes from the server.
struct Invitations {
  struct Invitee {
    std::string address;  // as typed
    std::string link;     // a link of her own (R13); empty: the room's
  };

  std::string room{};  // its name
  std::string link{};
  std::string code{};  // empty: none
  std::vector<Invitee> to{};
  std::string subject{};  // as the moderator left them; empty: ours
  std::string text{};
  std::optional<domain::Appointment> appointment{};  // with it the mail holds a calendar file
  mail::Language language = mail::Language::kGerman;
};

// Whom to write to: each mailbox once, in the order in which they were typed.
struct Addressees {
  static constexpr size_t kMost = 50;
  struct Bad {
    domain::Refusal refusal;
    std::string typed;  // the first that is no address; empty: too many
  };
  static std::expected<Addressees, Bad> of(const std::vector<std::string>& typed);
  std::vector<std::string> texts;
};

class MailApi {
 public:
  struct Settings {
    mail::Service service;
    bool email_codes = false;     // rooms are created with a code
    bool creators_known = false;  // not everybody creates rooms
    bool limit_loopback = false;  // the limit per source holds for this machine too
  };
  static constexpr size_t kMaxSubject = 300;   // bytes
  static constexpr size_t kMaxText = 10'000;   // bytes
  static constexpr size_t kKeptForCodes = 50;  // places in the mailer's queue

  // `mailer` is null where no mail is sent. All outlive this.
  MailApi(Settings settings, mail::Mailer* mailer, const net::Sealer& sealer, base::Random& random);

  // Is this address ours?
  static bool takes(std::string_view path) { return path == "/api/email-codes"; }
  void handle(const Now& now, const net::HttpRequest& request, const net::HttpResponder& responder);

  // True once for the code that was sent to `email`: to be asked last, when nothing else speaks
  // against what the code is for.
  bool redeem(const Now& now, std::string_view email, std::string_view code);

  // Can invitations be sent from here?
  bool invites() const { return mailer_ && settings_.creators_known; }
  // All of them or none. no_such_room: invites() is false; bad_name: an address is not right;
  // bad_message: too many or too long; too_fast: four times a minute for one room; overloaded: the
  // mail server is slow.
  std::expected<void, domain::Refusal> send_invitations(const Now& now,
                                                        const Invitations& invitations);
  // Would so many mails be taken now, for the room of this link (empty: a new one)?
  std::expected<void, domain::Refusal> may_send(const Now& now, const std::string& link,
                                                size_t mails) const;
  // The calendar file of a room (GET …/calendar.ics); `code` empty: not in it.
  std::string calendar(const Now& now, const Invitations& invitations) const;

 private:
  net::HttpResponse request_code(const Now& now, const net::HttpRequest& request);
  bool is_too_fast(base::Instant now, const base::IpAddress& source);
  mail::Message message_to(const Now& now, const Invitations& invitations,
                           const Invitations::Invitee& invitee,
                           const domain::EmailAddress& address) const;

  const Settings settings_;
  mail::Mailer* const mailer_;
  domain::EmailCodes codes_;
  net::SourceLimits sources_;
  domain::AttemptLimits rooms_;
};

}  // namespace server
