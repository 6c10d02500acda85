// What the server's mails say, in German and English. Every value that comes from people is put in
// as it is: what they may hold is bounded by the domain, and message.hpp makes it safe to send.
//
// Pure: the zone is an argument.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace mail {

enum class Language : uint8_t { kGerman, kEnglish };

// Whichever of the two stands first in an Accept-Language header (RFC 9110, section 12.5.4); German
// where none does.
Language preferred_language(std::string_view accept_language);

// The service that writes.
struct Service {
  std::string url;      // "https://conf.example.org"
  std::string support;  // whom to ask, "support@example.org, 0911 123456"; may be empty (R69)
};

struct Text {
  std::string subject;
  std::string body;
};

// The code that proves a mailbox (R7).
Text code_mail(Language language, const Service& service, std::string_view code);

// Into a room that is there (R20); `code` is empty where there is none.
struct Invitation {
  std::string room;
  std::string link;
  std::string code;
  // "Mittwoch, 1. Juli 2026, 18:00 bis 19:00 Uhr"; empty: now. In a room with appointed times one
  // enters only then, and the link is meant for its reader alone (R13, R28).
  std::string when;
};
Text invitation(Language language, const Service& service, const Invitation& invitation);
Text personal_invitation(Language language, const Service& service, const Invitation& invitation);

// The same as a note in a calendar: link, code, and how to join.
std::string calendar_text(Language language, const Invitation& invitation);

// A span of time in words; `offset` is that of the reader's zone from UTC at `start`.
std::string when(Language language, base::UnixTime start, base::UnixTime end,
                 std::chrono::minutes offset);

}  // namespace mail
