// One mail as it goes over the wire: RFC 5322 header, plain text, and a calendar file where there
// is one (RFC 2046 multipart/mixed).
//
// Header injection is impossible by construction: the address is a domain::EmailAddress, names and
// subject pass mime's encoders, everything else is ours. Every line is at most 76 characters, but
// for that of a long address (RFC 5322 allows 998).
//
// Pure.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "domain/email_address.hpp"

namespace mail {

// Who writes: "Plenum der Stadt <plenum@example.org>".
struct Sender {
  std::string name;  // may be empty
  domain::EmailAddress address;

  // As it stands in the configuration: an address, or a name and an address in "<>".
  static std::expected<Sender, domain::Refusal> parse(std::string_view text);
};

struct Message {
  domain::EmailAddress to;
  std::string subject;
  std::string text;
  std::optional<std::string> calendar;  // what calendar.hpp made
  // Given by the mailer, once: every attempt sends the same mail.
  base::UnixTime date{};
  std::string id;  // letters and digits, unique

  friend bool operator==(const Message&, const Message&) = default;
};

// The whole mail, with CRLF, not dot-stuffed.
std::string compose(const Message& message, const Sender& from);

// "Wed, 01 Jul 2026 18:00:00 +0000"
std::string mail_date(base::UnixTime time);

}  // namespace mail
