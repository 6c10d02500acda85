#include "mail/texts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mail {

namespace {

bool german(Language language) { return language == Language::kGerman; }

// "https://conf.example.org" as people say it.
std::string_view host_of(std::string_view url) {
  const size_t scheme = url.find("://");
  return scheme == std::string_view::npos ? url : url.substr(scheme + 3);
}

std::string signature(Language language, const Service& service) {
  std::string out = "\n-- \n" + service.url + "\n";
  if (!service.support.empty())
    out += (german(language) ? "Hilfe: " : "Help: ") + service.support + "\n";
  return out;
}

// "Zeit: …", "Link: …", "Code: …", each where there is one.
std::string access_lines(Language language, const Invitation& invitation) {
  std::string out;
  if (!invitation.when.empty())
    out += (german(language) ? "Zeit: " : "Time: ") + invitation.when + "\n";
  out += "Link: " + invitation.link + "\n";
  if (!invitation.code.empty())
    out += (german(language) ? "Zugangscode: " : "Access code: ") + invitation.code + "\n";
  return out;
}

std::string_view how_to_join(Language language) {
  return german(language)
             ? "Zum Teilnehmen genügt ein aktueller Browser; ein Konto oder Programm brauchen Sie "
               "nicht.\n"
             : "A current browser is all you need to take part: no account, no program.\n";
}

std::string subject_of(Language language, const Invitation& invitation) {
  return (german(language) ? "Einladung zur Videokonferenz: "
                           : "Invitation to a video conference: ") +
         invitation.room;
}

struct LocalTime {
  LocalTime(base::UnixTime time, std::chrono::minutes offset)
      : day(std::chrono::floor<std::chrono::days>(time + offset)),
        date(day),
        clock(std::chrono::floor<std::chrono::minutes>(time + offset - day)) {}
  std::string hours_and_minutes() const {
    return fmt::format("{:02}:{:02}", clock.hours().count(), clock.minutes().count());
  }

  std::chrono::sys_days day;
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<std::chrono::minutes> clock;
};

std::string day_in_words(Language language, const LocalTime& time) {
  constexpr std::string_view kTage[] = {"Sonntag",    "Montag",  "Dienstag", "Mittwoch",
                                        "Donnerstag", "Freitag", "Samstag"};
  constexpr std::string_view kMonate[] = {"Januar",    "Februar", "März",     "April",
                                          "Mai",       "Juni",    "Juli",     "August",
                                          "September", "Oktober", "November", "Dezember"};
  constexpr std::string_view kDays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                        "Thursday", "Friday", "Saturday"};
  constexpr std::string_view kMonths[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};
  const unsigned weekday = std::chrono::weekday(time.day).c_encoding();
  const unsigned month = unsigned{time.date.month()} - 1;
  const unsigned day{time.date.day()};
  const int year{time.date.year()};
  return german(language) ? fmt::format("{}, {}. {} {}", kTage[weekday], day, kMonate[month], year)
                          : fmt::format("{}, {} {} {}", kDays[weekday], day, kMonths[month], year);
}

std::string zone(std::chrono::minutes offset) {
  if (offset.count() == 0) return "UTC";
  const auto size = std::chrono::abs(offset);
  const auto minutes = size.count() % 60;
  return fmt::format("UTC{}{}{}", offset.count() < 0 ? '-' : '+', size.count() / 60,
                     minutes == 0 ? "" : fmt::format(":{:02}", minutes));
}

}  // namespace

Language preferred_language(std::string_view accept_language) {
  while (!accept_language.empty()) {
    const size_t comma = std::min(accept_language.find(','), accept_language.size());
    std::string_view tag = accept_language.substr(0, comma);
    while (tag.starts_with(' ')) tag.remove_prefix(1);
    if (tag.starts_with("de")) return Language::kGerman;
    if (tag.starts_with("en")) return Language::kEnglish;
    accept_language.remove_prefix(std::min(comma + 1, accept_language.size()));
  }
  return Language::kGerman;
}

Text code_mail(Language language, const Service& service, std::string_view code) {
  const std::string_view host = host_of(service.url);
  if (german(language))
    return {fmt::format("Ihr Code für {}", host),
            fmt::format("Guten Tag,\n\n"
                        "mit diesem Code eröffnen Sie eine Videokonferenz auf {}:\n\n"
                        "    {}\n\n"
                        "Er gilt zehn Minuten lang und nur einmal. Geben Sie ihn dort ein, wo Sie "
                        "ihn angefordert haben, und sagen Sie ihn niemandem weiter.\n\n"
                        "Sie haben keinen Code angefordert? Dann hat sich wohl jemand bei der "
                        "Adresse vertippt, und Sie brauchen nichts zu tun.\n",
                        host, code) +
                signature(language, service)};
  return {fmt::format("Your code for {}", host),
          fmt::format("Hello,\n\n"
                      "with this code you open a video conference on {}:\n\n"
                      "    {}\n\n"
                      "It is good for ten minutes and only once. Enter it where you asked for it, "
                      "and do not pass it on.\n\n"
                      "You did not ask for a code? Then somebody probably mistyped an address, and "
                      "there is nothing for you to do.\n",
                      host, code) +
              signature(language, service)};
}

Text invitation(Language language, const Service& service, const Invitation& invitation) {
  const std::string opening =
      german(language)
          ? fmt::format("Guten Tag,\n\nSie sind zur Videokonferenz „{}“ eingeladen.\n\n",
                        invitation.room)
          : fmt::format("Hello,\n\nyou are invited to the video conference “{}”.\n\n",
                        invitation.room);
  return {subject_of(language, invitation), opening + access_lines(language, invitation) + "\n" +
                                                std::string(how_to_join(language)) +
                                                signature(language, service)};
}

Text personal_invitation(Language language, const Service& service, const Invitation& invitation) {
  const std::string opening =
      german(language)
          ? fmt::format("Guten Tag,\n\nfür die Videokonferenz „{}“ haben Sie einen Platz.\n\n",
                        invitation.room)
          : fmt::format("Hello,\n\nyou have a seat in the video conference “{}”.\n\n",
                        invitation.room);
  std::string rule = german(language)
                         ? "Der Link ist nur für Sie bestimmt: Bitte geben Sie ihn nicht weiter.\n"
                         : "The link is meant for you alone: please do not pass it on.\n";
  if (!invitation.when.empty())
    rule += german(language) ? "Eintreten können Sie nur zur angegebenen Zeit.\n"
                             : "You can enter at the appointed time only.\n";
  return {subject_of(language, invitation), opening + access_lines(language, invitation) + "\n" +
                                                rule + std::string(how_to_join(language)) +
                                                signature(language, service)};
}

std::string calendar_text(Language language, const Invitation& invitation) {
  return access_lines(language, invitation) + "\n" + std::string(how_to_join(language));
}

std::string when(Language language, base::UnixTime start, base::UnixTime end,
                 std::chrono::minutes offset) {
  const LocalTime from(start, offset);
  const LocalTime to(end, offset);
  const std::string until =
      (from.day == to.day ? "" : day_in_words(language, to) + ", ") + to.hours_and_minutes();
  return fmt::format(
      fmt::runtime(german(language) ? "{}, {} bis {} Uhr ({})" : "{}, {} to {} ({})"),
      day_in_words(language, from), from.hours_and_minutes(), until, zone(offset));
}

}  // namespace mail
