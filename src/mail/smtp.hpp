// Hands mails to a mail server: SMTP (RFC 5321) with STARTTLS (RFC 3207), or TLS from the start
// (RFC 8314), and AUTH, through libcurl. The mail server relays; this one looks up no MX records.
//
// With Tls::kRequired nothing but EHLO and STARTTLS crosses the line in clear text, and the
// server's certificate must be right: a mail server that cannot do that gets no mail and no
// password.
//
// Thread: one at a time; the transport keeps its connection between mails.
#pragma once

#include <string>

#include "base/instant.hpp"
#include "mail/transport.hpp"

namespace mail {

enum class Tls : uint8_t { kRequired, kNone };

struct SmtpSettings {
  std::string url;   // "smtp://mail.example.org:587" or "smtps://mail.example.org"
  std::string user;  // empty: no AUTH
  std::string password;
  Tls tls = Tls::kRequired;
  std::string ca_file;  // PEM; empty: the system's
  base::Duration connect_time = std::chrono::seconds(15);
  base::Duration mail_time = std::chrono::seconds(60);  // for a whole mail
};

// Whether `url` is one of the two forms: a host, perhaps a port, no user, no path.
bool is_smtp_url(std::string_view url);

// Connects, with STARTTLS and login as they are set, and sends no mail.
Delivery try_smtp(SmtpSettings settings, const Sender& from);

Transport smtp_transport(SmtpSettings settings, Sender from);

}  // namespace mail
