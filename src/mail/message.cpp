#include "mail/message.hpp"

#include <fmt/format.h>

#include "domain/name.hpp"
#include "mail/mime.hpp"

namespace mail {

namespace {

constexpr size_t kLongestSenderName = 60;

std::string sender_field(const Sender& from) {
  constexpr std::string_view kField = "From: ";
  if (from.name.empty()) return fmt::format("{}<{}>\r\n", kField, from.address.text());
  return fmt::format("{}{}\r\n <{}>\r\n", kField, header_phrase(from.name, kField.size()),
                     from.address.text());
}

std::string text_part(std::string_view type, std::string_view content) {
  return fmt::format(
      "Content-Type: {}\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n"
      "{}",
      type, content);
}

}  // namespace

std::expected<Sender, domain::Refusal> Sender::parse(std::string_view text) {
  std::string name;
  const size_t open = text.find('<');
  if (open != std::string_view::npos && text.ends_with('>')) {
    name = domain::clean_name(text.substr(0, open), kLongestSenderName).value_or("");
    text = text.substr(open + 1, text.size() - open - 2);
  }
  auto address = domain::EmailAddress::parse(text);
  if (!address) return std::unexpected(address.error());
  return Sender{std::move(name), std::move(*address)};
}

std::string compose(const Message& message, const Sender& from) {
  constexpr std::string_view kSubject = "Subject: ";
  const std::string header = fmt::format(
      "Date: {}\r\n"
      "{}"
      "To: <{}>\r\n"
      "{}{}\r\n"
      "Message-ID: <{}@{}>\r\n"
      "Auto-Submitted: auto-generated\r\n"
      "MIME-Version: 1.0\r\n",
      mail_date(message.date), sender_field(from), message.to.text(), kSubject,
      header_text(message.subject, kSubject.size()), message.id, from.address.domain());
  const std::string text =
      text_part("text/plain; charset=UTF-8", "\r\n" + quoted_printable(message.text));
  if (!message.calendar) return header + text;

  // "=_" never comes out of quoted-printable, so no part can hold the boundary (RFC 2045, 6.7).
  const std::string boundary = "=_" + message.id;
  const std::string calendar =
      text_part("text/calendar; charset=UTF-8; method=PUBLISH",
                "Content-Disposition: attachment; filename=\"plenum.ics\"\r\n\r\n" +
                    quoted_printable(*message.calendar));
  return fmt::format(
      "{0}Content-Type: multipart/mixed; boundary=\"{1}\"\r\n\r\n"
      "--{1}\r\n{2}"
      "\r\n--{1}\r\n{3}"
      "\r\n--{1}--\r\n",
      header, boundary, text, calendar);
}

std::string mail_date(base::UnixTime time) {
  constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(time - midnight);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
                     kDays[std::chrono::weekday(midnight).c_encoding()], unsigned{date.day()},
                     kMonths[unsigned{date.month()} - 1], int{date.year()}, clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

}  // namespace mail
