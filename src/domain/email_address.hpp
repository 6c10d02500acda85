// An e-mail address as somebody types it (RFC 5321, section 4.1.2, narrowed to what mailboxes are
// called today): a dot-string, "@", a domain name of at least two labels. Whatever passes is safe
// to put between "<" and ">" in an SMTP command and in a header.
//
// Deviation: no quoted local parts, comments, address literals or source routes ("%" and "!"), and
// ASCII only. A domain with umlauts is taken in its ASCII form ("xn--mnchen-3ya.de", RFC 5890);
// local parts in UTF-8 (RFC 6531) need a mail server that few have.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "domain/refusal.hpp"

namespace domain {

class EmailAddress {
 public:
  static constexpr size_t kLongest = 254;  // RFC 5321's path of 256 without "<" and ">"

  // White space around it is cut off, the domain comes out in lower case. The refusal says what is
  // wrong.
  static std::expected<EmailAddress, Refusal> parse(std::string_view typed);

  const std::string& text() const { return text_; }  // where to send: "Anna.Muster+a@example.org"
  std::string_view domain() const;
  // Which mailbox that most likely is: in lower case and without the "+detail" (RFC 5233), so that
  // nobody gets a fresh budget by spelling an address differently. Not for sending.
  std::string mailbox() const;

  friend bool operator==(const EmailAddress&, const EmailAddress&) = default;

 private:
  explicit EmailAddress(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace domain
