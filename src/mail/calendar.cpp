#include "mail/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace mail {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr size_t kLongestLine = 75;  // octets without CRLF (RFC 5545, section 3.1)

bool continues_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Section 3.1: CRLF and a space, which counts for the next line.
void append_folded(std::string& out, std::string_view line) {
  size_t room = kLongestLine;
  while (line.size() > room) {
    // Back to the beginning of a code point; bytes that are no UTF-8 have none within reach.
    size_t cut = room;
    while (cut > room - 4 && continues_code_point(line[cut])) --cut;
    if (continues_code_point(line[cut])) cut = room;
    out.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = kLongestLine - 1;
  }
  out.append(line).append("\r\n");
}

// TEXT (section 3.3.11).
std::string escaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\r' || c == '\n') {
      if (c == '\r' && text.substr(i + 1).starts_with('\n')) ++i;
      out += "\\n";
    } else if (c == '\\' || c == ';' || c == ',') {
      out += '\\';
      out += c;
    } else if (c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)) {
      out += c;
    }
  }
  return out;
}

// URI (section 3.3.13) is not escaped; what no URI holds is percent-encoded (RFC 3986).
std::string uri(std::string_view text) {
  constexpr std::string_view kNever = "\"<>\\^`{|}";
  std::string out;
  for (const char c : text) {
    if (c > ' ' && c < 0x7F && kNever.find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

// DATE-TIME in UTC (section 3.3.5, form 2).
std::string utc(base::UnixTime time) {
  constexpr base::UnixTime kLast =
      sys_days(std::chrono::year(9999) / 12 / 31) + days(1) - std::chrono::seconds(1);
  time = std::clamp(time, base::UnixTime{}, kLast);
  const auto midnight = std::chrono::floor<days>(time);
  const year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(time - midnight);
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", int{date.year()}, unsigned{date.month()},
                     unsigned{date.day()}, clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

// `text` is "2026" or the like: nothing but digits.
std::optional<unsigned> digits(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool all = error == std::errc{} && end == text.data() + text.size();
  return all ? std::optional(value) : std::nullopt;
}

}  // namespace

std::string calendar_file(const CalendarEvent& event) {
  std::string out;
  const auto line = [&out](std::string_view name, std::string_view value) {
    append_folded(out, fmt::format("{}:{}", name, value));
  };
  const auto line_if = [&line](std::string_view name, std::string value) {
    if (!value.empty()) line(name, value);
  };
  line("BEGIN", "VCALENDAR");
  line("VERSION", "2.0");
  line("PRODID", "-//Plenum//Plenum//DE");
  line("CALSCALE", "GREGORIAN");
  line("METHOD", "PUBLISH");
  line("BEGIN", "VEVENT");
  line("UID", escaped(event.uid));
  line("DTSTAMP", utc(event.stamp));
  line("DTSTART", utc(event.start));
  line("DTEND", utc(event.end));
  line("SUMMARY", escaped(event.summary));
  line_if("DESCRIPTION", escaped(event.description));
  line_if("LOCATION", escaped(event.location));
  line_if("URL", uri(event.url));
  line("END", "VEVENT");
  line("END", "VCALENDAR");
  return out;
}

std::optional<base::UnixTime> parse_utc(std::string_view text) {
  // 0123456789012345678
  // 2026-07-01T18:00:00Z
  constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:dd";
  if (text.size() <= kForm.size() || text.size() > kForm.size() + 11) return std::nullopt;
  for (size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == 'd' ? !digit : text[i] != kForm[i]) return std::nullopt;
  }
  std::string_view rest = text.substr(kForm.size());
  if (rest.starts_with('.')) {
    const size_t end = rest.find_first_not_of("0123456789", 1);
    if (end == 1 || end == std::string_view::npos) return std::nullopt;
    rest.remove_prefix(end);
  }
  if (rest != "Z") return std::nullopt;

  const auto number = [&](size_t at, size_t length) { return *digits(text.substr(at, length)); };
  const year_month_day date(std::chrono::year(static_cast<int>(number(0, 4))),
                            std::chrono::month(number(5, 2)), std::chrono::day(number(8, 2)));
  const unsigned hour = number(11, 2), minute = number(14, 2), second = number(17, 2);
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

}  // namespace mail
