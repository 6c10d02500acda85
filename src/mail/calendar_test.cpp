#include "mail/calendar.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "domain/utf8.hpp"

namespace mail {
namespace {

CalendarEvent event(std::string summary) {
  return {.uid = "raum-1@conf.example.org",
          .stamp = *parse_utc("2026-06-30T09:05:07Z"),
          .start = *parse_utc("2026-07-01T18:00:00Z"),
          .end = *parse_utc("2026-07-01T19:30:00Z"),
          .summary = std::move(summary),
          .description = {},
          .location = {},
          .url = {}};
}

// Section 3.1 backwards.
std::string unfolded(std::string text) {
  for (size_t at = 0; (at = text.find("\r\n ", at)) != std::string::npos;) text.erase(at, 3);
  return text;
}

std::string value_of(const std::string& file, const std::string& property) {
  const std::string text = "\r\n" + unfolded(file);
  const size_t at = text.find("\r\n" + property + ":");
  if (at == std::string::npos) return "absent";
  const size_t from = at + 3 + property.size();
  return text.substr(from, text.find("\r\n", from) - from);
}

TEST(Calendar, IsOnePublishedEvent) {
  CalendarEvent full = event("Sitzung");
  full.description = "Link: https://conf.example.org/r/x\nCode: abc";
  full.location = "Videokonferenz";
  full.url = "https://conf.example.org/r/x";
  EXPECT_EQ(calendar_file(full),
            "BEGIN:VCALENDAR\r\n"
            "VERSION:2.0\r\n"
            "PRODID:-//Plenum//Plenum//DE\r\n"
            "CALSCALE:GREGORIAN\r\n"
            "METHOD:PUBLISH\r\n"
            "BEGIN:VEVENT\r\n"
            "UID:raum-1@conf.example.org\r\n"
            "DTSTAMP:20260630T090507Z\r\n"
            "DTSTART:20260701T180000Z\r\n"
            "DTEND:20260701T193000Z\r\n"
            "SUMMARY:Sitzung\r\n"
            "DESCRIPTION:Link: https://conf.example.org/r/x\\nCode: abc\r\n"
            "LOCATION:Videokonferenz\r\n"
            "URL:https://conf.example.org/r/x\r\n"
            "END:VEVENT\r\n"
            "END:VCALENDAR\r\n");
}

TEST(Calendar, EscapesTexts) {
  const std::pair<std::string, std::string> cases[] = {
      {"a;b,c\\d", "a\\;b\\,c\\\\d"},
      {"a\r\nb\nc\rd", "a\\nb\\nc\\nd"},
      {"Stadt: \"Süd\"", "Stadt: \"Süd\""},
      {std::string("a\0\x1B\x7F\tb", 6), "a\tb"},
  };
  for (const auto& [text, escaped] : cases)
    EXPECT_EQ(value_of(calendar_file(event(text)), "SUMMARY"), escaped);
}

// A10
TEST(Calendar, NobodyAddsAPropertyOrAnEvent) {
  CalendarEvent attack = event("x\r\nATTENDEE:mailto:all@example.org\r\nEND:VEVENT");
  attack.url = "https://x/\r\nBEGIN:VALARM \xFF\"";
  attack.uid = "x\nDTSTART:19700101T000000Z";
  const std::string file = calendar_file(attack);
  EXPECT_EQ(value_of(file, "ATTENDEE"), "absent");
  EXPECT_EQ(value_of(file, "BEGIN"), "VCALENDAR");
  EXPECT_EQ(value_of(file, "DTSTART"), "20260701T180000Z");
  EXPECT_EQ(value_of(file, "URL"), "https://x/%0D%0ABEGIN:VALARM%20%FF%22");
  EXPECT_EQ(std::ranges::count(file, '\n'), 14);
}

TEST(Calendar, FoldsAt75OctetsBetweenCodePoints) {
  for (const std::string letter : {"a", "ü", "€", "🎉"}) {
    for (size_t shift = 0; shift < 4; ++shift) {
      std::string text(shift, '-');
      for (int i = 0; i < 100; ++i) text += letter;
      const std::string file = calendar_file(event(text));
      EXPECT_EQ(value_of(file, "SUMMARY"), text);
      std::istringstream lines(file);
      for (std::string line; std::getline(lines, line);) {
        ASSERT_TRUE(line.ends_with('\r'));
        EXPECT_LE(line.size() - 1, 75u);
        EXPECT_TRUE(domain::is_utf8(line));
      }
    }
  }
}

TEST(Calendar, FoldsBytesThatAreNoUtf8Too) {
  const std::string text(1000, '\x80');
  EXPECT_EQ(value_of(calendar_file(event(text)), "SUMMARY"), text);
}

TEST(Calendar, ImpossibleTimesAreBroughtToTheNearestPossible) {
  CalendarEvent odd = event("x");
  odd.start = base::UnixTime(std::chrono::seconds(INT64_MIN));
  odd.end = base::UnixTime(std::chrono::seconds(INT64_MAX));
  EXPECT_EQ(value_of(calendar_file(odd), "DTSTART"), "19700101T000000Z");
  EXPECT_EQ(value_of(calendar_file(odd), "DTEND"), "99991231T235959Z");
}

TEST(ParseUtc, TakesWhatToISOStringWrites) {
  const auto seconds = [](std::string_view text) {
    return parse_utc(text)->time_since_epoch().count();
  };
  EXPECT_EQ(seconds("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(seconds("2024-02-29T12:34:56Z"), 1'709'210'096);
  EXPECT_EQ(seconds("2024-02-29T12:34:56.789Z"), 1'709'210'096);
}

TEST(ParseUtc, RefusesTheRest) {
  for (const std::string_view text :
       {"", "2026-07-01", "2026-07-01T18:00:00", "2026-07-01T18:00:00+02:00",
        "2026-07-01 18:00:00Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-07-01T24:00:00Z", "2026-07-01T18:60:00Z", "2026-07-01T18:00:60Z",
        "2026-07-01T18:00:00.Z", "2026-07-01T18:00:00.12", "2026-07-01T18:00:00ZZ",
        "-026-07-01T18:00:00Z", "2026-07-01T18:00:00.123456789012Z"}) {
    EXPECT_FALSE(parse_utc(text)) << text;
  }
}

}  // namespace
}  // namespace mail
