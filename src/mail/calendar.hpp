// A calendar file with one event (RFC 5545): what Outlook, Apple's and Google's calendars open. It
// is published (RFC 5546, section 3.2.1), not an invitation that wants an answer, so nobody's
// address stands in it.
//
// Total: control characters of texts are left out or escaped, lines are folded at 75 octets between
// code points, times outside the years 1970 to 9999 are brought to their nearest end.
//
// Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace mail {

struct CalendarEvent {
  std::string uid;  // the same for every version of one event, unique in the world: "x@example.org"
  base::UnixTime stamp;  // when this version was made: the later one counts
  base::UnixTime start;
  base::UnixTime end;
  std::string summary;
  std::string description;  // line breaks allowed
  std::string location;
  std::string url;
};

std::string calendar_file(const CalendarEvent& event);

// "2026-07-01T18:00:00Z", with or without fractions of a second, as JavaScript's toISOString writes
// it (RFC 3339 in UTC). Nothing for any other form and for dates that do not exist.
std::optional<base::UnixTime> parse_utc(std::string_view text);

}  // namespace mail
